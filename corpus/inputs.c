#include "corpus/inputs.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>

void evm_inputs_init(struct evm_inputs *in)
{
	memset(in, 0, sizeof *in);
	evm_arena_init(&in->arena);
}

void evm_inputs_release(struct evm_inputs *in)
{
	evm_arena_release(&in->arena);
}

static void add(struct evm_inputs *in, const char *name)
{
	*EVM_PUSH(&in->arena, in->v) = evm_arena_dup(&in->arena, name,
						     strlen(name));
}

/* Lists, checksums and read-me files stand beside a dump's. */
static bool is_literature(const char *name)
{
	struct evm_str s = evm_str(name);

	if (evm_str_starts(s, "."))
		return false;
	if (evm_str_ends(s, ".gz"))
		s.n -= 3;
	return evm_str_ends(s, ".xml") || evm_str_ends(s, ".nxml");
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static int walk(struct evm_inputs *in, FTS *tree, struct evm_err *err)
{
	FTSENT *e;

	for (errno = 0; (e = fts_read(tree)); errno = 0) {
		if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR)
			return evm_err_set(err, EVM_EXIT_FAILED,
					   "cannot read %s: %s", e->fts_path,
					   strerror(e->fts_errno));
		if (e->fts_info == FTS_F && is_literature(e->fts_name))
			add(in, e->fts_path);
	}
	return errno ? evm_err_set(err, EVM_EXIT_FAILED,
				   "cannot list the folder: %s",
				   strerror(errno)) : 0;
}

static int add_folder(struct evm_inputs *in, char *path, struct evm_err *err)
{
	char *roots[] = { path, NULL };
	size_t before = in->v.n, n = strlen(path);
	FTS *tree;
	int r;

	while (n > 1 && path[n - 1] == '/')
		path[--n] = 0;
	tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	if (!tree)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot open %s: %s",
				   path, strerror(errno));
	r = walk(in, tree, err);
	fts_close(tree);
	in->folder = true;
	if (!r && in->v.n == before)
		r = evm_err_set(err, EVM_EXIT_FAILED,
				"%s: no .xml or .nxml file in the folder", path);
	return r;
}

static int add_operand(struct evm_inputs *in, const char *name,
		       struct evm_err *err)
{
	struct stat st;

	if (!stat(name, &st) && S_ISDIR(st.st_mode))
		return add_folder(in, evm_arena_dup(&in->arena, name,
						    strlen(name)), err);
	add(in, name);
	return 0;
}

static int add_listed(struct evm_inputs *in, const char *path,
		      struct evm_err *err)
{
	struct evm_buf line = EVM_BUF_INIT;
	struct evm_in *f;
	int got;

	if (evm_in_open(&f, path, err))
		return -1;
	while ((got = evm_in_line(f, &line, err)) == 1)
		if (line.n && add_operand(in, line.p, err)) {
			got = -1;
			break;
		}
	evm_buf_release(&line);
	evm_in_close(f);
	return got;
}

int evm_inputs_list(struct evm_inputs *in, char *const *operands,
		    const struct evm_list *from, struct evm_err *err)
{
	for (; *operands; operands++)
		if (add_operand(in, *operands, err))
			return -1;
	for (size_t i = 0; i < from->n; i++)
		if (add_listed(in, from->v[i], err))
			return -1;
	if (!in->v.n && !from->n)
		add(in, "-");
	return 0;
}

uint64_t evm_inputs_size(const char *const *files, size_t n)
{
	uint64_t sum = 0;
	struct stat st;

	for (size_t i = 0; i < n; i++) {
		if (stat(files[i], &st) || !S_ISREG(st.st_mode))
			return 0;
		sum += (uint64_t)st.st_size;
	}
	return sum;
}
