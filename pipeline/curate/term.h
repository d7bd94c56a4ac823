/*
 * term: the terminal in raw mode on its alternate screen, and back however
 * the program ends: return, exit, signal. There is one terminal and signal
 * handlers have no argument, so its state is this module's own.
 */
#ifndef EVM_TERM_H
#define EVM_TERM_H

#include "core/err.h"

/* Keys that are no character. */
enum evm_term_key {
	EVM_TERM_NONE = 0,	/* the size changed: draw again */
	EVM_TERM_ENTER = '\r', EVM_TERM_ESCAPE = 27, EVM_TERM_ERASE = 127,
	EVM_TERM_UP = 0x110000, EVM_TERM_DOWN, EVM_TERM_LEFT, EVM_TERM_RIGHT,
	EVM_TERM_PAGE_UP, EVM_TERM_PAGE_DOWN, EVM_TERM_END
};

/* /dev/tty; -1 where there is none. */
int evm_term_open(struct evm_err *err) EVM_MUST_CHECK;
void evm_term_close(void);
/* For a program that has the terminal meanwhile (an editor), and back: its
 * interrupts are not ours. */
void evm_term_lend(void);
void evm_term_take_back(void);
void evm_term_size(size_t *rows, size_t *columns);
/* One write; -1 when the terminal is gone. */
int evm_term_put(struct evm_str s);
/* The next key: a code point or one of the above; EVM_TERM_END at its end. */
uint32_t evm_term_key(void);

#endif
