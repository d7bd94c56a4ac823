#include "export/table_p.h"

#include <stdio.h>
#include <string.h>

/* A row is a trial's number; a trial without one is its place in a table. */
enum { NUMBER, PLACE_IN_TABLE, N_KEYS };
enum { SOURCE, DISEASE, VESICLE, INTERVENTION, PATIENTS, FOLLOW_UP, STATE, PLACE,
       REFS, DOCS, EVIDENCE, REGION, TRIAL, N_LISTS };

static const struct evm_column columns[] = {
	{ "trial", EVM_COLUMN_KEY, NUMBER, true },
	{ "source", EVM_COLUMN_FIRST, SOURCE, true },
	{ "disease", EVM_COLUMN_FIRST, DISEASE, true },
	{ "vesicle", EVM_COLUMN_FIRST, VESICLE, true },
	{ "intervention", EVM_COLUMN_FIRST, INTERVENTION, true },
	{ "patients", EVM_COLUMN_NUMBER, PATIENTS, true },
	{ "follow_up", EVM_COLUMN_FIRST, FOLLOW_UP, true },
	{ "state", EVM_COLUMN_FIRST, STATE, true },
	{ "place", EVM_COLUMN_FIRST, PLACE, true },
	{ "refs", EVM_COLUMN_LABELS, REFS, true },
	{ "docs", EVM_COLUMN_LIST, DOCS, true },
	{ "evidence", EVM_COLUMN_LIST, EVIDENCE, false },
	{ "region", EVM_COLUMN_FIRST, REGION, false },
};

/* --- tables of trials in a document ---------------------------------------------- */

/* What a header says that its column holds; the first that fits. */
static const struct {
	const char *word;
	int column;
} header_words[] = {
	{ "follow", FOLLOW_UP }, { "duration", FOLLOW_UP },
	{ "patient", PATIENTS }, { "n. pat", PATIENTS },
	{ "participant", PATIENTS }, { "enrol", PATIENTS },
	{ "sample size", PATIENTS }, { "subjects", PATIENTS },
	{ "state", STATE }, { "status", STATE },
	{ "location", PLACE }, { "country", PLACE }, { "place", PLACE },
	{ "site", PLACE }, { "sponsor", PLACE },
	{ "intervention", INTERVENTION }, { "treatment", INTERVENTION },
	{ "product", INTERVENTION },
	{ "disease", DISEASE }, { "condition", DISEASE },
	{ "indication", DISEASE }, { "disorder", DISEASE },
	{ "source", SOURCE }, { "origin", SOURCE }, { "cell", SOURCE },
	{ "nct", TRIAL }, { "identifier", TRIAL }, { "regist", TRIAL },
	{ "number", TRIAL }, { "trial", TRIAL },
	{ "ref", REFS },
};

#define COLUMNS_MAX 32

static bool contains(struct evm_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (evm_str_ieqz(evm_str_sub(s, i, i + n), word))
			return true;
	return false;
}

static int column_of(struct evm_str header)
{
	for (size_t i = 0; i < sizeof header_words / sizeof *header_words; i++)
		if (contains(header, header_words[i].word))
			return header_words[i].column;
	return -1;
}

/* Roles of a table's columns by its header cells. Is it one of trials: with a
 * number or reference, and something that only trials have? */
static bool read_header(const struct evm_doc *doc, size_t first, size_t end,
			int roles[COLUMNS_MAX])
{
	bool seen[N_LISTS] = { false };

	for (int i = 0; i < COLUMNS_MAX; i++)
		roles[i] = -1;
	for (size_t i = first; i < end; i++) {
		const struct evm_cell *c = &doc->cells.v[i];
		int role = column_of(evm_doc_slice(doc, c->span));

		if (!c->head || c->row || c->col >= COLUMNS_MAX || role < 0)
			continue;
		roles[c->col] = role;
		seen[role] = true;
	}
	return (seen[TRIAL] || seen[REFS]) && seen[DISEASE] &&
	       (seen[STATE] || seen[PATIENTS] || seen[FOLLOW_UP]);
}

