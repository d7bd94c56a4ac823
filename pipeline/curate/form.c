#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "curate/desk.h"

static const char *const qual_keys[] = {
	"source", "source_species", "vesicle", "cargo", "modification", "route",
	"dose", "cell", "disease", "model_species", "setting", "refs", "trial",
	"effect", "section",
};
#define N_QUALS (sizeof qual_keys / sizeof *qual_keys)

/* --- writing ----------------------------------------------------------------------- */

static void field(struct evm_buf *b, const char *name, struct evm_str value)
{
	evm_buf_printf(b, "%s = ", name);
	evm_buf_add(b, value);
	evm_buf_addc(b, '\n');
}

static void write_part(struct evm_buf *b, const char *role,
		       const struct evm_part *p)
{
	char name[32];

	field(b, role, p->quote);
	snprintf(name, sizeof name, "%s.at", role);
	evm_buf_printf(b, "%s = %" PRIu32 "\n", name, p->b0);
	snprintf(name, sizeof name, "%s.type", role);
	field(b, name, evm_str(evm_type_name(p->type)));
	snprintf(name, sizeof name, "%s.norm", role);
	field(b, name, p->norm);
	snprintf(name, sizeof name, "%s.id", role);
	field(b, name, p->id);
}

static void write_quals(struct evm_buf *b, const struct evm_content *c,
			const char *key)
{
	size_t n = 0;

	evm_buf_printf(b, "%s = ", key);
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, key)) {
			evm_buf_addz(b, n++ ? " | " : "");
			evm_buf_add(b, c->quals.v[i].value);
		}
	evm_buf_addc(b, '\n');
}

void evm_form_write(struct evm_buf *b, const struct evm_content *c,
		    struct evm_str sentence)
{
	evm_buf_addz(b, "# ");
	for (size_t i = 0; i < sentence.n; i++)
		evm_buf_addc(b, sentence.p[i] == '\n' ? ' ' : sentence.p[i]);
	evm_buf_addz(b, "\n#\n# Change what is wrong, save and leave. An unchanged or "
		     "empty form edits nothing.\n"
		     "# subject, object, trigger: text as it stands in the sentence; "
		     ".at: byte where it begins.\n# Several values: with | between.\n"
		     "# predicates:");
	for (int p = 0; p < EVM_PREDICATE_N; p++)
		evm_buf_printf(b, " %s", evm_predicate_name((enum evm_predicate)p));
	evm_buf_addz(b, "\n# types:");
	for (int t = 0; t < EVM_TYPE_N; t++)
		evm_buf_printf(b, " %s", evm_type_name((enum evm_type)t));
	evm_buf_addz(b, "\n\n");
	write_part(b, "subject", &c->subject);
	field(b, "predicate", evm_str(evm_predicate_name(c->predicate)));
	write_part(b, "object", &c->object);
	field(b, "negated", evm_str(c->negated ? "yes" : "no"));
	field(b, "certainty", evm_str(c->hedged ? "hedged" : "asserted"));
	field(b, "trigger", evm_str_sub(sentence, c->trigger0, c->trigger1));
	for (size_t i = 0; i < N_QUALS; i++)
		write_quals(b, c, qual_keys[i]);
}

/* --- reading ------------------------------------------------------------------------- */

struct form {
	struct evm_content *c;
	struct evm_str sentence;
	struct evm_arena *a;
	struct evm_err *err;
};

static int bad(struct form *f, struct evm_str name, const char *what)
{
	return evm_err_set(f->err, EVM_EXIT_USAGE, "%.*s: %s",
			   EVM_ARG(evm_str_sub(name, 0, 60)), what);
}

/* A text's place: where it stood, when that still holds; else the first. */
static int find_text(struct form *f, struct evm_str name, struct evm_str text,
		     uint32_t *b0, uint32_t *b1)
{
	size_t at = *b0;

	if (!evm_str_eq(evm_str_sub(f->sentence, at, at + text.n), text))
		at = text.n ? evm_str_find(f->sentence, text, 0) : SIZE_MAX;
	if (at == SIZE_MAX)
		return bad(f, name, "this does not stand in the sentence");
	*b0 = (uint32_t)at;
	*b1 = (uint32_t)(at + text.n);
	return 0;
}

/* The text stays as long as it was. */
static int set_at(struct form *f, struct evm_str name, struct evm_part *p,
		  struct evm_str value)
{
	uint64_t at;
	uint32_t n = p->b1 - p->b0;

