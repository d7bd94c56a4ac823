#include "curate/desk.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "curate/show.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void evm_desk_init(struct evm_desk *d, struct evm_review *r)
{
	memset(d, 0, sizeof *d);
	d->r = r;
	evm_arena_init(&d->a);
	evm_arena_init(&d->keep);
}

void evm_desk_release(struct evm_desk *d)
{
	evm_arena_release(&d->a);
	evm_arena_release(&d->keep);
	evm_buf_release(&d->out);
}

/* --- cards --------------------------------------------------------------------------- */

/* Lays evidence ev. */
static int lay(struct evm_desk *d, int64_t ev, struct evm_err *err)
{
	int got;

	evm_arena_reset(&d->a);
	d->ev = 0;
	if (evm_queue_count(d->r, &d->filter, &d->left, err))
		return -1;
	got = ev ? evm_item_get(d->r, ev, &d->a, &d->item, err) : 0;
	if (got < 0)
		return -1;
	d->ev = got ? ev : 0;
	d->behind = 0;
	d->shown = now();
	return 0;
}

/* The same card again; a second look stays one. */
static int lay_again(struct evm_desk *d, struct evm_err *err)
{
	int64_t behind = d->behind;

	if (lay(d, d->ev, err))
		return -1;
	if (behind && d->ev) {
		d->behind = behind;
		evm_item_as_new(&d->item);
	}
	return 0;
}

/* A new card: it stands behind the present one in what j and k go through. */
static int deal(struct evm_desk *d, int64_t ev, struct evm_err *err)
{
	if (ev && (!d->seen.n || d->seen.v[d->at] != ev)) {
		d->seen.n = d->seen.n ? d->at + 1 : 0;
		*EVM_PUSH(&d->keep, d->seen) = ev;
		d->at = d->seen.n - 1;
	}
	return lay(d, ev, err);
}

/* The next card behind the present one. */
static int next_card(struct evm_desk *d, struct evm_err *err)
{
	int64_t ev = 0, after = d->behind ? d->behind : d->ev;
	int got = d->behind ? 0 : evm_second_next(d->r, &d->filter, after, &ev, err);

	if (got < 0 || (!got && evm_queue_next(d->r, &d->filter, after, &ev, err) < 0) ||
	    deal(d, ev, err))
		return -1;
	if (got && d->ev) {
		d->behind = after;
		evm_item_as_new(&d->item);
	}
	return 0;
}

int evm_desk_open(struct evm_desk *d, struct evm_err *err)
{
	return evm_reasons_list(d->r, &d->keep, &d->reasons, err) ||
	       evm_keys_load(d->r, &d->keys, err) || next_card(d, err) ? -1 : 0;
}

/* --- answers ----------------------------------------------------------------------------- */

static void answer(struct evm_desk *d, const struct evm_result *res,
		   const char *what)
{
	if (res->outcome == EVM_SAVED || res->outcome == EVM_REPEATED) {
		evm_buf_printf(&d->out, "saved: %s", what);
		if (res->ev && !d->behind)
			evm_buf_printf(&d->out, ", e%" PRId64 " is %s", res->ev,
				       res->status);
		if (res->why[0])
			evm_buf_printf(&d->out, " (%s)", res->why);
	} else {
		evm_buf_printf(&d->out, "not saved (%s): ",
			       evm_outcome_name(res->outcome));
		evm_show(&d->out, evm_str(res->why));
	}
	evm_buf_addc(&d->out, '\n');
}

static int say(struct evm_desk *d, const char *what)
{
	evm_buf_printf(&d->out, "%s\n", what);
	return 0;
}

/* --- decisions ------------------------------------------------------------------------------ */

static int decide(struct evm_desk *d, enum evm_verdict v, struct evm_str reason,
		  struct evm_str comment, struct evm_err *err)
{
	static const char *const done[] = { "accepted", "rejected", "unsure",
					    "skipped" };
	char key[33];
	struct evm_result res;
	struct evm_decide act = { .ev = d->ev, .ver = d->item.ver, .verdict = v,
		.reason = reason, .comment = comment, .ui = "tty",
		.second = d->behind != 0,
		.ms_spent = (int64_t)((now() - d->shown) * 1000) };

	evm_review_key(key);
	act.client_key = evm_str(key);
	if (evm_review_decide(d->r, &act, &res, err))
		return -1;
	answer(d, &res, done[v]);
	if (res.outcome == EVM_SAVED) {
		d->just = res.id;
		return next_card(d, err);
	}
	return res.outcome == EVM_STALE ? lay(d, d->ev, err) : 0;
}

