#include "tests/unit/test_support.h"

#include "corpus/text_reader.h"

struct fixture {
	struct evm_doc doc;
	struct evm_raw raw;
	struct evm_err err;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	evm_doc_init(&f->doc);
	f->raw.format = EVM_FORMAT_TEXT;
	f->raw.file = "folder/paper.copy.txt";
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	evm_doc_release(&f->doc);
	evm_buf_release(&f->raw.bytes);
	free(f);
	return 0;
}

/* Every mapped run is the same bytes in the raw file and in the text. */
static void check_map(const struct fixture *f)
{
	uint32_t last = 0;

	for (size_t i = 0; i < f->doc.map.n; i++) {
		struct evm_map m = f->doc.map.v[i];

		assert_true(m.begin >= last && m.len > 0);
		assert_true(m.begin + m.len <= f->doc.text.n);
		assert_true(m.raw + m.len <= f->raw.bytes.n);
		assert_memory_equal(f->doc.text.p + m.begin,
				    f->raw.bytes.p + m.raw, m.len);
		last = m.begin + m.len;
	}
}

static int parse(struct fixture *f, const char *text)
{
	int got;

	f->raw.bytes.n = 0;
	evm_buf_addz(&f->raw.bytes, text);
	got = evm_text_parse(&f->raw, &f->doc, &f->err);
	assert_int_equal(evm_doc_check(&f->doc, &f->err), 0);
	check_map(f);
	return got;
}

/* The passages as "region: text" lines. */
static void expect(struct fixture *f, const char *text, const char *want)
{
	struct evm_buf b = EVM_BUF_INIT;

	assert_int_equal(parse(f, text), 1);
	for (size_t i = 0; i < f->doc.passages.n; i++) {
		const struct evm_passage *p = &f->doc.passages.v[i];

		evm_buf_printf(&b, "%s: %.*s\n", evm_region_name(p->region),
			       EVM_ARG(evm_doc_slice(&f->doc, p->span)));
	}
	assert_string_equal(b.p, want);
	evm_buf_release(&b);
}

static void nothing(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, ""), 0);
	assert_int_equal(parse(f, " \n\f\n \xc2\xa0\n\xc2\xad"), 0);
}

static void id_is_the_name(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "Exosomes help."), 1);
	assert_true(evm_str_eqz(f->doc.id, "paper.copy"));
	f->raw.file = "/a/review.txt.gz";
	assert_int_equal(parse(f, "Exosomes help."), 1);
	assert_true(evm_str_eqz(f->doc.id, "review"));
}

static void characters(void **state)
{
	expect(*state, "The \xef\xac\x81" "bro\xc2\xadtic BM\xe2\x80\x91MSC\xe2\x80\x99s "
	       "10\xc2\xa0 \xc2\xb5m,\r\nblood\xe2\x80\x93" "brain \xff\x01 end.\r",
	       "body: The fibrotic BM-MSC's 10 \xce\xbcm, "
	       "blood\xe2\x80\x93" "brain \xef\xbf\xbd end.\n");
}

static void hyphens(void **state)
{
	struct fixture *f = *state;

	expect(f, "They help restora-\ntion by anti-inflam-\nmatory and TNF-alpha-\n"
	       "mediated signals, Graft-\nVersus-Host disease, GATA-4-ex-\npressing "
	       "hBM-\nMSCs, H2O2-\ninduced stress and miR-\n146a.",
	       "body: They help restoration by anti-inflammatory and TNF-alpha-"
	       "mediated signals, Graft-Versus-Host disease, GATA-4-expressing "
	       "hBM-MSCs, H2O2-induced stress and miR-146a.\n");
	/* what the text writes elsewhere decides */
	expect(f, "Two miRNAs and cotransfected cells: the miR-\nNAs of co-\n"
	       "transfected cells. Bone- and cell-\nand gene-based, stem/\n"
	       "progenitor cells, AD\n\xe2\x80\x93MSCs, sub\xc2\xad\nclinical.",
	       "body: Two miRNAs and cotransfected cells: the miRNAs of "
	       "cotransfected cells. Bone- and cell- and gene-based, stem/"
	       "progenitor cells, AD\xe2\x80\x93MSCs, subclinical.\n");
}

static void page_join(void **state)
{
	expect(*state, "Introduction\nVesicles were found to be carriers of the signals that the\n"
	       "cells of the bone marrow and of the cord send, and what they secreted\n\n"
	       "Smith et al. J Made Up (2020) 1:2\nPage 2 of 3\n\n"
	       "have the characteristics of the cells that they were released from.\n",
	       "heading: Introduction\nbody: Vesicles were found to be carriers of "
	       "the signals that the cells of the bone marrow and of the cord send, "
	       "and what they secreted have the characteristics of the cells that "
	       "they were released from.\n");
}

static void caption_between(void **state)
{
	expect(*state, "Discussion\nIn this review we compared the effects of the vesicles and of \n"
	       "the cells that they were released from and discussed their \n\n"
	       "Fig. 1 Cells and vesicles. The cells are taken from the marrow, the cord and the fat, and they are shown as they are; \n"
	       "vesicles are in blue\n"
	       " potential in the diseases that we have named in the text, \n"
	       "and in some others.\n",
	       "heading: Discussion\nbody: In this review we compared the effects "
	       "of the vesicles and of the cells that they were released from and "
	       "discussed their potential in the diseases that we have named in "
	       "the text, and in some others.\n"
	       "caption: Fig. 1 Cells and vesicles. The cells are taken from the "
	       "marrow, the cord and the fat, and they are shown as they are; "
	       "vesicles are in blue\n");
}

