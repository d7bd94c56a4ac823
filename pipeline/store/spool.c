#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct evm_spool {
	FILE *f;
	char *dir;
};

struct head {
	uint64_t line, n;	/* line in the stream; bytes that follow */
};

static int fail(const struct evm_spool *sp, struct evm_err *err, const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED,
			   "cannot %s a temporary file in %s: %s", what, sp->dir,
			   strerror(errno));
}

static char *dir_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? strndup(path, slash == path ? 1 :
				    (size_t)(slash - path)) : strdup(".");

	if (!dir)
		evm_oom();
	return dir;
}

/* Not every file system has files without a name. */
static int unnamed(const char *dir)
{
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	struct evm_buf name = EVM_BUF_INIT;

	if (fd >= 0)
		return fd;
	evm_buf_printf(&name, "%s/.evm-load-XXXXXX", dir);
	fd = mkstemp(name.p);
	if (fd >= 0)
		unlink(name.p);
	evm_buf_release(&name);
	return fd;
}

int evm_spool_open(struct evm_spool **out, const char *beside,
		   struct evm_err *err)
{
	struct evm_spool *sp = evm_malloc(sizeof *sp);
	int fd;

	sp->f = NULL;
	sp->dir = dir_of(beside);
	fd = unnamed(sp->dir);
	if (fd >= 0)
		sp->f = fdopen(fd, "w+");
	if (sp->f) {
		*out = sp;
		return 0;
	}
	fail(sp, err, "make");
	if (fd >= 0)
		close(fd);
	evm_spool_close(sp);
	*out = NULL;
	return -1;
}

void evm_spool_close(struct evm_spool *sp)
{
	if (!sp)
		return;
	if (sp->f)
		fclose(sp->f);
	free(sp->dir);
	free(sp);
}

int evm_spool_add(struct evm_spool *sp, struct evm_str lines, uint64_t line,
		  struct evm_err *err)
{
	struct head h = { line, lines.n };

	if (fwrite(&h, sizeof h, 1, sp->f) == 1 &&
	    fwrite(lines.p, 1, lines.n, sp->f) == lines.n)
		return 0;
	return fail(sp, err, "write");
}

int evm_spool_rewind(struct evm_spool *sp, struct evm_err *err)
{
	return fflush(sp->f) || fseek(sp->f, 0, SEEK_SET) ?
	       fail(sp, err, "write") : 0;
}

int evm_spool_next(struct evm_spool *sp, struct evm_buf *lines, uint64_t *line,
		   struct evm_err *err)
{
	struct head h;
	size_t got = fread(&h, 1, sizeof h, sp->f);

	lines->n = 0;
	if (!got && !ferror(sp->f))
		return 0;
	if (got == sizeof h) {
		evm_buf_reserve(lines, h.n);
		lines->n = fread(lines->p, 1, h.n, sp->f);
		*line = h.line;
	}
	if (got == sizeof h && lines->n == h.n)
		return 1;
	return fail(sp, err, "read");
}
