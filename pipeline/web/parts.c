#include "web/parts.h"

#include <string.h>

/* --- keys ---------------------------------------------------------------------- */

static char key_of(const struct evm_page *p, enum evm_action action)
{
	return p->keys.off ? 0 : p->keys.key[action];
}

void evm_part_keyed(struct evm_page *p, enum evm_action action)
{
	char key = key_of(p, action);

	evm_html(p->b, " data-do=\"%z\"", evm_keydefs[action].name);
	if (key)
		evm_html(p->b, " aria-keyshortcuts=\"%z%a\"",
			 p->keys.alt ? "Alt+" : "", (struct evm_str){ &key, 1 });
}

void evm_part_link_key(struct evm_page *p, enum evm_action action)
{
	char key = key_of(p, action);

	if (key)
		evm_html(p->b, " data-link-key=\"%z%a\"", p->keys.alt ? "Alt+" : "",
			 (struct evm_str){ &key, 1 });
}

void evm_part_kbd(struct evm_page *p, enum evm_action action)
{
	char key = key_of(p, action);

	if (key)
		evm_html(p->b, " <kbd aria-hidden=\"true\">%a</kbd>",
			 (struct evm_str){ &key, 1 });
}

void evm_part_button(struct evm_page *p, enum evm_action action,
		     const char *class, const char *name, const char *value)
{
	evm_html(p->b, "<button");
	if (class)
		evm_html(p->b, " class=\"%r\"", class);
	if (name)
		evm_html(p->b, " name=\"%r\" value=\"%z\"", name, value);
	evm_part_keyed(p, action);
	evm_html(p->b, ">%z", evm_keydefs[action].label);
	evm_part_kbd(p, action);
	evm_html(p->b, "</button>");
}

/* --- claims -------------------------------------------------------------------- */

const char *evm_part_predicate(enum evm_predicate pr, bool negated)
{
	static const char *const says[EVM_PREDICATE_N][2] = {
		[EVM_TREATS] = { "treats", "does not treat" },
		[EVM_WORSENS] = { "worsens", "does not worsen" },
		[EVM_INCREASES] = { "increases", "does not increase" },
		[EVM_DECREASES] = { "decreases", "does not decrease" },
		[EVM_AFFECTS] = { "affects", "does not affect" },
		[EVM_TARGETS] = { "targets", "does not target" },
		[EVM_CONTAINS] = { "contains", "does not contain" },
		[EVM_SUPERIOR_TO] = { "is superior to", "is not superior to" },
		[EVM_INVESTIGATED_FOR] = { "is investigated for",
					   "is not investigated for" },
	};

	return pr < EVM_PREDICATE_N ? says[pr][negated] : "?";
}

struct evm_str evm_part_name(const struct evm_part *part)
{
	return part->norm.n ? part->norm : part->quote;
}

/* The source code, kind and cargo tell one vesicle from another. */
static void subject_prefix(struct evm_page *p, const struct evm_content *c)
{
	if (c->subject.type != EVM_VESICLE)
		return;
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, "source")) {
			evm_html(p->b, "%s-MSC ", c->quals.v[i].value);
			return;
		}
}

void evm_part_claim(struct evm_page *p, const struct evm_content *c)
{
	evm_html(p->b, "<span class=\"sub\">");
	subject_prefix(p, c);
	evm_html(p->b, "%s</span> <span class=\"pred%r\">%r</span> "
		 "<span class=\"obj\">%s</span>",
		 evm_part_name(&c->subject), c->negated ? " not" : "",
		 evm_part_predicate(c->predicate, c->negated),
		 evm_part_name(&c->object));
	if (c->hedged)
		evm_html(p->b, " <span class=\"badge b-warn\">hedged</span>");
}

static const char *key_label(struct evm_str key)
{
	static const char *const labels[][2] = {
		{ "source_species", "donor" }, { "model_species", "model" },
		{ "refs", "cites" },
	};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (evm_str_eqz(key, labels[i][0]))
			return labels[i][1];
	return NULL;
}

