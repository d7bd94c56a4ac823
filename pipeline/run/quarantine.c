#include <limits.h>
#include <stdio.h>

#include "run/mine_p.h"

int evm_mine_hold(void *mine, const struct evm_raw *raw, const char *msg,
		  struct evm_err *err)
{
	struct evm_mine *m = mine;
	char path[PATH_MAX];
	struct evm_held h = {
		.path = evm_str(evm_mine_path(raw->file, path)),
		.format = evm_str(evm_format_name(raw->format)),
		.encoding = evm_str(raw->encoding), .message = evm_str(msg),
		.offset = raw->offset, .line = raw->line,
		.bytes = evm_buf_str(&raw->bytes),
	};

	if (!m->store)
		return 0;
	if (evm_mine_begin(m, err))
		return -1;
	return evm_store_hold(m->store, &h, err) ? evm_mine_give_up(m) : 0;
}

/* A record on its way through the stages once more. */
struct retry {
	struct evm_mine *m;
	struct evm_parser *parser;
	struct evm_doc doc;
	struct evm_arena arena;
	struct evm_buf lines;
};

/* 1 with a parcel of its next document, 0 when it has no more, -1. */
static int next_parcel(struct retry *t, const struct evm_raw *raw, bool *more,
		       struct evm_parcel **p, struct evm_err *err)
{
	int got = evm_corpus_parse(t->parser, raw, &t->doc, more, err);

	if (got != 1)
		return got;
	t->lines.n = 0;
	if ((!t->doc.deleted && evm_mine_stages(t->m, 0, &t->doc, err)) ||
	    evm_doc_write(&t->lines, &t->doc, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(t->doc.id));
	evm_arena_reset(&t->arena);
	*p = evm_mine_parcel(t->m, &t->arena, &t->doc);
	(*p)->lines = evm_buf_str(&t->lines);
	return 1;
}

/* Loaded, or left where it is. */
static int retry_record(struct retry *t, const struct evm_held *h,
			struct evm_err *err)
{
	struct evm_raw raw = { .format = (enum evm_format)evm_format_of(h->format.p),
		.file = h->path.p, .offset = h->offset, .line = h->line,
		.bytes = { (char *)(uintptr_t)h->bytes.p, h->bytes.n, 0 } };
	struct evm_err why = EVM_ERR_INIT;
	struct evm_parcel *p = NULL;
	bool more = true;
	int got = h->bytes.n ? 0 : -1;

	snprintf(raw.encoding, sizeof raw.encoding, "%s", h->encoding.p);
	while (more && got >= 0) {
		got = next_parcel(t, &raw, &more, &p, &why);
		if (got == 1 && evm_mine_load(t->m, p, err))
			return -1;
	}
	if (got < 0) {
		evm_say(t->m->o->program, "still: %s",
			h->bytes.n ? why.msg : h->message.p);
		return 0;
	}
	if (evm_mine_begin(t->m, err))
		return -1;
	return evm_store_let_go(t->m->store, h->id, err);
}

int evm_mine_retry(struct evm_mine *m, int64_t run, struct evm_err *err)
{
	struct retry t = { .m = m, .parser = evm_parser_new(),
			   .lines = EVM_BUF_INIT };
	struct evm_held h = { .id = 0 };
	int got = 1, r = 0;

	evm_doc_init(&t.doc);
	evm_arena_init(&t.arena);
	while (!r && !m->o->stop() &&
	       (got = evm_store_held(m->store, run, &h, err)) == 1)
		r = retry_record(&t, &h, err);
	evm_parser_free(t.parser);
	evm_doc_release(&t.doc);
	evm_arena_release(&t.arena);
	evm_buf_release(&t.lines);
	return r || got < 0 ? -1 : 0;
}
