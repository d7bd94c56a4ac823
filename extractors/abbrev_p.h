/* abbrev_p: shared by the files of the abbreviation finder. */
#ifndef EVM_ABBREV_P_H
#define EVM_ABBREV_P_H

enum {
	EVM_ABBREV_STOP = 1 << 0,
	EVM_ABBREV_LEAD = 1 << 1,
	EVM_ABBREV_NEVER = 1 << 2,
	EVM_ABBREV_TAIL = 1 << 3,
};

#endif
