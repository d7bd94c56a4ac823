#include "review/keys.h"

#include <stdio.h>
#include <string.h>

#include "review/review_p.h"

const struct evm_keydef evm_keydefs[EVM_ACTION_N] = {
	{ EVM_DO_ACCEPT, "accept", 'a', "Accept",
	  "the sentence says this", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_REJECT, "reject", 'r', "Reject",
	  "it does not; then a reason's key", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_EDIT, "edit", 'e', "Edit",
	  "right but for a part: change it", EVM_ON_CARD },
	{ EVM_DO_UNSURE, "unsure", 'u', "Unsure",
	  "you cannot tell", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_SKIP, "skip", 's', "Skip",
	  "later: it comes again at the end", EVM_ON_CARD },
	{ EVM_DO_NEXT, "next", 'j', "Next",
	  "the next one, without a decision", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_BACK, "back", 'k', "Back",
	  "the one before", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_UNDO, "undo", 'z', "Undo",
	  "take back your decision on this one", EVM_ON_CARD },
	{ EVM_DO_UNDO_MINE, "undo-last", 'Z', "Undo last",
	  "take back your last decision, wherever it was",
	  EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_COMMENT, "comment", 'c', "Comment",
	  "write to the other curators; @login tells one of them", EVM_ON_CARD },
	{ EVM_DO_MISSED, "missed", 'n', "Missed claim",
	  "add a claim that this sentence makes", EVM_ON_CARD },
	{ EVM_DO_CITED, "cited", 'p', "Cited paper",
	  "open what the sentence cites", EVM_ON_CARD },
	{ EVM_DO_SOURCE, "source", 'o', "Open source",
	  "open the paper itself", EVM_ON_CARD },
	{ EVM_DO_SIMILAR, "similar", 'g', "Similar",
	  "similar sentences, and the same claim elsewhere", EVM_ON_CARD },
	{ EVM_DO_HISTORY, "history", 'v', "History",
	  "versions and votes", EVM_ON_CARD },
	{ EVM_DO_FLAG, "flag", 'm', "Flag",
	  "mark it to be looked at again", EVM_ON_CARD },
	{ EVM_DO_SELECT, "select", 'x', "Select",
	  "choose this row for a decision on many", EVM_ON_LIST },
	{ EVM_DO_SEARCH, "search", '/', "Search",
	  "words of the sentence, or filters", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_SENTENCE_DONE, "sentence-done", 'd', "Nothing more here",
	  "this sentence makes no further claim", EVM_ON_CARD },
	{ EVM_DO_PAPER_DONE, "paper-done", 'D', "Paper done",
	  "the whole paper is read", EVM_ON_CARD },
	{ EVM_DO_HELP, "help", '?', "Keys",
	  "this list", EVM_ON_CARD | EVM_ON_LIST },
	{ EVM_DO_QUIT, "quit", 'q', "Quit",
	  "leave the terminal", EVM_ON_TTY },
};

static bool usable(char key)
{
	return key > ' ' && key < 127;
}

int evm_keys_check(const struct evm_keydef *defs, size_t n, struct evm_err *err)
{
	for (size_t i = 0; i < n; i++) {
		if ((size_t)defs[i].action != i || !defs[i].name || !defs[i].label ||
		    !defs[i].help || !usable(defs[i].key))
			return evm_err_set(err, EVM_EXIT_FAILED,
					   "key table: row %zu is wrong", i);
		for (size_t k = 0; k < i; k++)
			if (defs[k].key == defs[i].key ||
			    !strcmp(defs[k].name, defs[i].name))
				return evm_err_set(err, EVM_EXIT_FAILED,
					"key table: %s and %s are both '%c'",
					defs[k].name, defs[i].name, defs[i].key);
	}
	return 0;
}

enum evm_action evm_keys_action(const struct evm_keymap *m, char key)
{
	for (int i = 0; i < EVM_ACTION_N && key; i++)
		if (m->key[i] == key)
			return (enum evm_action)i;
	return EVM_ACTION_N;
}

int evm_keys_load(struct evm_review *r, struct evm_keymap *m, struct evm_err *err)
{
	char name[64];
	struct evm_arena a;
	struct evm_str value;
	int rc = 0;

	memset(m, 0, sizeof *m);
	evm_arena_init(&a);
	for (int i = 0; i < EVM_ACTION_N && !rc; i++) {
		snprintf(name, sizeof name, "key.%s", evm_keydefs[i].name);
		rc = evm_setting_get(r, name, &a, &value, err);
		m->key[i] = rc || !value.n ? evm_keydefs[i].key :
			    value.n == 1 ? value.p[0] : 0;
	}
	rc = rc ? rc : evm_setting_get(r, "keys", &a, &value, err);
	m->off = !rc && evm_str_eqz(value, "off");
	rc = rc ? rc : evm_setting_get(r, "alt", &a, &value, err);
	m->alt = !rc && evm_str_eqz(value, "on");
	evm_arena_release(&a);
	return rc;
}

int evm_keys_remap(struct evm_review *r, enum evm_action action, char key,
		   struct evm_err *err)
{
	char name[64];
	struct evm_keymap m;

	if ((unsigned)action >= EVM_ACTION_N || (key && !usable(key)))
		return evm_err_set(err, EVM_EXIT_USAGE,
				   "a key is one visible ASCII character");
	if (evm_keys_load(r, &m, err))
		return -1;
	for (int i = 0; i < EVM_ACTION_N && key; i++)
		if (i != (int)action && m.key[i] == key)
			return evm_err_set(err, EVM_EXIT_USAGE,
					   "'%c' is the key of %s", key,
					   evm_keydefs[i].name);
	snprintf(name, sizeof name, "key.%s", evm_keydefs[action].name);
	return evm_setting_put(r, name, key == evm_keydefs[action].key ?
			       EVM_LIT("") : key ? (struct evm_str){ &key, 1 } :
			       EVM_LIT("off"), err);
}
