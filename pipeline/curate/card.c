#include <inttypes.h>
#include <string.h>

#include "curate/desk.h"
#include "curate/show.h"

#define BOLD "1"
#define DIM "2"

static void paint(const struct evm_desk *d, struct evm_buf *b, const char *code,
		  struct evm_str s)
{
	if (d->colour)
		evm_buf_printf(b, "\033[%sm", code);
	evm_show(b, s);
	if (d->colour)
		evm_buf_addz(b, "\033[0m");
}

static struct evm_str name_of(const struct evm_part *p)
{
	return p->norm.n ? p->norm : p->quote;
}

/* --- parts of a card --------------------------------------------------------------- */

static void head(const struct evm_desk *d, struct evm_buf *b)
{
	const struct evm_item *it = &d->item;

	evm_buf_printf(b, "e%" PRId64 " ", it->ev);
	paint(d, b, BOLD, it->status);
	if (it->recheck)
		evm_buf_addz(b, " . the machine says something else now");
	if (it->gone)
		evm_buf_addz(b, " . the newest run finds it no more");
	if (it->forked)
		evm_buf_addz(b, " . edited twice: see the history");
	if (it->flagged)
		evm_buf_addz(b, " . flagged");
	if (it->leased.n) {
		evm_buf_addz(b, " . ");
		evm_show(b, it->leased);
		evm_buf_addz(b, " is on it");
	}
	evm_buf_printf(b, " . %" PRId64 " left\n", d->left);
}

static void claim(const struct evm_desk *d, struct evm_buf *b,
		  const struct evm_content *c, const char *indent)
{
	evm_buf_addz(b, indent);
	paint(d, b, BOLD, name_of(&c->subject));
	evm_buf_printf(b, " --%s%s%s--> ", c->negated ? "not " : "",
		       c->hedged ? "perhaps " : "",
		       evm_predicate_name(c->predicate));
	paint(d, b, BOLD, name_of(&c->object));
	if (c->object.id.n) {
		evm_buf_addz(b, " (");
		evm_show(b, c->object.id);
		evm_buf_addc(b, ')');
	}
	evm_buf_addc(b, '\n');
	for (size_t i = 0; i < c->quals.n; i++) {
		evm_buf_addz(b, i ? " . " : indent);
		evm_show(b, c->quals.v[i].key);
		evm_buf_addc(b, ' ');
		evm_show(b, c->quals.v[i].value);
	}
	evm_buf_addz(b, c->quals.n ? "\n" : "");
}

static void paper(const struct evm_desk *d, struct evm_buf *b)
{
	const struct evm_item *it = &d->item;

	evm_show(b, it->region);
	if (it->section.n) {
		evm_buf_addz(b, " / ");
		evm_show(b, it->section);
	}
	if (it->ord)
		evm_buf_printf(b, ", sentence %" PRId64 " of %" PRId64, it->ord,
			       it->of);
	if (it->sentence_done)
		evm_buf_addz(b, ", nothing more here");
	evm_buf_addc(b, '\n');
	evm_show(b, it->paper.title);
	evm_buf_addz(b, it->paper.title.n ? "\n" : "");
	evm_show(b, it->paper.journal);
	evm_buf_addz(b, it->paper.journal.n ? " " : "");
	if (it->paper.year)
		evm_buf_printf(b, "%" PRId64 " . ", it->paper.year);
	evm_show(b, it->paper.doc);
	if (it->paper.types.n) {
		evm_buf_addz(b, " . ");
		evm_show(b, it->paper.types);
	}
	if (it->paper.retracted)
		paint(d, b, BOLD, EVM_LIT(" . RETRACTED"));
	evm_buf_addz(b, it->paper.done ? " . paper done\n" : "\n");
}