void evm_part_quals(struct evm_page *p, const struct evm_content *c)
{
	if (!c->quals.n)
		return;
	evm_html(p->b, "<dl class=\"quals\">");
	for (size_t i = 0; i < c->quals.n; i++) {
		const struct evm_qual *q = &c->quals.v[i];
		const char *label = key_label(q->key);

		evm_html(p->b, "<div><dt>%s</dt><dd>",
			 label ? evm_str(label) : q->key);
		evm_part_linked(p, q->value);
		evm_html(p->b, "</dd></div>");
	}
	evm_html(p->b, "</dl>");
}

static struct evm_str role_label(char role, const struct evm_piece *k,
				 const struct evm_notes *notes)
{
	for (size_t i = 0; notes && i < notes->n; i++)
		if (notes->v[i].role == role && notes->v[i].b0 <= k->b0 && k->b1 <= notes->v[i].b1)
			return notes->v[i].label;
	return evm_str(role == 'S' ? "subject" : role == 'O' ? "object" : "trigger");
}

/* A letter stands where its words begin, not again where another mark cuts
 * them. */
static void open_mark(struct evm_page *p, char role, bool begins, struct evm_str label)
{
	const struct evm_str letter = { &role, 1 };

	evm_html(p->b, "<mark class=\"r-%a\" title=\"%a\">", letter, label);
	if (begins)
		evm_html(p->b, "<b>%s</b>", letter);
}

void evm_part_sentence(struct evm_page *p, struct evm_str sentence,
		       const struct evm_content *c, const struct evm_notes *notes)
{
	struct evm_pieces pieces = { 0 };
	const char *before = "";

	evm_content_pieces(c, notes, sentence.n, p->a, &pieces);
	for (size_t i = 0; i < pieces.n; i++) {
		const struct evm_piece *k = &pieces.v[i];
		size_t n = strlen(k->roles);

		for (size_t r = 0; r < n; r++)
			open_mark(p, k->roles[r], !strchr(before, k->roles[r]),
				  role_label(k->roles[r], k, notes));
		evm_part_linked(p, evm_str_sub(sentence, k->b0, k->b1));
		for (; n; n--)
			evm_html(p->b, "</mark>");
		before = k->roles;
	}
}

void evm_part_time(struct evm_page *p, struct evm_str at)
{
	evm_html(p->b, "<time class=\"soft small\" datetime=\"%a\">%s %s</time>", at,
		 evm_str_sub(at, 0, 10), evm_str_sub(at, 11, 16));
}

void evm_part_count(struct evm_page *p, int64_t n, const char *one, const char *many)
{
	evm_html(p->b, "%d %r", n, n == 1 ? one : many);
}

void evm_part_status(struct evm_page *p, struct evm_str status)
{
	struct evm_str words = evm_str_dup(p->a, status);

	for (size_t i = 0; i < words.n; i++)
		if (words.p[i] == '_')
			words = evm_str_printf(p->a, "%.*s %.*s", (int)i, words.p,
					       (int)(words.n - i - 1), words.p + i + 1);
	evm_html(p->b, "<span class=\"badge st-%a\" data-status>%s</span>", status, words);
}

/* --- links ------------------------------------------------------------------------ */

static bool all_digits(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!evm_is_digit(s.p[i]))
			return false;
	return s.n > 0 && s.n < 12;
}

#define OUT " rel=\"noopener noreferrer\" target=\"_blank\""

void evm_part_pmid(struct evm_page *p, struct evm_str pmid)
{
	if (all_digits(pmid))
		evm_html(p->b, "<a href=\"https://pubmed.ncbi.nlm.nih.gov/%u\"" OUT
			 ">PMID %s</a>", pmid, pmid);
	else if (pmid.n)
		evm_html(p->b, "%s", pmid);
}

