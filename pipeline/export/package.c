/* Claims, mentions and documents as CSV with a description beside them: a
 * Frictionless data package, and the same as an RO-Crate. */
#include <stdlib.h>
#include <string.h>

#include "core/digest.h"
#include "core/json.h"
#include "core/stream.h"
#include "export/files.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"

enum table { CLAIMS, DOCUMENTS, MENTIONS, N_TABLES };

static const struct {
	const char *name, *title, *key;	/* key: primary, or NULL */
} tables[N_TABLES] = {
	[CLAIMS] = { "claims", "What the documents claim, with the sentences", "id" },
	[DOCUMENTS] = { "documents", "The documents", "doc" },
	[MENTIONS] = { "mentions", "What the documents name", NULL },
};

struct package {
	struct evm_buf csv[N_TABLES];
	bool crate;
};

static int begin(struct evm_export *x, bool crate, struct evm_err *err)
{
	struct package *p = evm_malloc(sizeof *p);

	memset(p, 0, sizeof *p);
	p->crate = crate;
	x->state = p;
	evm_buf_addz(&p->csv[DOCUMENTS],
		     "doc,source,title,journal,year,doi,pmid,pmcid\r\n");
	evm_buf_addz(&p->csv[MENTIONS], "doc,start,end,type,quote,norm,id,name,"
		     "source,species,cargo,modification,sign,by\r\n");
	return evm_export_csv.begin(x, &p->csv[CLAIMS], err);
}

/* --- rows -------------------------------------------------------------------------- */

static void document_row(struct evm_export *x, const struct evm_doc *doc,
			 struct evm_buf *b)
{
	static const char *const keys[] = { "title", "journal", "year", "doi" };

	evm_csv_field(b, doc->id, x->excel_safe);
	evm_csv_field(b, doc->source, x->excel_safe);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		evm_csv_field(b, evm_doc_meta_get(doc, keys[i]), x->excel_safe);
	evm_csv_field(b, evm_doc_pmid(doc), x->excel_safe);
	evm_csv_field(b, evm_doc_pmcid(doc), x->excel_safe);
	evm_buf_addz(b, "\r\n");
}

static int mention_row(struct evm_export *x, const struct evm_doc *doc,
		       const struct evm_mention *m, struct evm_buf *b,
		       struct evm_err *err)
{
	struct evm_str quote = evm_doc_slice(doc, m->span);
	const struct evm_str more[] = { quote, m->norm, m->id, m->name, m->source,
					m->species, m->cargo, m->modification };
	struct evm_span s;

	if (evm_offsets_span(&x->offsets, m->span, quote, &s, err))
		return -1;
	evm_csv_field(b, doc->id, x->excel_safe);
	evm_buf_printf(b, ",%u,%u", s.begin, s.end);
	evm_csv_field(b, evm_str(evm_type_name(m->type)), false);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		evm_csv_field(b, more[i], x->excel_safe);
	evm_csv_field(b, evm_str(m->sign < 0 ? "-1" : m->sign ? "1" : ""), false);
	evm_csv_field(b, m->by, x->excel_safe);
	evm_buf_addz(b, "\r\n");
	return 0;
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	struct package *p = x->state;

	(void)out;
	if (doc->deleted)
		return 0;
	document_row(x, doc, &p->csv[DOCUMENTS]);
	evm_offsets_set(&x->offsets, doc->text, x->unit);
	for (size_t i = 0; i < doc->mentions.n; i++)
		if (mention_row(x, doc, &doc->mentions.v[i], &p->csv[MENTIONS], err))
			return evm_err_at(err, "document %.*s: mention %zu",
					  EVM_ARG(doc->id), i + 1);
	return evm_export_csv.doc(x, doc, &p->csv[CLAIMS], err);
}

/* --- datapackage.json --------------------------------------------------------------- */

