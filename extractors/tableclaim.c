#include "extractors/tableclaim.h"

#include <string.h>

#include "core/tsv.h"

/* --- headers ---------------------------------------------------------------------- */

static const char *const column_names[EVM_COLUMN_N] = {
	"source", "vesicle", "disease", "route", "intervention", "function", "cargo", "refs",
};

static int read_line(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_table_rules *r = ctx;
	int column = 0;
	struct evm_str rest;

	if (t->n != 2)
		return evm_tsv_bad(t, err, "two columns are wanted: role, words");
	while (column < EVM_COLUMN_N && !evm_str_eqz(t->f[0], column_names[column]))
		column++;
	if (column == EVM_COLUMN_N)
		return evm_tsv_bad(t, err, "unknown role '%.*s'", EVM_ARG(t->f[0]));
	for (rest = t->f[1]; rest.p;)
		*EVM_PUSH(&r->arena, r->header[column]) =
			evm_str_dup(&r->arena, evm_str_cut(&rest, '|'));
	r->digest = r->digest * 31 + evm_str_hash(t->all);
	return 0;
}

int evm_table_rules_load(struct evm_table_rules *r, const char *dir, struct evm_err *err)
{
	memset(r, 0, sizeof *r);
	evm_arena_init(&r->arena);
	if (!evm_tsv_each_in(dir, "tables.tsv", read_line, r, err))
		return 0;
	evm_table_rules_release(r);
	return -1;
}

void evm_table_rules_release(struct evm_table_rules *r)
{
	evm_arena_release(&r->arena);
}

/* Is the word, or the words, in the header, whole? */
static bool names(struct evm_str header, struct evm_str word)
{
	for (size_t i = 0; i + word.n <= header.n; i++)
		if (evm_str_ieq(evm_str_sub(header, i, i + word.n), word) &&
		    (i == 0 || !evm_is_alnum(header.p[i - 1])) &&
		    (i + word.n == header.n || !evm_is_alnum(header.p[i + word.n])))
			return true;
	return false;
}

static int column_of(const struct evm_table_rules *r, struct evm_str header)
{
	for (int c = 0; c < EVM_COLUMN_N; c++)
		for (size_t i = 0; i < r->header[c].n; i++)
			if (names(header, r->header[c].v[i]))
				return c;
	return -1;
}

/* --- a row -------------------------------------------------------------------------- */

struct row {
	const struct evm_doc *doc;
	struct evm_binding *b;
	struct evm_syntax *s;
	struct evm_span cell[EVM_COLUMN_N];	/* empty: no such column */
	struct evm_span all;
};

static bool inside(struct evm_span a, struct evm_span b)
{
	return a.begin >= b.begin && a.end <= b.end;
}

/* The table and row of the cells in a passage; false where it has none. */
static bool cells_of(const struct evm_doc *doc, struct evm_span passage, size_t *first)
{
	for (size_t i = 0; i < doc->cells.n; i++)
		if (inside(doc->cells.v[i].span, passage) && doc->cells.v[i].span.end > doc->cells.v[i].span.begin) {
			*first = i;
			return true;
		}
	return false;
}

/* Header of a column: the first row's cell. */
static struct evm_str header_of(const struct evm_doc *doc, const struct evm_cell *c)
{
	for (size_t i = 0; i < doc->cells.n; i++) {
		const struct evm_cell *h = &doc->cells.v[i];

		if (h->table == c->table && h->row == 0 && h->col == c->col)
			return evm_doc_slice(doc, h->span);
	}
	return EVM_LIT("");
}

static void read_head(const struct evm_table_rules *r, const struct evm_doc *doc, uint32_t table,
		      struct evm_table_head *head)
{
	head->table = table;
	memset(head->role, -1, sizeof head->role);
	/* backwards: the first cell of a place counts */
	for (size_t i = doc->cells.n; i-- > 0;) {
		const struct evm_cell *h = &doc->cells.v[i];

		if (h->table == table && h->row == 0 && h->col < EVM_TABLE_COLUMNS)
			head->role[h->col] = (int8_t)column_of(r, evm_doc_slice(doc, h->span));
	}
}

static bool find_columns(const struct evm_table_rules *r, struct evm_table_head *head, struct row *row)
{
	const struct evm_doc *doc = row->doc;
	size_t first;
	uint32_t table, number;

	if (!cells_of(doc, row->all, &first) || doc->cells.v[first].row == 0)
		return false;
	table = doc->cells.v[first].table;
	number = doc->cells.v[first].row;
	if (head->table != table)
		read_head(r, doc, table, head);
	for (size_t i = first; i < doc->cells.n; i++) {
		const struct evm_cell *c = &doc->cells.v[i];
		int column;

		if (c->table != table || c->row != number || !inside(c->span, row->all))
			break;
		column = c->col < EVM_TABLE_COLUMNS ? head->role[c->col] :
			column_of(r, header_of(doc, c));
		if (column >= 0 && row->cell[column].end == 0)
			row->cell[column] = c->span;
	}
	return row->cell[EVM_COLUMN_DISEASE].end != 0 || row->cell[EVM_COLUMN_FUNCTION].end != 0;
}

