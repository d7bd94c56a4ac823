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

/* EVMINE_DATA, the build's source tree, the share folder beside the program, or
 * (a program of others, with the library) the one that make install fills. */
static bool data_dir(char *dir, size_t size)
{
	static const char *const beside[] = { "/../../..", "/../share/evmine" };
	const char *env = getenv("EVMINE_DATA");
	char exe[PATH_MAX], test[PATH_MAX + 64];
	ssize_t n;
	char *slash;

	if (env && *env)
		return snprintf(dir, size, "%s", env) < (int)size;
	n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	if (n <= 0)
		return false;
	exe[n] = 0;
	slash = strrchr(exe, '/');
	if (!slash)
		return false;
	*slash = 0;
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

int evm_data_each(const char *below, evm_tsv_fn *use, void *ctx,
		  struct evm_err *err)
{
	char *path = evm_data_path(below, err);
	int r = path ? evm_tsv_each(path, use, ctx, err) : -1;

	free(path);
	return r;
}
