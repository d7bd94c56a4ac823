#include "corpus/bioc_json.h"

#include <inttypes.h>
#include <limits.h>

#include <json-c/json.h>

#include "core/utf8.h"
#include "corpus/bioc.h"

#define DEPTH 64

void evm_json_library(struct evm_buf *b)
{
	evm_buf_printf(b, "json-c %s", json_c_version());
}

/* --- values ---------------------------------------------------------------------- */

static struct json_object *member(struct json_object *of, const char *key)
{
	struct json_object *value = NULL;

	if (json_object_is_type(of, json_type_object))
		json_object_object_get_ex(of, key, &value);
	return value;
}

/* A text or a number as text, in the document's arena; else empty. */
static struct evm_str text_of(struct evm_doc *doc, struct json_object *value)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s = EVM_LIT("");

	if (json_object_is_type(value, json_type_string))
		evm_utf8_clean(&b, (struct evm_str){ json_object_get_string(value),
			(size_t)json_object_get_string_len(value) });
	else if (json_object_is_type(value, json_type_int))
		evm_buf_printf(&b, "%" PRId64, json_object_get_int64(value));
	if (b.n)
		s = evm_str_dup(&doc->arena, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

static struct evm_str text_in(struct evm_doc *doc, struct json_object *of,
			      const char *key)
{
	return text_of(doc, member(of, key));
}

static struct evm_str infon(struct evm_doc *doc, struct json_object *of, const char *key)
{
	return text_in(doc, member(of, "infons"), key);
}

/* 0, or -1 when it is no whole number from 0. */
static int number_in(struct json_object *of, const char *key, uint64_t *n)
{
	struct json_object *value = member(of, key);
	int64_t i = json_object_is_type(value, json_type_int) ?
		    json_object_get_int64(value) : -1;

	*n = i >= 0 && i <= UINT32_MAX ? (uint64_t)i : 0;
	return i >= 0 && i <= UINT32_MAX ? 0 : -1;
}

static size_t length(struct json_object *list)
{
	return json_object_is_type(list, json_type_array) ?
	       json_object_array_length(list) : 0;
}

/* --- passages -------------------------------------------------------------------- */

static struct evm_str passage_text(struct evm_doc *doc, struct json_object *p,
				   uint64_t offset)
{
	struct evm_str text = text_in(doc, p, "text");
	struct json_object *list = member(p, "sentences");
	struct evm_buf b = EVM_BUF_INIT;

	if (text.n)
		return text;
	for (size_t i = 0; i < length(list); i++) {
		struct json_object *s = json_object_array_get_idx(list, i);
		uint64_t at;

		if (number_in(s, "offset", &at))
			at = 0;
		evm_bioc_sentence(&b, offset, at, text_in(doc, s, "text"));
	}
	text = evm_str_dup(&doc->arena, evm_buf_str(&b));
	evm_buf_release(&b);
	return text;
}

/* Its places; one that is no number leaves it without any. */
static void places(struct json_object *list, struct evm_pieces_at *at)
{
	for (size_t i = 0; i < length(list); i++) {
		struct json_object *place = json_object_array_get_idx(list, i);

		if (i == EVM_PIECES_MAX || number_in(place, "offset", &at->v[i].at) ||
		    number_in(place, "length", &at->v[i].length)) {
			at->n = 0;
			return;
		}
		at->n++;
	}
}

static void annotation(struct evm_doc *doc, struct json_object *n, uint64_t offset,
		       struct evm_span in, struct evm_str text)
{
	struct evm_bioc_note note = {
		EVM_BIOC_INFONS(infon, doc, n), .text = text_in(doc, n, "text"),
	};

	places(member(n, "locations"), &note.places);
	evm_bioc_mention(doc, &note, offset, in, text);
}

/* Our own export marks what is an argument of a claim and no mention. */
static void annotations(struct evm_doc *doc, struct json_object *of, uint64_t offset,
			struct evm_span in, struct evm_str text)
{
	struct json_object *list = member(of, "annotations");
	struct json_object *sentences = member(of, "sentences");

	for (size_t i = 0; i < length(list); i++) {
		struct json_object *n = json_object_array_get_idx(list, i);

		if (!infon(doc, n, "argument").n)
			annotation(doc, n, offset, in, text);
	}
	for (size_t i = 0; i < length(sentences); i++)
		annotations(doc, json_object_array_get_idx(sentences, i), offset, in, text);
}

static void passage(struct evm_doc *doc, struct json_object *p)
{
	struct evm_str section = infon(doc, p, "section"), text;
	uint64_t offset;
	int at;

	if (number_in(p, "offset", &offset))
		offset = 0;
	if (!section.n)
		section = infon(doc, p, "section_type");
	text = passage_text(doc, p, offset);
	at = evm_doc_passage(doc, evm_bioc_region(infon(doc, p, "type")), section, text);
	if (at < 0)
		return;
	doc->passages.v[at].category = infon(doc, p, "category");
	annotations(doc, p, offset, doc->passages.v[at].span, text);
}

/* --- the document ------------------------------------------------------------------ */

static int bad(const struct evm_raw *raw, struct evm_err *err, const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: document at byte %" PRIu64 ": %s",
			   raw->file, raw->offset, what);
}

static struct json_object *parse(const struct evm_raw *raw, struct evm_err *err)
{
	struct json_tokener *t = json_tokener_new_ex(DEPTH);
	struct json_object *root = NULL;
	const char *what = "too long";

	if (!t)
		evm_oom();
	json_tokener_set_flags(t, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	if (raw->bytes.n < INT_MAX) {
		root = json_tokener_parse_ex(t, raw->bytes.p, (int)raw->bytes.n);
		what = json_tokener_error_desc(json_tokener_get_error(t));
	}
	json_tokener_free(t);
	if (!root)
		(void)bad(raw, err, what);
	return root;
}

int evm_bioc_json_parse(const struct evm_raw *raw, struct evm_doc *doc,
			struct evm_err *err)
{
	struct json_object *root, *passages;

	evm_doc_reset(doc);
	root = parse(raw, err);
	if (!root)
		return -1;
	doc->id = evm_str_trim(text_in(doc, root, "id"));
	doc->source = evm_bioc_source(infon(doc, root, "source"), doc->id);
	for (const char *const *key = evm_bioc_meta; *key; key++) {
		struct evm_str value = infon(doc, root, *key);

		if (value.n)
			evm_doc_meta(doc, *key, value, EVM_LIT(""));
	}
	passages = member(root, "passages");
	for (size_t i = 0; i < length(passages); i++)
		passage(doc, json_object_array_get_idx(passages, i));
	evm_doc_seal(doc);
	evm_doc_sort(doc);
	json_object_put(root);
	return doc->id.n ? 1 : bad(raw, err, "it has no id");
}
