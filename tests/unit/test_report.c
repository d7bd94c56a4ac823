#include "tests/unit/test_support.h"

#include "report/figures.h"
#include "report/layers.h"
#include "report/stands.h"
#include "report/svg.h"

/* --- the layout of networks -------------------------------------------------------- */

static void crossed_edges_are_untangled(void **state)
{
	struct evm_layers l;
	size_t a[5], b[5];

	(void)state;
	evm_layers_init(&l, 2);
	for (size_t i = 0; i < 5; i++)
		a[i] = evm_layers_node(&l, 0);
	for (size_t i = 0; i < 5; i++)
		b[i] = evm_layers_node(&l, 1);
	for (size_t i = 0; i < 5; i++)
		evm_layers_edge(&l, a[i], b[4 - i], 1);
	evm_layers_place(&l);
	assert_int_equal(evm_layers_crossings(&l), 0);
	for (size_t i = 0; i < 5; i++)
		assert_true(l.nodes.v[a[i]].y > l.nodes.v[b[4 - i]].y - 0.01 &&
			    l.nodes.v[a[i]].y < l.nodes.v[b[4 - i]].y + 0.01);
	evm_layers_release(&l);
}

static void a_long_edge_has_its_way(void **state)
{
	struct evm_layers l;
	size_t a, m, z, e;

	(void)state;
	evm_layers_init(&l, 4);
	a = evm_layers_node(&l, 0);
	m = evm_layers_node(&l, 2);
	z = evm_layers_node(&l, 3);
	e = evm_layers_edge(&l, a, z, 1);
	evm_layers_edge(&l, a, m, 1);
	evm_layers_edge(&l, m, z, 1);
	evm_layers_place(&l);
	assert_int_equal(l.edges.v[e].ways, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct evm_layers_node *w = &l.nodes.v[l.edges.v[e].first + i];

		assert_true(w->way);
		assert_int_equal(w->layer, i + 1);
	}
	assert_int_equal(evm_layers_crossings(&l), 0);
	evm_layers_release(&l);
}

/* A network of pseudo-random edges, always the same. */
static void tangle(struct evm_layers *l, size_t n)
{
	uint32_t seed = 7;

	evm_layers_init(l, 4);
	for (size_t i = 0; i < n; i++)
		evm_layers_node(l, i % 4);
	for (size_t i = 0; i < 2 * n; i++) {
		size_t from, to;

		seed = seed * 1664525 + 1013904223;
		from = (seed >> 8) % n;
		to = (seed >> 16) % n;
		if (l->nodes.v[from].layer < l->nodes.v[to].layer)
			evm_layers_edge(l, from, to, 1 + seed % 3);
	}
	evm_layers_place(l);
}

static void nothing_overlaps_and_nothing_changes(void **state)
{
	struct evm_layers l, again;

	(void)state;
	tangle(&l, 60);
	tangle(&again, 60);
	for (size_t k = 0; k < l.n; k++)
		for (size_t i = 0; i < l.count[k]; i++) {
			const struct evm_layers_node *n = &l.nodes.v[l.order[k][i]];
			double half = n->way ? 0.2 : 0.5, above;

			assert_true(n->y > half - 1e-9 && n->y < l.height - half + 1e-9);
			if (!i)
				continue;
			above = l.nodes.v[l.order[k][i - 1]].way ? 0.2 : 0.5;
			assert_true(n->y - l.nodes.v[l.order[k][i - 1]].y >
				    half + above - 1e-9);
		}
	assert_int_equal(l.nodes.n, again.nodes.n);
	for (size_t i = 0; i < l.nodes.n; i++)
		assert_memory_equal(&l.nodes.v[i].y, &again.nodes.v[i].y, sizeof(double));
	evm_layers_release(&l);
	evm_layers_release(&again);
}

static void no_layer_and_no_edge_is_fine(void **state)
{
	struct evm_layers l;

	(void)state;
	evm_layers_init(&l, 3);
	evm_layers_place(&l);
	assert_true(l.height < 0.001);
	evm_layers_release(&l);
	evm_layers_init(&l, 3);
	evm_layers_node(&l, 1);
	evm_layers_place(&l);
	assert_true(l.nodes.v[0].y > 0.49 && l.nodes.v[0].y < 0.51);
	evm_layers_release(&l);
}

/* --- SVG ------------------------------------------------------------------------------ */

