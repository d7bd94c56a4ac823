/* The stream as a whole: header, documents' lines, end. */
#include "core/stream.h"

#include <inttypes.h>
#include <string.h>

#include "core/scan.h"

#define BLOCK ((size_t)256 << 10)	/* bytes asked for at once */

static int bad_line(const struct evm_reader *r, struct evm_err *err,
		    const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s:%" PRIu64 ": %s",
			   evm_in_name(r->in), r->line_no, what);
}

/* Reads more behind what is not used yet; the first byte kept is the one at
 * r->keep. The last line gets its newline. 1, 0, -1. */
static int more(struct evm_reader *r, struct evm_err *err)
{
	ptrdiff_t got;

	evm_buf_drop(&r->block, r->keep);
	r->at -= r->keep;
	r->keep = 0;
	evm_buf_reserve(&r->block, BLOCK);
	got = evm_in_read(r->in, r->block.p + r->block.n, BLOCK, err);
	if (got > 0)
		r->block.n += (size_t)got;
	if (!got && r->at < r->block.n) {
		evm_buf_addc(&r->block, '\n');
		return 1;
	}
	return got > 0 ? 1 : (int)got;
}

/* The next line, without its end, into r->line: 1, 0, -1. */
static int next_line(struct evm_reader *r, struct evm_err *err)
{
	size_t seen = 0;
	const char *nl;

	if (r->ahead) {
		r->ahead = false;
		return 1;
	}
	while (r->at + seen == r->block.n ||
	       !(nl = memchr(r->block.p + r->at + seen, '\n', r->block.n - r->at - seen))) {
		int got;

		seen = r->block.n - r->at;
		if ((got = more(r, err)) != 1)
			return got;
	}
	r->line = (struct evm_str){ r->block.p + r->at, (size_t)(nl - r->block.p) - r->at };
	r->at += r->line.n + 1;
	if (evm_str_ends(r->line, "\r")) {
		r->line.n--;
		r->returns = true;
	}
	r->line_no++;
	return 1;
}

static int cut(const struct evm_reader *r, struct evm_err *err)
{
	return evm_err_set(err, EVM_EXIT_CUT,
			   "%s:%" PRIu64 ": the stream stops before its #end line",
			   evm_in_name(r->in), r->line_no);
}

/* Keeps the # lines up to the first document or the end. */
static int read_header(struct evm_reader *r, struct evm_err *err)
{
	int got;

	for (;;) {
		struct evm_str s;

		r->keep = r->at;
		if ((got = next_line(r, err)) != 1)
			return got;
		s = r->line;
		if (!evm_str_starts(s, "#") || evm_str_starts(s, "#end\t")) {
			r->ahead = true;
			return 0;
		}
		evm_buf_add(&r->header, s);
		evm_buf_addc(&r->header, '\n');
	}
}

int evm_reader_open(struct evm_reader *r, struct evm_in *in, struct evm_err *err)
{
	struct evm_str rest;
	uint64_t major;
	int got;

	memset(r, 0, sizeof *r);
	r->in = in;
	if ((got = next_line(r, err)) < 0)
		return -1;
	if (!got)
		return evm_err_set(err, EVM_EXIT_CUT, "%s: empty input, no stream",
				   evm_in_name(in));
	rest = r->line;
	if (!evm_str_starts(rest, "#evm\t"))
		return bad_line(r, err, "no evmine stream (its first line is "
				"\"#evm\", a tab, the version)");
	if (evm_str_u64(evm_str_sub(rest, 5, rest.n), UINT32_MAX, &major))
		return bad_line(r, err, "the version is no number");
	if (major != EVM_STREAM_MAJOR)
		return evm_err_set(err, EVM_EXIT_FAILED,
			"%s:1: stream version %" PRIu64 "; this program reads %d",
			evm_in_name(in), major, EVM_STREAM_MAJOR);
	return read_header(r, err);
}

void evm_reader_release(struct evm_reader *r)
{
	evm_buf_release(&r->header);
	evm_buf_release(&r->block);
}

static int at_end(struct evm_reader *r, struct evm_err *err)
{
	struct evm_str s = r->line;
	uint64_t docs;

	if (evm_str_u64(evm_str_sub(s, strlen("#end\tdocs="), s.n), UINT64_MAX,
			&docs))
		return bad_line(r, err, "#end without a count");
	if (docs != r->docs)
		return evm_err_set(err, EVM_EXIT_CUT, "%s:%" PRIu64
			": %" PRIu64 " documents, #end says %" PRIu64,
			evm_in_name(r->in), r->line_no, r->docs, docs);
	return 0;
}

