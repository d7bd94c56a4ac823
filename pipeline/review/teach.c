#include <string.h>

#include "review/review_p.h"

/* Evidence whose subject or object is so named and so resolved; id: of its
 * identifier, or of its normal form where it has none. */
static const char teach_sql[] =
	"SELECT DISTINCT s.ev_id, s.status, j.value ->> '$.type' "
	"FROM evidence_state s JOIN version v ON v.ver_id = s.head_ver "
	"JOIN facet f ON f.ev_id = s.ev_id, "
	"json_each(json_array(json_extract(v.payload, '$.subject'), "
	"json_extract(v.payload, '$.object'))) j "
	"WHERE (f.s_id = ?1 OR f.o_id = ?1 OR f.s_norm = ?2 OR f.o_norm = ?2) AND "
	"j.value ->> '$.quote' = ?3 AND (j.value ->> '$.id' = ?4 OR "
	"j.value ->> '$.norm' = ?4) ORDER BY s.ev_id";

static void count(struct evm_teach *t, struct evm_str status)
{
	if (evm_str_eqz(status, "new") || evm_str_eqz(status, "in_review"))
		t->pending++;
	else if (evm_str_eqz(status, "accepted"))
		t->accepted++;
	else if (evm_str_eqz(status, "rejected"))
		t->rejected++;
	else
		t->other++;
}

/* A line has a name's characters only. */
static struct evm_str block_line(struct evm_arena *a, struct evm_str type,
				 struct evm_str quote, struct evm_str id)
{
	char *p = evm_arena_dup(a, quote.p, quote.n);

	for (size_t i = 0; i < quote.n; i++)
		if (strchr("\t\n|{}", p[i]))
			p[i] = ' ';
	return evm_str_printf(a, "%.*s\t%.*s{case}\tcurators: it is not %.*s",
			      EVM_ARG(type), (int)quote.n, p, EVM_ARG(id));
}

int evm_teach_get(struct evm_review *r, struct evm_str quote, struct evm_str id,
		  struct evm_arena *a, struct evm_teach *t, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got;

	memset(t, 0, sizeof *t);
	t->line = EVM_LIT("");
	if (evm_facets_refresh(r, err))
		return -1;
	got = evm_sql_row(r->s, err, &st, teach_sql, "iiss",
			  evm_facets_term(r, EVM_FACET_ID, id),
			  evm_facets_term(r, EVM_FACET_NORM, id), quote, id);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		count(t, evm_sql_text(st, 1));
		if (!t->line.n)
			t->line = block_line(a, evm_col(a, st, 2), quote, id);
		if (t->rows.n < 50 && evm_rows_add(r, a, sqlite3_column_int64(st, 0),
						   &t->rows, err)) {
			evm_sql_done(st);
			return -1;
		}
	}
	return got;
}

/* A part without an identifier cannot have a wrong one; vesicles and their
 * sources have the field's own few names, which no rejection may take away. */
static const char lessons_sql[] =
	"SELECT j.value ->> '$.quote' AS quote, j.value ->> '$.id' AS id, "
	"coalesce(max(j.value ->> '$.norm'), ''), max(j.value ->> '$.type'), "
	"count(DISTINCT f.dec_id) FROM effective f "
	"JOIN version v ON v.ver_id = f.ver_id, "
	"json_each(json_array(json_extract(v.payload, '$.subject'), "
	"json_extract(v.payload, '$.object'))) j "
	"WHERE f.verdict = 'reject' AND f.reason = 'grounding' AND f.role <> 'second' AND "
	"coalesce(j.value ->> '$.id', '') <> '' AND "
	"j.value ->> '$.type' NOT IN ('vesicle', 'msc_source') GROUP BY quote, id "
	"ORDER BY 5 DESC, 1, 2 LIMIT 200";

int evm_lessons_list(struct evm_review *r, struct evm_arena *a,
		     struct evm_lessons *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, lessons_sql, "");

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_lesson *l = EVM_PUSH(a, *list);
		int type = evm_type_of(evm_sql_text(st, 3));

		l->quote = evm_col(a, st, 0);
		l->id = evm_col(a, st, 1);
		l->norm = evm_col(a, st, 2);
		l->type = type < 0 ? EVM_EFFECT : (enum evm_type)type;
		l->wrong = sqlite3_column_int64(st, 4);
	}
	for (size_t i = 0; i < list->n && !got; i++) {
		struct evm_lesson *l = &list->v[i];
		struct evm_teach t;

		got = evm_teach_get(r, l->quote, l->id, a, &t, err);
		l->pending = t.pending;
		l->accepted = t.accepted;
		l->rejected = t.rejected;
		l->line = t.line.n ? t.line :
			  block_line(a, evm_str(evm_type_name(l->type)), l->quote, l->id);
	}
	return got;
}
