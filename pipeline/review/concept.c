#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "core/tsv.h"
#include "review/review_p.h"

/* A line of a vocabulary file; lower: all that it is found by. */
struct entry {
	enum evm_type type;
	struct evm_str id, norm, names, lower;
};
struct evm_dict_concepts {
	struct evm_arena a;
	EVM_VEC(struct entry) list;
};

void evm_concepts_drop(struct evm_review *r)
{
	if (r->dict)
		evm_arena_release(&r->dict->a);
	free(r->dict);
	r->dict = NULL;
}

/* --- vocabulary files -------------------------------------------------------------- */

static struct evm_str lower(struct evm_arena *a, struct evm_str s)
{
	struct evm_str t = evm_str_dup(a, s);
	char *p = evm_arena_dup(a, t.p, t.n);

	for (size_t i = 0; i < t.n; i++)
		if (evm_is_upper(p[i]))
			p[i] = (char)(p[i] + 32);
	return (struct evm_str){ p, t.n };
}

static int read_file(struct evm_dict_concepts *d, const char *path,
		     struct evm_err *err)
{
	struct evm_tsv t;
	int got = evm_tsv_open(&t, path, err);

	if (got)
		return -1;
	while ((got = evm_tsv_next(&t, err)) == 1) {
		int type = t.n >= 4 ? evm_type_of(t.f[0]) : -1;
		struct entry *e;

		if (type < 0)
			continue;
		e = EVM_PUSH(&d->a, d->list);
		e->type = (enum evm_type)type;
		e->id = evm_str_eqz(t.f[1], "-") ? EVM_LIT("") :
			evm_str_dup(&d->a, t.f[1]);
		e->norm = evm_str_dup(&d->a, t.f[2]);
		e->names = evm_str_dup(&d->a, t.f[3]);
		e->lower = lower(&d->a, evm_str_printf(&d->a, "%.*s|%.*s|%.*s",
				 EVM_ARG(e->norm), EVM_ARG(e->names),
				 EVM_ARG(e->id)));
	}
	evm_tsv_close(&t);
	return got;
}

static int is_tsv(const struct dirent *d)
{
	return evm_str_ends(evm_str(d->d_name), ".tsv");
}

int evm_concepts_read(struct evm_review *r, const char *dir, struct evm_err *err)
{
	struct dirent **names;
	int n, rc = 0;

	evm_concepts_drop(r);
	if (!dir)
		return 0;
	n = scandir(dir, &names, is_tsv, alphasort);
	if (n < 0)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot read the folder %s",
				   dir);
	r->dict = evm_malloc(sizeof *r->dict);
	memset(r->dict, 0, sizeof *r->dict);
	evm_arena_init(&r->dict->a);
	for (int i = 0; i < n; i++) {
		struct evm_str path = evm_str_printf(&r->dict->a, "%s/%s", dir,
						     names[i]->d_name);

		if (!rc)
			rc = read_file(r->dict, path.p, err);
		free(names[i]);
	}
	free(names);
	return rc;
}

/* --- finding ---------------------------------------------------------------------------- */

struct search {
	struct evm_review *r;
	enum evm_type type;
	struct evm_str text;	/* in small letters */
	size_t max;
	struct evm_arena *a;
	struct evm_concepts *list;
};

static bool listed(const struct evm_concepts *l, enum evm_type type,
		   struct evm_str norm, struct evm_str id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].type == type && evm_str_eq(l->v[i].norm, norm) &&
		    evm_str_eq(l->v[i].id, id))
			return true;
	return false;
}

/* The first name, without its flags. */
static struct evm_str first_name(struct evm_str names)
{
	struct evm_str name = evm_str_cut(&names, '|');

	return evm_str_cut(&name, '{');
}

/* 2: a name begins with the text, 1: one holds it, 0. */
static int fits(struct evm_str names, struct evm_str text)
{
	int best = 0;
	size_t at = 0;

	while (best < 2 && (at = evm_str_find(names, text, at)) != SIZE_MAX) {
		best = at == 0 || names.p[at - 1] == '|' ? 2 : 1;
		at++;
	}
	return best;
}

