#include "extractors/code.h"

#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/index.h"
#include "core/tsv.h"
#include "extractors/rx.h"

#define WORD_MAX 60		/* bytes of a code */
#define LETTER_CORE 6		/* letters of "huSHED" */

enum part { SPECIES, SRCSC, SRC, CORE, VES, PARTS };

static const char *const part_names[PARTS] = { "species", "srcsc", "src", "core", "ves" };

struct evm_coder {
	struct evm_arena arena;
	struct evm_index value[PARTS];		/* letters to a number in values */
	EVM_VEC(struct evm_str) values;
	struct evm_buf any[PARTS];		/* letters joined by '|' */
	struct evm_rx *cell, *plain, *tail;
};

static int add_part(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_coder *k = ctx;
	struct evm_str rest;
	int part = 0;

	if (t->n != 3)
		return evm_tsv_bad(t, err, "three columns are wanted: kind, letters, value");
	while (part < PARTS && !evm_str_eqz(t->f[0], part_names[part]))
		part++;
	if (part == PARTS)
		return evm_tsv_bad(t, err, "no kind is called '%" EVM_FMT "'", EVM_ARG(t->f[0]));
	for (rest = t->f[1]; rest.p;) {
		struct evm_str letters = evm_str_dup(&k->arena, evm_str_cut(&rest, '|'));

		evm_index_add(&k->value[part], letters, (uint32_t)k->values.n, NULL);
		if (k->any[part].n)
			evm_buf_addc(&k->any[part], '|');
		evm_buf_add(&k->any[part], letters);
	}
	*EVM_PUSH(&k->arena, k->values) = evm_str_eqz(t->f[2], "-") ? EVM_LIT("")
					  : evm_str_dup(&k->arena, t->f[2]);
	return 0;
}

/*
 * Three patterns: a cell with a core of its own ("hUC-MSCs"), one of tissue
 * and a bare SC ("hBMSC"), and a vesicle at the end of a word. All end where
 * the text ends. Groups of the first two: species, tissue, core, a number
 * behind it, the vesicle.
 */
static int compile(struct evm_coder *k, struct evm_err *err)
{
/* a hyphen, or one of U+2010 ... U+2015 */
#define HY "[-\\x{2010}-\\x{2015}]"
#define TAIL "s?(?:" HY "(?:miR" HY "?)?(\\d\\w{1,4}))?(?:[-@\\x{2010}-\\x{2015}]?(?:[dD]erived" HY "?)?(%s))?$"
	struct evm_buf b = EVM_BUF_INIT;
	int rc;

	evm_buf_printf(&b, "(%s)?" HY "?(%s|%s)?" HY "?[dD]?" HY "?(%s)" TAIL, k->any[SPECIES].p,
		       k->any[SRCSC].p, k->any[SRC].p, k->any[CORE].p, k->any[VES].p);
	rc = evm_rx_new(&k->cell, b.p, false, err);
	b.n = 0;
	evm_buf_printf(&b, "(%s)?" HY "?(%s)" HY "?[dD]?" HY "?(SC|sc)" TAIL, k->any[SPECIES].p, k->any[SRCSC].p,
		       k->any[VES].p);
	if (!rc)
		rc = evm_rx_new(&k->plain, b.p, false, err);
	b.n = 0;
	evm_buf_printf(&b, "(%s)$", k->any[VES].p);
	if (!rc)
		rc = evm_rx_new(&k->tail, b.p, false, err);
	evm_buf_release(&b);
	return rc;
}

int evm_coder_new(struct evm_coder **out, struct evm_err *err)
{
	struct evm_coder *k = evm_malloc(sizeof *k);

	memset(k, 0, sizeof *k);
	evm_arena_init(&k->arena);
	if (evm_data_each("extractors/rules/codes.tsv", add_part, k, err) ||
	    compile(k, err)) {
		evm_coder_free(k);
		return -1;
	}
	*out = k;
	return 0;
}

