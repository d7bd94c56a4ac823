#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "export/files.h"
#include "export/format.h"
#include "export/select.h"
#include "store/docs.h"
#include "web/export.h"

#define PIECE 65536		/* bytes, or a document more */

struct download {
	const struct evm_export_format *format;
	struct evm_export x;
	struct evm_files files;
	struct evm_buf archive;		/* where they go: a format's own text is its scratch */
	struct evm_select select;
	struct evm_docs *docs;
	struct evm_doc doc;
	char date[16];
	bool begun, chosen;
};

/* The format's end and the archive's; 0 as a stream's end. */
static int end(struct download *d, struct evm_buf *b, struct evm_err *err)
{
	if (evm_export_end(d->format, &d->x, b, err))
		return -1;
	if (d->format->files)
		evm_files_end(&d->files);
	return 0;
}

static int next_doc(struct download *d, struct evm_buf *b, struct evm_err *err)
{
	int got = evm_docs_next(d->docs, &d->doc, err);

	if (got <= 0)
		return got ? -1 : end(d, b, err);
	d->x.status = evm_docs_status(d->docs);
	d->x.prints = evm_docs_prints(d->docs);
	if (d->chosen && !evm_select_apply(&d->select, &d->doc, &d->x))
		return 1;
	return d->format->doc(&d->x, &d->doc, b, err) ? -1 : 1;
}

static int more(void *ctx, struct evm_buf *b)
{
	struct download *d = ctx;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf scratch = EVM_BUF_INIT, *text = d->format->files ? &scratch : b;
	size_t from = b->n;
	int got = 1;

	if (!d->begun && evm_export_begin(d->format, &d->x, text, &err))
		got = -1;
	d->begun = true;
	while (got == 1 && b->n - from < PIECE && d->archive.n < PIECE)
		got = next_doc(d, text, &err);
	evm_buf_add(b, evm_buf_str(&d->archive));
	d->archive.n = 0;
	evm_buf_release(&scratch);
	return got;
}

static void done(void *ctx)
{
	struct download *d = ctx;

	if (d->docs)
		evm_docs_close(d->docs);
	evm_export_drop(d->format, &d->x);
	evm_export_release(&d->x);
	evm_select_release(&d->select);
	evm_doc_release(&d->doc);
	evm_buf_release(&d->archive);
	free(d);
}

/* The filter's evidence, as the queue finds it now. */
static int choose(struct evm_page *p, struct download *d, const struct evm_filter *f)
{
	struct evm_founds found = { 0 };

	d->chosen = true;
	if (evm_select_parse(&d->select, "", p->err))
		return -1;
	d->select.where.any.v[0] = *f;
	if (evm_filters_find(p->r, &d->select.where, p->a, &found, p->err))
		return -1;
	memset(&d->select.where.any.v[0], 0, sizeof *f);	/* its texts are the page's */
	evm_select_add(&d->select, EVM_LIT(""));
	for (size_t i = 0; i < found.n; i++)
		evm_select_add(&d->select, found.v[i].print);
	return 0;
}

static void settings(struct download *d, const struct evm_file *file)
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(d->date, sizeof d->date, "%Y-%m-%d", &tm);
	d->format = evm_export_format_of(file->format);
	d->x = (struct evm_export){
		.unit = EVM_UNIT_CODEPOINT, .date = d->date, .excel_safe = true,
		.license = "https://w3id.org/sssom/license/unspecified", .files = &d->files,
	};
	evm_files_text(&d->files, &d->archive);
	evm_doc_init(&d->doc);
}

static int open_download(struct evm_page *p, const struct evm_file *file)
{
	struct evm_filter f = { 0 };
	struct download *d;

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	d = evm_malloc(sizeof *d);
	memset(d, 0, sizeof *d);
	settings(d, file);
	if (evm_docs_open(&d->docs, p->web->set.db, NULL, 0, p->err) ||
	    (evm_part_query(p, &f).n && choose(p, d, &f))) {
		done(d);
		return -1;
	}
	if (file->all || f.eq[EVM_F_STATUS].n)
		evm_docs_read_all(d->docs);
	p->res->stream = (struct evm_stream){ more, done, d };
	return 0;
}

#define JSONL "application/x-ndjson"
#define JSON "application/json"
#define TAR "application/x-tar"
#define FILE(name, type, format, help) { name, type, help, format, false, open_download }

const struct evm_file evm_downloads[] = {
	FILE("claims.jsonl", JSONL, "jsonl", "the claims as curators left them, one a line"),
	{ "claims-all.jsonl", JSONL, "all claims with their status, rejected ones too", "jsonl", true,
	  open_download },
	FILE("claims.csv", "text/csv; charset=utf-8", "csv", "the claims as a table; cells are safe in "
	     "a spreadsheet"),
	FILE("documents.jsonl", JSONL, "documents", "documents with sentences, mentions and claims"),
	FILE("mentions.jsonl", JSONL, "mentions", "mentions alone"),
	FILE("bioc.xml", "application/xml", "bioc-xml", "BioC XML: passages, annotations, relations"),
	FILE("bioc.json", JSON, "bioc-json", "BioC JSON, as PubTator Central writes it"),
	FILE("pubtator.txt", "text/plain; charset=utf-8", "pubtator", "PubTator: title, abstract, "
	     "annotations"),
	FILE("brat.tar", TAR, "brat", "brat standoff: .txt and .ann a document"),
	FILE("indra.json", JSON, "indra", "INDRA statements with evidence and curations' tags"),
	FILE("kgx.tar", TAR, "kgx", "KGX: nodes and edges with Biolink's predicates, JSON Lines"),
	FILE("kgx-tsv.tar", TAR, "kgx-tsv", "KGX: nodes and edges as tables"),
	FILE("graph.graphml", "application/xml", "graphml", "GraphML for Cytoscape, Gephi, networkx"),
	FILE("nanopub.trig", "application/trig", "nanopub", "nanopublications, one a claim"),
	FILE("web-annotation.jsonl", JSONL, "web-annotation", "W3C Web Annotations, one a line"),
	FILE("mappings.sssom.tsv", "text/tab-separated-values; charset=utf-8", "sssom",
	     "names and the concepts that they were taken for"),
	FILE("datapackage.tar", TAR, "datapackage", "Frictionless Data Package: tables and their schema"),
	FILE("ro-crate.tar", TAR, "ro-crate", "RO-Crate: the data with its provenance"),
	{ NULL, NULL, NULL, NULL, false, NULL }
};