/* The block's bytes [r->keep, r->at), without the carriage returns at ends of
 * lines. */
static void give(struct evm_reader *r, struct evm_buf *lines)
{
	struct evm_str rest = evm_str_sub(evm_buf_str(&r->block), r->keep, r->at);

	if (!r->returns) {
		evm_buf_add(lines, rest);
		return;
	}
	while (rest.n) {
		struct evm_str line = evm_str_cut(&rest, '\n');

		line.n -= evm_str_ends(line, "\r");
		evm_buf_add(lines, line);
		evm_buf_addc(lines, '\n');
	}
}

#ifdef __SSE2__
/* At the beginning of a line: goes on to that of a later one, at most to the first
 * one with a full stop in front. Sees 16 bytes at once of what is in the block; stops
 * where a carriage return stands. Most bytes of a stream are passed here. */
static void skip_lines(struct evm_reader *r)
{
	const char *p = r->block.p;
	size_t i = r->at;

	if (i < r->block.n && p[i] == '.')
		return;
	for (; i + 17 <= r->block.n; i += 16) {
		__m128i x = evm_scan_load(p + i);
		unsigned ends = (unsigned)_mm_movemask_epi8(evm_scan_equal(x, '\n')), stops;

		if (_mm_movemask_epi8(evm_scan_equal(x, '\r')))
			return;
		if (!ends)
			continue;
		stops = ends & (unsigned)_mm_movemask_epi8(evm_scan_equal(evm_scan_load(p + i + 1), '.'));
		if (stops)
			ends &= (stops & -stops) * 2 - 1;
		for (; ends; ends &= ends - 1) {
			r->at = i + (size_t)__builtin_ctz(ends) + 1;
			r->line_no++;
		}
		if (stops)
			return;
	}
}
#else
static void skip_lines(struct evm_reader *r)
{
	(void)r;
}
#endif

int evm_reader_add(struct evm_reader *r, struct evm_buf *lines, uint64_t *line,
		   struct evm_err *err)
{
	bool first = true;
	int got;

	/* a line that was read ahead is still in the block */
	if (!r->ahead) {
		r->keep = r->at;
		r->returns = false;
	}
	while ((got = next_line(r, err)) == 1) {
		struct evm_str s = r->line;

		if (first && evm_str_starts(s, "#end\t"))
			return at_end(r, err);
		if (first && !evm_str_starts(s, "D\t"))
			return bad_line(r, err, "expected a D line");
		if (first)
			*line = r->line_no;
		first = false;
		if (s.n > 1 && s.p[0] == '.' && s.p[1] == '\t') {
			give(r, lines);
			r->docs++;
			return 1;
		}
		skip_lines(r);
		if (r->at - r->keep > UINT32_MAX)
			return bad_line(r, err, "a document of over 4 GiB");
	}
	return got < 0 ? -1 : cut(r, err);
}

int evm_reader_next(struct evm_reader *r, struct evm_buf *lines, uint64_t *line,
		    struct evm_err *err)
{
	lines->n = 0;
	return evm_reader_add(r, lines, line, err);
}

/* --- writer -------------------------------------------------------------- */

void evm_writer_open(struct evm_writer *w, struct evm_out *out)
{
	memset(w, 0, sizeof *w);
	w->out = out;
}

static void flush(struct evm_writer *w)
{
	evm_out_add(w->out, evm_buf_str(&w->buf));
	w->buf.n = 0;
}

void evm_writer_header(struct evm_writer *w, const struct evm_buf *header)
{
	evm_buf_printf(&w->buf, "#evm\t%d\n", EVM_STREAM_MAJOR);
	if (header)
		evm_buf_add(&w->buf, evm_buf_str(header));
	flush(w);
}

void evm_pg_line(struct evm_buf *b, const char *program, const char *settings)
{
	evm_buf_printf(b, "#pg\t%s\t%s\t", program, EVM_VERSION);
	evm_field_put(b, evm_str(settings));
	evm_buf_addc(b, '\n');
}

void evm_writer_pg(struct evm_writer *w, const char *program,
		   const char *settings)
{
	evm_pg_line(&w->buf, program, settings);
	flush(w);
}

void evm_writer_doc(struct evm_writer *w, struct evm_str lines)
{
	evm_out_add(w->out, lines);
	w->docs++;
}

void evm_writer_end(struct evm_writer *w)
{
	evm_buf_printf(&w->buf, "#end\tdocs=%" PRIu64 "\n", w->docs);
	flush(w);
}

void evm_writer_release(struct evm_writer *w)
{
	evm_buf_release(&w->buf);
}
