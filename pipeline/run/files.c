#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run/mine_p.h"

const char *evm_mine_path(const char *file, char *buf)
{
	return realpath(file, buf) ? buf : file;
}

/* Only what can be read a second time has a place in the manifest. */
static bool is_file(const char *file, struct evm_input *in)
{
	struct stat st;

	memset(in, 0, sizeof *in);
	if (!strcmp(file, "-") || stat(file, &st) || !S_ISREG(st.st_mode))
		return false;
	in->size = (uint64_t)st.st_size;
	in->mtime = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	return true;
}

/* CRC-32 of a file; 0 where it cannot be read: then it is read again. */
static uint32_t sum_of(const char *file)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_in *in;
	char buf[65536];
	uint32_t crc;

	if (evm_in_open(&in, file, &err))
		return 0;
	evm_in_sum(in);
	while (evm_in_read(in, buf, sizeof buf, &err) > 0)
		;
	crc = evm_in_crc(in);
	evm_in_close(in);
	return crc;
}

static int look(struct evm_mine *m, const char *file, bool *done,
		struct evm_err *err)
{
	enum evm_input_state state;
	char path[PATH_MAX];
	struct evm_input in;

	*done = false;
	if (m->o->force || !m->store || !is_file(file, &in))
		return 0;
	in.path = evm_mine_path(file, path);
	if (evm_store_input(m->store, &in, m->o->keep, &state, err))
		return -1;
	m->other += state == EVM_INPUT_OTHER;
	*done = state == EVM_INPUT_DONE ||
		(state == EVM_INPUT_TOUCHED && sum_of(file) == in.crc);
	m->done += *done;
	return 0;
}

static void tell_choice(const struct evm_mine *m)
{
	if (m->done)
		evm_say(m->o->program, "%zu of %zu files are done already",
			m->done, m->files.v.n);
	if (m->other)
		evm_say(m->o->program, "%zu files were read with other rules, "
			"dictionaries or options: they are read again (--again "
			"takes the stored texts instead)", m->other);
}

int evm_mine_choose(struct evm_mine *m, struct evm_buf *list,
		    struct evm_err *err)
{
	m->todo.folder = m->files.folder;
	for (size_t i = 0; i < m->files.v.n; i++) {
		const char *file = m->files.v.v[i];
		bool done;

		if (look(m, file, &done, err))
			return -1;
		if (!done)
			*EVM_PUSH(&m->todo.arena, m->todo.v) = file;
		if (list)
			evm_buf_printf(list, "%s\t%s\n", done ? "done" : "read",
				       file);
	}
	if (!m->o->front->quiet)
		tell_choice(m);
	return 0;
}

static void tell_failure(struct evm_mine *m, const struct evm_err *failed)
{
	evm_say(m->o->program, "failed: %s", failed->msg);
	m->failed++;
	/* damaged is worse than cut */
	if (m->failure != EVM_EXIT_FAILED)
		m->failure = failed->code;
}

int evm_mine_file_end(void *mine, const struct evm_feed_file *file,
		      struct evm_err *err)
{
	struct evm_mine *m = mine;
	const char *name = m->todo.v.v[file->index];
	char path[PATH_MAX];
	struct evm_input in;

	if (file->failed)
		tell_failure(m, file->failed);
	if (!is_file(name, &in))
		return 0;
	in.path = evm_mine_path(name, path);
	in.crc = file->crc;
	in.records = file->counts.records + file->counts.off_topic;
	in.docs = file->counts.docs;
	in.skipped = file->counts.skipped;
	in.failed = file->failed ? file->failed->msg : NULL;
	if (evm_mine_begin(m, err))
		return -1;
	if (evm_store_input_read(m->store, &in, m->o->keep, err))
		return evm_mine_give_up(m);
	return evm_mine_commit_file(m, err);
}
