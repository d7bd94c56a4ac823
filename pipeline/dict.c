/* evm-dict: building, checking and looking into dictionaries. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/cli.h"
#include "corpus/mesh_xml.h"
#include "dictionaries/dict.h"
#include "dictionaries/import.h"
#include "extractors/rules_check.h"

static struct evm_front front;
static struct evm_list with;

#define OPT_WITH \
	{ "with", 'w', EVM_OPT_LIST, &with, "FILE", \
	  "a vocabulary or an image to look into; may be given again " \
	  "(default: the shipped vocabularies)", NULL, 0, 0 }

/* ---- what is looked into ---- */

static bool is_image(const char *path)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_str head = { NULL, 0 };
	struct evm_in *in;
	bool is = false;

	if (evm_in_open(&in, path, &err))
		return false;
	if (!evm_in_peek(in, 8, &head, &err))
		is = evm_str_eqz(head, "EVMDICT\n");
	evm_in_close(in);
	return is;
}

/* The shipped vocabularies, one image, or the vocabularies named. */
static int load(struct evm_dict **d, const char *const *paths, size_t n,
		struct evm_err *err)
{
	if (!n)
		return evm_dict_shipped(d, err);
	if (n == 1 && is_image(paths[0]))
		return evm_dict_open(d, paths[0], err);
	return evm_dict_build(d, paths, n, err);
}

static int finish(const char *program, struct evm_out *out, int code)
{
	struct evm_err err = EVM_ERR_INIT;

	if (evm_out_finish(out, true, &err))
		return evm_fail(program, &err);
	return code;
}

static int print(const char *program, const char *output, struct evm_buf *text,
		 int code)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_out *out;

	if (evm_out_open(&out, output, &err)) {
		evm_buf_release(text);
		return evm_fail(program, &err);
	}
	evm_out_add(out, evm_buf_str(text));
	evm_buf_release(text);
	return finish(program, out, code);
}

/* ---- build ---- */

static const struct evm_opt build_opts[] = {
	EVM_OPTS_OUTPUT(front), EVM_OPTS_COMMON(front), EVM_OPTS_END
};
static const struct evm_cli build_cli = {
	"evm-dict build", "[VOCABULARY...]",
	"Compiles vocabularies (default: the shipped ones) into one image, which\n"
	"other programs map into memory.", build_opts, NULL, false
};

static int build(int argc, char **argv)
{
	int first = evm_cli_parse(&build_cli, argc, argv);
	const char *program = build_cli.program;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d;
	int got;

	if (!front.output)
		evm_cli_mistake(&build_cli, "-o IMAGE says where the image goes");
	if (load(&d, (const char *const *)argv + first, (size_t)(argc - first),
		 &err))
		return evm_fail(program, &err);
	got = evm_dict_write(d, front.output, &err);
	if (!got && !front.quiet)
		evm_say(program, "%zu names of %zu concepts, %zu bytes, %s",
			evm_dict_names(d), evm_dict_concepts(d),
			evm_dict_size(d), evm_dict_digest(d));
	evm_dict_free(d);
	return got ? evm_fail(program, &err) : EVM_EXIT_DONE;
}

/* ---- check ---- */

static const struct evm_opt check_opts[] = {
	EVM_OPTS_OUTPUT(front), EVM_OPTS_COMMON(front), EVM_OPTS_END
};
static const struct evm_cli check_cli = {
	"evm-dict check", "[VOCABULARY...]",
	"Tells every fault of vocabularies (default: the shipped ones), with file\n"
	"and line; of an image, whether it is whole. With the shipped vocabularies the\n"
	"examples of the shipped rules are run, too. Exits 1 when there is a fault.",
	check_opts, "-v shows warnings too.", false
};

static void tell(void *ctx, bool warning, const char *where, const char *what)
{
	if (warning && !front.verbose)
		return;
	evm_buf_printf(ctx, "%s: %s%s\n", where, warning ? "warning: " : "", what);
}

static int check_image(const char *path, struct evm_err *err)
{
	struct evm_dict *d;
	int got;

	if (evm_dict_open(&d, path, err))
		return -1;
	got = evm_dict_verify(d, err);
	evm_dict_free(d);
	return got ? evm_err_at(err, "%s", path) : 0;
}

struct examples {
	struct evm_buf *text;
	uint64_t run;
};

