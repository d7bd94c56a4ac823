/*
 * choice: which dictionary a program works with, told on its command line:
 * an image, vocabularies, else what EVMINE_DICT names, else the shipped ones.
 *
 *	static struct evm_dict_choice choice;
 *	static const struct evm_opt opts[] = { EVM_OPTS_DICT(choice), ... };
 *	if (evm_dict_choice_bad(&choice))
 *		evm_cli_mistake(&cli, ...);
 *	evm_dict_chosen(&dict, &choice, &err);
 */
#ifndef EVM_CHOICE_H
#define EVM_CHOICE_H

#include "core/cli.h"
#include "dictionaries/dict.h"

struct evm_dict_choice {
	const char *image;		/* --image */
	struct evm_list vocabularies;	/* --vocabulary */
};

#define EVM_OPTS_DICT(c) \
	{ "image", 0, EVM_OPT_TEXT, &(c).image, "FILE", \
	  "take the dictionary from an image that evm-dict build wrote " \
	  "(default: EVMINE_DICT, else the shipped vocabularies)", NULL, 0, 0 }, \
	{ "vocabulary", 0, EVM_OPT_LIST, &(c).vocabularies, "FILE", \
	  "take the dictionary from this vocabulary file; may be given again", \
	  NULL, 0, 0 }

/* Both options were given. */
bool evm_dict_choice_bad(const struct evm_dict_choice *c);
/* Opens or builds it; freed with evm_dict_free. */
int evm_dict_chosen(struct evm_dict **d, const struct evm_dict_choice *c,
		    struct evm_err *err) EVM_MUST_CHECK;

#endif
