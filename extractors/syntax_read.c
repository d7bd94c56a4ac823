/* The words of a sentence, with their classes; mentions are single words. */
#include "extractors/syntax_p.h"

#include <string.h>

struct reader {
	struct evm_syntax *s;
	const struct evm_token *tok;
	size_t n, i;			/* tokens, the next one */
	size_t mention;			/* the next mention */
	size_t cite;			/* the next citation */
	uint32_t stop;			/* where the first of the two begins */
	uint32_t pos;			/* bytes read so far */
	EVM_VEC(struct evm_word) out;
	uint8_t depth;
	bool flat;			/* in brackets that read like commas */
	size_t unclosed;		/* the first bracket that none closes */
};

static struct evm_str text_of(const struct reader *r, uint32_t begin, uint32_t end)
{
	return evm_str_sub(r->s->doc->text, begin, end);
}

static bool hyphen_before(struct evm_str text, uint32_t at)
{
	return (at && text.p[at - 1] == '-') || (at >= 3 && evm_hyphen_at(text, at - 3) == 3);
}

/* Between two words, not between spaces. */
static bool hyphen_joins(struct evm_str text, uint32_t at)
{
	uint32_t n = evm_hyphen_at(text, at);

	return n && at && at + n < text.n && !evm_is_space(text.p[at - 1]) &&
	       !evm_is_space(text.p[at + n]);
}

static struct evm_word *push(struct reader *r, uint32_t begin, uint32_t end)
{
	struct evm_word *w = EVM_PUSH(r->s->arena, r->out);

	*w = (struct evm_word){
		.span = { begin, end }, .lex = &r->s->lx->words.v[0], .mention = -1,
		.depth = r->depth, .glued = r->out.n > 1 && w[-1].span.end == begin,
	};
	return w;
}

/* Where an effect that names two is divided ("lung inflammation and damage"):
 * offset of " and " in its text, SIZE_MAX when it is one thing. */
static size_t division(struct evm_str q)
{
	static const char *const pairs[] = {
		"learning and memory", "memory and learning", "stem and progenitor",
		"growth and development", "between ", "(", NULL
	};
	size_t at = evm_str_find(q, EVM_LIT(" and "), 0);

	for (int i = 0; at != SIZE_MAX && pairs[i]; i++)
		if (evm_str_find(q, evm_str(pairs[i]), 0) != SIZE_MAX)
			return SIZE_MAX;
	return at;
}

static void push_part(struct reader *r, size_t at, uint32_t begin, uint32_t end, uint64_t cls)
{
	struct evm_word *w = push(r, begin, end);

	w->mention = cls & EVM_C(ENT) ? (int32_t)at : -1;
	w->type = r->s->doc->mentions.v[at].type;
	w->cls = cls;
}

static bool push_divided(struct reader *r, size_t at)
{
	const struct evm_mention *m = &r->s->doc->mentions.v[at];
	size_t cut = division(evm_doc_slice(r->s->doc, m->span));
	uint32_t begin = m->span.begin, and;

	if (cut == SIZE_MAX || !cut)
		return false;
	and = begin + (uint32_t)cut + 1;
	push_part(r, at, begin, and - 1, EVM_C(ENT));
	push_part(r, at, and, and + 3, EVM_C(CONJ));
	push_part(r, at, and + 4, m->span.end, EVM_C(ENT));
	return true;
}

/* "promoting angiogenesis" named as one effect: the verb is no part of it. */
static bool push_stripped(struct reader *r, size_t at)
{
	const struct evm_mention *m = &r->s->doc->mentions.v[at];
	struct evm_str q = evm_doc_slice(r->s->doc, m->span), rest = q;
	struct evm_str first = evm_str_cut(&rest, ' ');
	const struct evm_lexeme *l;
	uint32_t end = m->span.begin + (uint32_t)first.n;
	bool modal;

	if (!rest.p)
		return false;
	l = evm_lexicon_get(r->s->lx, first);
	/* "could rescue cognition" */
	modal = l->form & EVM_BASE && r->out.n && r->out.v[r->out.n - 1].cls & (EVM_C(MODAL) | EVM_C(HEDGEMODAL));
	if (!(l->cls & EVM_C(VERB)) || (!modal && (!evm_str_ends(first, "ing") ||
	    l->cls & (EVM_C(PROC) | EVM_C(NOUN) | EVM_C(PADJ)))))
		return false;
	evm_word_classify(push(r, m->span.begin, end), l);
	push_part(r, at, end + 1, m->span.end, EVM_C(ENT));
	return true;
}