static void find_in_dict(struct search *s, int want)
{
	const struct evm_dict_concepts *d = s->r->dict;

	for (size_t i = 0; d && i < d->list.n && s->list->n < s->max; i++) {
		const struct entry *e = &d->list.v[i];
		struct evm_concept *c;

		if ((s->type != EVM_TYPE_N && e->type != s->type) ||
		    fits(e->lower, s->text) != want ||
		    listed(s->list, e->type, e->norm, e->id))
			continue;
		c = EVM_PUSH(s->a, *s->list);
		c->type = e->type;
		c->norm = evm_str_dup(s->a, e->norm);
		c->id = evm_str_dup(s->a, e->id);
		c->name = evm_str_dup(s->a, first_name(e->names));
	}
}

static const char used_sql[] =
	"WITH hit AS (SELECT term_id FROM term WHERE field IN (?1, ?2) AND "
	"value LIKE ?3 ESCAPE '\\'), used AS ("
	"SELECT subject AS type, s_norm AS norm, s_id AS id, count(*) AS n "
	"FROM facet WHERE s_norm IN hit OR s_id IN hit GROUP BY 1, 2, 3 UNION ALL "
	"SELECT object, o_norm, o_id, count(*) FROM facet "
	"WHERE o_norm IN hit OR o_id IN hit GROUP BY 1, 2, 3) "
	"SELECT y.value, m.value, i.value, sum(u.n) FROM used u "
	"JOIN term y ON y.term_id = u.type JOIN term m ON m.term_id = u.norm "
	"JOIN term i ON i.term_id = u.id WHERE ?4 = '' OR y.value = ?4 "
	"GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT ?5";

static void add_used(struct search *s, sqlite3_stmt *st)
{
	int type = evm_type_of(evm_sql_text(st, 0));
	struct evm_concept *c;

	if (type < 0)
		return;
	c = EVM_PUSH(s->a, *s->list);
	c->type = (enum evm_type)type;
	c->norm = evm_col(s->a, st, 1);
	c->id = evm_col(s->a, st, 2);
	if (evm_str_eqz(c->id, "-"))
		c->id = EVM_LIT("");
	c->name = c->norm;
	c->claims = sqlite3_column_int64(st, 3);
}

/* In the database's claims; begin: names that begin so. */
static int find_used(struct search *s, bool begin, struct evm_err *err)
{
	struct evm_buf like = EVM_BUF_INIT;
	sqlite3_stmt *st;
	int got;

	evm_buf_addz(&like, begin ? "" : "%_");
	for (size_t i = 0; i < s->text.n; i++) {
		if (strchr("%_\\", s->text.p[i]))
			evm_buf_addc(&like, '\\');
		evm_buf_addc(&like, s->text.p[i]);
	}
	evm_buf_addc(&like, '%');
	got = evm_sql_row(s->r->s, err, &st, used_sql, "iiszi",
			  (int64_t)EVM_FACET_NORM, (int64_t)EVM_FACET_ID,
			  evm_buf_str(&like), s->type == EVM_TYPE_N ? "" :
			  evm_type_name(s->type), (int64_t)s->max);
	for (; got == 1; got = evm_sql_next(s->r->s, err, st))
		if (s->list->n < s->max)
			add_used(s, st);
	evm_buf_release(&like);
	return got;
}

int evm_concepts_find(struct evm_review *r, enum evm_type type,
		      struct evm_str text, size_t max, struct evm_arena *a,
		      struct evm_concepts *list, struct evm_err *err)
{
	struct search s = { .r = r, .type = type, .max = max, .a = a,
			    .list = list };

	memset(list, 0, sizeof *list);
	s.text = lower(a, evm_str_trim(text));
	if (!s.text.n || s.text.n > 200)
		return 0;
	if (evm_facets_refresh(r, err) || find_used(&s, true, err))
		return -1;
	find_in_dict(&s, 2);
	if (list->n < max && find_used(&s, false, err))
		return -1;
	find_in_dict(&s, 1);
	return 0;
}