/* Roles stand in brackets with their letters; colour only adds to it. */
static void sentence(struct evm_desk *d, struct evm_buf *b)
{
	const struct evm_item *it = &d->item;
	struct evm_pieces p;

	evm_content_pieces(&it->now, &it->notes, it->sentence.n, &d->a, &p);
	evm_buf_addz(b, "  ");
	for (size_t i = 0; i < p.n; i++) {
		const char *roles = p.v[i].roles;
		struct evm_str s = evm_str_sub(it->sentence, p.v[i].b0, p.v[i].b1);
		const char *code = strchr(roles, 'S') ? "32" : strchr(roles, 'O') ? "36" :
				   strchr(roles, 'N') || strchr(roles, 'X') ? "31" : "33";

		if (!*roles) {
			evm_show(b, s);
			continue;
		}
		evm_buf_printf(b, "[%s ", roles);
		paint(d, b, code, s);
		evm_buf_addc(b, ']');
	}
	evm_buf_addc(b, '\n');
}

static void neighbour(const struct evm_desk *d, struct evm_buf *b, struct evm_str s)
{
	if (!s.n)
		return;
	evm_buf_addz(b, "  ");
	paint(d, b, DIM, s);
	evm_buf_addc(b, '\n');
}

static void references(struct evm_buf *b, const struct evm_item *it)
{
	for (size_t i = 0; i < it->refs.n; i++) {
		const struct evm_citation *c = &it->refs.v[i];

		evm_buf_addc(b, '[');
		evm_show(b, c->label);
		evm_buf_addz(b, "] ");
		evm_show(b, c->raw.n ? c->raw : EVM_LIT("not in the document's list"));
		if (c->pmid.n) {
			evm_buf_addz(b, ", PMID ");
			evm_show(b, c->pmid);
		}
		if (c->doi.n) {
			evm_buf_addz(b, ", doi ");
			evm_show(b, c->doi);
		}
		evm_buf_addc(b, '\n');
	}
}

static void why(struct evm_buf *b, const struct evm_item *it)
{
	if (it->added)
		evm_buf_addz(b, "added by a curator");
	else if (it->rule.n) {
		evm_buf_addz(b, "why: rule ");
		evm_show(b, it->rule);
	}
	if (it->trigger.n) {
		evm_buf_addz(b, ", trigger \"");
		evm_show(b, it->trigger);
		evm_buf_addc(b, '"');
	}
	if (it->cues.n) {
		evm_buf_addz(b, ", ");
		evm_show(b, it->cues);
	}
	if (it->stands_for.n) {
		evm_buf_addz(b, ", the subject stands for \"");
		evm_show(b, it->stands_for);
		evm_buf_addc(b, '"');
	}
	if (it->confidence >= 0)
		evm_buf_printf(b, ", confidence %.2f", it->confidence);
	evm_buf_addc(b, '\n');
	if (it->elsewhere)
		evm_buf_printf(b, "same claim elsewhere: %" PRId64 " (papers %"
			PRId64 ", accepted %" PRId64 ", denied %" PRId64 ")\n",
			it->elsewhere, it->elsewhere_papers,
			it->elsewhere_accepted, it->elsewhere_denied);
}

/* "by way of", "means of": claims of the paper that hang together with it. */
static void linked(struct evm_buf *b, const char *how, const struct evm_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct evm_row *r = &rows->v[i];

		evm_buf_printf(b, "%s e%" PRId64 ": ", how, r->ev);
		evm_show(b, r->subject);
		evm_buf_printf(b, " %s ", evm_predicate_name(r->predicate));
		evm_show(b, r->object);
		evm_buf_addc(b, '\n');
	}
}

static void vote(struct evm_buf *b, const struct evm_vote *v)
{
	evm_buf_addz(b, "  ");
	evm_show(b, evm_str_sub(v->at, 0, 16));
	evm_buf_addc(b, ' ');
	evm_show(b, v->by);
	evm_buf_addc(b, ' ');
	evm_show(b, v->verdict);
	evm_buf_printf(b, " v%" PRId64, v->ver);
	if (v->reason.n) {
		evm_buf_addz(b, " (");
		evm_show(b, v->reason);
		evm_buf_addc(b, ')');
	}
	if (v->comment.n) {
		evm_buf_addz(b, ": ");
		evm_show(b, v->comment);
	}
	evm_buf_addz(b, v->undone ? " - undone" : v->counts ? "" :
		     evm_str_eqz(v->role, "second") ? " - second look" : " - past");
	evm_buf_addc(b, '\n');
}