/* "amelioration of X", "reduction of X" named as one effect: X is what is
 * changed. What is harmful as a whole stays whole ("loss of neurons"). */
static bool push_unwrapped(struct reader *r, size_t at)
{
	const struct evm_mention *m = &r->s->doc->mentions.v[at];
	struct evm_str rest = evm_doc_slice(r->s->doc, m->span), first = evm_str_cut(&rest, ' ');
	const struct evm_lexeme *l;
	uint32_t begin = m->span.begin, of = begin + (uint32_t)first.n + 1;

	if (!rest.p || !evm_str_starts(rest, "of ") || rest.n < 6)
		return false;
	l = evm_lexicon_get(r->s->lx, first);
	if (!l->noun || (l->noun->sign != '~' && (l->noun->sign != '-' || l->cls & EVM_C(PROC))))
		return false;
	evm_word_classify(push(r, begin, of - 1), l);
	evm_word_classify(push(r, of, of + 2), evm_lexicon_get(r->s->lx, EVM_LIT("of")));
	push_part(r, at, of + 3, m->span.end, EVM_C(ENT));
	return true;
}

/* "to inhibit X, repair damaged tissue": the next verb of a list behind "to". */
static bool goes_on_with_verb(const struct reader *r, struct evm_str next)
{
	size_t n = r->out.n;

	if (!(r->out.v[n - 1].cls & EVM_C(COMMA)) || !evm_str_ends(next, "ed"))
		return false;
	for (size_t i = n - 1; i-- > 0 && n - i < 12;)
		if (r->out.v[i].lex->prep & EVM_P(TO) || r->out.v[i].cls & (EVM_C(MODAL) | EVM_C(HEDGEMODAL)))
			return true;
	return false;
}

/* "MSCs repair the heart", "can repair": named as an effect, but the verb. */
static bool push_verb(struct reader *r, size_t at)
{
	const struct evm_mention *m = &r->s->doc->mentions.v[at];
	const struct evm_lexeme *l = evm_lexicon_get(r->s->lx, evm_doc_slice(r->s->doc, m->span)), *next;
	const struct evm_word *before = r->out.n ? &r->out.v[r->out.n - 1] : NULL;
	size_t k = r->i;

	if (!l->both || !l->verb || !before || !(l->form & EVM_BASE))
		return false;
	while (k < r->n && r->tok[k].span.begin < m->span.end)
		k++;
	if (k >= r->n || r->tok[k].shape == EVM_SHAPE_PUNCT)
		return false;
	next = evm_lexicon_get(r->s->lx, text_of(r, r->tok[k].span.begin, r->tok[k].span.end));
	if (next->cls & (EVM_C(PREP) | EVM_C(BE) | EVM_C(HAVE) | EVM_C(MODAL) | EVM_C(HEDGEMODAL) |
			 EVM_C(CONJ) | EVM_C(OTHER) | EVM_C(LIGHT)))
		return false;
	if (!(before->cls & (EVM_C(MODAL) | EVM_C(HEDGEMODAL) | EVM_C(TO))) &&
	    !(before->cls & EVM_C(CLOSE)) && !goes_on_with_verb(r, text_of(r, r->tok[k].span.begin, r->tok[k].span.end)) &&
	    !(before->cls & EVM_C(ENT) && evm_str_ends(evm_doc_slice(r->s->doc, before->span), "s") &&
	      (before->type == EVM_VESICLE || before->type == EVM_SOURCE)))
		return false;
	evm_word_classify(push(r, m->span.begin, m->span.end), l);
	r->out.v[r->out.n - 1].cls &= EVM_C(VERB);
	return true;
}

/* An effect that is not what is named as a whole, but a part of it, or several. */
static bool push_effect(struct reader *r, size_t at)
{
	return push_divided(r, at) || push_verb(r, at) || push_stripped(r, at) || push_unwrapped(r, at);
}

