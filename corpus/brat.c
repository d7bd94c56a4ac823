#include "corpus/brat.h"

#include <string.h>

#include "core/index.h"
#include "core/utf8.h"
#include "corpus/given.h"

/* A line of the file that is a passage of ours. */
struct line {
	uint32_t from, end, at;	/* bytes of the file; where it is in the text */
};

struct brat {
	struct evm_doc *doc;
	struct evm_str text;	/* the file */
	EVM_VEC(struct line) lines;
	struct evm_index marks;	/* "T1" -> its mention */
};

bool evm_brat_sniff(struct evm_str head)
{
	struct evm_str line = evm_str_cut(&head, '\n');
	struct evm_str id = evm_str_cut(&line, '\t'), kind;
	uint64_t number;

	if (id.n < 2 || id.p[0] != 'T' || !line.p ||
	    evm_str_u64(evm_str_sub(id, 1, id.n), UINT32_MAX, &number))
		return false;
	kind = evm_str_cut(&line, ' ');
	id = evm_str_cut(&line, ' ');
	return kind.n && line.p && !evm_str_u64(id, UINT32_MAX, &number);
}

int evm_brat_read(struct evm_in *in, struct evm_raw *raw, size_t max,
		  struct evm_err *err)
{
	struct evm_str name = evm_str(evm_in_name(in));
	struct evm_buf path = EVM_BUF_INIT;
	struct evm_in *text;
	int rc;

	if (!evm_str_ends(name, ".ann"))
		return evm_err_set(err, EVM_EXIT_FAILED, "%s: brat's annotations "
				   "are read from NAME.ann, the text from NAME.txt "
				   "beside it", name.p);
	raw->bytes.n = 0;
	if (evm_in_all(in, &raw->bytes, max, err))
		return -1;
	evm_buf_addc(&raw->bytes, '\0');
	evm_buf_add(&path, evm_str_sub(name, 0, name.n - 4));
	evm_buf_addz(&path, ".txt");
	rc = evm_in_open(&text, path.p, err);
	evm_buf_release(&path);
	if (rc)
		return -1;
	rc = evm_in_all(text, &raw->bytes, max, err);
	evm_in_close(text);
	return rc ? -1 : 1;
}

/* --- the text ------------------------------------------------------------------- */

static void passages(struct brat *b)
{
	struct evm_str rest = b->text;
	uint32_t from = 0;

	while (rest.p) {
		struct evm_str s = evm_str_cut(&rest, '\n');
		char *p = evm_arena_dup(&b->doc->arena, s.p, s.n);
		int at;

		for (size_t i = 0; i < s.n; i++)
			if (((unsigned char)p[i] < ' ' && p[i] != '\t') ||
			    p[i] == 0x7f)
				p[i] = ' ';
		at = evm_doc_passage(b->doc, EVM_REGION_BODY, EVM_LIT(""),
				     (struct evm_str){ p, s.n });
		if (at >= 0)
			*EVM_PUSH(&b->doc->arena, b->lines) = (struct line){
				from, from + (uint32_t)s.n,
				b->doc->passages.v[at].span.begin };
		from += (uint32_t)s.n + 1;
	}
	evm_doc_seal(b->doc);
}

/* From the file's bytes to the text's; false over an end of line. */
static bool moved(const struct brat *b, struct evm_span *s)
{
	size_t lo = 0, hi = b->lines.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (b->lines.v[mid].end < s->end)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == b->lines.n || b->lines.v[lo].from > s->begin)
		return false;
	s->begin = s->begin - b->lines.v[lo].from + b->lines.v[lo].at;
	s->end = s->end - b->lines.v[lo].from + b->lines.v[lo].at;
	return true;
}

/* --- annotations ------------------------------------------------------------------- */

/* "begin end;begin end" */
static bool places(struct evm_str s, struct evm_pieces_at *at)
{
	while (s.p) {
		struct evm_str piece = evm_str_cut(&s, ';'), end = piece;
		struct evm_str begin = evm_str_cut(&end, ' ');
		uint64_t from, to;

		if (at->n == EVM_PIECES_MAX || !end.p ||
		    evm_str_u64(begin, UINT32_MAX, &from) ||
		    evm_str_u64(end, UINT32_MAX, &to) || to < from)
			return false;
		at->v[at->n].at = from;
		at->v[at->n++].length = to - from;
	}
	return at->n > 0;
}