/* Mentions of a type in a cell, from *at on: the next one, or NULL. */
static const struct evm_mention *next_in(const struct row *row, enum evm_type type,
					 struct evm_span cell, size_t *at)
{
	for (; *at < row->b->last; (*at)++) {
		const struct evm_mention *m = &row->doc->mentions.v[*at];

		if (m->type == type && inside(m->span, cell) && cell.end) {
			(*at)++;
			return m;
		}
	}
	return NULL;
}

static const struct evm_mention *first_in(const struct row *row, enum evm_type type, struct evm_span cell)
{
	size_t at = row->b->first;

	return next_in(row, type, cell, &at);
}

/* --- claims --------------------------------------------------------------------------- */

static void add(struct row *row, struct evm_claim *c, const char *key, struct evm_str value,
		struct evm_span span)
{
	struct evm_qualifier *q;

	if (!value.n)
		return;
	q = EVM_PUSH(&row->b->doc->arena, c->quals);
	q->key = evm_str(key);
	q->value = value;
	q->span = span;
}

static void add_all(struct row *row, struct evm_claim *c, const char *key, enum evm_type type,
		    struct evm_span cell)
{
	const struct evm_mention *m;
	size_t at = row->b->first;

	while ((m = next_in(row, type, cell, &at)))
		add(row, c, key, m->norm, m->span);
}

/* Numbers of a cell such as "[72-74] [78]": single labels, ranges filled. */
static void add_numbers(struct row *row, struct evm_claim *c, struct evm_span cell)
{
	struct evm_str s = evm_doc_slice(row->doc, cell);
	uint64_t last = 0;
	bool range = false;

	for (size_t i = 0; i < s.n;) {
		size_t k = i;
		uint64_t n;

		while (k < s.n && evm_is_digit(s.p[k]))
			k++;
		if (k == i) {
			/* a hyphen or a dash of several bytes */
			range = s.p[i] == '-' || (unsigned char)s.p[i] >= 0x80 || (range && s.p[i] == ' ');
			i++;
			continue;
		}
		if (!evm_str_u64(evm_str_sub(s, i, k), 9999, &n) && n) {
			for (uint64_t v = range && last && n > last && n - last < 30 ? last + 1 : n; v <= n; v++)
				add(row, c, "refs", evm_str_printf(&row->b->doc->arena, "%u", (unsigned)v), cell);
			last = n;
		}
		range = false;
		i = k;
	}
}

static void add_refs(struct row *row, struct evm_claim *c)
{
	const struct evm_doc *doc = row->doc;
	struct evm_span cell = row->cell[EVM_COLUMN_REFS];
	bool found = false;

	for (size_t i = 0; i < doc->cites.n; i++)
		if (inside(doc->cites.v[i].span, row->all))
			for (size_t k = 0; k < doc->cites.v[i].labels.n; k++) {
				add(row, c, "refs", doc->cites.v[i].labels.v[k], doc->cites.v[i].span);
				found = true;
			}
	if (!found && cell.end && evm_str_starts(evm_doc_slice(doc, cell), "["))
		add_numbers(row, c, cell);
}

static struct evm_arg arg_of(const struct evm_mention *m)
{
	return (struct evm_arg){ .span = m->span, .type = m->type, .norm = m->norm,
				 .id = m->id, .resolved = EVM_LIT("") };
}

static void qualify(struct row *row, struct evm_claim *c, const struct evm_arg *disease)
{
	const struct evm_mention *source = first_in(row, EVM_SOURCE, row->cell[EVM_COLUMN_SOURCE]);
	struct evm_origin o = { .source = EVM_LIT("") };

	if (source)
		o = evm_origin_of(row->b->context, (size_t)(source - row->doc->mentions.v));
	add(row, c, "source", o.source, source ? source->span : row->all);
	add(row, c, "source_species", o.species, source ? source->span : row->all);
	if (c->subject.type == EVM_VESICLE)
		add(row, c, "vesicle", c->subject.norm, c->subject.span);
	if (disease->norm.n && !evm_str_ieq(disease->norm, c->object.norm))
		add(row, c, "disease", disease->norm, disease->span);
	add_all(row, c, "route", EVM_ROUTE, row->cell[EVM_COLUMN_ROUTE]);
	add_all(row, c, "trial", EVM_TRIAL, row->all);
	add_all(row, c, "cargo", EVM_MIRNA, row->cell[EVM_COLUMN_CARGO]);
	add_refs(row, c);
}

static void put(struct row *row, const struct evm_mention *subject, struct evm_arg object,
		enum evm_predicate p, const struct evm_arg *disease, const char *rule)
{
	struct evm_claim c = {
		.subject = arg_of(subject), .object = object, .predicate = p,
		.sentence = row->b->sentence, .trigger = object.span, .confidence = 0.8,
		.rule = evm_str(rule), .via = -1, .extra = EVM_LIT(""),
	};