static void push_mention(struct reader *r, size_t at)
{
	const struct evm_mention *m = &r->s->doc->mentions.v[at];
	struct evm_word *w;

	if (m->type == EVM_EFFECT && push_effect(r, at))
		return;
	w = push(r, m->span.begin, m->span.end);

	w->mention = (int32_t)at;
	w->type = m->type;
	switch (m->type) {
	case EVM_ROUTE:
		w->cls = EVM_C(ROUTE);
		break;
	case EVM_SPECIES:
		w->lex = evm_lexicon_get(r->s->lx, evm_doc_slice(r->s->doc, m->span));
		w->cls = EVM_C(SPECIES) | EVM_C(GROUP);
		break;
	case EVM_DOSE:
		w->cls = EVM_C(NUM);
		break;
	default:
		w->cls = EVM_C(ENT);
	}
}

static uint64_t punct_class(char c)
{
	switch (c) {
	case ',': return EVM_C(COMMA);
	case ';': case ':': return EVM_C(SEMI);
	case '(': case '[': return EVM_C(OPEN);
	case ')': case ']': return EVM_C(CLOSE);
	case '/': return EVM_C(SLASH);
	case '&': case '+': return EVM_C(CONJ);
	default: return 0;
	}
}

/* "(by inhibiting X)" belongs to the sentence. */
static bool opens_means(const struct reader *r)
{
	struct evm_str next;

	if (r->i + 1 >= r->n || r->depth)
		return false;
	next = text_of(r, r->tok[r->i + 1].span.begin, r->tok[r->i + 1].span.end);
	return evm_str_eqz(next, "by") || evm_str_eqz(next, "via") || evm_str_eqz(next, "through");
}

static size_t find_unclosed(const struct reader *r)
{
	size_t closed = 0, found = r->n;

	for (size_t i = r->n; i-- > 0;) {
		char c = r->s->doc->text.p[r->tok[i].span.begin];

		if (r->tok[i].shape != EVM_SHAPE_PUNCT)
			continue;
		if (c == ')' || c == ']')
			closed++;
		else if ((c == '(' || c == '[') && closed)
			closed--;
		else if (c == '(' || c == '[')
			found = i;
	}
	return found;
}

static void push_punct(struct reader *r, const struct evm_token *t)
{
	char c = r->s->doc->text.p[t->span.begin];
	struct evm_word *w;

	if (c == '-' || c == '.' || c == '"' || c == '\'' ||
	    hyphen_joins(r->s->doc->text, t->span.begin))
		return;		/* hyphens join in push_compound */
	if ((c == '(' && opens_means(r)) || (c == ')' && r->flat && !r->depth)) {
		r->flat = c == '(';
		push(r, t->span.begin, t->span.end)->cls = EVM_C(COMMA);
		return;
	}
	/* "miR-9*", "P53*": a mark on the name before it */
	if (c == '*' && t->glued)
		return;
	/* "[A title translated.]" */
	if (c == '[' && t->span.begin == r->s->sentence.begin)
		return;
	/* text was lost behind it: "were given EVs (2 x 10 EVs reduced ..." */
	if (r->i == r->unclosed) {
		push(r, t->span.begin, t->span.end)->cls = EVM_C(SEMI);
		return;
	}
	if ((c == ')' || c == ']') && r->depth)
		r->depth--;
	w = push(r, t->span.begin, t->span.end);
	w->cls = punct_class(c);
	if ((c == '(' || c == '[') && r->depth < 200)
		r->depth++;
}

/* "-ly" makes an adverb, a digit a number, of a word that no list knows. */
static void guess(struct evm_word *w, struct evm_str text)
{
	if (w->lex->id && w->cls)
		return;
	if (evm_is_digit(text.p[0]))
		w->cls |= EVM_C(NUM);
	else if (text.n > 4 && evm_str_ends(text, "ly"))
		w->cls |= EVM_C(ADV);
	else if (text.n > 5 && evm_str_ends(text, "ed") && !w->hyphened) {
		w->cls |= EVM_C(OTHER);
		w->form |= EVM_ED;
	}
}

static bool mention_inside(const struct reader *r, uint32_t begin, uint32_t end)
{
	const struct evm_doc *d = r->s->doc;

	return r->mention < d->mentions.n &&
	       d->mentions.v[r->mention].span.begin >= begin &&
	       d->mentions.v[r->mention].span.begin < end;
}

