/*
 * Folding raw bytes into clean text: valid UTF-8, '\n' line ends, and one
 * form of what a PDF writes in several: spaces, hyphens, quotes, ligatures.
 */

#include "core/utf8.h"
#include "corpus/text_p.h"

static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

/* What a code point becomes; NULL: itself; "": nothing. */
static const char *fold_of(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n' ? NULL : cp == '\f' ? "\f" : " ";
	if (cp < 0x7f)
		return NULL;
	if (cp < 0xa0)
		return " ";
	if (cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f ||
	    cp == 0x205f || cp == 0x3000)
		return " ";
	if ((cp >= 0x200b && cp <= 0x200f) || cp == 0x2060 || cp == 0xfeff)
		return "";
	if (cp == 0x2028 || cp == 0x2029)
		return "\n";
	if (cp == 0x2010 || cp == 0x2011 || cp == 0xfe63 || cp == 0xff0d)
		return "-";
	if (cp == 0x2018 || cp == 0x2019 || cp == 0x201b || cp == 0x2032)
		return "'";
	if (cp == 0x201c || cp == 0x201d || cp == 0x201f)
		return "\"";
	if (cp >= 0xfb00 && cp <= 0xfb06)
		return ligatures[cp - 0xfb00];
	if (cp == 0xb5)
		return "\xce\xbc";
	return NULL;
}

struct fold {
	struct evm_buf *b;
	struct evm_arena *arena;
	text_runs *runs;
	struct evm_str raw;
};

/* Bytes that stay as they are. */
static void keep(struct fold *f, size_t at, size_t n)
{
	struct evm_map *last = f->runs->n ? &f->runs->v[f->runs->n - 1] : NULL;

	if (last && last->begin + last->len == f->b->n &&
	    last->raw + last->len == at) {
		last->len += (uint32_t)n;
	} else {
		last = EVM_PUSH(f->arena, *f->runs);
		EVM_CHECK(last);
		*last = (struct evm_map){ (uint32_t)f->b->n, (uint32_t)n, at };
	}
	evm_buf_add(f->b, evm_str_sub(f->raw, at, at + n));
}

/* Is only white space left in the line at pos? */
static bool line_ends(struct evm_str s, size_t pos)
{
	while (pos < s.n && (s.p[pos] == ' ' || s.p[pos] == '\t'))
		pos++;
	return pos == s.n || s.p[pos] == '\n' || s.p[pos] == '\r' ||
	       s.p[pos] == '\f';
}

static size_t fold_one(struct fold *f, size_t pos)
{
	size_t next = pos;
	uint32_t cp = evm_utf8_next(f->raw, &next);
	const char *to;

	if (cp == '\r') {
		if (next == f->raw.n || f->raw.p[next] != '\n')
			evm_buf_addc(f->b, '\n');
		return next;
	}
	if (cp == 0xad || cp == 0xac) {
		if (line_ends(f->raw, next))
			evm_buf_addc(f->b, SOFT_HYPHEN);
		else if (cp == 0xac)
			keep(f, pos, next - pos);
		return next;
	}
	to = fold_of(cp);
	if (!to)
		keep(f, pos, next - pos);
	else
		evm_buf_addz(f->b, to);
	return next;
}

static size_t fold_valid(struct fold *f, size_t pos, size_t end)
{
	while (pos < end) {
		size_t from = pos;

		while (pos < end && (unsigned char)f->raw.p[pos] >= 0x20 &&
		       (unsigned char)f->raw.p[pos] < 0x7f)
			pos++;
		if (pos > from)
			keep(f, from, pos - from);
		if (pos < end)
			pos = fold_one(f, pos);
	}
	return pos;
}

void text_fold(struct evm_buf *b, struct evm_arena *a, text_runs *runs,
	       struct evm_str raw)
{
	struct fold f = { b, a, runs, raw };
	size_t pos = 0;

	while (pos < raw.n) {
		size_t bad = evm_utf8_bad(evm_str_sub(raw, pos, raw.n));

		if (bad == SIZE_MAX) {
			fold_valid(&f, pos, raw.n);
			return;
		}
		/* a valid stretch is folded with nothing behind it in view */
		f.raw = evm_str_sub(raw, 0, pos + bad);
		pos = fold_valid(&f, pos, pos + bad);
		f.raw = raw;
		evm_utf8_put(b, 0xfffd);
		for (pos++; pos < raw.n && ((unsigned char)raw.p[pos] & 0xc0) == 0x80; pos++)
			;
	}
}
