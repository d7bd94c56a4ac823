/* The dictionary's block: checking, opening, writing, reading its records. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/data.h"
#include "core/digest.h"
#include "core/io.h"
#include "dictionaries/dict_p.h"

const size_t evm_dict_sizes[PARTS] = {
	[SLOTS] = sizeof(struct slot), [FILTER] = 8, [EDGES] = sizeof(struct edge),
	[STATES] = sizeof(uint32_t), [NAMES] = sizeof(struct name),
	[CONCEPTS] = sizeof(struct concept), [VOCABULARIES] = sizeof(uint32_t),
	[TEXTS] = 1,
};

uint64_t evm_dict_head_check(const struct head *h)
{
	return evm_str_hash((struct evm_str){ (const char *)h,
		offsetof(struct head, check) });
}

void evm_dict_digest_block(const struct head *h, unsigned char digest[32])
{
	evm_digest_raw((struct evm_str){ (const char *)(h + 1),
					 h->size - sizeof *h }, digest);
}

int evm_dict_verify(const struct evm_dict *d, struct evm_err *err)
{
	unsigned char digest[32];

	evm_dict_digest_block(d->head, digest);
	if (memcmp(digest, d->head->digest, sizeof digest) != 0)
		return evm_err_set(err, EVM_EXIT_FAILED, "damaged: the content "
			"is not what was built; build it again with evm-dict build");
	return 0;
}

static int check_parts(const struct head *h, struct evm_err *err)
{
	for (int p = 0; p < PARTS; p++) {
		uint64_t at = h->part[p].at, n = h->part[p].n;

		if (at % 8 || at < sizeof *h || at > h->size ||
		    n > (h->size - at) / evm_dict_sizes[p] || n > UINT32_MAX)
			return evm_err_set(err, EVM_EXIT_FAILED,
				"damaged: a table lies outside the file");
	}
	if (!h->part[SLOTS].n || !h->part[FILTER].n || !h->part[EDGES].n)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "damaged: an empty hash table");
	return 0;
}

static int check_head(const struct head *h, size_t size, struct evm_err *err)
{
	if (size < sizeof *h || memcmp(h->magic, "EVMDICT\n", 8) != 0)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "not a dictionary image");
	if (h->order != 0x01020304 || h->layout != EVM_DICT_LAYOUT)
		return evm_err_set(err, EVM_EXIT_FAILED, "an image of another "
			"version or machine: build it again with evm-dict build");
	if (h->size != size || h->check != evm_dict_head_check(h))
		return evm_err_set(err, EVM_EXIT_FAILED, "damaged or cut off: "
			"build it again with evm-dict build");
	return check_parts(h, err);
}

static void digest_text(char *to, const unsigned char *digest)
{
	for (int i = 0; i < 32; i++) {
		*to++ = "0123456789abcdef"[digest[i] >> 4];
		*to++ = "0123456789abcdef"[digest[i] & 15];
	}
	*to = 0;
}

int evm_dict_attach(struct evm_dict *d, void *block, size_t size, bool mapped,
		    struct evm_err *err)
{
	const struct head *h = block;
	const char *p = block;

	if (check_head(h, size, err))
		return -1;
	d->head = h;
	d->mapped = mapped;
	d->slots = (const void *)(p + h->part[SLOTS].at);
	d->filter = (const void *)(p + h->part[FILTER].at);
	d->edges = (const void *)(p + h->part[EDGES].at);
	d->states = (const void *)(p + h->part[STATES].at);
	d->names = (const void *)(p + h->part[NAMES].at);
	d->concepts = (const void *)(p + h->part[CONCEPTS].at);
	d->vocabularies = (const void *)(p + h->part[VOCABULARIES].at);
	d->texts = p + h->part[TEXTS].at;
	for (int i = 0; i < PARTS; i++)
		d->n[i] = (uint32_t)h->part[i].n;
	digest_text(d->digest, h->digest);
	return 0;
}

static int map_file(int fd, struct evm_dict **d, struct evm_err *err)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st))
		return evm_err_set(err, EVM_EXIT_FAILED, "%s", strerror(errno));
	if (!S_ISREG(st.st_mode) || st.st_size < (off_t)sizeof(struct head))
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "not a dictionary image");
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return evm_err_set(err, EVM_EXIT_FAILED, "%s", strerror(errno));
	*d = evm_malloc(sizeof **d);
	if (!evm_dict_attach(*d, p, (size_t)st.st_size, true, err))
		return 0;
	munmap(p, (size_t)st.st_size);
	free(*d);
	*d = NULL;
	return -1;
}

int evm_dict_open(struct evm_dict **d, const char *path, struct evm_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), got;

	if (fd < 0) {
		evm_err_set(err, EVM_EXIT_FAILED, "%s", strerror(errno));
		return evm_err_at(err, "%s", path);
	}
	got = map_file(fd, d, err);
	close(fd);
	return got ? evm_err_at(err, "%s", path) : 0;
}

int evm_dict_write(const struct evm_dict *d, const char *path,
		   struct evm_err *err)
{
	struct evm_out *out;

	if (evm_out_open(&out, path, err))
		return -1;
	evm_out_add(out, (struct evm_str){ (const char *)d->head,
					   d->head->size });
	return evm_out_finish(out, true, err);
}

void evm_dict_free(struct evm_dict *d)
{
	if (!d)
		return;
	if (d->mapped)
		munmap((void *)(uintptr_t)d->head, d->head->size);
	else
		free((void *)(uintptr_t)d->head);
	free(d);
}

const char *evm_dict_digest(const struct evm_dict *d)
{
	return d->digest;
}

size_t evm_dict_names(const struct evm_dict *d)
{
	return d->head->names;
}

size_t evm_dict_concepts(const struct evm_dict *d)
{
	return d->n[CONCEPTS];
}

size_t evm_dict_size(const struct evm_dict *d)
{
	return d->head->size;
}

struct evm_str evm_dict_text(const struct evm_dict *d, uint32_t at)
{
	const unsigned char *p = (const unsigned char *)d->texts;
	size_t n;

	if (!at || at >= d->n[TEXTS] || d->n[TEXTS] - at < 2)
		return EVM_LIT("");
	n = (size_t)p[at] | (size_t)p[at + 1] << 8;
	if (n > d->n[TEXTS] - at - 2)
		return EVM_LIT("");
	return (struct evm_str){ d->texts + at + 2, n };
}

struct evm_str evm_dict_vocabulary(const struct evm_dict *d, uint32_t i)
{
	return i < d->n[VOCABULARIES] ?
	       evm_dict_text(d, d->vocabularies[i]) : EVM_LIT("");
}

struct evm_concept evm_dict_concept(const struct evm_dict *d, uint32_t concept)
{
	struct evm_concept c = { EVM_SOURCE, EVM_LIT(""), EVM_LIT(""),
		EVM_LIT(""), EVM_LIT(""), EVM_LIT("") };
	const struct concept *in;

	if (concept >= d->n[CONCEPTS])
		return c;
	in = &d->concepts[concept];
	if (in->type < EVM_TYPE_N)
		c.type = (enum evm_type)in->type;
	c.id = evm_dict_text(d, in->id);
	c.norm = evm_dict_text(d, in->norm);
	c.name = evm_dict_text(d, in->name);
	c.attrs = evm_dict_text(d, in->attrs);
	c.vocabulary = evm_dict_vocabulary(d, in->vocabulary);
	return c;
}

struct evm_str evm_concept_attr(const struct evm_concept *c, const char *key)
{
	struct evm_str rest = c->attrs;

	while (rest.n) {
		struct evm_str value = evm_str_cut(&rest, ';');
		struct evm_str name = evm_str_cut(&value, '=');

		if (value.p && evm_str_eqz(evm_str_trim(name), key))
			return evm_str_trim(value);
	}
	return EVM_LIT("");
}

bool evm_dict_count(const struct evm_dict *d, size_t i, struct evm_count *count)
{
	size_t v = i / EVM_TYPE_N, type = i % EVM_TYPE_N;

	if (v >= d->n[VOCABULARIES])
		return false;
	*count = (struct evm_count){ evm_dict_vocabulary(d, (uint32_t)v),
				     (enum evm_type)type, 0, 0 };
	for (uint32_t k = 0; k < d->n[CONCEPTS]; k++)
		count->concepts += d->concepts[k].vocabulary == v &&
				   d->concepts[k].type == type;
	for (uint32_t k = 0; k < d->n[NAMES]; k++)
		count->names += d->names[k].vocabulary == v &&
				!(d->names[k].flags & NAME_BLOCK) &&
				d->names[k].concept < d->n[CONCEPTS] &&
				d->concepts[d->names[k].concept].type == type;
	return true;
}

/* The shipped lists go into every dictionary, and the names that curators
 * block (EVMINE_BLOCKS). */
static int shipped_lists(struct evm_builder *b, struct evm_err *err)
{
	char *words = evm_data_path("dictionaries/lists/english.tsv", err);
	char *blocks = evm_data_path("dictionaries/lists/block.tsv", err);
	const char *more = getenv("EVMINE_BLOCKS");
	int got = words && blocks ? evm_builder_english(b, words, err) : -1;

	if (!got)
		got = evm_builder_blocks(b, blocks, err);
	if (!got && more && *more && evm_builder_blocks(b, more, err))
		got = evm_err_at(err, "EVMINE_BLOCKS");
	free(words);
	free(blocks);
	return got;
}

int evm_dict_build(struct evm_dict **d, const char *const *paths, size_t n,
		   struct evm_err *err)
{
	struct evm_builder *b = evm_builder_new();
	int got = shipped_lists(b, err);

	for (size_t i = 0; i < n && !got; i++)
		got = evm_builder_vocabulary(b, paths[i], err);
	if (!got)
		got = evm_builder_finish(b, d, err);
	evm_builder_free(b);
	return got;
}