/* Does token k go on the compound before it: glued hyphen, glued word? */
static bool joins(const struct reader *r, size_t k)
{
	const struct evm_token *t = &r->tok[k];

	return k + 1 < r->n && t->shape == EVM_SHAPE_PUNCT && t->glued &&
	       evm_hyphen_at(r->s->doc->text, t->span.begin) && t[1].glued &&
	       t[1].shape != EVM_SHAPE_PUNCT &&
	       !mention_inside(r, t->span.begin, t[1].span.end);
}

/* A compound that is no entry of its own is an adjective when it ends in a
 * participle ("LPS-primed"); any other is what its last part is. */
static void classify_compound(struct evm_word *w, const struct evm_lexeme *last)
{
	w->lex = last;
	if (last->form & (EVM_ED | EVM_ING))
		w->cls = (last->cls & EVM_PARTICIPLE_KEEPS) | EVM_C(ADJ);
	else
		w->cls = last->cls & ~(EVM_C(CHANGED) | EVM_C(VERB) | EVM_C(LIGHT) | EVM_C(REPORT) |
				       EVM_C(INVEST) | EVM_C(OTHER) | EVM_C(AIM) |
				       EVM_C(PREP) | EVM_C(NEG) | EVM_C(CONJ));
}

/* "down regulated": one verb written in two. */
static bool splits_prefix(const struct reader *r, size_t i)
{
	struct evm_str a, b;

	if (i + 1 >= r->n || mention_inside(r, r->tok[i + 1].span.begin, r->tok[i + 1].span.end))
		return false;
	a = text_of(r, r->tok[i].span.begin, r->tok[i].span.end);
	b = text_of(r, r->tok[i + 1].span.begin, r->tok[i + 1].span.end);
	return (evm_str_ieqz(a, "down") || evm_str_ieqz(a, "up")) && evm_str_starts(b, "regulat");
}

static const struct evm_lexeme *joined_word(const struct reader *r, size_t first, size_t last)
{
	struct evm_str all = text_of(r, r->pos, r->tok[last].span.end);
	char text[64];
	size_t n = 0;

	if (last != first + 1 || all.n > sizeof text)
		return evm_lexicon_get(r->s->lx, all);
	for (size_t i = 0; i < all.n; i++)
		if (!evm_is_space(all.p[i]))
			text[n++] = all.p[i];
	return evm_lexicon_get(r->s->lx, (struct evm_str){ text, n });
}

static void push_compound(struct reader *r)
{
	size_t first = r->i, last = r->i;
	struct evm_word *w;
	const struct evm_lexeme *l;
	bool after_hyphen = r->out.n && first && r->tok[first - 1].span.end == r->pos &&
			    hyphen_before(r->s->doc->text, r->pos) && r->tok[first - 1].glued;

	while (joins(r, last + 1))
		last += 2;
	if (last == first && splits_prefix(r, first))
		last++;
	w = push(r, r->pos, r->tok[last].span.end);
	l = joined_word(r, first, last);
	r->i = last;
	if (l->id || last == first)
		evm_word_classify(w, l);
	else
		classify_compound(w, evm_lexicon_get(r->s->lx,
			text_of(r, r->tok[last].span.begin, r->tok[last].span.end)));
	w->hyphened = last != first || after_hyphen;
	if (after_hyphen && !l->op)
		classify_compound(w, w->lex);
	guess(w, text_of(r, w->span.begin, w->span.end));
}

/* Finds the next mention and citation. */
static void look_ahead(struct reader *r)
{
	const struct evm_doc *d = r->s->doc;

	while (r->mention < d->mentions.n && d->mentions.v[r->mention].span.begin < r->pos)
		r->mention++;	/* inside one that was read */
	while (r->cite < d->cites.n && d->cites.v[r->cite].span.end <= r->pos)
		r->cite++;
	r->stop = r->mention < d->mentions.n ? d->mentions.v[r->mention].span.begin : UINT32_MAX;
	if (r->cite < d->cites.n && d->cites.v[r->cite].span.begin < r->stop)
		r->stop = d->cites.v[r->cite].span.begin;
}

/* Is the token a word by itself: no part of a mention, citation, compound? Most
 * are, as far as can be told at a glance. */
