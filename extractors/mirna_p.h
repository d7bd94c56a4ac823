/* mirna_p: a microRNA's name in parts, shared by the grammar's files. */
#ifndef EVM_MIRNA_P_H
#define EVM_MIRNA_P_H

#include "core/doc.h"
#include "core/err.h"

struct evm_mirna_name {
	bool let;		/* let-7 */
	struct evm_str number;	/* digits */
	char letter;		/* lower case, or 0 */
	struct evm_str copy;	/* digits of "-2", or empty */
	char arm;		/* '5', '3', '*', or 0 */
	struct evm_str cluster;	/* "92" of miR-17-92, or empty */
};

/* Bytes of a hyphen at pos (any of the dashes print uses), or 0. */
size_t evm_mirna_hyphen(struct evm_str t, size_t pos);
/* Reads "146a-5p" at pos into *name: where it ends, or 0 when none is there.
 * t ends where the text to look at ends. */
size_t evm_mirna_number(struct evm_str t, size_t pos, bool let,
			struct evm_mirna_name *name);
/* Reads what may follow a number: letter, copy, arm. As above; pos may be
 * returned unchanged. */
size_t evm_mirna_arm(struct evm_str t, size_t pos, struct evm_mirna_name *name);
/* No letter or digit at pos. */
bool evm_mirna_ends(struct evm_str t, size_t pos);
struct evm_str evm_mirna_norm(struct evm_arena *a, const struct evm_mirna_name *name);

struct evm_mirna_ids;

/* Reads dictionaries/lists/mirbase.tsv. */
int evm_mirna_ids_new(struct evm_mirna_ids **ids, struct evm_err *err) EVM_MUST_CHECK;
void evm_mirna_ids_free(struct evm_mirna_ids *ids);
/* Accession of a name: of the species that its surface names ("mmu-"), else
 * the human one, else the mouse's or the rat's; empty when there is none. */
struct evm_str evm_mirna_id(const struct evm_mirna_ids *ids, struct evm_str norm, struct evm_str surface);

#endif