static void example(void *ctx, const struct evm_rules_result *r)
{
	struct examples *x = ctx;

	x->run++;
	if (!r->passed)
		evm_buf_printf(x->text, "%s:%" PRIu64 ": %" EVM_FMT
			       ": \"%" EVM_FMT "\": %" EVM_FMT "\n", r->file, r->line,
			       EVM_ARG(r->rule), EVM_ARG(r->text), EVM_ARG(r->what));
}

/* What stands on the vocabularies: the shipped lists, which are read only when
 * a dictionary is made, and the rules' examples. */
static int check_users(struct evm_buf *text, struct evm_err *err)
{
	struct examples x = { text, 0 };
	struct evm_dict *d;
	int failed;

	if (evm_dict_shipped(&d, err))
		return -1;
	failed = evm_rules_check(NULL, d, example, &x, err);
	evm_dict_free(d);
	if (!failed && !front.quiet)
		evm_buf_printf(text, "%" PRIu64 " examples of rules: no fault\n", x.run);
	return failed;
}

static int check_vocabularies(const char *const *paths, size_t n, bool shipped)
{
	const char *program = check_cli.program;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	int faults = evm_dict_check(paths, n, tell, &text, &err);

	if (!faults && !front.quiet)
		evm_buf_printf(&text, "%zu vocabularies: no fault\n", n);
	if (!faults && shipped)
		faults = check_users(&text, &err);
	if (faults < 0) {
		evm_buf_release(&text);
		return evm_fail(program, &err);
	}
	return print(program, front.output, &text,
		     faults ? EVM_EXIT_FAILED : EVM_EXIT_DONE);
}

static int check(int argc, char **argv)
{
	int first = evm_cli_parse(&check_cli, argc, argv), code;
	const char *program = check_cli.program;
	struct evm_err err = EVM_ERR_INIT;
	char **paths;
	size_t n;

	if (argc - first == 1 && is_image(argv[first]))
		return check_image(argv[first], &err) ?
		       evm_fail(program, &err) : EVM_EXIT_DONE;
	if (first < argc)
		return check_vocabularies((const char *const *)argv + first,
					  (size_t)(argc - first), false);
	if (evm_dict_shipped_paths(&paths, &n, &err)) {
		evm_dict_paths_free(paths, n);
		return evm_fail(program, &err);
	}
	code = check_vocabularies((const char *const *)paths, n, true);
	evm_dict_paths_free(paths, n);
	return code;
}

/* ---- lookup ---- */

static const struct evm_opt lookup_opts[] = {
	OPT_WITH, EVM_OPTS_OUTPUT(front), EVM_OPTS_COMMON(front), EVM_OPTS_END
};
static const struct evm_cli lookup_cli = {
	"evm-dict lookup", "NAME...",
	"Shows every concept, vocabulary, flag and block that touches a name, and\n"
	"whether this spelling of it would be matched.", lookup_opts,
	"Columns: the name asked for; matches, or why not; type; identifier;\n"
	"normal form; the vocabulary's spelling; flags; vocabulary; attributes.\n"
	"Exits 1 when a name is in no vocabulary.", false
};

static void put_flags(struct evm_buf *b, const struct evm_lookup *f)
{
	static const char *const names[] = { "case", "nosplit", "numend",
					     "ambig" };
	size_t at = b->n;

	for (int i = 0; i < 4; i++)
		if (f->flags >> i & 1)
			evm_buf_printf(b, "%s%s", b->n > at ? "," : "", names[i]);
	if (f->word)
		evm_buf_printf(b, "%senglish", b->n > at ? "," : "");
	if (b->n == at)
		evm_buf_addc(b, '-');
}

static void put(struct evm_buf *b, struct evm_str s)
{
	evm_buf_addc(b, '\t');
	evm_buf_add(b, s.n ? s : EVM_LIT("-"));
}

static void put_block(struct evm_buf *b, const struct evm_lookup *f)
{
	bool all = f->types == UINT32_MAX;

	evm_buf_addz(b, f->reject ? "block, of another case\t" : "block\t");
	for (int t = 0, n = 0; t < EVM_TYPE_N && !all; t++)
		if (f->types >> t & 1)
			evm_buf_printf(b, "%s%s", n++ ? "," : "",
				       evm_type_name((enum evm_type)t));
	evm_buf_addz(b, all ? "*" : "");
	evm_buf_addz(b, "\t-\t-");
	put(b, f->spelling);
	evm_buf_addz(b, "\t-");
	put(b, f->vocabulary);
	evm_buf_addz(b, "\t-\n");
}