static const char *type_of(struct evm_str column)
{
	static const char *const whole[] = { "start", "end", "subject_start",
		"subject_end", "object_start", "object_end" };

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (evm_str_eqz(column, whole[i]))
			return "integer";
	return evm_str_eqz(column, "negated") ? "boolean" :
	       evm_str_eqz(column, "confidence") ? "number" : "string";
}

/* The columns stand in the table's first line. */
static void schema(struct evm_buf *b, enum table t, struct evm_str csv)
{
	struct evm_str names = csv;

	names.n = evm_str_find(csv, EVM_LIT("\r\n"), 0);
	evm_buf_addz(b, ",\"schema\":{\"fields\":[");
	while (names.p) {
		struct evm_str name = evm_str_cut(&names, ',');

		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "name", name);
		evm_json_pair(b, "type", evm_str(type_of(name)));
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	if (tables[t].key)
		evm_buf_printf(b, ",\"primaryKey\":[\"%s\"]", tables[t].key);
	if (t != DOCUMENTS)
		evm_buf_addz(b, ",\"foreignKeys\":[{\"fields\":[\"doc\"],"
			     "\"reference\":{\"resource\":\"documents\","
			     "\"fields\":[\"doc\"]}}]");
	evm_buf_addc(b, '}');
}

static void resource(struct evm_buf *b, enum table t, struct evm_str csv)
{
	char hash[EVM_DIGEST_HEX + 1];

	evm_digest(csv, hash);
	evm_json_item(b);
	evm_buf_printf(b, "\n{\"name\":\"%s\",\"title\":\"%s\",\"path\":\"%s.csv\","
		       "\"type\":\"table\",\"format\":\"csv\","
		       "\"mediatype\":\"text/csv\",\"encoding\":\"utf-8\","
		       "\"bytes\":%zu,\"hash\":\"sha256:%s\"", tables[t].name,
		       tables[t].title, tables[t].name, csv.n, hash);
	schema(b, t, csv);
	evm_buf_addc(b, '}');
}

static void describe(struct evm_buf *b, const struct evm_export *x,
		     const struct package *p)
{
	evm_buf_addz(b, "{\"$schema\":\"https://datapackage.org/profiles/2.0/"
		     "datapackage.json\",\"name\":\"evmine\"");
	evm_buf_printf(b, ",\"created\":\"%sT00:00:00Z\"", x->date);
	evm_json_key(b, "licenses");
	evm_buf_addz(b, "[{");
	evm_json_pair(b, "path", evm_str(x->license));
	evm_buf_addz(b, "}],\"resources\":[");
	for (int t = 0; t < N_TABLES; t++)
		resource(b, (enum table)t, evm_buf_str(&p->csv[t]));
	evm_buf_addz(b, "]}\n");
}

/* --- ro-crate-metadata.json ------------------------------------------------------------ */

static void entity(struct evm_buf *b, const char *id, const char *type)
{
	evm_json_item(b);
	evm_buf_addc(b, '\n');
	evm_buf_addc(b, '{');
	evm_json_pair(b, "@id", evm_str(id));
	evm_json_pair(b, "@type", evm_str(type));
}

static void file(struct evm_buf *b, const char *name, const char *title,
		 const char *format, size_t bytes)
{
	entity(b, name, "File");
	evm_json_pair(b, "name", evm_str(title));
	evm_json_pair(b, "encodingFormat", evm_str(format));
	evm_buf_printf(b, ",\"contentSize\":\"%zu\"}", bytes);
}

static void references(struct evm_buf *b, const char *key)
{
	evm_json_open(b, key, '[');
	for (int t = 0; t < N_TABLES; t++) {
		evm_json_item(b);
		evm_buf_printf(b, "{\"@id\":\"%s.csv\"}", tables[t].name);
	}
	evm_buf_addz(b, ",{\"@id\":\"datapackage.json\"}]");
}