static void text_is_escaped_and_numbers_are_short(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_svg s = { &b, false, "", false };

	(void)state;
	evm_svg_text(&s, "s", 1.25, -0.04, "end", EVM_LIT("a<b>&\"\xe2\x80\xae" "c"));
	assert_str(evm_buf_str(&b), "<text class=\"s\" x=\"1.3\" y=\"0\" text-anchor=\"end\">"
		   "a&lt;b&gt;&amp;&quot;[U+202E]c</text>");
	b.n = 0;
	evm_svg_rect(&s, "", 10, 20.5, -3, 1e3, 0);
	assert_str(evm_buf_str(&b), "<rect x=\"10\" y=\"20.5\" width=\"0\" height=\"1000\"/>");
	b.n = 0;
	evm_svg_line(&s, "rule", -1.5, 0, 2, 3);
	assert_str(evm_buf_str(&b), "<line class=\"rule\" x1=\"-1.5\" y1=\"0\" x2=\"2\" "
		   "y2=\"3\"/>");
	evm_buf_release(&b);
}

static void a_long_label_is_cut_between_characters(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_svg s = { &b, false, "", false };
	static const char want[] = "<text x=\"0\" y=\"0\">";

	(void)state;
	evm_svg_fitted(&s, "", 0, 0, "start", EVM_LIT("TNF"), 13, 60);
	assert_str(evm_buf_str(&b), "<text x=\"0\" y=\"0\">TNF</text>");
	for (double w = 0; w < 60; w += 1) {
		struct evm_str text;
		size_t end;

		b.n = 0;
		evm_svg_fitted(&s, "", 0, 0, "start",
			       EVM_LIT("\xce\xb1\xce\xb2 \xce\xb3\xce\xb4\xce\xb5\xce\xb6\xce\xb7"), 13, w);
		text = evm_str_sub(evm_buf_str(&b), sizeof want - 1, b.n - 7);
		end = evm_str_find(text, EVM_LIT("\xe2\x80\xa6"), 0);
		assert_true(end != SIZE_MAX && end + 3 == text.n);
		assert_true(!end || text.p[end - 1] != ' ');
		assert_true(end <= 4 ? end % 2 == 0 : end % 2 == 1);
		assert_true(w < 10 || evm_svg_width(text, 13) <= w);
	}
	evm_buf_release(&b);
}

static void a_mark_is_as_large_as_its_number(void **state)
{
	(void)state;
	assert_true(evm_svg_radius(100, 100, 5, 20) > 19.9);
	assert_true(evm_svg_radius(25, 100, 5, 20) > 9.9 &&
		    evm_svg_radius(25, 100, 5, 20) < 10.1);
	assert_true(evm_svg_radius(1, 100, 5, 20) < 5.1);
	assert_true(evm_svg_radius(0, 0, 5, 20) < 5.1);
	assert_true(evm_svg_width(EVM_LIT("miR-146a"), 13) < evm_svg_width(EVM_LIT("miR-146a-5p"), 13));
}

static void a_link_stands_in_a_page_alone(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_svg page = { &b, false, "", false }, file = { &b, true, "", false };

	(void)state;
	evm_svg_link(&page, 12, EVM_LIT("3 papers"));
	evm_svg_link_end(&page);
	evm_svg_link(&page, 0, EVM_LIT(""));
	evm_svg_link_end(&page);
	evm_svg_link(&file, 12, EVM_LIT("<"));
	evm_svg_link_end(&file);
	assert_str(evm_buf_str(&b), "<a href=\"#s12\"><title>3 papers</title></a>\n<g></g>\n"
		   "<g><title>&lt;</title></g>\n");
	evm_buf_release(&b);
}

static void every_mark_is_a_shape_of_its_own(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_svg s = { &b, false, "", false };
	char *seen[EVM_MARK_N];

	(void)state;
	for (int m = 0; m < EVM_MARK_N; m++) {
		const char *shape;

		b.n = 0;
		evm_svg_mark(&s, (enum evm_mark)m, "", 20, 20, 8);
		/* without its class, which is its colour; a gap is dotted by it */
		shape = strchr(b.p + 6, '"');
		shape = strchr(shape + 1, '"');
		seen[m] = test_z(evm_str(shape));
		for (int k = 0; k < m && m != EVM_MARK_GAP; k++)
			assert_string_not_equal(seen[m], seen[k]);
	}
	for (int m = 0; m < EVM_MARK_N; m++)
		free(seen[m]);
	evm_buf_release(&b);
}

