/*
 * stream: the record stream between the stages, as pipeline/FORMAT.md says.
 *
 * Reading has two steps, so that workers can share the second: the reader
 * cuts the lines of one document from the stream, evm_doc_read makes a
 * document of them. Writing likewise: evm_doc_write makes the lines in a
 * buffer, the writer puts them out.
 *
 *	evm_reader_open(&r, in, &err);
 *	evm_writer_open(&w, out);
 *	evm_writer_header(&w, &r.header, "evm-annotate", "");
 *	while ((got = evm_reader_next(&r, &lines, &line, &err)) == 1) {
 *		evm_doc_read(&doc, evm_buf_str(&lines), r.name, line, &err);
 *		...
 *		evm_doc_write(&text, &doc, &err);
 *		evm_writer_doc(&w, evm_buf_str(&text));
 *	}
 *	evm_writer_end(&w);		only when got == 0
 */
#ifndef EVM_STREAM_H
#define EVM_STREAM_H

#include "core/doc.h"
#include "core/io.h"

#define EVM_STREAM_MAJOR 1
#define EVM_VERSION "0.1.0"

struct evm_reader {
	struct evm_in *in;	/* borrowed */
	struct evm_buf header;	/* the #pg and unknown # lines, as they came */
	struct evm_buf block;	/* bytes as they came */
	size_t keep, at;	/* in it: the first one wanted, the first one not read */
	struct evm_str line;	/* the one read last, in the block */
	bool ahead;		/* ... but not used yet */
	bool returns;		/* a line since keep ended in a carriage return */
	uint64_t line_no;	/* of the line read last, 1-based */
	uint64_t docs;
};

/* Reads the header. An input that is no stream or of a newer major version
 * is refused. The caller releases. */
int evm_reader_open(struct evm_reader *r, struct evm_in *in,
		    struct evm_err *err) EVM_MUST_CHECK;
void evm_reader_release(struct evm_reader *r);
/*
 * Lines of the next document, D to ".", into *lines (cleared first), and the
 * number of the first in *line: 1; 0 after a #end whose count is right; -1 on
 * error. A stream without #end is EVM_EXIT_CUT.
 */
int evm_reader_next(struct evm_reader *r, struct evm_buf *lines,
		    uint64_t *line, struct evm_err *err) EVM_MUST_CHECK;
/* The same, behind what *lines has. */
int evm_reader_add(struct evm_reader *r, struct evm_buf *lines,
		   uint64_t *line, struct evm_err *err) EVM_MUST_CHECK;

/* Makes a document (reset first) of its lines and checks it (evm_doc_check,
 * every quote against its slice). file and line are for messages. */
int evm_doc_read(struct evm_doc *doc, struct evm_str lines, const char *file,
		 uint64_t line, struct evm_err *err) EVM_MUST_CHECK;
/* Where in a document's lines its parts begin. */
struct evm_layout {
	bool ordered;		/* they stand as evm_doc_write puts them */
	/* bytes before ... */
	size_t cites;		/* the citations */
	size_t map;		/* the map, or what stands behind it */
	size_t found;		/* what annotate found: sentences ... */
	size_t claims;		/* the claims */
	size_t rest;		/* unknown lines and the last one */
};

/* For a stage that adds to the document: metadata, references and the map stay
 * in the lines where these are in order; then *at tells the layout. */
int evm_doc_read_brief(struct evm_doc *doc, struct evm_str lines, const char *file,
		       uint64_t line, struct evm_layout *at,
		       struct evm_err *err) EVM_MUST_CHECK;

/* For a stage that looks only at documents with mentions of some types (bits): are
 * there any in these lines, or claims? Lines of one document, not checked; where one
 * looks odd, true: reading it will tell. */
bool evm_lines_concern(struct evm_str lines, uint32_t types);

/* Appends a document's lines. The document is checked first. */
int evm_doc_write(struct evm_buf *b, const struct evm_doc *doc,
		  struct evm_err *err) EVM_MUST_CHECK;
/* The same for a document that was read of these lines by evm_doc_read_brief.
 * What a stage before has written is copied: all but the claims, or all that
 * evm-ingest wrote (then citations, sentences, mentions ... are the document's). */
int evm_doc_write_claims(struct evm_buf *b, const struct evm_doc *doc, struct evm_str lines,
			 const struct evm_layout *at, struct evm_err *err) EVM_MUST_CHECK;
int evm_doc_write_found(struct evm_buf *b, const struct evm_doc *doc, struct evm_str lines,
			const struct evm_layout *at, struct evm_err *err) EVM_MUST_CHECK;

struct evm_writer {
	struct evm_out *out;	/* borrowed */
	struct evm_buf buf;
	uint64_t docs;
};

void evm_writer_open(struct evm_writer *w, struct evm_out *out);
/* Version line, the header lines that came in (NULL for none). */
void evm_writer_header(struct evm_writer *w, const struct evm_buf *header);
/* Appends a #pg line: the program, the project's version, and the settings
 * that change what it writes ("" for none; never -j or file names). */
void evm_pg_line(struct evm_buf *b, const char *program, const char *settings);
/* Writes one. */
void evm_writer_pg(struct evm_writer *w, const char *program,
		   const char *settings);
/* One document's lines, from evm_doc_write. */
void evm_writer_doc(struct evm_writer *w, struct evm_str lines);
/* The #end line. Not called when the input had an error: a stream without
 * #end is how the next stage knows. */
void evm_writer_end(struct evm_writer *w);
void evm_writer_release(struct evm_writer *w);

/* Appends a field with \t \n \r \\ escaped; undoes it in an arena. */
void evm_field_put(struct evm_buf *b, struct evm_str s);
struct evm_str evm_field_get(struct evm_arena *a, struct evm_str s);

#endif
