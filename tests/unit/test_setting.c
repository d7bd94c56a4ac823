/* Settings, cells and conditions out of settings.tsv; weights and their faults. */
#include "test_support.h"

#include <unistd.h>

#include "core/data.h"
#include "extractors/confidence.h"
#include "extractors/setting.h"

static struct evm_settings words;

static int begin(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	char *dir = evm_data_path("extractors/rules", &err);
	int got = dir ? evm_settings_load(&words, dir, &err) : -1;

	(void)state;
	free(dir);
	return got;
}

static int end(void **state)
{
	(void)state;
	evm_settings_release(&words);
	return 0;
}

static void cell(const char *text, const char *want)
{
	struct evm_str got = evm_setting_cell(&words, evm_str(text));

	if (!evm_str_eqz(got, want))
		print_error("%s: %.*s\n", text, EVM_ARG(got));
	assert_true(evm_str_eqz(got, want));
}

static void test_cell(void **state)
{
	(void)state;
	cell("neuronal apoptosis", "neurons");
	cell("migration of lung cancer cells", "lung cancer cells");
	cell("endothelial cell proliferation", "endothelial cell");
	cell("cell viability", "");
	cell("neuron cell death", "neurons");
	cell("renal fibrosis", "");
	cell("", "");
}

static void condition(const char *text, const char *want)
{
	const struct evm_condition *k = evm_setting_condition(&words, evm_str(text));

	assert_true(evm_str_eqz(k ? k->name : EVM_LIT(""), want));
}

static void test_condition(void **state)
{
	(void)state;
	condition("EVs lowered apoptosis under H/R.", "hypoxia/reoxygenation");
	condition("EVs lowered H/R-induced apoptosis.", "hypoxia/reoxygenation");
	condition("EVs lowered bone loss in osteoporotic mice.", "osteoporosis");
	condition("H/R is a model.", "");
	condition("EVs lowered apoptosis in hypoxic conditions.", "hypoxia");
}

static void test_names(void **state)
{
	(void)state;
	assert_true(evm_setting_line(EVM_LIT("H9c2 cells")));
	assert_false(evm_setting_line(EVM_LIT("CD4+ T cells")));
	assert_false(evm_setting_line(EVM_LIT("neurons")));
	assert_true(evm_str_eqz(evm_setting_tumour(EVM_LIT("gastric cancer cells")), "gastric cancer"));
	assert_true(evm_str_eqz(evm_setting_tumour(EVM_LIT("neurons")), ""));
	assert_true(evm_setting_closes(&words, EVM_LIT("In conclusion, EVs work.")));
	assert_false(evm_setting_closes(&words, EVM_LIT("EVs work.")));
}

static void refused(const char *file, const char *text, const char *want, bool weights)
{
	char dir[] = "/tmp/evm-setting-XXXXXX", path[200];
	struct evm_err err = EVM_ERR_INIT;
	struct evm_settings s;
	struct evm_weights w;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/%s", dir, file);
	test_write(path, evm_str(text));
	assert_int_equal(weights ? evm_weights_load(&w, dir, &err) :
			 evm_settings_load(&s, dir, &err), -1);
	assert_non_null(strstr(err.msg, want));
	unlink(path);
	rmdir(dir);
}

static void test_faults(void **state)
{
	(void)state;
	refused("settings.tsv", "vivo\tmice\n", "settings.tsv:1: three columns", false);
	refused("settings.tsv", "vivo\t-\tmice\nmoon\t-\tmice\n", "settings.tsv:2: unknown kind 'moon'", false);
	refused("settings.tsv", "cell\tneurons\tneuron||x\n", "settings.tsv:1: an empty or too long", false);
	refused("confidence.tsv", "bias\tmuch\n", "confidence.tsv:1: 'much' is no number", true);
	refused("confidence.tsv", "bias\t1\nbias\t2\n", "confidence.tsv:2: 'bias' stands twice", true);
	refused("nothing.tsv", "", "confidence.tsv", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cell), cmocka_unit_test(test_condition),
		cmocka_unit_test(test_names), cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests_name("setting", tests, begin, end);
}
