/*
 * Importers on damaged releases: whatever comes in, they end with an error or
 * with a vocabulary that can be built. What they make of sound ones is in the
 * golden cases, whose inputs are the seeds here.
 */
#include "tests/unit/test_folder.h"

#include "core/data.h"
#include "corpus/mesh_xml.h"
#include "dictionaries/dict_p.h"
#include "dictionaries/import.h"

static uint64_t seed = 88172645463325252u;

static size_t pick(size_t n)
{
	return test_pick(&seed, n);
}

static void read_seed(const char *name, struct evm_buf *b)
{
	struct evm_err err = EVM_ERR_INIT;
	char below[200], *path;
	struct evm_in *in;

	snprintf(below, sizeof below, "tests/golden/dict/import_%s.d/input", name);
	path = evm_data_path(below, &err);
	assert_non_null(path);
	if (evm_in_open(&in, path, &err) || evm_in_all(in, b, 1 << 20, &err))
		fail_msg("%s", err.msg);
	evm_in_close(in);
	free(path);
}

/* Changes bytes, drops a piece, doubles a piece, cuts the end. */
static void damage(struct evm_buf *b)
{
	static const char signs[] = "\t\n\"\\|{}[]<>&;,: \0\xFF\xC3 aZ0";
	size_t at, n;

	for (size_t k = 1 + pick(8); k && b->n; k--)
		b->p[pick(b->n)] = signs[pick(sizeof signs - 1)];
	at = pick(b->n);
	n = pick(b->n - at);
	switch (pick(4)) {
	case 0:
		memmove(b->p + at, b->p + at + n, b->n - at - n);
		b->n -= n;
		break;
	case 1:
		evm_buf_reserve(b, n);
		evm_buf_add(b, (struct evm_str){ b->p + at, n });
		break;
	case 2:
		b->n = at;
		break;
	}
}

static int next_descriptor(void *ctx, struct evm_mesh_record *r,
			   struct evm_err *err)
{
	static struct evm_mesh_descriptor d;
	int got = evm_mesh_next(ctx, &d, err);

	if (got == 1)
		*r = (struct evm_mesh_record){ d.id, d.name, d.trees.v,
			d.terms.v, d.trees.n, d.terms.n };
	return got;
}

static int import_xml(struct evm_import *im, const char *path,
		      struct evm_err *err)
{
	struct evm_mesh *mesh;
	struct evm_in *in;
	int got;

	assert_int_equal(evm_in_open(&in, path, err), 0);
	assert_int_equal(evm_mesh_open(&mesh, in, err), 0);
	got = evm_import_mesh(im, next_descriptor, mesh, err);
	evm_mesh_close(mesh);
	evm_in_close(in);
	return got;
}

/* Imports a file; what comes out must be a vocabulary. */
static void import(const char *format, const char *path)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_import im = { .type = EVM_DISEASE };
	struct evm_builder *b;
	char out[200];
	int got;

	snprintf(out, sizeof out, "%s/out.tsv", folder);
	assert_int_equal(evm_out_open(&im.out, out, &err), 0);
	if (!strcmp(format, "mesh_xml"))
		got = import_xml(&im, path, &err);
	else
		got = evm_import(&im, evm_import_format_of(format), path, &err);
	if (got)
		assert_true(err.msg[0] != 0);
	assert_int_equal(evm_out_finish(im.out, true, &err), 0);
	b = evm_builder_new();
	if (evm_builder_vocabulary(b, out, &err))
		fail_msg("%s: %s", format, err.msg);
	evm_builder_free(b);
	unlink(out);
}

static void damaged_releases_do_no_harm(void **state)
{
	static const char *const formats[] = { "obo", "hgnc", "gene_info",
		"mirbase", "mesh", "famplex", "mesh_xml" };
	char path[200];

	(void)state;
	snprintf(path, sizeof path, "%s/in", folder);
	for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
		struct evm_buf sound = EVM_BUF_INIT, b = EVM_BUF_INIT;

		read_seed(formats[f], &sound);
		for (int i = 0; i < 200; i++) {
			b.n = 0;
			evm_buf_add(&b, evm_buf_str(&sound));
			for (size_t k = pick(4); k; k--)
				damage(&b);
			test_write(path, evm_buf_str(&b));
			import(formats[f], path);
		}
		evm_buf_release(&sound);
		evm_buf_release(&b);
	}
	unlink(path);
}

static void formats_have_names(void **state)
{
	(void)state;
	assert_int_equal(evm_import_format_of("obo"), 0);
	assert_true(evm_import_format_of("mesh") > 0);
	assert_int_equal(evm_import_format_of("csv"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_releases_do_no_harm),
		cmocka_unit_test(formats_have_names),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