/* T1<TAB>Type begin end<TAB>text */
static void mention(struct brat *b, struct evm_str id, struct evm_str line)
{
	struct evm_str head = evm_str_cut(&line, '\t');
	struct evm_pieces_at at = { .n = 0 };
	struct evm_span span;
	struct evm_mention *m;
	int type = evm_given_type(evm_str_cut(&head, ' '));

	if (type < 0 || !line.p || !places(head, &at) ||
	    !evm_given_pieces(b->text, &at, line, &span) || !moved(b, &span))
		return;
	evm_index_add(&b->marks, id, (uint32_t)b->doc->mentions.n, NULL);
	m = EVM_PUSH(&b->doc->arena, b->doc->mentions);
	m->type = (enum evm_type)type;
	m->span = span;
	m->norm = at.n > 1 ? evm_given_name(&b->doc->arena, line) :
		  evm_doc_slice(b->doc, span);
	m->by = EVM_LIT("given");
}

/* The mention that a line is about: "Reference T1 ..." */
static struct evm_mention *about(struct brat *b, struct evm_str *head)
{
	struct evm_str id;
	uint32_t at;

	evm_str_cut(head, ' ');
	if (!head->p)
		return NULL;
	id = evm_str_cut(head, ' ');
	return evm_index_get(&b->marks, id, &at) ? &b->doc->mentions.v[at] : NULL;
}

/* "norm=TNF; source=UC": what our own export says of a mention. */
static void note(struct brat *b, struct evm_mention *m, struct evm_str line)
{
	struct evm_arena *a = &b->doc->arena;

	while (line.p) {
		struct evm_str value = evm_str_trim(evm_str_cut(&line, ';'));
		struct evm_str key = evm_str_cut(&value, '=');
		struct evm_str *to = evm_str_eqz(key, "norm") ? &m->norm :
			evm_str_eqz(key, "source") ? &m->source :
			evm_str_eqz(key, "species") ? &m->species :
			evm_str_eqz(key, "cargo") ? &m->cargo :
			evm_str_eqz(key, "modification") ? &m->modification : NULL;

		if (to && value.p)
			*to = evm_str_dup(a, value);
		else if (evm_str_eqz(key, "sign"))
			m->sign = evm_str_eqz(value, "-1") ? -1 : 1;
		else if (evm_str_eqz(key, "argument"))
			m->by = EVM_LIT("");	/* an argument, no mention */
	}
}

static void annotation(struct brat *b, struct evm_str line)
{
	struct evm_str id = evm_str_cut(&line, '\t'), head;
	struct evm_mention *m;

	if (!id.n || !line.p)
		return;
	if (id.p[0] == 'T') {
		mention(b, id, line);
		return;
	}
	if (id.p[0] != 'N' && id.p[0] != '#')
		return;
	head = evm_str_cut(&line, '\t');
	if (!(m = about(b, &head)))
		return;
	if (id.p[0] == '#') {
		note(b, m, line);
		return;
	}
	evm_given_concept(m, head.p ? head : EVM_LIT(""), &b->doc->arena);
	if (line.p)
		m->name = evm_str_dup(&b->doc->arena, line);
}

static void without_arguments(struct evm_doc *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->mentions.n; i++)
		if (doc->mentions.v[i].by.n)
			doc->mentions.v[n++] = doc->mentions.v[i];
	doc->mentions.n = n;
}

/* The file's name without its folder and its end. */
static struct evm_str stem(struct evm_arena *a, const char *file)
{
	const char *slash = strrchr(file, '/');
	struct evm_str s = evm_str(slash ? slash + 1 : file);

	return evm_str_dup(a, evm_str_sub(s, 0, s.n - 4));
}

int evm_brat_parse(const struct evm_raw *raw, struct evm_doc *doc,
		   struct evm_err *err)
{
	struct evm_str lines = evm_buf_str(&raw->bytes);
	struct brat b = { .doc = doc };

	evm_doc_reset(doc);
	b.text = lines;
	lines = evm_str_cut(&b.text, '\0');
	if (evm_utf8_bad(lines) != SIZE_MAX || evm_utf8_bad(b.text) != SIZE_MAX)
		return evm_err_set(err, EVM_EXIT_FAILED, "%s: it or its text is no "
				   "UTF-8", raw->file);
	doc->id = stem(&doc->arena, raw->file);
	doc->source = EVM_LIT("text");
	passages(&b);
	while (lines.p)
		annotation(&b, evm_str_cut(&lines, '\n'));
	evm_index_release(&b.marks);
	without_arguments(doc);
	evm_doc_sort(doc);
	return 1;
}