void evm_part_doi(struct evm_page *p, struct evm_str doi)
{
	if (evm_str_starts(doi, "10."))
		evm_html(p->b, "<a href=\"https://doi.org/%u\"" OUT ">doi:%s</a>", doi, doi);
	else if (doi.n)
		evm_html(p->b, "%s", doi);
}

void evm_part_citation(struct evm_page *p, const struct evm_citation *c)
{
	evm_html(p->b, "[%s] %s ", c->label, c->raw);
	if (c->pmid.n)
		evm_part_pmid(p, c->pmid);
	else
		evm_part_doi(p, c->doi);
	if (c->doc.n)
		evm_html(p->b, " <a href=\"/d/%u\">in this database</a>", c->doc);
}

/* Bytes of an NCT number at i, or 0. */
static size_t trial_at(struct evm_str s, size_t i)
{
	size_t n = i + 3;

	if (!evm_str_starts(evm_str_sub(s, i, s.n), "NCT") ||
	    (i && evm_is_alnum(s.p[i - 1])))
		return 0;
	while (n < s.n && evm_is_digit(s.p[n]))
		n++;
	return n - i == 11 ? 11 : 0;
}

/* Bytes of the number behind "PMID " or "PMID: " at i, *skip of what is
 * before it, or 0. */
static size_t pmid_at(struct evm_str s, size_t i, size_t *skip)
{
	size_t from = i + 4, n;

	if (!evm_str_starts(evm_str_sub(s, i, s.n), "PMID"))
		return 0;
	while (from < s.n && (s.p[from] == ':' || s.p[from] == ' '))
		from++;
	for (n = from; n < s.n && evm_is_digit(s.p[n]);)
		n++;
	*skip = from - i;
	return n - from >= 4 && n - from <= 9 ? n - from : 0;
}

void evm_part_linked(struct evm_page *p, struct evm_str s)
{
	size_t plain = 0;

	for (size_t i = 0; i < s.n; i++) {
		size_t skip = 0, n = trial_at(s, i);
		const char *site = "https://clinicaltrials.gov/study/";

		if (!n && (n = pmid_at(s, i, &skip)) != 0)
			site = "https://pubmed.ncbi.nlm.nih.gov/";
		if (!n)
			continue;
		evm_html(p->b, "%s<a href=\"%r%u\"" OUT ">%s</a>",
			 evm_str_sub(s, plain, i + skip), site,
			 evm_str_sub(s, i + skip, i + skip + n),
			 evm_str_sub(s, i + skip, i + skip + n));
		i += skip + n - 1;
		plain = i + 1;
	}
	evm_html(p->b, "%s", evm_str_sub(s, plain, s.n));
}

void evm_part_concept(struct evm_page *p, const struct evm_part *part)
{
	struct evm_str id = part->id.n ? part->id : part->norm;

	if (!id.n) {
		evm_html(p->b, "<span class=\"soft\">no concept</span>");
		return;
	}
	evm_html(p->b, "<a href=\"/x/%u\">%s</a>", id, part->norm.n ? part->norm : id);
	if (part->id.n)
		evm_html(p->b, " <span class=\"soft\">%s</span>", part->id);
	evm_html(p->b, " <span class=\"soft small\">%r</span>", evm_type_name(part->type));
}

void evm_part_paper(struct evm_page *p, const struct evm_paper *paper)
{
	evm_html(p->b, "<a href=\"/d/%u\">%s</a>", paper->doc,
		 paper->title.n ? paper->title : paper->doc);
	if (paper->retracted)
		evm_html(p->b, " <strong class=\"badge b-bad\">retracted</strong>");
	if (paper->deleted)
		evm_html(p->b, " <strong class=\"badge b-bad\">deleted</strong>");
	if (paper->journal.n)
		evm_html(p->b, " <span><i>%s</i>", paper->journal);
	else
		evm_html(p->b, " <span>");
	if (paper->year)
		evm_html(p->b, " %d", paper->year);
	evm_html(p->b, "</span> ");
	if (paper->pmid.n)
		evm_part_pmid(p, paper->pmid);
	else
		evm_part_doi(p, paper->doi);
}