static const struct evm_mention *mention_in(const struct evm_doc *doc,
					    struct evm_span s, enum evm_type type)
{
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		if (m->type == type && m->span.begin >= s.begin &&
		    m->span.end <= s.end)
			return m;
	}
	return NULL;
}

/* A registry number: NCT and eight digits, or what was annotated as one. */
static struct evm_str number_in(const struct evm_doc *doc, struct evm_span s)
{
	const struct evm_mention *m = mention_in(doc, s, EVM_TRIAL);
	struct evm_str t = evm_doc_slice(doc, s);

	if (m)
		return m->norm.n ? m->norm : evm_doc_slice(doc, m->span);
	for (size_t i = 0; i + 11 <= t.n; i++) {
		struct evm_str nct = evm_str_sub(t, i, i + 11);
		uint64_t v;

		if (evm_str_ieqz(evm_str_sub(nct, 0, 3), "NCT") &&
		    !evm_str_u64(evm_str_sub(nct, 3, 11), UINT32_MAX, &v))
			return nct;
	}
	return EVM_LIT("");
}

/* Numbers in square brackets, ranges written out: for text whose citations
 * nobody marked. */
static void put_bracketed(struct evm_rows *rows, struct evm_row *row,
			  struct evm_str s)
{
	uint64_t last = 0, v;
	bool inside = false, range = false;
	char text[24];

	for (size_t i = 0, end; i < s.n; i = end) {
		struct evm_str dash = evm_str_sub(s, i, i + 3);

		for (end = i; end < s.n && evm_is_digit(s.p[end]); end++)
			;
		if (end == i) {
			inside = s.p[i] == '[' || (inside && s.p[i] != ']');
			range = s.p[i] == '-' || evm_str_eqz(dash, "\u2013") ||
				(range && (s.p[i] & 0x80 || s.p[i] == ' '));
			end++;
			continue;
		}
		if (!inside || evm_str_u64(evm_str_sub(s, i, end), 99999, &v))
			continue;
		for (last = range && last < v && v - last < 50 ? last + 1 : v;
		     last <= v; last++) {
			snprintf(text, sizeof text, "%d", (int)last);
			evm_rows_put(rows, row, REFS, evm_str(text));
		}
		last = v;
		range = false;
	}
}

static void put_refs(struct evm_rows *rows, struct evm_row *row,
		     const struct evm_doc *doc, struct evm_span s)
{
	bool marked = false;

	for (size_t i = 0; i < doc->cites.n; i++) {
		const struct evm_cite *c = &doc->cites.v[i];

		if (c->span.begin < s.begin || c->span.end > s.end)
			continue;
		marked = true;
		for (size_t k = 0; k < c->labels.n; k++)
			evm_rows_put(rows, row, REFS, c->labels.v[k]);
	}
	if (!marked)
		put_bracketed(rows, row, evm_doc_slice(doc, s));
}

static struct evm_str digits(struct evm_str s)
{
	size_t begin = 0, end;

	while (begin < s.n && !evm_is_digit(s.p[begin]))
		begin++;
	for (end = begin; end < s.n && evm_is_digit(s.p[end]); end++)
		;
	return evm_str_sub(s, begin, end);
}

/* A slash or a dash in a cell says that nothing is known. */
static bool is_blank(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		/* E2 80 begins the dashes and other punctuation */
		if (evm_is_alnum(s.p[i]) ||
		    (c >= 0xc3 && memcmp(s.p + i, "\xe2\x80", 2) != 0))
			return false;
	}
	return true;
}