/* "KEY text" or "CODE text" */
static int reject(struct evm_desk *d, struct evm_str arg, struct evm_err *err)
{
	struct evm_str rest = evm_str_trim(arg), word = evm_str_cut(&rest, ' ');

	for (size_t i = 0; i < d->reasons.n; i++)
		if (evm_str_eq(word, d->reasons.v[i].key) ||
		    evm_str_eq(word, d->reasons.v[i].code))
			return decide(d, EVM_REJECT, d->reasons.v[i].code,
				      rest.p ? evm_str_trim(rest) : EVM_LIT(""),
				      err);
	say(d, "a reject needs a reason:");
	evm_card_reasons(d, &d->out);
	return 0;
}

/* Of the card's own decision; where it has none, of the one just made, whose
 * card is gone already. ev 0: the last one of all. */
static int undo(struct evm_desk *d, int64_t ev, struct evm_err *err)
{
	char key[33];
	struct evm_result res = { .outcome = EVM_MISSING };

	evm_review_key(key);
	if (ev && !d->behind && evm_review_undo_on(d->r, ev, evm_str(key), "tty", &res, err))
		return -1;
	if (res.outcome == EVM_MISSING && (!ev || d->just) &&
	    evm_review_undo(d->r, ev ? d->just : 0, evm_str(key), "tty", &res, err))
		return -1;
	d->just = 0;
	answer(d, &res, "undone");
	return res.outcome == EVM_SAVED ? deal(d, res.ev, err) : 0;
}

/* --- edits -------------------------------------------------------------------------------------- */

static int edit(struct evm_desk *d, struct evm_str fields, struct evm_err *err)
{
	char key[33];
	struct evm_err wrong = EVM_ERR_INIT;
	struct evm_result res;
	struct evm_edit act = { .ev = d->ev, .parent = d->item.ver,
		.content = d->item.now, .accept = true, .ui = "tty",
		.ms_spent = (int64_t)((now() - d->shown) * 1000) };

	if (!evm_str_trim(fields).n)
		return say(d, "write FIELD = VALUE; FIELD = VALUE");
	if (evm_form_read(&act.content, d->item.sentence, fields, &d->a, &wrong)) {
		/* what was typed is not lost */
		evm_buf_printf(&d->out, "not saved: %s\n", wrong.msg);
		return evm_draft_put(d->r, d->ev, d->item.ver, fields, err);
	}
	evm_review_key(key);
	act.client_key = evm_str(key);
	if (evm_review_edit(d->r, &act, &res, err))
		return -1;
	answer(d, &res, "edited and accepted");
	if (res.outcome == EVM_SAVED)
		return next_card(d, err);
	return evm_draft_put(d->r, d->ev, d->item.ver, fields, err);
}

/* Fields on top of the card's own claim: mostly another object or predicate. */
static int missed(struct evm_desk *d, struct evm_str fields, struct evm_err *err)
{
	char key[33];
	struct evm_err wrong = EVM_ERR_INIT;
	struct evm_result res;
	struct evm_missed act = { .doc = d->item.paper.doc, .ord = d->item.ord,
		.content = d->item.now, .ui = "tty",
		.ms_spent = (int64_t)((now() - d->shown) * 1000) };

	if (!evm_str_trim(fields).n)
		return say(d, "write what differs from this claim: "
			   "FIELD = VALUE; FIELD = VALUE");
	if (evm_form_read(&act.content, d->item.sentence, fields, &d->a, &wrong)) {
		evm_buf_printf(&d->out, "not saved: %s\n", wrong.msg);
		return 0;
	}
	evm_review_key(key);
	act.client_key = evm_str(key);
	if (evm_review_add(d->r, &act, &res, err))
		return -1;
	answer(d, &res, "added");
	return 0;
}

/* --- notes ------------------------------------------------------------------------------------------ */

static int comment(struct evm_desk *d, struct evm_str body, struct evm_err *err)
{
	char key[33];
	struct evm_result res;

	evm_review_key(key);
	if (evm_review_comment(d->r, d->ev, 0, body, evm_str(key), &res, err))
		return -1;
	answer(d, &res, "comment");
	return lay_again(d, err);
}

static int mark(struct evm_desk *d, enum evm_mark kind, struct evm_err *err)
{
	static const char *const on[] = { "flagged", "nothing more here",
					  "paper done" };
	static const char *const off[] = { "flag taken off", "sentence open again",
					   "paper open again" };
	const struct evm_item *it = &d->item;
	bool was = kind == EVM_MARK_FLAG ? it->flagged :
		   kind == EVM_MARK_SENTENCE ? it->sentence_done : it->paper.done;
	char key[33];
	struct evm_result res;
	struct evm_mark_act act = { .kind = kind, .ev = d->ev, .doc = it->paper.doc,
				    .ord = it->ord, .on = !was };

	evm_review_key(key);
	act.client_key = evm_str(key);
	if (evm_review_mark(d->r, &act, &res, err))
		return -1;
	answer(d, &res, was ? off[kind] : on[kind]);
	return lay_again(d, err);
}

