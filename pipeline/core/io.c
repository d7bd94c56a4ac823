#include "core/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "core/inflate.h"

#define RAW ((size_t)64 << 10)
#define PLAIN ((size_t)128 << 10)

struct evm_in {
	int fd;
	char *name;
	bool open_member, ended;
	const struct evm_inflate *kind;
	void *z;			/* of that kind; NULL: no gzip */
	struct evm_err *late;		/* met behind bytes that come first */
	unsigned char *raw;		/* RAW bytes as read */
	size_t raw_at, raw_n;
	char *plain;			/* PLAIN bytes, inflated */
	size_t at, n;
	uint64_t given, taken;
	bool sum;
	uint32_t crc;
};

int evm_in_open(struct evm_in **out, const char *path, struct evm_err *err)
{
	bool std = !strcmp(path, "-");
	int fd = std ? 0 : open(path, O_RDONLY | O_CLOEXEC);
	struct evm_in *in;

	if (fd < 0)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot open %s: %s",
				   path, strerror(errno));
	in = evm_malloc(sizeof *in);
	memset(in, 0, sizeof *in);
	in->fd = fd;
	in->name = strdup(std ? "standard input" : path);
	if (!in->name)
		evm_oom();
	in->raw = evm_malloc(RAW);
	in->plain = evm_malloc(PLAIN);
	*out = in;
	return 0;
}

void evm_in_close(struct evm_in *in)
{
	if (!in)
		return;
	if (in->z)
		in->kind->free(in->z);
	free(in->late);
	if (in->fd > 0)
		close(in->fd);
	free(in->name);
	free(in->raw);
	free(in->plain);
	free(in);
}

const char *evm_in_name(const struct evm_in *in) { return in->name; }
uint64_t evm_in_offset(const struct evm_in *in) { return in->given; }
uint64_t evm_in_raw_offset(const struct evm_in *in) { return in->taken; }
void evm_in_sum(struct evm_in *in) { in->sum = true; }
uint32_t evm_in_crc(const struct evm_in *in) { return in->crc; }

/* Reads raw bytes: how many, 0 at the end, -1. */
static ptrdiff_t read_raw(struct evm_in *in, void *p, size_t n, struct evm_err *err)
{
	ssize_t got;

	do
		got = read(in->fd, p, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot read %s: %s",
				   in->name, strerror(errno));
	if (in->sum)
		in->crc = evm_crc32(in->crc, p, (size_t)got);
	in->taken += (uint64_t)got;
	return got;
}

/* Reads more raw bytes behind those not used yet: 1, 0 at the end, -1. */
static int more_raw(struct evm_in *in, struct evm_err *err)
{
	ptrdiff_t got;

	if (in->raw_at) {
		memmove(in->raw, in->raw + in->raw_at, in->raw_n - in->raw_at);
		in->raw_n -= in->raw_at;
		in->raw_at = 0;
	}
	got = read_raw(in, in->raw + in->raw_n, RAW - in->raw_n, err);
	if (got < 0)
		return -1;
	in->raw_n += (size_t)got;
	return got > 0;
}

/* Raw bytes, up to some, without moving on: 1, 0 when there are fewer, -1. */
static int look_ahead(struct evm_in *in, size_t n, struct evm_err *err)
{
	int r = 1;

	while (r == 1 && in->raw_n - in->raw_at < n)
		r = more_raw(in, err);
	return r;
}

static bool is_member(const struct evm_in *in)
{
	return in->raw_n - in->raw_at >= 2 && in->raw[in->raw_at] == 0x1f &&
	       in->raw[in->raw_at + 1] == 0x8b;
}

static void open_member(struct evm_in *in)
{
	const struct evm_inflate *kind = evm_inflate_for(in->raw + in->raw_at,
							 in->raw_n - in->raw_at);

	if (in->z && in->kind == kind) {
		kind->reset(in->z);
	} else {
		if (in->z)
			in->kind->free(in->z);
		in->kind = kind;
		in->z = kind->new();
	}
	in->open_member = true;
}

static int begin(struct evm_in *in, struct evm_err *err)
{
	if (look_ahead(in, 4, err) < 0)
		return -1;
	if (is_member(in))
		open_member(in);
	return 0;
}

/* The raw bytes are at their end: fine between members, else cut short. */
static int at_end(struct evm_in *in, struct evm_err *err)
{
	in->ended = true;
	if (!in->open_member)
		return 0;
	return evm_err_set(err, EVM_EXIT_CUT,
			   "%s: byte %llu: the gzip stream stops before its end",
			   in->name, (unsigned long long)in->taken);
}

