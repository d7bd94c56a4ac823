/* Does a name that has the text's key stand there? */
#include "core/utf8.h"
#include "dictionaries/match_p.h"

static bool ascii(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static bool lower_word(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!evm_is_lower(s.p[i]))
			return false;
	return s.n >= 3;
}

/*
 * Has a text's token the case of the name's? Compared as far as they have the
 * same letters (British spelling differs); what the text has more is a plural
 * in small letters. A word in small letters may begin a sentence. Greek and
 * accented letters have no case here.
 */
static bool same_case(struct evm_str name, struct evm_str text)
{
	size_t i = 0;

	if (evm_str_eq(name, text))
		return true;
	if (!ascii(name) || !ascii(text) || !name.n || !text.n)
		return true;
	if (lower_word(name) && evm_to_lower(text.p[0]) == name.p[0])
		i = 1;
	for (; i < name.n && i < text.n; i++) {
		if (evm_to_lower(name.p[i]) != evm_to_lower(text.p[i]))
			return true;
		if (name.p[i] != text.p[i])
			return false;
	}
	for (; i < text.n; i++)
		if (evm_is_upper(text.p[i]))
			return false;
	return true;
}

static bool case_equal(struct evm_matcher *m, struct evm_str spelling,
		       const struct reach *r)
{
	const struct evm_key *t = &m->text.v[r->first], *k;
	struct evm_span s = span_of(m, r);
	struct evm_str text = evm_str_sub(m->now, s.begin, s.end);

	if (evm_str_eq(spelling, text))
		return true;
	if (evm_fold(&m->name, spelling) != r->last - r->first + 1)
		return false;
	k = m->name.v;
	for (size_t i = 0; i < m->name.n; i++)
		if (!same_case(evm_str_sub(spelling, k[i].begin, k[i].end),
			       evm_str_sub(m->now, t[i].begin, t[i].end)))
			return false;
	return true;
}

/* A gap of the text that the name does not have. */
static bool bad_gap(const struct evm_matcher *m, uint32_t bits, const struct reach *r,
		    uint32_t flag)
{
	for (size_t i = r->first + 1; i <= r->last; i++)
		if (m->text.v[i].flags & flag &&
		    (i - r->first >= 16 || !(bits >> (i - r->first) & 1)))
			return true;
	return false;
}

static bool digit_glued(const struct evm_matcher *m, const struct reach *r)
{
	size_t at = m->text.v[r->last].end;
	uint32_t cp;

	if (at >= m->now.n)
		return false;
	cp = evm_utf8_next(m->now, &at);
	return (cp == '-' || (cp >= 0x2010 && cp <= 0x2013) || cp == 0x2212) &&
	       at < m->now.n && evm_is_digit(m->now.p[at]);
}

static bool capital_inside(const struct evm_matcher *m, const struct reach *r)
{
	struct evm_span s = span_of(m, r);

	for (size_t i = s.begin + 1; i < s.end; i++)
		if (evm_is_upper(m->now.p[i]))
			return true;
	return false;
}

/* A name of one word: its capitals tell all. */
static enum evm_reject verify_mask(const struct evm_matcher *m,
				   const struct name *name,
				   const struct reach *r)
{
	uint32_t initial = name->flags & NAME_INITIAL ? 1 : 0;

	if (name->flags & NAME_WORD && r->mask < 2)
		return EVM_REJECT_WORD;
	if (name->flags & (EVM_NAME_CASE | NAME_EXACT) &&
	    r->mask != name->hards && r->mask != (name->hards | initial))
		return EVM_REJECT_CASE;
	if (name->flags & EVM_NAME_NUMEND && digit_glued(m, r))
		return EVM_REJECT_NUMEND;
	return EVM_REJECT_NONE;
}

enum evm_reject evm_match_verify(struct evm_matcher *m, const struct name *name,
				 const struct reach *r)
{
	if (r->masked && name->flags & NAME_MASK)
		return verify_mask(m, name, r);
	if (r->first < r->last && bad_gap(m, name->hards, r, EVM_KEY_HARD))
		return EVM_REJECT_PUNCTUATION;
	if (!(name->flags & NAME_CHECKED))
		return EVM_REJECT_NONE;
	if (name->flags & EVM_NAME_NOSPLIT &&
	    bad_gap(m, name->gaps, r, EVM_KEY_START))
		return EVM_REJECT_SPLIT;
	if (name->flags & EVM_NAME_NUMEND && digit_glued(m, r))
		return EVM_REJECT_NUMEND;
	if (name->flags & NAME_WORD && !capital_inside(m, r))
		return EVM_REJECT_WORD;
	if (name->flags & (EVM_NAME_CASE | NAME_EXACT) &&
	    !case_equal(m, evm_dict_text(m->d, name->spelling), r))
		return EVM_REJECT_CASE;
	return EVM_REJECT_NONE;
}

/* One number for the key of tokens [first, last], first readings. */
static uint64_t whole_key(const struct evm_folder *f, size_t first, size_t last)
{
	uint64_t h = 0x9e3779b97f4a7c15u;

	for (size_t i = first; i <= last; i++)
		h = (h ^ f->v[i].hash[0]) * 0xd6e8feb86659fd93u;
	return h;
}

void evm_matcher_block(struct evm_matcher *m, struct evm_str name, int type)
{
	if (!evm_fold(&m->name, name))
		return;
	m->blocks = room(m->blocks, m->n_blocks, &m->blocks_cap,
			 sizeof *m->blocks);
	m->blocks[m->n_blocks++] = (struct doc_block){
		whole_key(&m->name, 0, m->name.n - 1), type };
}

void evm_matcher_unblock(struct evm_matcher *m)
{
	m->n_blocks = 0;
}

bool evm_match_blocked(const struct evm_matcher *m, const struct reach *r,
		       int type)
{
	uint64_t key;

	if (!m->n_blocks)
		return false;
	key = whole_key(&m->text, r->first, r->last);
	for (size_t i = 0; i < m->n_blocks; i++)
		if (m->blocks[i].key == key &&
		    (m->blocks[i].type < 0 || m->blocks[i].type == type))
			return true;
	return false;
}
