/* Accessions of mature microRNAs. */
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/index.h"
#include "core/tsv.h"
#include "extractors/mirna_p.h"

enum { HUMAN, MOUSE, RAT, SPECIES };

static const char *const species_names[SPECIES] = { "human", "mouse", "rat" };
static const char *const codes[SPECIES] = { "hsa", "mmu", "rno" };

struct evm_mirna_ids {
	struct evm_arena arena;
	struct evm_index by_name[SPECIES];
	EVM_VEC(struct evm_str) ids;
};

static int add_id(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_mirna_ids *ids = ctx;
	int s = 0;

	if (t->n != 3)
		return evm_tsv_bad(t, err, "three columns are wanted: name, accession, species");
	while (s < SPECIES && !evm_str_eqz(t->f[2], species_names[s]))
		s++;
	if (s == SPECIES)
		return evm_tsv_bad(t, err, "species is human, mouse or rat");
	evm_index_add(&ids->by_name[s], evm_str_dup(&ids->arena, t->f[0]), (uint32_t)ids->ids.n, NULL);
	*EVM_PUSH(&ids->arena, ids->ids) = evm_str_dup(&ids->arena, t->f[1]);
	return 0;
}

int evm_mirna_ids_new(struct evm_mirna_ids **out, struct evm_err *err)
{
	struct evm_mirna_ids *ids = evm_malloc(sizeof *ids);

	memset(ids, 0, sizeof *ids);
	evm_arena_init(&ids->arena);
	if (evm_data_each("dictionaries/lists/mirbase.tsv", add_id, ids, err)) {
		evm_mirna_ids_free(ids);
		return -1;
	}
	*out = ids;
	return 0;
}

void evm_mirna_ids_free(struct evm_mirna_ids *ids)
{
	if (!ids)
		return;
	for (int s = 0; s < SPECIES; s++)
		evm_index_release(&ids->by_name[s]);
	evm_arena_release(&ids->arena);
	free(ids);
}

struct evm_str evm_mirna_id(const struct evm_mirna_ids *ids, struct evm_str norm, struct evm_str surface)
{
	uint32_t i;

	for (int s = 0; s < SPECIES; s++) {
		if (surface.n > 4 && evm_str_ieqz(evm_str_sub(surface, 0, 3), codes[s]))
			return evm_index_get(&ids->by_name[s], norm, &i) ? ids->ids.v[i] : EVM_LIT("");
	}
	for (int s = 0; s < SPECIES; s++) {
		if (evm_index_get(&ids->by_name[s], norm, &i))
			return ids->ids.v[i];
	}
	return EVM_LIT("");
}
