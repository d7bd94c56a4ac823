/*
 * The shipped vocabularies: their files, and the image that make builds of
 * them. The image knows what it was built of, by content: it is taken when the
 * files, the lists and this very code would give it again, else they are
 * compiled.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/data.h"
#include "core/digest.h"
#include "core/io.h"
#include "dictionaries/dict_p.h"

#define FILE_MOST ((size_t)1 << 30)

/* Digest of this folder's code, made by the Makefile. */
static const char code[] =
#include "dictionaries/code.inc"
	;

void evm_dict_paths_free(char **paths, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(paths[i]);
	free(paths);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int evm_dict_shipped_paths(char ***paths, size_t *n, struct evm_err *err)
{
	char *folder = evm_data_path("dictionaries", err);
	DIR *dir = folder ? opendir(folder) : NULL;
	const struct dirent *e;

	*paths = NULL;
	*n = 0;
	if (!dir) {
		if (folder)
			evm_err_set(err, EVM_EXIT_FAILED, "%s: %s", folder,
				    strerror(errno));
		free(folder);
		return -1;
	}
	while ((e = readdir(dir))) {
		struct evm_buf path = EVM_BUF_INIT;

		if (e->d_name[0] == '.' ||
		    !evm_str_ends(evm_str(e->d_name), ".tsv"))
			continue;
		evm_buf_printf(&path, "%s/%s", folder, e->d_name);
		*paths = evm_realloc(*paths, evm_mul(*n + 1, sizeof **paths));
		(*paths)[(*n)++] = path.p;
	}
	closedir(dir);
	free(folder);
	if (*n)
		qsort(*paths, *n, sizeof **paths, by_name);
	return 0;
}

/* Appends a file's name and content. */
static int add_file(struct evm_buf *all, const char *path, struct evm_err *err)
{
	const char *slash = strrchr(path, '/');
	struct evm_in *in;
	int got;

	evm_buf_printf(all, "\n%s\n", slash ? slash + 1 : path);
	if (evm_in_open(&in, path, err))
		return -1;
	got = evm_in_all(in, all, FILE_MOST, err);
	evm_in_close(in);
	return got;
}

static int add_list(struct evm_buf *all, const char *below, struct evm_err *err)
{
	char *path = evm_data_path(below, err);
	int got = path ? add_file(all, path, err) : -1;

	free(path);
	return got;
}

/* All that the image depends on. */
static int digest_sources(unsigned char digest[EVM_DIGEST_BYTES], char **paths,
			  size_t n, struct evm_err *err)
{
	struct evm_buf all = EVM_BUF_INIT;
	int got;

	evm_buf_printf(&all, "%s\n%s\n%s", code, utf8proc_version(),
		       utf8proc_unicode_version());
	got = add_list(&all, "dictionaries/lists/english.tsv", err);
	if (!got)
		got = add_list(&all, "dictionaries/lists/block.tsv", err);
	for (size_t i = 0; i < n && !got; i++)
		got = add_file(&all, paths[i], err);
	if (!got)
		evm_digest_raw(evm_buf_str(&all), digest);
	evm_buf_release(&all);
	return got;
}

/* The image at path (freed) when it was built of these sources. */
static struct evm_dict *open_image(char *path, const unsigned char *sources)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d = NULL;

	if (path && !evm_dict_open(&d, path, &err) &&
	    memcmp(d->head->sources, sources, sizeof d->head->sources) != 0) {
		evm_dict_free(d);
		d = NULL;
	}
	free(path);
	return d;
}

static struct evm_dict *find_image(const unsigned char *sources)
{
	const char *more = getenv("EVMINE_BLOCKS");
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d;

	if (more && *more)
		return NULL;
	d = open_image(evm_data_built(EVM_DICT_SHIPPED), sources);
	return d ? d : open_image(evm_data_path("dictionaries/" EVM_DICT_SHIPPED, &err),
				  sources);
}

/* Tells a built dictionary what it was built of. */
static void stamp(struct evm_dict *d, const unsigned char *sources)
{
	struct head *h = (struct head *)(uintptr_t)d->head;

	memcpy(h->sources, sources, sizeof h->sources);
	h->check = evm_dict_head_check(h);
}

int evm_dict_shipped(struct evm_dict **d, struct evm_err *err)
{
	unsigned char sources[EVM_DIGEST_BYTES];
	char **paths;
	size_t n;
	int got = evm_dict_shipped_paths(&paths, &n, err);

	if (!got)
		got = digest_sources(sources, paths, n, err);
	if (!got && !(*d = find_image(sources))) {
		got = evm_dict_build(d, (const char *const *)paths, n, err);
		if (!got)
			stamp(*d, sources);
	}
	evm_dict_paths_free(paths, n);
	return got;
}
