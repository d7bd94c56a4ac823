#include "extractors/health.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "core/data.h"
#include "core/digest.h"
#include "core/io.h"
#include "extractors/annotate.h"
#include "extractors/extract.h"
#include "extractors/rules_check.h"

#define FILE_MAX ((size_t)256 << 20)

struct health {
	evm_health_fn *fn;
	void *ctx;
	struct evm_buf text;	/* scratch */
};

static void tell(struct health *h, enum evm_health state, const char *part,
		 struct evm_str what, struct evm_str detail)
{
	h->fn(h->ctx, state, part, what, detail);
}

/* --- vocabularies and rules -------------------------------------------------------------- */

/* "# releases: ..." or "# made by ..." of a file's first comments. */
static struct evm_str origin(struct evm_str text)
{
	while (evm_str_starts(text, "#")) {
		struct evm_str line = evm_str_cut(&text, '\n');

		line = evm_str_trim(evm_str_sub(line, 1, line.n));
		if (evm_str_starts(line, "releases: ") || evm_str_starts(line, "made by "))
			return line;
	}
	return EVM_LIT("");
}

static size_t records(struct evm_str text)
{
	size_t n = 0;

	while (text.p && text.n) {
		struct evm_str line = evm_str_cut(&text, '\n');

		n += line.n && line.p[0] != '#';
	}
	return n;
}

/* "2026-01-31, 3120 names, sha256 0123456789ab, releases: DOID 2024-01-31". */
static void describe(struct health *h, const char *path, struct evm_str text)
{
	char hex[EVM_DIGEST_HEX + 1], day[16] = "?";
	struct evm_str from = origin(text);
	struct stat st;
	struct tm tm;

	if (!stat(path, &st) && gmtime_r(&st.st_mtime, &tm))
		strftime(day, sizeof day, "%Y-%m-%d", &tm);
	evm_digest(text, hex);
	h->text.n = 0;
	evm_buf_printf(&h->text, "%s, %zu entries, sha256 %s%s%" EVM_FMT, day,
		       records(text), hex, from.n ? ", " : "", EVM_ARG(from));
}

static void vocabulary(struct health *h, const char *path)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_in *in = NULL;
	const char *slash = strrchr(path, '/');
	struct evm_str name = evm_str(slash ? slash + 1 : path);

	if (evm_in_open(&in, path, &err) || evm_in_all(in, &text, FILE_MAX, &err)) {
		tell(h, EVM_HEALTH_WRONG, "vocabulary", name, evm_str(err.msg));
	} else {
		describe(h, path, evm_buf_str(&text));
		tell(h, EVM_HEALTH_OK, "vocabulary", name, evm_buf_str(&h->text));
	}
	evm_in_close(in);
	evm_buf_release(&text);
}

struct faults {
	struct health *h;
	size_t n;
};

static void fault(void *ctx, bool warning, const char *where, const char *what)
{
	struct faults *f = ctx;

	if (!warning && f->n++ < 5)
		tell(f->h, EVM_HEALTH_WRONG, "vocabulary", evm_str(where), evm_str(what));
}

static void vocabularies(struct health *h)
{
	struct evm_err err = EVM_ERR_INIT;
	struct faults f = { h, 0 };
	char *folder = evm_data_path("", &err), *whole, **paths = NULL;
	size_t n = 0;

	if (!folder) {
		tell(h, EVM_HEALTH_WRONG, "data", EVM_LIT("folder"), evm_str(err.msg));
		return;
	}
	whole = realpath(folder, NULL);
	tell(h, EVM_HEALTH_OK, "data", EVM_LIT("folder"), evm_str(whole ? whole : folder));
	free(folder);
	free(whole);
	if (evm_dict_shipped_paths(&paths, &n, &err))
		tell(h, EVM_HEALTH_WRONG, "vocabulary", EVM_LIT("all"), evm_str(err.msg));
	for (size_t i = 0; i < n; i++)
		vocabulary(h, paths[i]);
	if (n && evm_dict_check((const char *const *)paths, n, fault, &f, &err) < 0)
		tell(h, EVM_HEALTH_WRONG, "vocabulary", EVM_LIT("all"), evm_str(err.msg));
	evm_dict_paths_free(paths, n);
}

static void example(void *ctx, const struct evm_rules_result *r)
{
	if (!r->passed)
		tell(ctx, EVM_HEALTH_WRONG, "rules", r->rule, r->what);
}

static void rules(struct health *h, bool examples)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_ruleset *rs;

	if (evm_ruleset_load(&rs, NULL, &err)) {
		tell(h, EVM_HEALTH_WRONG, "rules", EVM_LIT("extractors/rules"), evm_str(err.msg));
		return;
	}
	tell(h, EVM_HEALTH_OK, "rules", EVM_LIT("extractors/rules"), evm_str(evm_ruleset_settings(rs)));
	evm_ruleset_free(rs);
	if (examples && evm_rules_check(NULL, NULL, example, h, &err) < 0)
		tell(h, EVM_HEALTH_WRONG, "rules", EVM_LIT("examples"), evm_str(err.msg));
}

/* --- the dictionary image -------------------------------------------------------------------- */

static void dictionary(struct health *h, const char *image)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *shipped = NULL, *dict = NULL;
	struct evm_annotator *an = NULL;

	image = image ? image : getenv("EVMINE_DICT");
	/* it may be an image that make built: damaged, it would be found by no one */
	if (evm_dict_shipped(&shipped, &err) || evm_dict_verify(shipped, &err) ||
	    evm_annotator_new(&an, shipped, &err)) {
		tell(h, EVM_HEALTH_WRONG, "dictionary", EVM_LIT("shipped"), evm_str(err.msg));
	} else {
		h->text.n = 0;
		evm_buf_printf(&h->text, "%zu concepts, %zu names, digest %s",
			       evm_dict_concepts(shipped), evm_dict_names(shipped),
			       evm_dict_digest(shipped));
		tell(h, EVM_HEALTH_OK, "dictionary", EVM_LIT("shipped"), evm_buf_str(&h->text));
	}
	if (!image || !*image) {
		tell(h, EVM_HEALTH_OK, "dictionary", EVM_LIT("image"), EVM_LIT("none: the shipped "
			"vocabularies are compiled at each start (evm-dict build makes one)"));
	} else if (evm_dict_open(&dict, image, &err) || evm_dict_verify(dict, &err)) {
		tell(h, EVM_HEALTH_WRONG, "dictionary", evm_str(image), evm_str(err.msg));
	} else {
		bool same = shipped && !strcmp(evm_dict_digest(dict), evm_dict_digest(shipped));

		h->text.n = 0;
		evm_buf_printf(&h->text, "%zu concepts, %zu names, digest %s, %s",
			       evm_dict_concepts(dict), evm_dict_names(dict),
			       evm_dict_digest(dict), same ? "the shipped vocabularies" :
			       "of other vocabularies, or older ones, than the shipped");
		tell(h, same ? EVM_HEALTH_OK : EVM_HEALTH_NOTE, "dictionary", evm_str(image), evm_buf_str(&h->text));
	}
	evm_annotator_free(an);
	evm_dict_free(dict);
	evm_dict_free(shipped);
}

void evm_health_check(evm_health_fn *fn, void *ctx, const char *image, bool examples)
{
	struct health h = { fn, ctx, EVM_BUF_INIT };

	vocabularies(&h);
	rules(&h, examples);
	dictionary(&h, image);
	evm_buf_release(&h.text);
}
