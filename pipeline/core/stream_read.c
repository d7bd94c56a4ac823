/* A document from its lines: their fields, and their order. */
#include "core/stream_p.h"

#include <inttypes.h>
#include <string.h>

#include "core/scan.h"

/* places in FORMAT.md's order of lines */
enum { RANK_CITE = 5, RANK_SENTENCE = 7, RANK_CLAIM = 10, RANK_UNKNOWN = 11, RANK_END = 12 };

/* Place of a line's type in FORMAT.md's order; of types that this program does
 * not know, behind the others. */
static int rank_of(char c)
{
	switch (c) {
	case 'D': return 0;
	case 'M': return 1;
	case 'T': return 2;
	case 'C': return 3;
	case 'B': return 4;
	case 'X': return RANK_CITE;
	case 'O': return 6;
	case 'S': return RANK_SENTENCE;
	case 'A': return 8;
	case 'E': return 9;
	case 'R': case 'P': case 'Q': return RANK_CLAIM;
	case '.': return RANK_END;
	default: return RANK_UNKNOWN;
	}
}

/* Notes where the parts begin, and whether they stand in order. */
static void note_rank(struct evm_parse *p, int rank)
{
	if (rank == p->rank && rank && rank < RANK_END)
		return;
	if (rank < p->rank || p->rank == RANK_END || (rank == 0) != (p->begin == 0))
		p->at.ordered = false;
	if (rank >= RANK_CITE && p->rank < RANK_CITE)
		p->at.cites = p->begin;
	if (rank > RANK_CITE && p->rank <= RANK_CITE)
		p->at.map = p->begin;
	if (rank >= RANK_SENTENCE && p->rank < RANK_SENTENCE)
		p->at.found = p->begin;
	if (rank >= RANK_CLAIM && p->rank < RANK_CLAIM)
		p->at.claims = p->begin;
	if (rank > RANK_CLAIM && p->rank <= RANK_CLAIM)
		p->at.rest = p->begin;
	p->rank = rank;
}

static int read_line(struct evm_parse *p)
{
	char c = p->f[0].n == 1 ? p->f[0].p[0] : 0;
	int rank = rank_of(c);

	note_rank(p, rank);
	/* the first line that may have spans: the text is whole */
	if (!p->sealed && rank > 2 && rank <= RANK_CLAIM && c != 'B') {
		evm_doc_seal(p->doc);
		p->sealed = true;
	}
	return evm_line_read(p, c);
}

/* Bits of the tabs and newlines among the 16 bytes at a place. */
static unsigned ends_at(const char *p)
{
	unsigned hits = 0;

#ifdef __SSE2__
	__m128i x = evm_scan_load(p);

	hits = (unsigned)_mm_movemask_epi8(_mm_or_si128(evm_scan_equal(x, '\t'), evm_scan_equal(x, '\n')));
#else
	for (unsigned i = 0; i < 16; i++)
		hits |= (unsigned)(p[i] == '\t' || p[i] == '\n') << i;
#endif
	return hits;
}

/* Cuts the line at p->begin into fields. Behind the copy stand 16 newlines. */
static void split(struct evm_parse *p)
{
	char *copy = p->copy, *from = copy + p->begin;
	struct evm_str *f = p->f, *last = p->f + EVM_FIELDS_MAX - 1;

	for (char *at = from;; at += 16)
		for (unsigned hit = ends_at(at); hit; hit &= hit - 1) {
			char *k = at + __builtin_ctz(hit);
			bool newline = *k == '\n';

			/* the last field is what is left of the line */
			if (f == last && !newline)
				continue;
			*f++ = (struct evm_str){ from, (size_t)(k - from) };
			*k = 0;
			from = k + 1;
			if (newline) {
				p->n = (size_t)(f - p->f);
				p->end = (size_t)(k - copy);
				return;
			}
		}
}

