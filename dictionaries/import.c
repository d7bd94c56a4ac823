#include "dictionaries/import_p.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

static const char names[] = "obo|hgnc|gene_info|mirbase|mesh|famplex";

static int (*const formats[])(struct importer *, struct evm_err *) = {
	import_obo, import_hgnc, import_gene_info, import_mirbase, import_mesh,
	import_famplex,
};

int evm_import_format_of(const char *name)
{
	struct evm_str rest = evm_str(names);

	for (int i = 0; rest.p; i++)
		if (evm_str_eqz(evm_str_cut(&rest, '|'), name))
			return i;
	return -1;
}

int import_line(struct importer *i, struct evm_str *line, struct evm_err *err)
{
	int got = evm_in_line(i->in, &i->buf, err);

	if (got != 1)
		return got;
	i->line++;
	*line = evm_buf_str(&i->buf);
	if (evm_utf8_bad(*line) != SIZE_MAX) {
		i->text.n = 0;
		evm_utf8_clean(&i->text, *line);
		i->buf.n = 0;
		evm_buf_add(&i->buf, evm_buf_str(&i->text));
		*line = evm_buf_str(&i->buf);
	}
	return 1;
}

int import_bad(const struct importer *i, struct evm_err *err, const char *fmt,
	       ...)
{
	char what[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return evm_err_set(err, EVM_EXIT_FAILED, "%s:%" PRIu64 ": %s",
			   evm_in_name(i->in), i->line, what);
}

size_t import_fields(struct evm_str line, struct evm_str *f, size_t max)
{
	size_t n = 0;

	while (line.p && n < max)
		f[n++] = evm_str_cut(&line, '\t');
	return n;
}

size_t import_column(const struct evm_str *f, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (evm_str_eqz(f[i], name))
			return i;
	return n;
}

bool import_wanted(const struct importer *i, struct evm_str id)
{
	const char *prefix = i->im->prefix;
	size_t n = prefix ? strlen(prefix) : 0;
	uint32_t any;

	if (n && (id.n <= n || memcmp(id.p, prefix, n) != 0 || id.p[n] != ':'))
		return false;
	return !i->im->only || evm_index_get(&i->only, id, &any);
}

/* A column or a name as a vocabulary can hold it: no tabs, bars and braces. */
static struct evm_str clean(struct importer *i, struct evm_str s)
{
	char *p = evm_arena_dup(&i->arena, evm_str_trim(s).p,
				evm_str_trim(s).n);
	size_t n = 0;

	s.n = evm_str_trim(s).n;
	for (size_t k = 0; k < s.n; k++) {
		char c = p[k];

		if (c == '{')
			c = '(';
		else if (c == '}')
			c = ')';
		else if (c == '|' || (unsigned char)c < 32)
			c = ' ';
		if (c != ' ' || (n && p[n - 1] != ' '))
			p[n++] = c;
	}
	return (struct evm_str){ p, n };
}

void import_begin(struct importer *i, enum evm_type type, struct evm_str id,
		  struct evm_str norm, const char *attrs)
{
	evm_arena_reset(&i->arena);
	memset(&i->names, 0, sizeof i->names);
	memset(&i->keys, 0, sizeof i->keys);
	i->type = i->im->type >= 0 ? (enum evm_type)i->im->type : type;
	i->id = clean(i, id);
	i->norm = clean(i, norm);
	i->attrs = evm_str_dup(&i->arena, evm_str(attrs));
}

/* Two names with the same key are doubles; behind the first letter case counts. */
static bool is_double(struct importer *i, struct evm_str s)
{
	uint64_t key = 0x9e3779b97f4a7c15u;
	uint32_t mask = 0;

	for (size_t k = 0; k < i->folder.n; k++)
		key = (key ^ evm_fold_name(&i->folder, k)) * 0xd6e8feb86659fd93u;
	if (capitals(s, &mask))
		key = (key ^ mask >> 1) * 0xd6e8feb86659fd93u;
	for (size_t k = 0; k < i->keys.n; k++)
		if (i->keys.v[k] == key)
			return true;
	*EVM_PUSH(&i->arena, i->keys) = key;
	return false;
}

static bool useful(struct importer *i, struct evm_str s)
{
	size_t letters = 0, signs = 0;

	if (s.n > 500 || !evm_fold(&i->folder, s) ||
	    i->folder.n > EVM_NAME_TOKENS)
		return false;
	for (size_t k = 0; k < s.n; k++) {
		letters += evm_is_alpha(s.p[k]) || (unsigned char)s.p[k] > 127;
		signs += evm_is_digit(s.p[k]);
	}
	return letters && letters + signs > 1;
}

/* "miR-17-92 cluster", "let-7 family": the microRNA grammar's, never a protein's. */
static bool names_mirna(struct evm_str s)
{
	struct evm_str head = evm_str_sub(s, 0, s.n < 4 ? s.n : 4);

	return evm_str_ieqz(head, "miR-") || evm_str_ieqz(head, "let-") ||
	       (s.n > 8 && evm_str_ieqz(evm_str_sub(s, 0, 8), "microRNA"));
}

/* "{case,ambig}" of these flags, or nothing. */
static struct evm_str braces(struct importer *i, uint32_t flags)
{
	static const char *const words[] = { "case", "nosplit", "numend", "ambig" };
	struct evm_buf *b = &i->text;

	b->n = 0;
	for (int k = 0; k < 4; k++)
		if (flags >> k & 1)
			evm_buf_printf(b, "%s%s", b->n ? "," : "{", words[k]);
	evm_buf_addz(b, b->n ? "}" : "");
	return evm_buf_str(b);
}

void import_name(struct importer *i, struct evm_str name, uint32_t flags)
{
	struct evm_str s = clean(i, name), in;

	if (!s.n)
		return;
	if (!useful(i, s) || is_double(i, s) ||
	    (i->type == EVM_PROTEIN && names_mirna(s))) {
		i->im->dropped++;
		return;
	}
	in = braces(i, flags);
	*EVM_PUSH(&i->arena, i->names) = evm_str_printf(&i->arena,
		"%" EVM_FMT "%" EVM_FMT, EVM_ARG(s), EVM_ARG(in));
}

static void put(struct evm_buf *b, struct evm_str s, const char *end)
{
	evm_buf_add(b, s.n ? s : EVM_LIT("-"));
	evm_buf_addz(b, end);
}

void import_end(struct importer *i)
{
	struct evm_buf *b = &i->text;

	if (!i->names.n || !evm_id_sound(i->id) || i->norm.n > 1000) {
		i->im->dropped += i->names.n;
		i->names.n = 0;
		return;
	}
	b->n = 0;
	evm_buf_printf(b, "%s\t", evm_type_name(i->type));
	put(b, i->id, "\t");
	put(b, i->norm, "\t");
	for (size_t k = 0; k < i->names.n; k++) {
		evm_buf_addz(b, k ? "|" : "");
		evm_buf_add(b, i->names.v[k]);
	}
	evm_buf_addc(b, '\t');
	put(b, i->attrs, "\n");
	evm_out_add(i->im->out, evm_buf_str(b));
	i->im->concepts++;
	i->im->names += i->names.n;
	i->names.n = 0;
}

/* The first word of each line is an identifier. */
static int read_only(struct importer *i, struct evm_err *err)
{
	struct evm_in *in;
	struct evm_buf line = EVM_BUF_INIT;
	int got;

	if (evm_in_open(&in, i->im->only, err))
		return -1;
	while ((got = evm_in_line(in, &line, err)) == 1) {
		struct evm_str s = evm_str_trim(evm_buf_str(&line)), word = s;

		for (word.n = 0; word.n < s.n && !evm_is_space(s.p[word.n]);)
			word.n++;
		if (word.n && *word.p != '#')
			evm_index_add(&i->only, evm_str_dup(&i->all, word), 1,
				      NULL);
	}
	evm_buf_release(&line);
	evm_in_close(in);
	return got;
}

int import_init(struct importer *i, struct evm_import *im, struct evm_err *err)
{
	memset(i, 0, sizeof *i);
	i->im = im;
	evm_arena_init(&i->arena);
	evm_arena_init(&i->keep);
	evm_arena_init(&i->all);
	evm_folder_init(&i->folder);
	return im->only ? read_only(i, err) : 0;
}

void import_release(struct importer *i)
{
	evm_in_close(i->in);
	evm_index_release(&i->only);
	evm_buf_release(&i->buf);
	evm_buf_release(&i->text);
	evm_folder_release(&i->folder);
	evm_arena_release(&i->arena);
	evm_arena_release(&i->keep);
	evm_arena_release(&i->all);
}

int evm_import(struct evm_import *im, int format, const char *path,
	       struct evm_err *err)
{
	struct importer i;
	int got = import_init(&i, im, err);

	if (!got)
		got = evm_in_open(&i.in, path, err);
	if (!got)
		got = formats[format](&i, err);
	import_release(&i);
	return got;
}