static void put_cell(struct evm_rows *rows, struct evm_row *row,
		     const struct evm_doc *doc, const struct evm_cell *c, int role)
{
	struct evm_str text = evm_str_trim(evm_doc_slice(doc, c->span));
	const struct evm_mention *m;

	if (role == TRIAL || role == REFS)
		put_refs(rows, row, doc, c->span);
	if (is_blank(text) || role == TRIAL || role == REFS)
		return;
	if (role == SOURCE && ((m = mention_in(doc, c->span, EVM_SOURCE)) ||
			       (m = mention_in(doc, c->span, EVM_VESICLE))) &&
	    (m->source.n || m->norm.n))
		text = m->source.n ? m->source : m->norm;
	if (role == PATIENTS)
		text = digits(text);
	if ((role == INTERVENTION || role == SOURCE) &&
	    (m = mention_in(doc, c->span, EVM_VESICLE)))
		evm_rows_put(rows, row, VESICLE, m->norm);
	evm_rows_put(rows, row, (size_t)role, text);
}

/* One row of cells, [first, end). */
static void add_row(struct evm_rows *rows, struct evm_arena *a,
		    const struct evm_doc *doc, size_t first, size_t end,
		    const int roles[COLUMNS_MAX])
{
	const struct evm_cell *c = &doc->cells.v[first];
	struct evm_str key[N_KEYS] = { EVM_LIT(""), EVM_LIT("") };
	struct evm_row *row;

	if (c->head && !c->row)
		return;
	for (size_t i = first; i < end && !key[NUMBER].n; i++)
		key[NUMBER] = number_in(doc, doc->cells.v[i].span);
	if (!key[NUMBER].n)
		key[PLACE_IN_TABLE] = evm_str_printf(a, "%" EVM_FMT ": %05u.%05u",
			EVM_ARG(doc->id), c->table, c->row);
	row = evm_rows_get(rows, key);
	for (size_t i = first; i < end; i++)
		if (doc->cells.v[i].col < COLUMNS_MAX &&
		    roles[doc->cells.v[i].col] >= 0)
			put_cell(rows, row, doc, &doc->cells.v[i],
				 roles[doc->cells.v[i].col]);
	evm_rows_put(rows, row, DOCS, doc->id);
	evm_rows_put(rows, row, REGION, EVM_LIT("table"));
}

static void add_table(struct evm_rows *rows, struct evm_arena *a,
		      const struct evm_doc *doc, size_t first, size_t end)
{
	int roles[COLUMNS_MAX];

	if (!read_header(doc, first, end, roles))
		return;
	for (size_t i = first, next; i < end; i = next) {
		for (next = i + 1; next < end && doc->cells.v[next].row ==
		     doc->cells.v[i].row; next++)
			;
		add_row(rows, a, doc, i, next, roles);
	}
}

/* --- trials that claims name ------------------------------------------------------ */

static void add_claim(struct evm_rows *rows, const struct evm_doc *doc,
		      const struct evm_claim *c, const struct evm_item *it)
{
	struct evm_str key[N_KEYS] = { evm_claim_qual(c, "trial"), EVM_LIT("") };
	struct evm_row *row = evm_rows_get(rows, key);

	evm_rows_put(rows, row, SOURCE, it->source);
	evm_rows_put(rows, row, DISEASE, it->disease);
	evm_rows_put(rows, row, VESICLE, it->vesicle);
	evm_item_quals(rows, row, REFS, it, "refs");
	evm_rows_put(rows, row, DOCS, doc->id);
	evm_rows_put(rows, row, EVIDENCE, evm_str(it->id));
	evm_rows_put(rows, row, REGION, evm_str(it->region));
}

static void add(struct evm_rows *rows, struct evm_arena *a,
		const struct evm_doc *doc, const struct evm_items *items)
{
	for (size_t i = 0, next; i < doc->cells.n; i = next) {
		for (next = i + 1; next < doc->cells.n &&
		     doc->cells.v[next].table == doc->cells.v[i].table; next++)
			;
		add_table(rows, a, doc, i, next);
	}
	for (size_t i = 0; i < items->n; i++)
		if (evm_claim_qual(items->v[i].claim, "trial").n)
			add_claim(rows, doc, items->v[i].claim, &items->v[i]);
}

const struct evm_table_def evm_table_trials = {
	"trials", N_KEYS, columns, sizeof columns / sizeof *columns, add, NULL,
};
