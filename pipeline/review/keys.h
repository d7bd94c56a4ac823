/*
 * keys: what each key does, one table for terminal and page. A curator may
 * give an action another key or none (settings "key.ACTION": a key, or "off";
 * "keys" = "off" switches single keys off; "alt" = "on" wants Alt held).
 */
#ifndef EVM_KEYS_H
#define EVM_KEYS_H

#include "core/err.h"
#include "core/str.h"

struct evm_review;

enum evm_action {
	EVM_DO_ACCEPT, EVM_DO_REJECT, EVM_DO_EDIT, EVM_DO_UNSURE, EVM_DO_SKIP,
	EVM_DO_NEXT, EVM_DO_BACK, EVM_DO_UNDO, EVM_DO_UNDO_MINE, EVM_DO_COMMENT,
	EVM_DO_MISSED, EVM_DO_CITED, EVM_DO_SOURCE, EVM_DO_SIMILAR,
	EVM_DO_HISTORY, EVM_DO_FLAG, EVM_DO_SELECT, EVM_DO_SEARCH,
	EVM_DO_SENTENCE_DONE, EVM_DO_PAPER_DONE, EVM_DO_HELP, EVM_DO_QUIT,
	EVM_ACTION_N
};

enum evm_where { EVM_ON_CARD = 1, EVM_ON_LIST = 2, EVM_ON_TTY = 4 };

struct evm_keydef {
	enum evm_action action;
	const char *name;	/* accept: of settings, data attributes */
	char key;		/* as delivered */
	const char *label;	/* for buttons: "Accept" */
	const char *help;	/* a sentence */
	unsigned where;
};
extern const struct evm_keydef evm_keydefs[EVM_ACTION_N];

/* A curator's own map: the key of each action, 0 for none. */
struct evm_keymap {
	char key[EVM_ACTION_N];
	bool off, alt;
};

/* No two actions have one key, none clashes with a reason's place: called when
 * a program starts; -1 names both. */
int evm_keys_check(const struct evm_keydef *defs, size_t n,
		   struct evm_err *err) EVM_MUST_CHECK;
/* The acting curator's map. */
int evm_keys_load(struct evm_review *r, struct evm_keymap *m,
		  struct evm_err *err) EVM_MUST_CHECK;
/* Gives an action a key (0: none); a clash is -1 and nothing is stored. */
int evm_keys_remap(struct evm_review *r, enum evm_action action, char key,
		   struct evm_err *err) EVM_MUST_CHECK;
/* The action of a key, or EVM_ACTION_N. */
enum evm_action evm_keys_action(const struct evm_keymap *m, char key);

#endif