/* --- a concept's page ------------------------------------------------------------------ */

/* Evidence whose subject or object is the concept: ?1 and ?2 its terms. */
#define HITS "(SELECT ev_id, 'subject' AS part FROM facet " \
	"WHERE s_norm = ?1 OR s_id = ?2 UNION ALL " \
	"SELECT ev_id, 'object' FROM facet WHERE o_norm = ?1 OR o_id = ?2) h "

static const char names_sql[] =
	"SELECT json_extract(v.payload, '$.' || part || '.quote') AS quote, "
	"count(*), sum(s.status = 'accepted'), sum(s.status = 'rejected'), "
	"sum(EXISTS (SELECT 1 FROM effective d WHERE d.ev_id = s.ev_id AND "
	"d.reason = 'grounding' AND d.role <> 'second')), "
	"max(json_extract(v.payload, '$.' || part || '.type')), "
	"max(json_extract(v.payload, '$.' || part || '.norm')), "
	"max(coalesce(json_extract(v.payload, '$.' || part || '.id'), '')) "
	"FROM " HITS "JOIN evidence_state s ON s.ev_id = h.ev_id "
	"JOIN version v ON v.ver_id = s.head_ver "
	"GROUP BY quote ORDER BY 2 DESC, 1 LIMIT 100";

static int read_names(struct evm_review *r, int64_t norm, int64_t id,
		      struct evm_arena *a, struct evm_concept_view *v,
		      struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, names_sql, "ii", norm, id);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_name_seen *n = EVM_PUSH(a, v->names);
		int type = evm_type_of(evm_sql_text(st, 5));

		n->quote = evm_col(a, st, 0);
		n->n = sqlite3_column_int64(st, 1);
		n->accepted = sqlite3_column_int64(st, 2);
		n->rejected = sqlite3_column_int64(st, 3);
		n->grounding = sqlite3_column_int64(st, 4);
		if (v->names.n > 1)
			continue;
		v->concept.type = type < 0 ? EVM_EFFECT : (enum evm_type)type;
		v->concept.norm = evm_col(a, st, 6);
		v->concept.id = evm_col(a, st, 7);
		v->concept.name = v->concept.norm;
	}
	return got;
}

static int read_hits(struct evm_review *r, int64_t norm, int64_t id,
		     struct evm_arena *a, struct evm_concept_view *v,
		     struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT DISTINCT h.ev_id FROM " HITS
			      "ORDER BY h.ev_id LIMIT 200", "ii", norm, id);

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		if (evm_rows_add(r, a, sqlite3_column_int64(st, 0), &v->rows, err)) {
			evm_sql_done(st);
			return -1;
		}
	if (got)
		return got;
	return evm_sql_int(r->s, err, 0, &v->evidence, "SELECT "
			   "count(DISTINCT h.ev_id) FROM " HITS, "ii", norm, id) ||
	       evm_sql_int(r->s, err, 0, &v->papers, "SELECT "
			   "count(DISTINCT e.doc_id) FROM " HITS
			   "JOIN evidence e ON e.ev_id = h.ev_id", "ii", norm, id) ?
	       -1 : 0;
}

int evm_concept_get(struct evm_review *r, struct evm_str name, struct evm_arena *a,
		    struct evm_concept_view *v, struct evm_err *err)
{
	int64_t norm, id;

	memset(v, 0, sizeof *v);
	if (evm_facets_refresh(r, err))
		return -1;
	norm = evm_facets_term(r, EVM_FACET_NORM, name);
	id = evm_facets_term(r, EVM_FACET_ID, name);
	if (!name.n || evm_str_eqz(name, "-") || (!norm && !id))
		return 0;
	if (read_names(r, norm, id, a, v, err) || read_hits(r, norm, id, a, v, err))
		return -1;
	v->concept.claims = v->evidence;
	return v->evidence > 0;
}