/* --- looking round ------------------------------------------------------------------------------------ */

static void list_others(struct evm_desk *d, const char *title,
			const struct evm_others *o)
{
	evm_buf_printf(&d->out, "%s: %zu\n", title, o->n);
	for (size_t i = 0; i < o->n; i++) {
		evm_buf_printf(&d->out, "  e%" PRId64 " ", o->v[i].ev);
		evm_show(&d->out, o->v[i].status);
		evm_buf_addc(&d->out, ' ');
		evm_show(&d->out, o->v[i].doc);
		evm_buf_addz(&d->out, o->v[i].negated ? " (denied): " : ": ");
		evm_show(&d->out, o->v[i].sentence);
		evm_buf_addc(&d->out, '\n');
	}
}

static int similar(struct evm_desk *d, struct evm_err *err)
{
	struct evm_others o;

	if (evm_item_elsewhere(d->r, d->ev, 20, &d->a, &o, err))
		return -1;
	list_others(d, "the same claim", &o);
	if (evm_item_similar(d->r, d->ev, 20, &d->a, &o, err))
		return -1;
	list_others(d, "similar sentences", &o);
	return 0;
}

static int cited(struct evm_desk *d)
{
	const struct evm_citations *refs = &d->item.refs;
	size_t n = 0;

	for (size_t i = 0; i < refs->n; i++)
		if (refs->v[i].pmid.n) {
			evm_buf_addz(&d->out, "https://pubmed.ncbi.nlm.nih.gov/");
			evm_show(&d->out, refs->v[i].pmid);
			evm_buf_addz(&d->out, "/\n");
			n++;
		}
	return n ? 0 : say(d, "no cited paper is known by its PMID");
}

static int source(struct evm_desk *d)
{
	if (d->item.paper.pmid.n) {
		evm_buf_addz(&d->out, "https://pubmed.ncbi.nlm.nih.gov/");
		evm_show(&d->out, d->item.paper.pmid);
		evm_buf_addz(&d->out, "/\n");
	} else if (d->item.paper.doi.n) {
		evm_buf_addz(&d->out, "https://doi.org/");
		evm_show(&d->out, d->item.paper.doi);
		evm_buf_addc(&d->out, '\n');
	} else {
		evm_show(&d->out, d->item.paper.doc);
		evm_buf_addc(&d->out, '\n');
	}
	return 0;
}

/* First through the cards that lay here before, then through the queue. */
static int beside(struct evm_desk *d, bool before, struct evm_err *err)
{
	int64_t back, forth;

	if (before && d->at > 0 && d->ev)
		return lay(d, d->seen.v[--d->at], err);
	if (before && d->seen.n && !d->ev)
		return lay(d, d->seen.v[d->at], err);
	if (!before && d->at + 1 < d->seen.n)
		return lay(d, d->seen.v[++d->at], err);
	if (!d->ev || (!before && d->behind))
		return before ? say(d, "this is the first one") :
		       next_card(d, err);
	if (evm_queue_beside(d->r, &d->filter, d->ev, &back, &forth, err))
		return -1;
	if (before ? !back : !forth)
		return say(d, before ? "this is the first one" : "this is the last one");
	if (!before)
		return deal(d, forth, err);
	d->seen.v[0] = back;
	d->seen.n = 1;
	return lay(d, back, err);
}

/* Evidence by its number; the card stays where there is none. */
static int go_to(struct evm_desk *d, uint64_t ev, struct evm_err *err)
{
	struct evm_arena a;
	struct evm_item it;
	int got;

	evm_arena_init(&a);
	got = evm_item_get(d->r, (int64_t)ev, &a, &it, err);
	evm_arena_release(&a);
	return got == 1 ? deal(d, (int64_t)ev, err) :
	       got ? -1 : say(d, "there is no such evidence");
}

/* "key=value key=value" or words; empty: all that is new. */
static int search(struct evm_desk *d, struct evm_str arg, struct evm_err *err)
{
	struct evm_err wrong = EVM_ERR_INIT;
	struct evm_filter f = { 0 };
	struct evm_buf words = EVM_BUF_INIT;
	int rc = 0;

	arg = evm_str_dup(&d->keep, evm_str_trim(arg));
	while (arg.p && arg.n && !rc) {
		struct evm_str value = evm_str_cut(&arg, ' '), key;

		key = evm_str_cut(&value, '=');
		if (value.p) {
			rc = evm_filter_set(&f, key, value, &wrong);
		} else if (key.n) {
			evm_buf_addz(&words, words.n ? " " : "");
			evm_buf_add(&words, key);
		}
	}
	f.text = evm_str_dup(&d->keep, evm_buf_str(&words));
	evm_buf_release(&words);
	if (rc)
		return say(d, wrong.msg);
	d->filter = f;
	d->ev = d->behind = 0;
	return next_card(d, err);
}

