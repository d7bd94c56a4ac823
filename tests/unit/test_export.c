#include "tests/unit/test_support.h"

#include "core/json.h"
#include "core/utf8.h"
#include "export/export.h"
#include "store/claim.h"

/* UTF-16 units */
static size_t count16(struct evm_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
		n += (unsigned char)s.p[i] >= 0xF0;
	}
	return n;
}

/* One, two, three and four bytes a character, beyond several marks. */
static void fill(struct evm_buf *b)
{
	static const uint32_t cps[] = { 'a', 0x3b2, 0x2013, 0x1d6fd, ' ' };

	for (size_t i = 0; i < 1500; i++)
		evm_utf8_put(b, cps[i * 7 % 5]);
}

static void offsets_agree_with_counting(void **state)
{
	static const enum evm_unit all[] = { EVM_UNIT_CODEPOINT, EVM_UNIT_BYTE,
					     EVM_UNIT_UTF16 };
	struct evm_offsets o = { 0 };
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s;

	(void)state;
	fill(&b);
	s = evm_buf_str(&b);
	for (size_t u = 0; u < 3; u++) {
		evm_offsets_set(&o, s, all[u]);
		for (uint32_t i = 0; i <= s.n; i++) {
			struct evm_str before = evm_str_sub(s, 0, i);
			size_t n = i;

			if (!evm_utf8_border(s, i))
				continue;
			if (all[u] == EVM_UNIT_CODEPOINT)
				n = evm_utf8_count(before);
			else if (all[u] == EVM_UNIT_UTF16)
				n = count16(before);
			assert_int_equal(evm_offsets_at(&o, i), n);
			assert_int_equal(evm_offsets_byte(&o, (uint32_t)n), i);
		}
	}
	evm_offsets_release(&o);
	evm_buf_release(&b);
}

static void an_offset_inside_a_character_is_none(void **state)
{
	struct evm_offsets o = { 0 };
	struct evm_err err = EVM_ERR_INIT;
	struct evm_span out;

	(void)state;
	evm_offsets_set(&o, evm_str("\xf0\x9d\x9b\xbd-cat"), EVM_UNIT_UTF16);
	assert_int_equal(evm_offsets_byte(&o, 1), UINT32_MAX);
	assert_int_equal(evm_offsets_byte(&o, 2), 4);
	assert_int_equal(evm_offsets_byte(&o, 7), UINT32_MAX);
	assert_int_equal(evm_offsets_span(&o, (struct evm_span){ 4, 8 },
					  evm_str("-cat"), &out, &err), 0);
	assert_int_equal(out.begin, 2);
	assert_int_equal(evm_offsets_span(&o, (struct evm_span){ 4, 8 },
					  evm_str("-dog"), &out, &err), -1);
	assert_non_null(strstr(err.msg, "-dog"));
	evm_offsets_release(&o);
}

static void folding_drops_what_a_reprint_changes(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	evm_utf8_fold(&b, evm_str("  Liver \n\tFibrosis "));
	assert_str(evm_buf_str(&b), "liver fibrosis");
	b.n = 0;
	/* e and a combining acute accent, and the letter that they make */
	evm_utf8_fold(&b, evm_str("caf\x65\xcc\x81  TNF-\xce\x91"));
	assert_str(evm_buf_str(&b), "caf\xc3\xa9 tnf-\xce\xb1");
	evm_buf_release(&b);
}

/* "EVs cut X. EVs cut X." with a claim in each sentence. */
static void twice(struct evm_doc *doc, const char *lead)
{
	struct evm_claim *c;
	uint32_t from;

	evm_doc_init(doc);
	doc->id = evm_str("1");
	doc->source = evm_str("text");
	evm_doc_passage(doc, EVM_REGION_BODY, evm_str(""),
			evm_str_printf(&doc->arena, "%sEVs cut X. EVs cut X.", lead));
	evm_doc_seal(doc);
	from = (uint32_t)strlen(lead);
	for (uint32_t i = 0; i < 2; i++, from += 11) {
		EVM_PUSH(&doc->arena, doc->sentences)->span =
			(struct evm_span){ from, from + 10 };
		c = EVM_PUSH(&doc->arena, doc->claims);
		c->sentence = i;
		c->predicate = EVM_DECREASES;
		c->subject.span = (struct evm_span){ from, from + 3 };
		c->object.span = (struct evm_span){ from + 8, from + 9 };
		c->subject.type = EVM_VESICLE;
		c->object.type = EVM_EFFECT;
		c->via = -1;
	}
}

static void fingerprints_do_not_hang_on_offsets(void **state)
{
	struct evm_doc a, b;
	struct evm_fingerprint *fa, *fb;
	struct evm_buf key = EVM_BUF_INIT;

	(void)state;
	twice(&a, "");
	twice(&b, "More. ");
	b.claims.v[0].confidence = 0.5;
	b.claims.v[0].subject.norm = evm_str("EV");
	fa = evm_claim_fingerprints(&a, &a.arena);
	fb = evm_claim_fingerprints(&b, &b.arena);
	assert_string_equal(fa[0].hex, fb[0].hex);
	assert_string_equal(fa[1].hex, fb[1].hex);
	assert_string_not_equal(fa[0].hex, fa[1].hex);
	b.claims.v[0].negated = true;
	fb = evm_claim_fingerprints(&b, &b.arena);
	assert_string_not_equal(fa[0].hex, fb[0].hex);
	/* what was second is the first of its kind now */
	assert_string_equal(fa[0].hex, fb[1].hex);
	evm_claim_key(&key, &b, &b.claims.v[0]);
	assert_str(evm_buf_str(&key), "ev | decreases | x");
	evm_buf_release(&key);
	evm_doc_release(&a);
	evm_doc_release(&b);
}

static void qual(struct evm_doc *doc, const char *key, const char *value)
{
	struct evm_qualifier *q = EVM_PUSH(&doc->arena, doc->claims.v[0].quals);

	q->key = evm_str(key);
	q->value = evm_str(value);
}

static void qualifiers_have_one_order_and_right_kinds(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_doc doc;

	(void)state;
	twice(&doc, "");
	qual(&doc, "refs", "12");
	qual(&doc, "other", "x");
	qual(&doc, "refs", "12");
	qual(&doc, "refs", "S3");
	qual(&doc, "cargo", "miR-21");
	qual(&doc, "disease", "");
	qual(&doc, "source", "BM");
	qual(&doc, "refs", "007");
	qual(&doc, "route", "oral");
	qual(&doc, "route", "topical");
	evm_claim_quals_json(&b, &doc.claims.v[0]);
	assert_str(evm_buf_str(&b), "{\"source\":\"BM\",\"cargo\":[\"miR-21\"],"
		   "\"route\":[\"oral\",\"topical\"],\"refs\":[12,\"S3\",\"007\"],"
		   "\"other\":\"x\"}");
	evm_buf_release(&b);
	evm_doc_release(&doc);
}

static void json_escapes_line_separators(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	evm_json_str(&b, evm_str("a\xe2\x80\xa8" "b\xe2\x80\xa9\xe2\x80\x93\n\"\x01"));
	assert_str(evm_buf_str(&b),
		   "\"a\\u2028b\\u2029\xe2\x80\x93\\n\\\"\\u0001\"");
	evm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_agree_with_counting),
		cmocka_unit_test(an_offset_inside_a_character_is_none),
		cmocka_unit_test(folding_drops_what_a_reprint_changes),
		cmocka_unit_test(fingerprints_do_not_hang_on_offsets),
		cmocka_unit_test(qualifiers_have_one_order_and_right_kinds),
		cmocka_unit_test(json_escapes_line_separators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
