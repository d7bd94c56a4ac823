/*
 * Private to web/: the form in which a claim is written, for editing one and
 * for adding one. Without a script it goes round: the server searches concepts
 * and gives the form back as it was, with what it found.
 */
#ifndef EVM_EDITOR_H
#define EVM_EDITOR_H

#include "review/in_sentence.h"
#include "web/parts.h"

struct evm_editor {
	struct evm_str sentence;
	struct evm_parts mentions;
	struct evm_content content;	/* as the form has it now */
	struct evm_str search[2];	/* words looked for: subject, object */
	struct evm_concepts found[2];
	bool searched[2];
	struct evm_str note, wrong;	/* wrong: why it was not saved, or empty */
};

/* Takes the fields of a form; false with wrong set when a part does not stand
 * in the sentence. */
bool evm_editor_read(struct evm_page *p, struct evm_editor *e,
		     const struct evm_pairs *form);
/* When a search button was pressed: 1 and found is filled; 0; -1. */
int evm_editor_search(struct evm_page *p, struct evm_editor *e);
/* The fields, between form tags of the caller. */
void evm_editor_write(struct evm_page *p, const struct evm_editor *e);

#endif
