/*
 * mesh_xml: MeSH descriptor XML (desc2025.xml), a record at a time; memory is
 * bounded by the largest record. No network, no external DTD.
 *
 *	evm_mesh_open(&m, in, &err);
 *	while ((got = evm_mesh_next(m, &d, &err)) == 1)
 *		use(d.name);
 *	evm_mesh_close(m);
 */
#ifndef EVM_MESH_XML_H
#define EVM_MESH_XML_H

#include "core/arena.h"
#include "core/io.h"

/* One descriptor; lives until the next call. */
struct evm_mesh_descriptor {
	struct evm_str id;	/* D000001 */
	struct evm_str name;
	EVM_VEC(struct evm_str) trees;	/* C04.557.470, as many as there are */
	EVM_VEC(struct evm_str) terms;	/* entry terms, without permuted ones */
};

struct evm_mesh;

/* in is borrowed and must outlive the reader. */
int evm_mesh_open(struct evm_mesh **m, struct evm_in *in,
		  struct evm_err *err) EVM_MUST_CHECK;
void evm_mesh_close(struct evm_mesh *m);
/* 1, 0 at the end, -1; an input that ends inside the XML is EVM_EXIT_CUT. */
int evm_mesh_next(struct evm_mesh *m, struct evm_mesh_descriptor *d,
		  struct evm_err *err) EVM_MUST_CHECK;

#endif
