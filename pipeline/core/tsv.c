#include "core/tsv.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

int evm_tsv_open(struct evm_tsv *t, const char *path, struct evm_err *err)
{
	memset(t, 0, sizeof *t);
	return evm_in_open(&t->in, path, err);
}

int evm_tsv_next(struct evm_tsv *t, struct evm_err *err)
{
	int got;

	while ((got = evm_in_line(t->in, &t->buf, err)) == 1) {
		struct evm_str s = evm_buf_str(&t->buf);

		t->line++;
		if (t->line == 1 && evm_str_starts(s, "\xEF\xBB\xBF"))
			s = evm_str_sub(s, 3, s.n);
		if (!evm_str_trim(s).n || s.p[0] == '#')
			continue;
		t->all = s;
		if (evm_utf8_bad(s) != SIZE_MAX)
			return evm_tsv_bad(t, err, "ill-formed UTF-8 at byte %zu",
					   evm_utf8_bad(s) + 1);
		for (t->n = 0; s.p; t->n++) {
			if (t->n == EVM_TSV_FIELDS)
				return evm_tsv_bad(t, err, "over %d fields",
						   EVM_TSV_FIELDS);
			t->f[t->n] = evm_str_cut(&s, '\t');
		}
		return 1;
	}
	return got;
}

int evm_tsv_bad(const struct evm_tsv *t, struct evm_err *err,
		const char *fmt, ...)
{
	char what[700];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return evm_err_set(err, EVM_EXIT_FAILED, "%s:%" PRIu64 ": %s",
			   evm_in_name(t->in), t->line, what);
}

void evm_tsv_close(struct evm_tsv *t)
{
	evm_in_close(t->in);
	evm_buf_release(&t->buf);
	memset(t, 0, sizeof *t);
}

int evm_tsv_each(const char *path, evm_tsv_fn *use, void *ctx,
		 struct evm_err *err)
{
	struct evm_tsv t;
	int got;

	if (evm_tsv_open(&t, path, err))
		return -1;
	while ((got = evm_tsv_next(&t, err)) == 1)
		if (use(ctx, &t, err)) {
			got = -1;
			break;
		}
	evm_tsv_close(&t);
	return got;
}

int evm_tsv_each_in(const char *dir, const char *name, evm_tsv_fn *use, void *ctx,
		    struct evm_err *err)
{
	struct evm_buf path = EVM_BUF_INIT;
	int got;

	evm_buf_printf(&path, "%s/%s", dir, name);
	got = evm_tsv_each(path.p, use, ctx, err);
	evm_buf_release(&path);
	return got;
}
