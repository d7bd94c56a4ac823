#include "core/data.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The folder that the program is in. */
static bool exe_dir(char *dir, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", dir, size - 1);
	char *slash;

	if (n <= 0)
		return false;
	dir[n] = 0;
	slash = strrchr(dir, '/');
	if (slash)
		*slash = 0;
	return slash;
}

/* EVMINE_DATA, the build's source tree, the share folder beside the program, or
 * (a program of others, with the library) the one that make install fills. */
static bool data_dir(char *dir, size_t size)
{
	static const char *const beside[] = { "/../../..", "/../share/evmine" };
	const char *env = getenv("EVMINE_DATA");
	char exe[PATH_MAX], test[PATH_MAX + 64];

	if (env && *env)
		return snprintf(dir, size, "%s", env) < (int)size;
	if (!exe_dir(exe, sizeof exe))
		return false;
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		snprintf(test, sizeof test, "%s%s/dictionaries", exe, beside[i]);
		if (is_dir(test))
			return snprintf(dir, size, "%s%s", exe, beside[i]) <
			       (int)size;
	}
	return is_dir(EVM_PREFIX "/share/evmine/dictionaries") &&
	       snprintf(dir, size, "%s", EVM_PREFIX "/share/evmine") < (int)size;
}

char *evm_data_path(const char *below, struct evm_err *err)
{
	char dir[PATH_MAX + 64];
	struct evm_buf b = EVM_BUF_INIT;

	if (!data_dir(dir, sizeof dir)) {
		evm_err_set(err, EVM_EXIT_FAILED, "cannot find the folder with "
			    "dictionaries/ and extractors/rules/: set EVMINE_DATA");
		return NULL;
	}
	evm_buf_printf(&b, "%s/%s", dir, below);
	return b.p;
}

char *evm_data_built(const char *name)
{
	struct evm_buf b = EVM_BUF_INIT;
	char exe[PATH_MAX];

	if (!exe_dir(exe, sizeof exe))
		return NULL;
	evm_buf_printf(&b, "%s/../%s", exe, name);
	return b.p;
}

int evm_data_each(const char *below, evm_tsv_fn *use, void *ctx,
		  struct evm_err *err)
{
	char *path = evm_data_path(below, err);
	int r = path ? evm_tsv_each(path, use, ctx, err) : -1;

	free(path);
	return r;
}
