#include "web/editor.h"

#include <string.h>

#define HITS 20
#define SPARE 2			/* empty rows for qualifiers */

static const char *const part_names[2] = { "subject", "object" };

/* --- reading ------------------------------------------------------------------------- */

static struct evm_str field(struct evm_page *p, const struct evm_pairs *form,
			    size_t part, const char *name)
{
	return evm_form_get(form, evm_str_printf(p->a, "%s.%s", part_names[part],
						 name).p);
}

/* "disease|MESH:D008103|liver cirrhosis" */
static void take_pick(struct evm_part *part, struct evm_str pick)
{
	struct evm_str rest = pick, type = evm_str_cut(&rest, '|');
	struct evm_str id = rest.p ? evm_str_cut(&rest, '|') : EVM_LIT("");
	int t = evm_type_of(type);

	if (t < 0 || !rest.p)
		return;
	part->type = (enum evm_type)t;
	part->id = id;
	part->norm = rest;
	part->resolved = EVM_LIT("");
}

/* A mention chosen from the list, "12-20". */
static bool take_mention(struct evm_editor *e, struct evm_part *part,
			 struct evm_str chosen)
{
	struct evm_str rest = chosen, from = evm_str_cut(&rest, '-');
	uint64_t b0, b1;

	if (!chosen.n || !rest.p || evm_str_u64(from, UINT32_MAX, &b0) ||
	    evm_str_u64(rest, UINT32_MAX, &b1))
		return false;
	for (size_t i = 0; i < e->mentions.n; i++)
		if (e->mentions.v[i].b0 == b0 && e->mentions.v[i].b1 == b1) {
			*part = e->mentions.v[i];
			return true;
		}
	return false;
}

/* Where the words stand: at the place that the form names, else where they
 * stand first. */
static bool locate(const struct evm_editor *e, struct evm_part *part, uint64_t at)
{
	size_t where = SIZE_MAX;

	if (!part->quote.n)
		return false;
	if (at < e->sentence.n && evm_str_eq(evm_str_sub(e->sentence, at,
				at + part->quote.n), part->quote))
		where = at;
	else
		where = evm_str_find(e->sentence, part->quote, 0);
	if (where == SIZE_MAX)
		return false;
	part->b0 = (uint32_t)where;
	part->b1 = (uint32_t)(where + part->quote.n);
	return true;
}

static bool read_part(struct evm_page *p, struct evm_editor *e,
		      const struct evm_pairs *form, size_t i, struct evm_part *part)
{
	int type = evm_type_of(field(p, form, i, "type"));
	uint64_t at;
	bool ok = true;

	if (!take_mention(e, part, field(p, form, i, "mention"))) {
		part->quote = field(p, form, i, "quote");
		part->type = type < 0 ? EVM_PROTEIN : (enum evm_type)type;
		part->norm = field(p, form, i, "norm");
		part->id = field(p, form, i, "id");
		part->resolved = field(p, form, i, "resolved");
		if (evm_str_u64(field(p, form, i, "at"), UINT32_MAX, &at) &&
		    evm_str_u64(field(p, form, i, "b0"), UINT32_MAX, &at))
			at = UINT64_MAX;
		ok = locate(e, part, at);
	}
	take_pick(part, field(p, form, i, "pick"));
	e->search[i] = field(p, form, i, "search");
	if (!ok && !e->wrong.n)
		e->wrong = part->quote.n ?
			evm_str_printf(p->a, "The %s “%.*s” does not stand in the sentence.",
				       part_names[i], EVM_ARG(part->quote)) :
			evm_str_printf(p->a, "The %s is missing.", part_names[i]);
	return ok;
}

/* As the form has them, or as the twin's JSON. */
static void read_quals(struct evm_page *p, struct evm_content *c,
		       const struct evm_pairs *form)
{
	struct evm_str key = EVM_LIT("");

	memset(&c->quals, 0, sizeof c->quals);
	for (size_t i = 0; i < form->n; i++) {
		struct evm_str value = evm_str_trim(form->v[i].value);

		if (evm_str_eqz(form->v[i].key, "qk") ||
		    evm_str_eqz(form->v[i].key, "qualifiers.key"))
			key = value;
		if ((!evm_str_eqz(form->v[i].key, "qv") &&
		     !evm_str_eqz(form->v[i].key, "qualifiers.value")) || !value.n || !key.n)
			continue;
		*EVM_PUSH(p->a, c->quals) = (struct evm_qual){ key, value };
	}
}