static void put_name(struct evm_buf *b, const struct evm_dict *d,
		     const struct evm_lookup *f)
{
	struct evm_concept c = evm_dict_concept(d, f->concept);

	evm_buf_printf(b, "%s\t%s", evm_reject_name(f->reject),
		       evm_type_name(c.type));
	put(b, c.id);
	put(b, c.norm);
	put(b, f->spelling);
	evm_buf_addc(b, '\t');
	put_flags(b, f);
	put(b, f->vocabulary);
	put(b, c.attrs);
	evm_buf_addc(b, '\n');
}

static bool look(struct evm_matcher *m, const struct evm_dict *d,
		 const char *name, struct evm_buf *b)
{
	static struct evm_lookup found[1000];
	size_t n = evm_dict_lookup(m, evm_str(name), found,
				   sizeof found / sizeof *found);

	for (size_t i = 0; i < n; i++) {
		evm_buf_printf(b, "%s\t", name);
		if (found[i].block)
			put_block(b, &found[i]);
		else
			put_name(b, d, &found[i]);
	}
	if (!n)
		evm_buf_printf(b, "%s\tin no vocabulary\n", name);
	return n;
}

static int lookup(int argc, char **argv)
{
	int first = evm_cli_parse(&lookup_cli, argc, argv);
	const char *program = lookup_cli.program;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_matcher *m;
	struct evm_dict *d;
	bool all = true;

	if (first == argc)
		evm_cli_mistake(&lookup_cli, "no name to look up");
	if (load(&d, with.v, with.n, &err))
		return evm_fail(program, &err);
	m = evm_matcher_new(d);
	for (int i = first; i < argc; i++)
		all &= look(m, d, argv[i], &text);
	evm_matcher_free(m);
	evm_dict_free(d);
	return print(program, front.output, &text,
		     all ? EVM_EXIT_DONE : EVM_EXIT_FAILED);
}

/* ---- stats ---- */

static const struct evm_opt stats_opts[] = {
	EVM_OPTS_OUTPUT(front), EVM_OPTS_COMMON(front), EVM_OPTS_END
};
static const struct evm_cli stats_cli = {
	"evm-dict stats", "[VOCABULARY...|IMAGE]",
	"Counts names and concepts (default: of the shipped vocabularies).",
	stats_opts, "Columns: vocabulary, type, concepts, names; * is the sum.",
	false
};

static int stats(int argc, char **argv)
{
	int first = evm_cli_parse(&stats_cli, argc, argv);
	const char *program = stats_cli.program;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_count count;
	struct evm_dict *d;

	if (load(&d, (const char *const *)argv + first, (size_t)(argc - first),
		 &err))
		return evm_fail(program, &err);
	evm_buf_addz(&text, "vocabulary\ttype\tconcepts\tnames\n");
	for (size_t i = 0; evm_dict_count(d, i, &count); i++)
		if (count.concepts || count.names)
			evm_buf_printf(&text, "%" EVM_FMT "\t%s\t%zu\t%zu\n",
				       EVM_ARG(count.vocabulary),
				       evm_type_name(count.type),
				       count.concepts, count.names);
	evm_buf_printf(&text, "*\t*\t%zu\t%zu\n", evm_dict_concepts(d),
		       evm_dict_names(d));
	evm_dict_free(d);
	return print(program, front.output, &text, EVM_EXIT_DONE);
}

/* ---- import ---- */

static const char *from, *type, *prefix, *only;

static const struct evm_opt import_opts[] = {
	{ "from", 'f', EVM_OPT_CHOICE, &from, "FORMAT", "what the files are",
	  "obo|hgnc|gene_info|mirbase|mesh|famplex", 0, 0 },
	{ "type", 't', EVM_OPT_TEXT, &type, "TYPE",
	  "what the concepts are (default: what the format suggests)", NULL, 0, 0 },
	{ "prefix", 'p', EVM_OPT_TEXT, &prefix, "PREFIX",
	  "only identifiers PREFIX:...", NULL, 0, 0 },
	{ "only", 0, EVM_OPT_TEXT, &only, "FILE",
	  "only identifiers that begin a line of FILE", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front), EVM_OPTS_COMMON(front), EVM_OPTS_END
};
static const struct evm_cli import_cli = {
	"evm-dict import", "FILE...",
	"Makes a vocabulary of other projects' releases.", import_opts, NULL, false
};

