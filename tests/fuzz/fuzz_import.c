/* The first byte chooses an importer ('0' ... of the formats' order, '6' is
 * MeSH as XML). What one writes must be a vocabulary without a fault, and
 * compile. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "corpus/mesh_xml.h"
#include "dictionaries/dict.h"
#include "dictionaries/import.h"

#define MESH_XML 6

static int next(void *ctx, struct evm_mesh_record *r, struct evm_err *err)
{
	static struct evm_mesh_descriptor d;
	int got = evm_mesh_next(ctx, &d, err);

	if (got == 1)
		*r = (struct evm_mesh_record){ d.id, d.name, d.trees.v, d.terms.v,
					       d.trees.n, d.terms.n };
	return got;
}

static int import_xml(struct evm_import *im, const char *path, struct evm_err *err)
{
	struct evm_mesh *mesh = NULL;
	struct evm_in *in;
	int r;

	if (evm_in_open(&in, path, err))
		return -1;
	r = evm_mesh_open(&mesh, in, err);
	if (!r)
		r = evm_import_mesh(im, next, mesh, err);
	evm_mesh_close(mesh);
	evm_in_close(in);
	return r;
}

static void fault(void *ctx, bool warning, const char *where, const char *what)
{
	(void)ctx;
	/* two things with one identifier are the release's (a long message is
	 * cut) */
	if (warning || strstr(what, " here and ") || strlen(what) > 600)
		return;
	fprintf(stderr, "%s: %s\n", where, what);
	abort();
}

/* Of what was written before an error, too. */
static void check(const char *path)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d;

	if (evm_dict_check(&path, 1, fault, NULL, &err) < 0 ||
	    evm_dict_build(&d, &path, 1, &err))
		abort();
	evm_dict_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evm_err err = EVM_ERR_INIT, late = EVM_ERR_INIT;
	struct evm_import im = { .type = -1 };
	char *in, *out;
	int format = size ? data[0] - '0' : -1, r;

	if (format < 0 || format > MESH_XML)
		return 0;
	in = fuzz_file(data + 1, size - 1);
	out = fuzz_file(data, 0);
	if (evm_out_open(&im.out, out, &err))
		abort();
	r = format == MESH_XML ? import_xml(&im, in, &err) :
	    evm_import(&im, format, in, &err);
	fuzz_told(r, &err);
	if (evm_out_finish(im.out, true, &late))
		abort();
	check(out);
	unlink(in);
	unlink(out);
	free(in);
	free(out);
	return 0;
}