bool evm_editor_read(struct evm_page *p, struct evm_editor *e,
		     const struct evm_pairs *form)
{
	struct evm_content *c = &e->content;
	int predicate = evm_predicate_of(evm_form_get(form, "predicate"));
	bool ok;

	e->wrong = EVM_LIT("");
	ok = read_part(p, e, form, 0, &c->subject);
	ok = read_part(p, e, form, 1, &c->object) && ok;
	if (predicate < 0)
		e->wrong = EVM_LIT("Choose a predicate.");
	else
		c->predicate = (enum evm_predicate)predicate;
	c->negated = evm_form_has(form, "negated");
	c->hedged = evm_form_has(form, "hedged");
	c->trigger0 = (uint32_t)evm_form_int(form, "trigger0", UINT32_MAX, 0);
	c->trigger1 = (uint32_t)evm_form_int(form, "trigger1", UINT32_MAX, 0);
	read_quals(p, c, form);
	e->note = evm_form_get(form, "note");
	return ok && predicate >= 0;
}

int evm_editor_search(struct evm_page *p, struct evm_editor *e)
{
	struct evm_str what = evm_form_get(&p->req->form, "do");
	const struct evm_part *parts[2] = { &e->content.subject, &e->content.object };
	int any = 0;

	for (size_t i = 0; i < 2; i++) {
		if (!evm_str_starts(what, "find-") ||
		    !evm_str_eqz(evm_str_sub(what, 5, what.n), part_names[i]))
			continue;
		any = 1;
		e->searched[i] = true;
		if (!e->search[i].n)
			e->search[i] = parts[i]->quote;
		if (e->search[i].n &&
		    evm_concepts_find(p->r, parts[i]->type, e->search[i], HITS, p->a,
				      &e->found[i], p->err))
			return -1;
	}
	return any;
}

/* --- writing ---------------------------------------------------------------------------- */

static void mention_list(struct evm_page *p, const struct evm_editor *e, const char *name)
{
	if (!e->mentions.n)
		return;
	evm_html(p->b, "<label class=\"field\"><span>Take from the sentence</span>"
		 "<select name=\"%r.mention\" data-mention=\"%r\">"
		 "<option value=\"\">as written below</option>", name, name);
	for (size_t i = 0; i < e->mentions.n; i++) {
		const struct evm_part *m = &e->mentions.v[i];

		evm_html(p->b, "<option value=\"%d-%d\" data-quote=\"%a\" data-type=\"%r\" "
			 "data-norm=\"%a\" data-id=\"%a\">%a (%r%r%a)</option>",
			 (int64_t)m->b0, (int64_t)m->b1, m->quote, evm_type_name(m->type),
			 m->norm, m->id, m->quote, evm_type_name(m->type),
			 m->norm.n ? ": " : "", m->norm);
	}
	evm_html(p->b, "</select></label>");
}

static void type_list(struct evm_page *p, const char *name, enum evm_type type)
{
	evm_html(p->b, "<label class=\"field\"><span>Type</span>"
		 "<select name=\"%r.type\">", name);
	for (int t = 0; t < EVM_TYPE_N; t++)
		evm_html(p->b, "<option%r>%r</option>", t == (int)type ? " selected" : "",
			 evm_type_name((enum evm_type)t));
	evm_html(p->b, "</select></label>");
}

static void hits(struct evm_page *p, const struct evm_editor *e, size_t i)
{
	const char *name = part_names[i];

	evm_html(p->b, "<div class=\"hits\" data-hits=\"%r\" role=\"radiogroup\" "
		 "aria-label=\"Concepts found for the %r\"%r>", name, name,
		 e->searched[i] ? "" : " hidden");
	if (e->searched[i] && !e->found[i].n)
		evm_html(p->b, "<p>No concept of this type is named so.</p>");
	for (size_t k = 0; k < e->found[i].n; k++) {
		const struct evm_concept *c = &e->found[i].v[k];

		evm_html(p->b, "<label><input type=\"radio\" name=\"%r.pick\" "
			 "value=\"%r|%a|%a\"> <span>%s <span class=\"soft\">%s · %d claims</span>"
			 "</span></label>", name, evm_type_name(c->type), c->id, c->norm,
			 c->name.n ? c->name : c->norm, c->id, c->claims);
	}
	evm_html(p->b, "</div>");
}