static void section_paths(void **state)
{
	static const char *const want[] = { "Abstract", "Abstract",
		"Vesicles of marrow cells (BM-MSCs)",
		"Vesicles of marrow cells (BM-MSCs) > Effects of EVs",
		"Vesicles of marrow cells (BM-MSCs) > Effects of EVs",
		"Vesicles of marrow cells (BM-MSCs) > Effects of exosomes",
		"Vesicles of marrow cells (BM-MSCs) > Effects of exosomes",
		"Conclusions", "Conclusions" };
	struct fixture *f = *state;

	assert_int_equal(parse(f, "Abstract\nVesicles were reviewed.\n\n"
		"Vesicles of marrow cells\n(BM-MSCs)\nEffects of EVs\n"
		"They were found to help.\n\nEffects of exosomes\n"
		"They were found to help more.\n\nConclusions\nAll is well.\n"), 1);
	assert_int_equal(f->doc.passages.n, sizeof want / sizeof *want);
	for (size_t i = 0; i < f->doc.passages.n; i++)
		assert_true(evm_str_eqz(f->doc.passages.v[i].section, want[i]));
	assert_int_equal(f->doc.passages.v[1].region, EVM_REGION_ABSTRACT);
	assert_int_equal(f->doc.passages.v[4].region, EVM_REGION_BODY);
}

static void numbered_paths(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "1. Introduction\nText is here.\n\n2. Methods\n"
		"2.1. Isolation of EVs. They were spun down.\n2.2. Mice\n"
		"Mice were fed.\n"), 1);
	assert_int_equal(f->doc.passages.n, 7);
	assert_true(evm_str_eqz(f->doc.passages.v[3].section,
				"Methods > Isolation of EVs"));
	assert_int_equal(f->doc.passages.v[3].region, EVM_REGION_HEADING);
	assert_true(evm_str_eqz(f->doc.passages.v[6].section, "Methods > Mice"));
}

static void table_rows(void **state)
{
	struct fixture *f = *state;

	expect(f, "Table 1 Effects of vesicles\n\n"
	       "Source Type of vesicles Diseases Route Function References\n\n"
	       "BM-MSCs EVs Kidney injury Intravenous injection Repairing damage [3]\n\n"
	       "WJ-MSCs EVs microvesicles sepsis / Lowering the count of\ncells\n\n[4]\n[5]\n\n"
	       "AD-MSCs Exosomes Dry eye Topical administration Healing [6, 7]\n",
	       "caption: Table 1 Effects of vesicles\n"
	       "table: Source | Type of vesicles | Diseases | Route | Function | References\n"
	       "table: BM-MSCs | EVs | Kidney injury | Intravenous injection | Repairing damage | [3]\n"
	       "table: WJ-MSCs | EVs microvesicles | sepsis | / | Lowering the count of cells | [4] [5]\n"
	       "table: AD-MSCs | Exosomes | Dry eye | Topical administration | Healing | [6, 7]\n");
	assert_int_equal(f->doc.cells.n, 24);
	assert_true(f->doc.cells.v[0].head && !f->doc.cells.v[6].head);
	assert_int_equal(f->doc.cells.v[23].row, 3);
	assert_int_equal(f->doc.cells.v[23].col, 5);
	assert_true(evm_str_eqz(evm_doc_slice(&f->doc, f->doc.cells.v[14].span), "sepsis"));
}

static void references(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "Conclusions\nAll is well [1].\n\nReferences\n"
		"1. Amber J. Cells. J Made Up. 2015;3:1-\n9. https://doi.org/10.9999/\nmade.1\n"
		"2. Brook T, Hale S. More cells. 2016. PMID: 99000001\n"), 1);
	assert_int_equal(f->doc.passages.n, 2);
	assert_int_equal(f->doc.refs.n, 2);
	assert_true(evm_str_eqz(f->doc.refs.v[0].label, "1"));
	assert_true(evm_str_eqz(f->doc.refs.v[0].doi, "10.9999/made.1"));
	assert_true(evm_str_eqz(f->doc.refs.v[1].pmid, "99000001"));
	assert_true(evm_str_starts(f->doc.refs.v[1].raw, "Brook T"));
}

static void title_and_authors(void **state)
{
	struct fixture *f = *state;

	expect(f, "Journal of Made Up Cells\nVolume 2, Issue 3\n\nResearch Article\n"
	       "Vesicles of cord cells calm the in-\nflamed lung\n\n"
	       "Jane Amber,1 Tom Brook,2 and Sue Hale1\n"
	       "1 Department of Cells, University of Nowhere\n\n"
	       "Abstract\nVesicles were given.\nKeywords: vesicle; lung\n\n"
	       "Introduction\nLungs are inflamed.\n",
	       "title: Vesicles of cord cells calm the inflamed lung\n"
	       "heading: Abstract\nabstract: Vesicles were given.\n"
	       "heading: Introduction\nbody: Lungs are inflamed.\n");
	assert_true(evm_str_eqz(evm_doc_meta_get(&f->doc, "title"),
				"Vesicles of cord cells calm the inflamed lung"));
	assert_true(evm_str_eqz(evm_doc_meta_get(&f->doc, "keyword"), "vesicle"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(id_is_the_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(characters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(hyphens, set_up, tear_down),
		cmocka_unit_test_setup_teardown(page_join, set_up, tear_down),
		cmocka_unit_test_setup_teardown(caption_between, set_up, tear_down),
		cmocka_unit_test_setup_teardown(section_paths, set_up, tear_down),
		cmocka_unit_test_setup_teardown(numbered_paths, set_up, tear_down),
		cmocka_unit_test_setup_teardown(table_rows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(references, set_up, tear_down),
		cmocka_unit_test_setup_teardown(title_and_authors, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
