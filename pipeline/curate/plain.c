#include <stdio.h>
#include <unistd.h>

#include "core/io.h"
#include "curate/desk.h"

/* For pipes, screen readers and tests: nothing moves, everything is a line. */
static int put(struct evm_buf *b, bool prompt, struct evm_err *err)
{
	if (prompt)
		evm_buf_addz(b, "> ");
	if (fwrite(b->p ? b->p : "", 1, b->n, stdout) != b->n || fflush(stdout))
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot write");
	b->n = 0;
	return 0;
}

int evm_plain(struct evm_desk *d, struct evm_err *err)
{
	struct evm_buf line = EVM_BUF_INIT, b = EVM_BUF_INIT;
	bool prompt = isatty(STDIN_FILENO);
	int64_t shown = -1, version = 0;
	struct evm_in *in;
	int got = evm_in_open(&in, "-", err);

	if (got)
		return -1;
	while (!d->quit) {
		evm_buf_add(&b, evm_buf_str(&d->out));
		d->out.n = 0;
		if (d->ev != shown || (d->ev && d->item.ver != version)) {
			evm_buf_addz(&b, shown >= 0 ? "\n" : "");
			evm_card(d, &b);
		}
		shown = d->ev;
		version = d->item.ver;
		got = put(&b, prompt, err);
		got = got ? got : evm_in_line(in, &line, err);
		if (got != 1)
			break;
		got = evm_desk_command(d, evm_buf_str(&line), err);
		if (got)
			break;
	}
	evm_in_close(in);
	evm_buf_release(&line);
	evm_buf_release(&b);
	return got;
}