/* --- tables -------------------------------------------------------------------------- */

static void row_badges(struct evm_page *p, const struct evm_row *r)
{
	if (r->retracted)
		evm_html(p->b, " <span class=\"badge b-bad\">retracted</span>");
	if (r->gone)
		evm_html(p->b, " <span class=\"badge b-warn\">not found any more</span>");
	if (r->hedged)
		evm_html(p->b, " <span class=\"badge b-warn\">hedged</span>");
	if (r->mine)
		evm_html(p->b, " <span class=\"badge b-info\">judged by me</span>");
}

static void row(struct evm_page *p, const struct evm_row *r, bool select,
		const char *query)
{
	evm_html(p->b, "<tr data-row=\"%d.%d\">", r->ev, r->ver);
	if (select)
		evm_html(p->b, "<td><input type=\"checkbox\" name=\"row\" value=\"%d.%d\" "
			 "checked aria-label=\"include: %a %r %a\"></td>", r->ev, r->ver,
			 r->subject, evm_part_predicate(r->predicate, r->negated),
			 r->object);
	evm_html(p->b, "<td><a href=\"/e/%d%s\"><strong>%s</strong> %r <strong>%s</strong></a>",
		 r->ev, evm_str(query), r->subject,
		 evm_part_predicate(r->predicate, r->negated), r->object);
	row_badges(p, r);
	evm_html(p->b, "<div class=\"sent\">%s</div></td><td>", r->sentence);
	evm_part_status(p, r->status);
	evm_html(p->b, "</td><td><a href=\"/d/%u\">%s</a> <span class=\"soft small\">",
		 r->doc, r->doc);
	if (r->year)
		evm_html(p->b, "%d", r->year);
	evm_html(p->b, "</span></td><td class=\"n\">");
	if (r->confidence >= 0)
		evm_html(p->b, "%f", r->confidence);
	evm_html(p->b, "</td></tr>");
}

void evm_part_table(struct evm_page *p, const char *label, const char *caption,
		    const char *heads)
{
	struct evm_str rest = evm_str(heads);

	evm_html(p->b, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%z\">"
		 "<table><caption>%r</caption><thead><tr>", label ? label : caption, caption);
	while (rest.p) {
		struct evm_str head = evm_str_cut(&rest, '|');
		bool number = evm_str_starts(head, "#");

		evm_html(p->b, "<th scope=\"col\"%r>", number ? " class=\"n\"" : "");
		evm_buf_add(p->b, evm_str_sub(head, number, head.n));
		evm_buf_addz(p->b, "</th>");
	}
	evm_buf_addz(p->b, "</tr></thead><tbody>");
}

void evm_part_table_end(struct evm_page *p)
{
	evm_buf_addz(p->b, "</tbody></table></div>");
}

void evm_part_rows(struct evm_page *p, const struct evm_rows *rows,
		   const char *caption, bool select, const char *query)
{
	if (!rows->n) {
		evm_html(p->b, "<p class=\"soft\">None.</p>");
		return;
	}
	evm_html(p->b, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%z\">"
		 "<table class=\"rows\"><caption>%z</caption><thead><tr>%r"
		 "<th scope=\"col\">Claim and sentence</th><th scope=\"col\">Status</th>"
		 "<th scope=\"col\">Document</th>"
		 "<th scope=\"col\" class=\"n\">Confidence</th></tr></thead><tbody>",
		 caption, caption, select ? "<th scope=\"col\">Include</th>" : "");
	for (size_t i = 0; i < rows->n; i++)
		row(p, &rows->v[i], select, query);
	evm_part_table_end(p);
}