	qualify(row, &c, disease);
	*EVM_PUSH(&row->b->doc->arena, row->b->doc->claims) = c;
}

/* "Promoting tendon healing and reducing scars", "tissue regeneration": a
 * claim for each thing; how many. */
static size_t effects(struct row *row, const struct evm_mention *subject,
		      const struct evm_arg *disease)
{
	struct evm_syntax *s = row->s;
	struct evm_span cell = row->cell[EVM_COLUMN_FUNCTION];
	size_t found = 0;
	const struct evm_pred *p = NULL;

	for (size_t i = 0; i < s->n; i++) {
		struct evm_member m = { .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
			.head = (uint16_t)i, .type = s->w[i].type, .sign = 1, .cell = -1 };
		int predicate;

		if (!inside(s->w[i].span, cell))
			continue;
		/* "preventing and treating apoptosis": the one that can */
		if (s->w[i].lex->verb && s->w[i].form & EVM_ING && s->w[i].mention < 0 &&
		    !(p && s->w[i].lex->verb->map[EVM_EFFECT] == EVM_NO_CLAIM))
			p = s->w[i].lex->verb;
		if (!(s->w[i].cls & EVM_C(ENT)) || s->w[i].modifier)
			continue;
		if (evm_is(s, i + 1, EVM_C(ENT)) && inside(s->w[i + 1].span, cell))
			continue;	/* a modifier of the next */
		if (!p && evm_valence(s, &m) < 0)
			continue;
		predicate = evm_predicate_find(s, p, p ? p->sign : '+', &m, 1);
		if (predicate >= 0) {
			const struct evm_mention *o = &row->doc->mentions.v[s->w[i].mention];

			put(row, subject, arg_of(o), (enum evm_predicate)predicate, disease, EVM_RULE(table_effect));
			found++;
		}
	}
	return found;
}

static bool in_trial(const struct row *row)
{
	return first_in(row, EVM_TRIAL, row->all) || row->cell[EVM_COLUMN_INTERVENTION].end;
}

static void claims_of(struct row *row, const struct evm_mention *subject,
		      const struct evm_arg *disease)
{
	if (row->cell[EVM_COLUMN_FUNCTION].end) {
		if (!effects(row, subject, disease) && disease->norm.n)
			put(row, subject, *disease, EVM_TREATS, disease, EVM_RULE(table_effect));
	} else if (in_trial(row) && disease->norm.n)
		put(row, subject, *disease, EVM_INVESTIGATED_FOR, disease, EVM_RULE(table_trial));
}

/* A cell that names no disease that a vocabulary knows is one as a whole. */
static struct evm_arg whole_cell(struct row *row)
{
	struct evm_span cell = row->cell[EVM_COLUMN_DISEASE];
	struct evm_str q = evm_doc_slice(row->doc, cell);
	bool words = q.n > 2;

	return (struct evm_arg){ .span = cell, .type = EVM_DISEASE,
				 .norm = words ? q : EVM_LIT(""), .id = EVM_LIT(""),
				 .resolved = EVM_LIT("") };
}

static void for_diseases(struct row *row, const struct evm_mention *subject)
{
	const struct evm_mention *d;
	struct evm_arg disease = { .norm = EVM_LIT("") };
	size_t at = row->b->first;

	while ((d = next_in(row, EVM_DISEASE, row->cell[EVM_COLUMN_DISEASE], &at))) {
		if (evm_str_ieq(d->norm, disease.norm))
			continue;	/* "ovarian insufficiency (POI)" */
		disease = arg_of(d);
		claims_of(row, subject, &disease);
	}
	if (!disease.norm.n) {
		disease = whole_cell(row);
		claims_of(row, subject, &disease);
	}
}

void evm_table_row(const struct evm_table_rules *r, struct evm_table_head *head,
		   struct evm_binding *b, struct evm_syntax *s)
{
	struct row row = { .doc = b->doc, .b = b, .s = s,
			   .all = b->doc->sentences.v[b->sentence].span };
	const struct evm_mention *v;
	struct evm_span where;
	size_t at = b->first;
	bool any = false;

	if (!find_columns(r, head, &row))
		return;
	where = row.cell[EVM_COLUMN_VESICLE].end ? row.cell[EVM_COLUMN_VESICLE] :
		row.cell[EVM_COLUMN_INTERVENTION];
	while ((v = next_in(&row, EVM_VESICLE, where, &at))) {
		for_diseases(&row, v);
		any = true;
		if (where.begin == row.cell[EVM_COLUMN_INTERVENTION].begin)
			break;		/* what follows is its dose */
	}
	if (!any && (v = first_in(&row, EVM_SOURCE, row.cell[EVM_COLUMN_SOURCE])))
		for_diseases(&row, v);
}