/* --- commands ------------------------------------------------------------------------------------------- */

static bool needs_card(enum evm_action a)
{
	return a != EVM_DO_UNDO_MINE && a != EVM_DO_SEARCH && a != EVM_DO_HELP &&
	       a != EVM_DO_QUIT && a != EVM_DO_NEXT && a != EVM_DO_BACK;
}

static int judge(struct evm_desk *d, enum evm_action action, struct evm_str arg,
		 struct evm_err *err)
{
	struct evm_str none = EVM_LIT("");

	switch (action) {
	case EVM_DO_ACCEPT: return decide(d, EVM_ACCEPT, none, arg, err);
	case EVM_DO_REJECT: return reject(d, arg, err);
	case EVM_DO_UNSURE: return decide(d, EVM_UNSURE, none, arg, err);
	case EVM_DO_SKIP: return decide(d, EVM_SKIP, none, none, err);
	case EVM_DO_EDIT: return edit(d, arg, err);
	case EVM_DO_MISSED: return missed(d, arg, err);
	case EVM_DO_UNDO: return undo(d, d->ev, err);
	case EVM_DO_UNDO_MINE: return undo(d, 0, err);
	case EVM_DO_COMMENT: return comment(d, arg, err);
	case EVM_DO_FLAG: return mark(d, EVM_MARK_FLAG, err);
	case EVM_DO_SENTENCE_DONE: return mark(d, EVM_MARK_SENTENCE, err);
	case EVM_DO_PAPER_DONE: return mark(d, EVM_MARK_PAPER, err);
	default: return say(d, "not on a card");
	}
}

int evm_desk_do(struct evm_desk *d, enum evm_action action, struct evm_str arg,
		struct evm_err *err)
{
	arg = evm_str_trim(arg);
	if (action == EVM_DO_UNDO && !d->ev && d->just)
		action = EVM_DO_UNDO_MINE;
	if (needs_card(action) && !d->ev)
		return say(d, "there is no card");
	switch (action) {
	case EVM_DO_NEXT: return beside(d, false, err);
	case EVM_DO_BACK: return beside(d, true, err);
	case EVM_DO_CITED: return cited(d);
	case EVM_DO_SOURCE: return source(d);
	case EVM_DO_SIMILAR: return similar(d, err);
	case EVM_DO_SEARCH: return search(d, arg, err);
	case EVM_DO_HISTORY:
		evm_card_history(d, &d->out);
		return 0;
	case EVM_DO_HELP:
		evm_card_keys(d, &d->out);
		evm_card_reasons(d, &d->out);
		return 0;
	case EVM_DO_QUIT:
		d->quit = true;
		return 0;
	default: return judge(d, action, arg, err);
	}
}

static enum evm_action action_of(const struct evm_desk *d, struct evm_str word)
{
	if (word.n == 1)
		return evm_keys_action(&d->keys, word.p[0]);
	for (int i = 0; i < EVM_ACTION_N; i++)
		if (evm_str_eqz(word, evm_keydefs[i].name))
			return (enum evm_action)i;
	return EVM_ACTION_N;
}

int evm_desk_command(struct evm_desk *d, struct evm_str line, struct evm_err *err)
{
	struct evm_str rest = evm_str_trim(line), word;
	enum evm_action action;
	uint64_t ev;

	if (!rest.n)
		return 0;
	/* "/words" needs no space */
	if (rest.p[0] == '/' && d->keys.key[EVM_DO_SEARCH] == '/')
		return evm_desk_do(d, EVM_DO_SEARCH, evm_str_sub(rest, 1, rest.n),
				   err);
	word = evm_str_cut(&rest, ' ');
	if (!evm_str_u64(word, INT64_MAX, &ev) ||
	    (word.p[0] == 'e' && word.n > 1 &&
	     !evm_str_u64(evm_str_sub(word, 1, word.n), INT64_MAX, &ev)))
		return go_to(d, ev, err);
	action = action_of(d, word);
	if (action == EVM_ACTION_N) {
		evm_buf_addz(&d->out, "no command: ");
		evm_show(&d->out, word);
		return say(d, " (? lists them)");
	}
	return evm_desk_do(d, action, rest.p ? rest : EVM_LIT(""), err);
}