void evm_coder_free(struct evm_coder *k)
{
	if (!k)
		return;
	for (int i = 0; i < PARTS; i++) {
		evm_index_release(&k->value[i]);
		evm_buf_release(&k->any[i]);
	}
	evm_rx_free(k->cell);
	evm_rx_free(k->plain);
	evm_rx_free(k->tail);
	evm_arena_release(&k->arena);
	free(k);
}

static struct evm_str value_of(const struct evm_coder *k, enum part part, struct evm_str letters)
{
	uint32_t i;

	return letters.n && evm_index_get(&k->value[part], letters, &i) ? k->values.v[i] : EVM_LIT("");
}

static struct evm_str group(struct evm_str word, struct evm_span g)
{
	return evm_str_sub(word, g.begin, g.end);
}

/* Fills code from the groups of a cell pattern. */
static bool take(const struct evm_coder *k, struct evm_str word, const struct evm_span *g,
		 struct evm_code *code)
{
	struct evm_str src = group(word, g[2]), core = group(word, g[3]), said;
	bool bare = evm_str_ieqz(core, "sc");

	code->source = value_of(k, bare ? SRCSC : SRC, src);
	if (bare && code->source.n == 0)
		return false;
	if (code->source.n == 0)
		code->source = value_of(k, SRCSC, src);
	said = value_of(k, CORE, core);
	if (said.n && code->source.n == 0)
		code->source = said;
	if (code->source.n == 0)
		code->source = EVM_LIT("MSC");
	code->species = value_of(k, SPECIES, group(word, g[1]));
	code->vesicle = value_of(k, VES, group(word, g[5]));
	code->modification = group(word, g[4]);
	return true;
}

static bool read_cell(struct evm_coder *k, struct evm_str word, size_t at, struct evm_code *code)
{
	struct evm_span g[6];

	return (evm_rx_at(k->plain, word, at, word.n, g, 6) && take(k, word, g, code)) ||
	       (evm_rx_at(k->cell, word, at, word.n, g, 6) && take(k, word, g, code));
}

static size_t hyphen(struct evm_str word, size_t pos)
{
	if (word.p[pos] == '-' || word.p[pos] == '@')
		return 1;
	return word.n - pos > 3 && memcmp(word.p + pos, "\xE2\x80", 2) == 0 ? 3 : 0;
}

bool evm_code_read(struct evm_coder *k, struct evm_str word, struct evm_code *code)
{
	struct evm_span g[2];
	size_t h, last = 0, cut = 0;

	memset(code, 0, sizeof *code);
	if (word.n > WORD_MAX)
		return false;
	if (read_cell(k, word, 0, code))
		return true;
	for (size_t i = 1; i + 2 < word.n; i++) {
		h = hyphen(word, i);
		if (!h)
			continue;
		cut = i;
		last = i + h;
		if (read_cell(k, word, last, code)) {
			code->modification = evm_str_sub(word, 0, i);
			return true;
		}
	}
	if (!last || !evm_rx_at(k->tail, word, last, word.n, g, 2))
		return false;
	code->vesicle = value_of(k, VES, group(word, g[1]));
	code->modification = evm_str_sub(word, 0, cut);
	return true;
}

struct evm_str evm_code_species(const struct evm_coder *k, struct evm_str token)
{
	return value_of(k, SPECIES, token);
}

bool evm_code_vesicle(const struct evm_coder *k, struct evm_str token)
{
	return value_of(k, VES, token).n > 0;
}

bool evm_code_core(struct evm_str token)
{
	size_t n = token.n;
	const char *e;

	if (n > 1 && token.p[n - 1] == 's')
		n--;
	if (n < 2)
		return false;
	e = token.p + n;
	switch (e[-1]) {
	case 'C':
		return e[-2] == 'S' || (n > 4 && e[-2] == 'P' && e[-3] == 'M');
	case 'c':
		return e[-2] == 's' && (e[-3] == 'm' || e[-3] == 'M');
	case 'D':
		return evm_str_ends((struct evm_str){ token.p, n }, "SHED") && n <= LETTER_CORE;
	case 'P':
		return evm_str_ends((struct evm_str){ token.p, n }, "SCAP") && n <= LETTER_CORE;
	default:
		return false;
	}
}