static void part_fields(struct evm_page *p, const struct evm_editor *e, size_t i,
			const struct evm_part *part)
{
	const char *name = part_names[i];

	evm_html(p->b, "<fieldset data-part=\"%r\"><legend>%r</legend><div class=\"fields\">",
		 name, i ? "Object" : "Subject");
	mention_list(p, e, name);
	evm_html(p->b, "<label class=\"field\"><span>Words of the sentence</span>"
		 "<input name=\"%r.quote\" value=\"%a\" autocomplete=\"off\" data-key=\"%i\"></label>",
		 name, part->quote, (int)i * 2 + 1);
	type_list(p, name, part->type);
	evm_html(p->b, "<label class=\"field\"><span>Concept's name</span>"
		 "<input name=\"%r.norm\" value=\"%a\" autocomplete=\"off\"></label>"
		 "<label class=\"field\"><span>Concept's number</span>"
		 "<input name=\"%r.id\" value=\"%a\" autocomplete=\"off\"></label></div>",
		 name, part->norm, name, part->id);
	evm_html(p->b, "<div class=\"row\"><label class=\"field\"><span>Find another concept</span>"
		 "<input type=\"search\" name=\"%r.search\" value=\"%a\" data-search=\"%r\" "
		 "data-key=\"%i\" autocomplete=\"off\"></label>"
		 "<button name=\"do\" value=\"find-%r\" data-find=\"%r\">Find</button></div>",
		 name, e->search[i], name, (int)i * 2 + 2, name, name);
	hits(p, e, i);
	evm_html(p->b, "<input type=\"hidden\" name=\"%r.at\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"%r.resolved\" value=\"%a\"></fieldset>",
		 name, (int64_t)part->b0, name, part->resolved);
}

static void predicate_fields(struct evm_page *p, const struct evm_content *c)
{
	evm_html(p->b, "<fieldset><legend>Predicate</legend><div class=\"row\">"
		 "<label class=\"field\"><span>What the sentence says of them</span>"
		 "<select name=\"predicate\" data-key=\"5\">");
	for (int k = 0; k < EVM_PREDICATE_N; k++)
		evm_html(p->b, "<option value=\"%r\"%r>%r</option>",
			 evm_predicate_name((enum evm_predicate)k),
			 k == (int)c->predicate ? " selected" : "",
			 evm_part_predicate((enum evm_predicate)k, false));
	evm_html(p->b, "</select></label>"
		 "<label><input type=\"checkbox\" name=\"negated\" value=\"1\"%r> "
		 "denied: no such effect</label>"
		 "<label><input type=\"checkbox\" name=\"hedged\" value=\"1\"%r> "
		 "hedged: may, suggests</label></div>"
		 "<input type=\"hidden\" name=\"trigger0\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"trigger1\" value=\"%d\"></fieldset>",
		 c->negated ? " checked" : "", c->hedged ? " checked" : "",
		 (int64_t)c->trigger0, (int64_t)c->trigger1);
}

static const char *const qual_keys[] = {
	"source", "source_species", "vesicle", "cargo", "modification", "route", "dose",
	"cell", "disease", "model_species", "setting", "refs", "trial", "effect",
};

static void qual_row(struct evm_page *p, struct evm_str key, struct evm_str value,
		     size_t n)
{
	bool known = !key.n;

	evm_html(p->b, "<div class=\"row\"><select name=\"qk\" aria-label=\"qualifier %d\">"
		 "<option value=\"\">–</option>", (int64_t)n);
	for (size_t i = 0; i < sizeof qual_keys / sizeof *qual_keys; i++) {
		bool is = evm_str_eqz(key, qual_keys[i]);

		known |= is;
		evm_html(p->b, "<option%r>%r</option>", is ? " selected" : "", qual_keys[i]);
	}
	if (!known)
		evm_html(p->b, "<option selected>%a</option>", key);
	evm_html(p->b, "</select><input name=\"qv\" value=\"%a\" aria-label=\"value %d\"></div>",
		 value, (int64_t)n);
}

void evm_editor_write(struct evm_page *p, const struct evm_editor *e)
{
	const struct evm_content *c = &e->content;

	if (e->wrong.n)
		evm_html(p->b, "<p class=\"note bad\" role=\"alert\">%s</p>", e->wrong);
	evm_html(p->b, "<p class=\"ev\" id=\"sentence\" lang=\"en\">");
	evm_part_sentence(p, e->sentence, c, NULL);
	evm_html(p->b, "</p><p class=\"row js\" hidden><button type=\"button\" "
		 "data-take=\"subject\">Selected words are the subject</button>"
		 "<button type=\"button\" data-take=\"object\">Selected words are the object"
		 "</button></p>");
	part_fields(p, e, 0, &c->subject);
	predicate_fields(p, c);
	part_fields(p, e, 1, &c->object);
	evm_html(p->b, "<fieldset><legend>Qualifiers</legend>");
	for (size_t i = 0; i < c->quals.n; i++)
		qual_row(p, c->quals.v[i].key, c->quals.v[i].value, i + 1);
	for (size_t i = 0; i < SPARE; i++)
		qual_row(p, EVM_LIT(""), EVM_LIT(""), c->quals.n + i + 1);
	evm_html(p->b, "</fieldset><label class=\"field\"><span>Note on the change (may be empty)"
		 "</span><input name=\"note\" value=\"%a\" maxlength=\"4000\"></label>", e->note);
}
