#include "tests/unit/test_support.h"

#include "export/grid.h"
#include "export/rows.h"

static const char *const names[] = { "name", "n", "list" };

static void row(struct evm_grid *g, const char *name, const char *n,
		const char *const *items, size_t n_items)
{
	struct evm_str list[8];

	for (size_t i = 0; i < n_items; i++)
		list[i] = evm_str(items[i]);
	evm_grid_text(g, evm_str(name));
	evm_grid_number(g, evm_str(n));
	evm_grid_labels(g, list, n_items);
}

static void written(const struct evm_grid *g, enum evm_grid_format f,
		    const char *want)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_grid_write(g, f, &b);
	assert_str(evm_buf_str(&b), want);
	evm_buf_release(&b);
}

static void cells_are_aligned_and_wrapped(void **state)
{
	static const char *const items[] = { "7", "S8" };
	struct evm_grid g;

	(void)state;
	evm_grid_init(&g, names, 3);
	row(&g, "TNF-\xce\xb1 rises", "5", items, 2);
	row(&g, "", "", NULL, 0);
	written(&g, EVM_GRID_TEXT, "name         n  list\n"
		"TNF-\xce\xb1 rises  5  7; S8\n\n");
	/* a word that is longer than the line is cut in characters, not bytes */
	g.wrap = 6;
	written(&g, EVM_GRID_TEXT, "name    n  list\n\n"
		"TNF-\xce\xb1   5  7; S8\nrises\n\n\n");
	g.wrap = 3;
	written(&g, EVM_GRID_TEXT, "name  n  list\n\n"
		"TNF-  5  7;\n\xce\xb1        S8\nrise\ns\n\n\n");
	evm_grid_release(&g);
}

static void each_format_escapes_its_own(void **state)
{
	static const char *const items[] = { "7", "S\"8", "007" };
	struct evm_grid g;

	(void)state;
	evm_grid_init(&g, names, 3);
	row(&g, "a|b\t<i>&", "5", items, 3);
	row(&g, "=1+1", "", NULL, 0);
	written(&g, EVM_GRID_TSV, "name\tn\tlist\na|b <i>&\t5\t7; S\"8; 007\n"
		"=1+1\t\t\n");
	written(&g, EVM_GRID_JSONL,
		"{\"name\":\"a|b\\t<i>&\",\"n\":5,\"list\":[7,\"S\\\"8\",\"007\"]}\n"
		"{\"name\":\"=1+1\",\"n\":null,\"list\":[]}\n");
	written(&g, EVM_GRID_MARKDOWN, "| name | n | list |\n| --- | --- | --- |\n"
		"| a\\|b &lt;i>& | 5 | 7; S\"8; 007 |\n| =1+1 |  |  |\n");
	written(&g, EVM_GRID_HTML, "<table>\n<thead>\n<tr><th>name</th><th>n</th>"
		"<th>list</th></tr>\n</thead>\n<tbody>\n<tr><td>a|b &lt;i&gt;&amp;"
		"</td><td>5</td><td>7; S&quot;8; 007</td></tr>\n<tr><td>=1+1</td>"
		"<td></td><td></td></tr>\n</tbody>\n</table>\n");
	evm_grid_release(&g);
}

static void rows_are_found_by_keys_and_hold_items_once(void **state)
{
	const struct evm_str bm[] = { EVM_LIT("BM"), EVM_LIT("x") };
	const struct evm_str ad[] = { EVM_LIT("AD"), EVM_LIT("x") };
	struct evm_rows r;
	struct evm_row *row;

	(void)state;
	evm_rows_init(&r, 2);
	for (int i = 0; i < 3; i++) {
		row = evm_rows_get(&r, bm);
		evm_rows_put(&r, row, 0, i ? EVM_LIT("Apoptosis") :
			     EVM_LIT("apoptosis"));
		evm_rows_put(&r, row, 1, EVM_LIT("apoptosis"));
		evm_rows_put(&r, row, 1, EVM_LIT(""));
		evm_rows_put(&r, evm_rows_get(&r, ad), 0, EVM_LIT("apoptosis"));
	}
	evm_rows_sort(&r);
	assert_int_equal(r.v.n, 2);
	assert_str(r.v.v[0].key[0], "AD");
	assert_int_equal(r.v.v[1].list[0].n, 1);
	assert_str(r.v.v[1].list[0].v[0], "apoptosis");
	assert_int_equal(r.v.v[1].list[1].n, 1);
	evm_rows_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_aligned_and_wrapped),
		cmocka_unit_test(each_format_escapes_its_own),
		cmocka_unit_test(rows_are_found_by_keys_and_hold_items_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
