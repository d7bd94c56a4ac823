/*
 * trials: the clinical trials that documents and claims name, as evm_table's
 * trials table has them.
 *
 *	evm_trials_take(&trials, table);
 *	evm_trials_release(&trials);
 */
#ifndef EVM_TRIALS_H
#define EVM_TRIALS_H

#include "core/arena.h"
#include "export/table.h"

struct evm_trial {
	struct evm_str number, source, disease, vesicle, intervention, patients,
		       follow_up, state, place;
	EVM_VEC(struct evm_str) docs, claims;	/* ids */
};

struct evm_trials {
	struct evm_arena arena;
	EVM_VEC(struct evm_trial) v;
};

/* table is of kind EVM_TABLE_TRIALS. Texts are copied. */
void evm_trials_take(struct evm_trials *t, struct evm_table *table);
void evm_trials_release(struct evm_trials *t);
/* Is it a number of ClinicalTrials.gov? Then it can be linked to. */
bool evm_trial_linked(struct evm_str number);

#endif