static bool stands_alone(const struct reader *r, const struct evm_token *t)
{
	const char *p = r->s->doc->text.p;
	char c = evm_to_lower(p[t->span.begin]);

	if (t->span.end > r->stop || t->glued || t->shape == EVM_SHAPE_PUNCT)
		return false;
	if (r->i + 1 < r->n && t[1].glued && (p[t->span.end] == '-' || (unsigned char)p[t->span.end] >= 0x80))
		return false;
	/* "up regulated" */
	return t->span.end - t->span.begin > 4 || (c != 'u' && c != 'd');
}

static void push_alone(struct reader *r, const struct evm_token *t)
{
	struct evm_str text = text_of(r, t->span.begin, t->span.end);
	struct evm_word *w = EVM_PUSH(r->s->arena, r->out);

	*w = (struct evm_word){ .span = t->span, .mention = -1, .depth = r->depth };
	evm_word_classify(w, evm_lexicon_token(r->s->lx, text));
	guess(w, text);
}

static bool at_mention(struct reader *r, uint32_t end)
{
	const struct evm_doc *d = r->s->doc;

	while (r->mention < d->mentions.n &&
	       d->mentions.v[r->mention].span.begin < r->pos)
		r->mention++;	/* inside one that was read */
	return mention_inside(r, r->pos, end);
}

/* A token with a mention in it: what stands before the mention, the mention. */
static void read_mention(struct reader *r)
{
	const struct evm_mention *m = &r->s->doc->mentions.v[r->mention];

	if (m->span.begin > r->pos && r->tok[r->i].shape != EVM_SHAPE_PUNCT) {
		struct evm_word *w = push(r, r->pos, m->span.begin);

		evm_word_classify(w, evm_lexicon_get(r->s->lx, text_of(r, r->pos, m->span.begin)));
	}
	push_mention(r, r->mention++);
	r->pos = m->span.end;
	while (r->i < r->n && r->tok[r->i].span.end <= r->pos)
		r->i++;
}

static bool read_cite(struct reader *r)
{
	const struct evm_doc *d = r->s->doc;
	struct evm_span c;

	while (r->cite < d->cites.n && d->cites.v[r->cite].span.end <= r->pos)
		r->cite++;
	if (r->cite >= d->cites.n || d->cites.v[r->cite].span.begin > r->pos)
		return false;
	c = d->cites.v[r->cite++].span;
	push(r, r->pos, c.end)->cls = EVM_C(CITE);
	r->pos = c.end;
	while (r->i < r->n && r->tok[r->i].span.end <= r->pos)
		r->i++;
	return true;
}

static size_t first_cite(const struct evm_doc *d, uint32_t begin)
{
	size_t lo = 0, hi = d->cites.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (d->cites.v[mid].span.end <= begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void evm_syntax_read(struct evm_syntax *s, const struct evm_doc *doc,
		     uint32_t sentence, size_t first_mention,
		     const struct evm_lexicon *lx, struct evm_arena *arena)
{
	struct evm_span span = doc->sentences.v[sentence].span;
	struct reader r = { .s = s, .mention = first_mention, .pos = span.begin };

	s->doc = doc;
	s->lx = lx;
	s->arena = arena;
	s->sentence = span;
	s->first_mention = first_mention;
	r.cite = first_cite(doc, span.begin);
	r.tok = evm_tokens(arena, doc->text, span, &r.n);
	r.out.cap = r.n + 8;
	r.out.v = evm_arena_take(arena, evm_mul(r.out.cap, sizeof *r.out.v));
	r.unclosed = find_unclosed(&r);
	while (r.i < r.n) {
		const struct evm_token *t = &r.tok[r.i];

		if (t->span.begin > r.pos)
			r.pos = t->span.begin;
		if (t->span.end > r.stop)
			look_ahead(&r);
		if (r.pos == t->span.begin && stands_alone(&r, t)) {
			push_alone(&r, t);
			r.pos = t->span.end;
			r.i++;
			continue;
		}
		if (read_cite(&r))
			continue;
		if (at_mention(&r, t->span.end)) {
			read_mention(&r);
			continue;
		}
		if (t->shape == EVM_SHAPE_PUNCT)
			push_punct(&r, t);
		else
			push_compound(&r);
		r.pos = r.tok[r.i].span.end;
		r.i++;
	}
	s->all = r.out.v;
	s->total = r.out.n;
	evm_syntax_mark(s);
}