	if (evm_str_u64(value, f->sentence.n, &at) || at + n > f->sentence.n ||
	    !evm_str_eq(evm_str_sub(f->sentence, at, at + n), p->quote))
		return bad(f, name, "the text does not stand there");
	p->b0 = (uint32_t)at;
	p->b1 = p->b0 + n;
	return 0;
}

static int set_part(struct form *f, struct evm_str name, struct evm_str rest,
		    struct evm_part *p, struct evm_str value)
{
	int type;

	if (!rest.n) {
		if (find_text(f, name, value, &p->b0, &p->b1))
			return -1;
		p->quote = value;
	} else if (evm_str_eqz(rest, ".at")) {
		return set_at(f, name, p, value);
	} else if (evm_str_eqz(rest, ".type")) {
		type = evm_type_of(value);
		if (type < 0)
			return bad(f, name, "there is no such type");
		p->type = (enum evm_type)type;
	} else if (evm_str_eqz(rest, ".norm")) {
		p->norm = value;
	} else if (evm_str_eqz(rest, ".id")) {
		p->id = value;
	} else {
		return bad(f, name, "there is no such field");
	}
	return 0;
}

static int set_qual(struct form *f, struct evm_str name, struct evm_str value)
{
	struct evm_quals old = f->c->quals;
	size_t i = 0;

	while (i < N_QUALS && !evm_str_eqz(name, qual_keys[i]))
		i++;
	if (i == N_QUALS)
		return bad(f, name, "there is no such field");
	memset(&f->c->quals, 0, sizeof f->c->quals);
	for (size_t k = 0; k < old.n; k++)
		if (!evm_str_eq(old.v[k].key, name))
			*EVM_PUSH(f->a, f->c->quals) = old.v[k];
	while (value.p) {
		struct evm_str one = evm_str_trim(evm_str_cut(&value, '|'));

		if (one.n)
			*EVM_PUSH(f->a, f->c->quals) =
				(struct evm_qual){ evm_str(qual_keys[i]), one };
	}
	return 0;
}

static int set_field(struct form *f, struct evm_str name, struct evm_str value)
{
	struct evm_content *c = f->c;
	int predicate;

	if (evm_str_starts(name, "subject"))
		return set_part(f, name, evm_str_sub(name, 7, name.n), &c->subject,
				value);
	if (evm_str_starts(name, "object"))
		return set_part(f, name, evm_str_sub(name, 6, name.n), &c->object,
				value);
	if (evm_str_eqz(name, "predicate")) {
		predicate = evm_predicate_of(value);
		if (predicate < 0)
			return bad(f, name, "there is no such predicate");
		c->predicate = (enum evm_predicate)predicate;
	} else if (evm_str_eqz(name, "negated")) {
		c->negated = evm_str_eqz(value, "yes");
		if (!c->negated && !evm_str_eqz(value, "no"))
			return bad(f, name, "yes or no");
	} else if (evm_str_eqz(name, "certainty")) {
		c->hedged = evm_str_eqz(value, "hedged");
		if (!c->hedged && !evm_str_eqz(value, "asserted"))
			return bad(f, name, "asserted or hedged");
	} else if (evm_str_eqz(name, "trigger")) {
		if (!value.n)
			c->trigger0 = c->trigger1 = 0;
		else
			return find_text(f, name, value, &c->trigger0,
					 &c->trigger1);
	} else {
		return set_qual(f, name, value);
	}
	return 0;
}

int evm_form_read(struct evm_content *c, struct evm_str sentence,
		  struct evm_str text, struct evm_arena *a, struct evm_err *err)
{
	struct form f = { c, sentence, a, err };
	bool lines = evm_str_find(text, EVM_LIT("\n"), 0) != SIZE_MAX;

	text = evm_str_dup(a, text);
	while (text.p) {
		struct evm_str value = evm_str_trim(evm_str_cut(&text,
							lines ? '\n' : ';'));
		struct evm_str name;

		if (!value.n || value.p[0] == '#')
			continue;
		name = evm_str_trim(evm_str_cut(&value, '='));
		if (!value.p)
			return bad(&f, name, "write FIELD = VALUE");
		if (set_field(&f, name, evm_str_trim(value)))
			return -1;
	}
	return 0;
}
