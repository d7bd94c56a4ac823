#include "extractors/scene_p.h"

#include <string.h>

#define NAME_TOKENS 12		/* of a part's name */

void evm_scene_open(struct evm_scene *sc, struct evm_doc *doc, const struct evm_words *phrase)
{
	struct evm_token_vec v = { 0 };

	memset(sc, 0, sizeof *sc);
	sc->doc = doc;
	sc->sent = evm_arena_alloc(&doc->arena, evm_mul(doc->sentences.n + 1, sizeof *sc->sent));
	v.all.cap = doc->text.n / 4 + 16;
	v.all.v = evm_arena_alloc(&doc->arena, evm_mul(v.all.cap, sizeof *v.all.v));
	for (size_t s = 0; s < doc->sentences.n; s++) {
		sc->sent[s].begin = (uint32_t)v.all.n;
		evm_tokens_add(&doc->arena, doc->text, doc->sentences.v[s].span, &v);
		sc->sent[s].end = (uint32_t)v.all.n;
	}
	sc->tok = v.all.v;
	sc->n = v.all.n;
	sc->cls = evm_arena_alloc(&doc->arena, evm_mul(sc->n + 1, sizeof *sc->cls));
	sc->at = evm_arena_alloc(&doc->arena, evm_mul(sc->n + 1, sizeof *sc->at));
	for (size_t t = 0; t < sc->n; t++) {
		sc->at[t] = -1;
		if (sc->tok[t].shape != EVM_SHAPE_PUNCT)
			sc->cls[t] = evm_words_get(phrase, evm_scene_word(sc, t));
	}
}

struct evm_span evm_scene_span(const struct evm_scene *sc, struct evm_range r)
{
	return (struct evm_span){ sc->tok[r.begin].span.begin, sc->tok[r.end - 1].span.end };
}

bool evm_scene_is(const struct evm_scene *sc, size_t t, const char *word)
{
	return t < sc->n && evm_str_ieqz(evm_scene_word(sc, t), word);
}

bool evm_scene_hyphen(const struct evm_scene *sc, size_t t)
{
	struct evm_str w;

	if (t >= sc->n || sc->tok[t].shape != EVM_SHAPE_PUNCT)
		return false;
	w = evm_scene_word(sc, t);
	if (w.n == 1)
		return w.p[0] == '-';
	return w.n == 3 && (memcmp(w.p, "\xE2\x88\x92", 3) == 0 ||
			    (memcmp(w.p, "\xE2\x80", 2) == 0 && (unsigned char)w.p[2] >= 0x90 &&
			     (unsigned char)w.p[2] <= 0x93));
}

size_t evm_scene_token(struct evm_scene *sc, uint32_t byte)
{
	size_t lo = 0, hi = sc->n;

	/* asked for in ascending order mostly: a few steps from the last */
	if (sc->hint < sc->n && sc->tok[sc->hint].span.begin < byte) {
		lo = sc->hint + 1;
		for (int i = 0; i < 8 && lo < sc->n && sc->tok[lo].span.begin < byte; i++)
			lo++;
		if (lo == sc->n || sc->tok[lo].span.begin >= byte)
			hi = lo;
	}
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (sc->tok[mid].span.begin < byte)
			lo = mid + 1;
		else
			hi = mid;
	}
	sc->hint = lo;
	return lo;
}

size_t evm_scene_sentence(const struct evm_scene *sc, size_t t)
{
	size_t lo = 0, hi = sc->doc->sentences.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (sc->sent[mid].end <= t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void evm_cand_drop(struct evm_cand *c, enum evm_why why)
{
	c->flags |= EVM_CAND_DROPPED;
	c->why = why;
}

struct evm_mention *evm_scene_add(struct evm_scene *sc, enum evm_type type,
				  struct evm_range r, const char *by, uint32_t flags)
{
	struct evm_cand *c = EVM_PUSH(&sc->doc->arena, sc->found.all);

	sc->chosen = false;
	*c = (struct evm_cand){ .t = r, .flags = flags };
	c->m.type = type;
	c->m.span = evm_scene_span(sc, r);
	c->m.by = evm_str(by);
	return &c->m;
}

bool evm_scene_tokens(struct evm_scene *sc, struct evm_span span, struct evm_range *t)
{
	size_t b = evm_scene_token(sc, span.begin), e = evm_scene_token(sc, span.end);

	*t = (struct evm_range){ (uint32_t)b, (uint32_t)e };
	return b < e && sc->tok[b].span.begin == span.begin && sc->tok[e - 1].span.end == span.end;
}

struct evm_mention *evm_scene_add_span(struct evm_scene *sc, enum evm_type type,
				       struct evm_span span, const char *by, uint32_t flags)
{
	struct evm_range t;

	return evm_scene_tokens(sc, span, &t) ? evm_scene_add(sc, type, t, by, flags) : NULL;
}

size_t evm_piece_first(const struct evm_scene *sc, size_t t)
{
	size_t lo = 0, hi = sc->pieces.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (sc->pieces.v[mid].t.begin < t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct evm_piece *evm_piece_before(const struct evm_scene *sc, size_t t, size_t least,
					 enum evm_part part, unsigned char bare)
{
	size_t from = t - least > NAME_TOKENS ? t - NAME_TOKENS : least;

	for (size_t i = evm_piece_first(sc, from); i < sc->pieces.n; i++) {
		const struct evm_piece *p = &sc->pieces.v[i];

		if (p->t.begin >= t)
			break;
		if (p->t.end == t && p->part == part)
			return p->bare >= bare ? p : NULL;
	}
	return NULL;
}

const struct evm_piece *evm_piece_at(const struct evm_scene *sc, size_t t, enum evm_part part,
				     unsigned char bare)
{
	for (size_t i = evm_piece_first(sc, t); i < sc->pieces.n && sc->pieces.v[i].t.begin == t; i++) {
		if (sc->pieces.v[i].part == part)
			return sc->pieces.v[i].bare >= bare ? &sc->pieces.v[i] : NULL;
	}
	return NULL;
}

/* Is the word at i one that only its place made begin with a capital? */
static bool plain_capital(struct evm_str s, size_t i)
{
	size_t end = i + 1;

	while (end < s.n && !evm_is_space(s.p[end]) && !evm_is_upper(s.p[end]) &&
	       !evm_is_digit(s.p[end]))
		end++;
	return evm_is_upper(s.p[i]) && i + 1 < s.n && evm_is_lower(s.p[i + 1]) &&
	       (end == s.n || evm_is_space(s.p[end]));
}

struct evm_str evm_norm_surface(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool begins = !n || p[n - 1] == ' ';

		if (!evm_is_space(s.p[i]))
			p[n++] = begins && plain_capital(s, i) ?
				 evm_to_lower(s.p[i]) : s.p[i];
		else if (!begins)
			p[n++] = ' ';
	}
	return (struct evm_str){ p, n };
}