/* --- words -------------------------------------------------------------------------------- */

static void words_and_sides(void **state)
{
	struct evm_set s = { .kind = EVM_SET_MAP };
	struct evm_tally *t = &s.tally[EVM_VIEW_ALL];
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	t->papers = 1;
	t->claims = 4;
	t->side[EVM_SIDE_BETTER] = 2;
	t->side[EVM_SIDE_WORSE] = 2;
	t->conflict = true;
	s.tally[EVM_VIEW_ACCEPTED].claims = 3;
	evm_say_sides(&b, &s, EVM_VIEW_ALL);
	assert_str(evm_buf_str(&b), "1 paper, 4 claims (3 accepted): 2 better, 2 worse; "
		   "some contradict each other");
	assert_int_equal(evm_tally_side(t), EVM_SIDE_BETTER);
	t->side[EVM_SIDE_WORSE] = 3;
	assert_int_equal(evm_tally_side(t), EVM_SIDE_WORSE);
	memset(t->side, 0, sizeof t->side);
	t->side[EVM_SIDE_NONE] = 1;
	assert_int_equal(evm_tally_side(t), EVM_SIDE_NONE);
	t->side[EVM_SIDE_OPEN] = 1;
	assert_int_equal(evm_tally_side(t), EVM_SIDE_OPEN);
	b.n = 0;
	evm_say_left(&b, 3, 3, "sources");
	assert_int_equal(b.n, 0);
	evm_say_left(&b, 3, 5, "sources");
	assert_str(evm_buf_str(&b), "3 of 5 sources are shown, those of most papers; "
		   "2 are left out.");
	assert_str(evm_source_name(EVM_LIT("AD")), "adipose tissue");
	assert_str(evm_source_name(EVM_LIT("XX")), "XX");
	assert_true(evm_trial_linked(EVM_LIT("NCT01234567")));
	assert_false(evm_trial_linked(EVM_LIT("NCT0123456x")));
	assert_false(evm_trial_linked(EVM_LIT("ISRCTN01234")));
	evm_buf_release(&b);
}

static void facts_stand_against_each_other(void **state)
{
	struct evm_fact more = { .predicate = EVM_INCREASES };
	struct evm_fact less = { .predicate = EVM_DECREASES };
	struct evm_fact not_less = { .predicate = EVM_TREATS, .negated = true };
	struct evm_fact affects = { .predicate = EVM_AFFECTS };
	struct evm_fact other = { .predicate = EVM_DECREASES };
	struct evm_stands st = { 0 };

	(void)state;
	more.subject = less.subject = other.subject = not_less.subject =
		(struct evm_fact_arg){ EVM_VESICLE, 1, { 0, 1 } };
	more.object.name = less.object.name = affects.object.name = not_less.object.name = 2;
	other.object.name = 3;
	evm_stands_add(&st, &more);
	evm_stands_add(&st, &other);
	evm_stands_add(&st, &affects);
	assert_false(evm_stands_torn(&st, &more));
	/* another name for a vesicle is no other subject; a miRNA is */
	less.subject.name = 9;
	less.subject.type = EVM_MIRNA;
	evm_stands_add(&st, &less);
	assert_false(evm_stands_torn(&st, &more));
	less.subject.type = EVM_VESICLE;
	evm_stands_add(&st, &less);
	assert_true(evm_stands_torn(&st, &more));
	assert_true(evm_stands_torn(&st, &less));
	assert_false(evm_stands_torn(&st, &other));
	assert_false(evm_stands_torn(&st, &affects));
	evm_stands_release(&st);
	assert_true(evm_stand_torn(evm_stand_of(&less) | evm_stand_of(&not_less)));
	assert_false(evm_stand_torn(evm_stand_of(&more) | evm_stand_of(&not_less)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crossed_edges_are_untangled),
		cmocka_unit_test(a_long_edge_has_its_way),
		cmocka_unit_test(nothing_overlaps_and_nothing_changes),
		cmocka_unit_test(no_layer_and_no_edge_is_fine),
		cmocka_unit_test(text_is_escaped_and_numbers_are_short),
		cmocka_unit_test(a_long_label_is_cut_between_characters),
		cmocka_unit_test(a_mark_is_as_large_as_its_number),
		cmocka_unit_test(a_link_stands_in_a_page_alone),
		cmocka_unit_test(every_mark_is_a_shape_of_its_own),
		cmocka_unit_test(words_and_sides),
		cmocka_unit_test(facts_stand_against_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