static void people(struct evm_buf *b, const struct evm_item *it)
{
	for (size_t i = 0; i < it->votes.n; i++)
		if (it->votes.v[i].counts)
			vote(b, &it->votes.v[i]);
	for (size_t i = 0; i < it->comments.n; i++) {
		evm_buf_addz(b, "  ");
		evm_show(b, it->comments.v[i].by);
		evm_buf_addz(b, " writes: ");
		evm_show(b, it->comments.v[i].body);
		evm_buf_addc(b, '\n');
	}
	if (it->blind)
		evm_buf_printf(b, "  %" PRId64 " of the others' votes and comments "
			       "show after yours\n", it->hidden);
}

/* --- whole texts ------------------------------------------------------------------------- */

/* What the machine says instead, where that is a question. */
static void machine_now(struct evm_desk *d, struct evm_buf *b)
{
	for (size_t i = 0; i < d->item.versions.n; i++)
		if (d->item.versions.v[i].machine_now && d->item.recheck) {
			evm_buf_addz(b, "the machine now: ");
			claim(d, b, &d->item.versions.v[i].content, "");
		}
}

void evm_card(struct evm_desk *d, struct evm_buf *b)
{
	struct evm_buf raw = EVM_BUF_INIT;

	if (!d->ev) {
		evm_buf_addz(b, "nothing is left in this queue\n");
		return;
	}
	head(d, &raw);
	claim(d, &raw, &d->item.now, "");
	machine_now(d, &raw);
	paper(d, &raw);
	neighbour(d, &raw, d->item.before);
	sentence(d, &raw);
	neighbour(d, &raw, d->item.after);
	references(&raw, &d->item);
	why(&raw, &d->item);
	linked(&raw, "by way of", &d->item.means);
	linked(&raw, "means of", &d->item.ends);
	people(&raw, &d->item);
	evm_show_wrap(b, evm_buf_str(&raw), d->width, 2);
	evm_buf_release(&raw);
}

void evm_card_keys(struct evm_desk *d, struct evm_buf *b)
{
	for (int i = 0; i < EVM_ACTION_N; i++) {
		const struct evm_keydef *k = &evm_keydefs[i];

		if (!(k->where & (EVM_ON_CARD | EVM_ON_TTY)))
			continue;
		if (d->keys.key[i])
			evm_buf_printf(b, "  %c  ", d->keys.key[i]);
		else
			evm_buf_addz(b, "  -  ");
		evm_buf_printf(b, "%-16s %s\n", k->name, k->help);
	}
}

void evm_card_reasons(struct evm_desk *d, struct evm_buf *b)
{
	for (size_t i = 0; i < d->reasons.n; i++) {
		const struct evm_reason *x = &d->reasons.v[i];

		evm_buf_printf(b, "  %" EVM_FMT "  %-10s %" EVM_FMT "\n",
			       EVM_ARG(x->key), x->code.p, EVM_ARG(x->label));
	}
}

void evm_card_history(struct evm_desk *d, struct evm_buf *b)
{
	const struct evm_item *it = &d->item;

	for (size_t i = 0; i < it->versions.n; i++) {
		const struct evm_version *v = &it->versions.v[i];

		evm_buf_printf(b, "v%" PRId64, v->id);
		if (v->parent)
			evm_buf_printf(b, " from v%" PRId64, v->parent);
		evm_buf_addz(b, " by ");
		evm_show(b, v->by);
		evm_buf_addz(b, v->head ? " (head)" : "");
		evm_buf_addz(b, v->machine_now ? " (the machine now)" : "");
		if (v->note.n) {
			evm_buf_addz(b, ": ");
			evm_show(b, v->note);
		}
		evm_buf_addc(b, '\n');
		claim(d, b, &v->content, "  ");
	}
	for (size_t i = 0; i < it->votes.n; i++)
		vote(b, &it->votes.v[i]);
	if (it->blind)
		evm_buf_addz(b, "  the others' votes show after yours\n");
}