static void root(struct evm_buf *b, const struct evm_export *x)
{
	entity(b, "ro-crate-metadata.json", "CreativeWork");
	evm_buf_addz(b, ",\"about\":{\"@id\":\"./\"},\"conformsTo\":"
		     "{\"@id\":\"https://w3id.org/ro/crate/1.2\"}}");
	entity(b, "./", "Dataset");
	evm_json_pair(b, "name", EVM_LIT("Claims about extracellular vesicles"));
	evm_json_pair(b, "description", EVM_LIT("Claims, mentions and documents "
		"mined from literature about vesicles of mesenchymal stem cells"));
	evm_json_pair(b, "datePublished", evm_str(x->date));
	evm_json_open(b, "license", '{');
	evm_json_pair(b, "@id", evm_str(x->license));
	evm_buf_addc(b, '}');
	references(b, "hasPart");
	evm_buf_addz(b, ",\"mentions\":{\"@id\":\"#export\"}}");
	entity(b, x->license, "CreativeWork");
	evm_json_pair(b, "name", EVM_LIT("The licence"));
	evm_buf_addc(b, '}');
}

static void crate(struct evm_buf *b, const struct evm_export *x,
		  const struct package *p, size_t described)
{
	char name[32];

	evm_buf_addz(b, "{\"@context\":\"https://w3id.org/ro/crate/1.2/context\","
		     "\"@graph\":[");
	root(b, x);
	for (int t = 0; t < N_TABLES; t++) {
		strcpy(name, tables[t].name);
		strcat(name, ".csv");
		file(b, name, tables[t].title, "text/csv", p->csv[t].n);
	}
	file(b, "datapackage.json", "The tables' description", "application/json",
	     described);
	entity(b, "#evmine", "SoftwareApplication");
	evm_json_pair(b, "name", EVM_LIT("evmine"));
	evm_json_pair(b, "softwareVersion", EVM_LIT(EVM_VERSION));
	evm_buf_addc(b, '}');
	entity(b, "#export", "CreateAction");
	evm_json_pair(b, "name", EVM_LIT("Export"));
	evm_json_pair(b, "endTime", evm_str(x->date));
	evm_buf_addz(b, ",\"instrument\":{\"@id\":\"#evmine\"}");
	references(b, "result");
	evm_buf_addz(b, "}]}\n");
}

/* --- files ------------------------------------------------------------------------------- */

static int put_tables(struct evm_export *x, struct package *p, struct evm_err *err)
{
	for (int t = 0; t < N_TABLES; t++) {
		char name[32];

		strcpy(name, tables[t].name);
		strcat(name, ".csv");
		if (evm_files_put(x->files, name, evm_buf_str(&p->csv[t]), err))
			return -1;
	}
	return 0;
}

static int end(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	struct package *p = x->state;
	size_t described;
	int rc;

	if (put_tables(x, p, err))
		return -1;
	describe(out, x, p);
	described = out->n;
	rc = evm_files_put(x->files, "datapackage.json", evm_buf_str(out), err);
	out->n = 0;
	if (rc || !p->crate)
		return rc;
	crate(out, x, p, described);
	rc = evm_files_put(x->files, "ro-crate-metadata.json", evm_buf_str(out), err);
	out->n = 0;
	return rc;
}

static int begin_package(struct evm_export *x, struct evm_buf *out,
			 struct evm_err *err)
{
	(void)out;
	return begin(x, false, err);
}

static int begin_crate(struct evm_export *x, struct evm_buf *out,
		       struct evm_err *err)
{
	(void)out;
	return begin(x, true, err);
}

static void release(struct evm_export *x)
{
	struct package *p = x->state;

	for (int t = 0; p && t < N_TABLES; t++)
		evm_buf_release(&p->csv[t]);
	free(p);
}

const struct evm_export_format evm_export_datapackage = {
	"datapackage", true, begin_package, document, end, release
};
const struct evm_export_format evm_export_ro_crate = {
	"ro-crate", true, begin_crate, document, end, release
};
