#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "review/review_p.h"

static struct evm_review *make(void)
{
	struct evm_review *r = evm_malloc(sizeof *r);

	memset(r, 0, sizeof *r);
	r->fd = -1;
	evm_arena_init(&r->terms);
	return r;
}

int evm_review_open(struct evm_review **out, const char *db, const char *journal,
		    struct evm_err *err)
{
	struct evm_review *r;

	*out = NULL;
	/* a curator's slip in the name makes no new database */
	if (access(db, R_OK))
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot open %s: %s", db,
				   strerror(errno));
	r = make();
	if (evm_store_open(&r->s, db, err) ||
	    evm_journal_open(r, db, journal, err)) {
		evm_review_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

int evm_review_open_read(struct evm_review **out, const char *db,
			 struct evm_err *err)
{
	struct evm_review *r = make();

	*out = NULL;
	r->read_only = true;
	if (evm_store_open_read(&r->s, db, err)) {
		evm_review_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

void evm_review_close(struct evm_review *r)
{
	if (!r)
		return;
	evm_journal_close(r);
	evm_store_close(r->s);
	evm_arena_release(&r->terms);
	evm_index_release(&r->term_ix);
	evm_concepts_drop(r);
	evm_buf_release(&r->login);
	evm_buf_release(&r->name);
	free(r);
}

void evm_review_teller(struct evm_review *r, struct evm_why_teller teller)
{
	r->teller = teller;
}

struct evm_store *evm_review_store(struct evm_review *r)
{
	return r->s;
}

void evm_review_key(char key[33])
{
	unsigned char raw[16];

	for (size_t got = 0; got < sizeof raw;) {
		ssize_t n = getrandom(raw + got, sizeof raw - got, 0);

		EVM_CHECK(n >= 0 || errno == EINTR);
		got += n > 0 ? (size_t)n : 0;
	}
	for (size_t i = 0; i < sizeof raw; i++)
		snprintf(key + 2 * i, 3, "%02x", raw[i]);
}