static int next_member(struct evm_in *in, struct evm_err *err)
{
	if (look_ahead(in, 4, err) < 0)
		return -1;
	/* as gzip does, what follows and is no member is ignored: padding */
	if (!is_member(in)) {
		in->ended = true;
		return 0;
	}
	open_member(in);
	return 1;
}

static struct evm_err *damaged(const struct evm_in *in, const char *why)
{
	struct evm_err *e = evm_malloc(sizeof *e);

	*e = (struct evm_err)EVM_ERR_INIT;
	evm_err_set(e, EVM_EXIT_FAILED, "%s: byte %llu: damaged gzip data: %s",
		    in->name, (unsigned long long)in->taken - in->raw_n +
		    in->raw_at, why);
	return e;
}

/* Raw bytes of an open member are there: 1, 0 at the end of the file, -1. */
static int ready(struct evm_in *in, struct evm_err *err)
{
	int r = in->open_member ? 1 : next_member(in, err);

	if (r <= 0 || in->raw_at < in->raw_n)
		return r;
	in->raw_at = in->raw_n = 0;
	r = more_raw(in, err);
	return r ? r : at_end(in, err);
}

/* Inflates into p: bytes, 0 at the end, -1. */
static ptrdiff_t inflate_some(struct evm_in *in, unsigned char *p, size_t n,
			      struct evm_err *err)
{
	size_t room = n;

	while (room == n && !in->late) {
		const unsigned char *from;
		size_t left;
		const char *why;
		int r = ready(in, err);

		if (r <= 0)
			return r;
		from = in->raw + in->raw_at;
		left = in->raw_n - in->raw_at;
		r = in->kind->run(in->z, &from, &left, p, &room, &why);
		in->raw_at = in->raw_n - left;
		in->open_member = r != 0;
		if (r < 0)
			in->late = damaged(in, why);
	}
	if (room < n)
		return (ptrdiff_t)(n - room);
	*err = *in->late;
	return -1;
}

static ptrdiff_t source(struct evm_in *in, void *p, size_t n,
			struct evm_err *err)
{
	size_t have;
	int r;

	if (!in->taken && begin(in, err))
		return -1;
	if (n > (1u << 30))
		n = 1u << 30;
	if (in->z)
		return in->ended ? 0 : inflate_some(in, p, n, err);
	if (in->raw_at == in->raw_n) {
		in->raw_at = in->raw_n = 0;
		if (n >= RAW)
			return read_raw(in, p, n, err);
		if ((r = more_raw(in, err)) <= 0)
			return r;
	}
	have = in->raw_n - in->raw_at;
	if (have > n)
		have = n;
	memcpy(p, in->raw + in->raw_at, have);
	in->raw_at += have;
	return (ptrdiff_t)have;
}

ptrdiff_t evm_in_read(struct evm_in *in, void *p, size_t n, struct evm_err *err)
{
	ptrdiff_t got;

	if (in->at < in->n) {
		got = (ptrdiff_t)(in->n - in->at < n ? in->n - in->at : n);
		memcpy(p, in->plain + in->at, (size_t)got);
		in->at += (size_t)got;
	} else {
		got = source(in, p, n, err);
	}
	if (got > 0)
		in->given += (uint64_t)got;
	return got;
}

/* Moves what is buffered to the front and reads more: 1, 0, -1. */
static int fill(struct evm_in *in, struct evm_err *err)
{
	ptrdiff_t got;

	if (in->at) {
		memmove(in->plain, in->plain + in->at, in->n - in->at);
		in->n -= in->at;
		in->at = 0;
	}
	got = source(in, in->plain + in->n, PLAIN - in->n, err);
	if (got > 0)
		in->n += (size_t)got;
	return got > 0 ? 1 : (int)got;
}

int evm_in_peek(struct evm_in *in, size_t n, struct evm_str *out,
		struct evm_err *err)
{
	int r = 1;

	if (n > RAW)
		n = RAW;
	while (r == 1 && in->n - in->at < n)
		r = fill(in, err);
	*out = (struct evm_str){ in->plain + in->at, in->n - in->at };
	if (out->n > n)
		out->n = n;
	/* a cut file still shows what it has; the reads will tell */
	return r < 0 && !out->n ? -1 : 0;
}