static int next_descriptor(void *ctx, struct evm_mesh_record *r,
			   struct evm_err *err)
{
	static struct evm_mesh_descriptor d;
	int got = evm_mesh_next(ctx, &d, err);

	if (got == 1)
		*r = (struct evm_mesh_record){ d.id, d.name, d.trees.v, d.terms.v,
					       d.trees.n, d.terms.n };
	return got;
}

/* One file; MeSH comes as XML or as lines, told apart by the first byte. */
static int import_file(struct evm_import *im, const char *path,
		       struct evm_err *err)
{
	int format = evm_import_format_of(from), got;
	struct evm_str head = { NULL, 0 };
	struct evm_mesh *mesh = NULL;
	struct evm_in *in;

	if (strcmp(from, "mesh") != 0)
		return evm_import(im, format, path, err);
	if (evm_in_open(&in, path, err))
		return -1;
	got = evm_in_peek(in, 1, &head, err);
	if (!got && !evm_str_eqz(head, "<")) {
		evm_in_close(in);
		return evm_import(im, format, path, err);
	}
	if (!got)
		got = evm_mesh_open(&mesh, in, err);
	if (!got)
		got = evm_import_mesh(im, next_descriptor, mesh, err);
	evm_mesh_close(mesh);
	evm_in_close(in);
	return got;
}

static int import_all(struct evm_import *im, char **paths, int n,
		      struct evm_err *err)
{
	evm_out_add(im->out, EVM_LIT("# made by evm-dict import from "));
	evm_out_add(im->out, evm_str(from));
	evm_out_add(im->out, EVM_LIT("\n# type\tid\tnorm\tnames\tattrs\n"));
	for (int i = 0; i < n; i++)
		if (import_file(im, paths[i], err))
			return -1;
	return 0;
}

static int import(int argc, char **argv)
{
	int first = evm_cli_parse(&import_cli, argc, argv), got;
	const char *program = import_cli.program;
	struct evm_err err = EVM_ERR_INIT, out_err = EVM_ERR_INIT;
	struct evm_import im = { .type = -1, .prefix = prefix, .only = only };

	if (!from || first == argc)
		evm_cli_mistake(&import_cli, "--from FORMAT and a file are needed");
	if (type)
		im.type = evm_type_of(evm_str(type));
	if (type && im.type < 0)
		evm_cli_mistake(&import_cli, "'%s' is no type", type);
	if (evm_out_open(&im.out, front.output, &err))
		return evm_fail(program, &err);
	got = import_all(&im, argv + first, argc - first, &err);
	if (evm_out_finish(im.out, !got, &out_err))
		return evm_fail(program, &out_err);
	if (got)
		return evm_fail(program, &err);
	if (!front.quiet)
		evm_say(program, "%" PRIu64 " concepts, %" PRIu64 " names, %"
			PRIu64 " useless names dropped", im.concepts, im.names,
			im.dropped);
	return EVM_EXIT_DONE;
}

/* ---- commands ---- */

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "build", build, "compile vocabularies into an image" },
	{ "check", check, "tell every fault of vocabularies or an image" },
	{ "lookup", lookup, "show what touches a name" },
	{ "import", import, "make a vocabulary of another project's release" },
	{ "stats", stats, "count names and concepts" },
};

#define N_COMMANDS (sizeof commands / sizeof *commands)

static const struct evm_opt no_opts[] = { EVM_OPTS_END };

int main(int argc, char **argv)
{
	char list[1000] = "commands:";
	struct evm_cli cli = { "evm-dict", "COMMAND [options] [operands]",
		"Works on vocabularies and dictionary images.", no_opts, list,
		false };

	for (size_t i = 0; i < N_COMMANDS; i++) {
		size_t n = strlen(list);

		if (argc > 1 && !strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
		snprintf(list + n, sizeof list - n, "\n  %-8s %s",
			 commands[i].name, commands[i].help);
	}
	if (argc > 1 && argv[1][0] != '-')
		evm_cli_mistake(&cli, "no command '%s'", argv[1]);
	evm_cli_parse(&cli, argc, argv);
	evm_cli_mistake(&cli, "which command?");
}