/* An X line may name many references: its fields are not limited. */
static int read_wide(struct evm_parse *p)
{
	struct evm_str rest = p->f[EVM_FIELDS_MAX - 1];

	p->n = EVM_FIELDS_MAX - 1;
	if (read_line(p))
		return -1;
	while (rest.p) {
		struct evm_cite *c = &p->doc->cites.v[p->doc->cites.n - 1];
		struct evm_str f = evm_str_cut(&rest, '\t');

		*EVM_PUSH(&p->doc->arena, c->labels) =
			evm_field_get(&p->doc->arena, f);
	}
	return 0;
}

/* The document's id as the line has it, escaped. */
static struct evm_str id_of(const struct evm_parse *p)
{
	return p->n > 1 ? evm_str_sub(p->lines, (size_t)(p->f[1].p - p->copy),
				      (size_t)(p->f[1].p - p->copy) + p->f[1].n) : EVM_LIT("");
}

static int read_one(struct evm_parse *p, struct evm_str *first)
{
	struct evm_str id = id_of(p);
	bool wide = p->n == EVM_FIELDS_MAX && evm_str_eqz(p->f[0], "X");

	if (wide ? read_wide(p) : read_line(p))
		return -1;
	if (p->f[0].n == 1 && p->f[0].p[0] != 'D' && id.p && first->n && p->n > 1 &&
	    !evm_str_eq(id, *first))
		return evm_line_fault(p, "another document's id");
	if (!first->n)
		*first = id;
	return 0;
}

/* Is the line one that no extractor looks at (metadata, references, the map)?
 * Then passes it over. */
static bool pass_over(struct evm_parse *p, struct evm_str id)
{
	const char *c = p->copy + p->begin;
	size_t left = p->lines.n - p->begin;

	if (!p->brief || left < id.n + 4 || (*c != 'M' && *c != 'B' && *c != 'O') || c[1] != '\t' ||
	    memcmp(c + 2, id.p, id.n) != 0 || c[id.n + 2] != '\t' || c[id.n + 3] == '\t' ||
	    c[id.n + 3] == '\n')
		return false;
	note_rank(p, rank_of(*c));
	p->end = p->begin + (size_t)((const char *)memchr(c, '\n', left + 1) - c);
	return true;
}

static int read_all(struct evm_parse *p, const char *file, uint64_t line)
{
	struct evm_doc *doc = p->doc;
	struct evm_str first = EVM_LIT("");

	evm_doc_reset(doc);
	p->copy = evm_arena_take(&doc->arena, p->lines.n + 16);
	if (p->lines.n)
		memcpy(p->copy, p->lines.p, p->lines.n);
	memset(p->copy + p->lines.n, '\n', 16);
	p->escapes = p->lines.n && memchr(p->lines.p, '\\', p->lines.n);
	for (; p->begin < p->lines.n; p->begin = p->end + 1, line++) {
		if (first.n && pass_over(p, first))
			continue;
		split(p);
		if (read_one(p, &first))
			return evm_err_at(p->err, "%s:%" PRIu64 ": document %.*s",
					  file, line, EVM_ARG(doc->id));
	}
	if (!p->sealed)
		evm_doc_seal(doc);
	p->at.ordered &= p->rank == RANK_END;
	return evm_doc_check(doc, p->err) ? evm_err_at(p->err, "%s", file) : 0;
}

static struct evm_parse parse_of(struct evm_doc *doc, struct evm_str lines, bool brief,
				 struct evm_err *err)
{
	return (struct evm_parse){ .doc = doc, .err = err, .lines = lines, .rank = -1, .brief = brief,
				   .at = { .ordered = true } };
}

int evm_doc_read_brief(struct evm_doc *doc, struct evm_str lines, const char *file,
		       uint64_t line, struct evm_layout *at, struct evm_err *err)
{
	struct evm_parse p = parse_of(doc, lines, true, err);

	if (read_all(&p, file, line))
		return -1;
	*at = p.at;
	return p.at.ordered ? 0 : evm_doc_read(doc, lines, file, line, err);
}

int evm_doc_read(struct evm_doc *doc, struct evm_str lines, const char *file,
		 uint64_t line, struct evm_err *err)
{
	struct evm_parse p = parse_of(doc, lines, false, err);

	return read_all(&p, file, line);
}