int evm_in_line(struct evm_in *in, struct evm_buf *line, struct evm_err *err)
{
	line->n = 0;
	for (;;) {
		char *p = in->plain + in->at, *nl;
		size_t have = in->n - in->at;
		int r;

		nl = have ? memchr(p, '\n', have) : NULL;
		if (nl)
			have = (size_t)(nl - p);
		evm_buf_add(line, (struct evm_str){ p, have });
		in->at += have;
		in->given += have;
		if (nl) {
			in->at++;
			in->given++;
			if (line->n && line->p[line->n - 1] == '\r')
				line->p[--line->n] = 0;
			return 1;
		}
		if ((r = fill(in, err)) < 0)
			return -1;
		if (!r)
			return line->n > 0;
	}
}

int evm_in_all(struct evm_in *in, struct evm_buf *all, size_t max,
	       struct evm_err *err)
{
	size_t start = all->n;
	ptrdiff_t got;

	for (;;) {
		evm_buf_reserve(all, PLAIN);
		got = evm_in_read(in, all->p + all->n, PLAIN, err);
		if (got <= 0)
			break;
		all->n += (size_t)got;
		if (all->n - start > max)
			return evm_err_set(err, EVM_EXIT_FAILED,
					   "%s: more than %zu bytes in one piece",
					   in->name, max);
	}
	all->p[all->n] = 0;
	return got < 0 ? -1 : 0;
}

struct evm_out {
	FILE *f;
	gzFile gz;
	char *path, *part;		/* NULL for standard output */
	char why[200];			/* the first error */
	bool failed;
};

int evm_out_open(struct evm_out **res, const char *path, struct evm_err *err)
{
	struct evm_out *out = evm_malloc(sizeof *out);
	size_t n;

	memset(out, 0, sizeof *out);
	if (!path || !strcmp(path, "-")) {
		out->f = stdout;
		*res = out;
		return 0;
	}
	n = strlen(path);
	out->path = evm_malloc(n + 1);
	memcpy(out->path, path, n + 1);
	out->part = evm_malloc(n + 6);
	memcpy(out->part, path, n);
	memcpy(out->part + n, ".part", 6);
	if (!strncmp(path, "/dev/", 5)) {
		/* a device cannot be renamed into place */
		free(out->part);
		out->part = NULL;
	}
	if (evm_str_ends(evm_str(path), ".gz"))
		out->gz = gzopen(out->part, "wb");
	else
		out->f = fopen(out->part ? out->part : path, "wb");
	if (!out->f && !out->gz) {
		evm_err_set(err, EVM_EXIT_FAILED, "cannot write %s: %s", path,
			    strerror(errno));
		free(out->path);
		free(out->part);
		free(out);
		return -1;
	}
	*res = out;
	return 0;
}

static void note(struct evm_out *out)
{
	if (out->failed)
		return;
	out->failed = true;
	snprintf(out->why, sizeof out->why, "%s",
		 errno ? strerror(errno) : "write error");
}

void evm_out_add(struct evm_out *out, struct evm_str s)
{
	if (out->failed || !s.n)
		return;
	errno = 0;
	if (out->gz) {
		while (s.n) {
			unsigned n = s.n > (1u << 30) ? 1u << 30 : (unsigned)s.n;

			if (gzwrite(out->gz, s.p, n) != (int)n) {
				note(out);
				return;
			}
			s.p += n;
			s.n -= n;
		}
	} else if (fwrite(s.p, 1, s.n, out->f) != s.n) {
		note(out);
	}
}

bool evm_out_failed(const struct evm_out *out) { return out->failed; }

int evm_out_finish(struct evm_out *out, bool keep, struct evm_err *err)
{
	int r = 0;

	errno = 0;
	if (out->gz && gzclose(out->gz) != Z_OK)
		note(out);
	if (out->f && (fflush(out->f) || ferror(out->f)))
		note(out);
	if (out->f && fclose(out->f))
		note(out);
	if (out->part && (out->failed || !keep))
		unlink(out->part);
	else if (out->part && rename(out->part, out->path))
		note(out);
	if (out->failed)
		r = evm_err_set(err, EVM_EXIT_FAILED, "cannot write %s: %s",
				out->path ? out->path : "standard output",
				out->why);
	free(out->path);
	free(out->part);
	free(out);
	return r;
}

void evm_io_library(struct evm_buf *b)
{
	evm_buf_printf(b, "zlib %s", zlibVersion());
	if (strcmp(zlibVersion(), ZLIB_VERSION) != 0)
		evm_buf_printf(b, " (built with %s)", ZLIB_VERSION);
	evm_buf_printf(b, "; %s inflates", evm_inflates[0]->name);
}
