/* Writing passages: slices of the clean text, joined, with their map. */

#include "corpus/text_p.h"

void text_out_reset(struct text_out *o)
{
	o->buf.n = 0;
	o->runs.n = 0;
}

/* The fold's first run that ends behind pos. */
static size_t run_at(const struct text_job *j, uint32_t pos)
{
	size_t lo = 0, hi = j->runs.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (j->runs.v[mid].begin + j->runs.v[mid].len <= pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void add_run(struct text_job *j, struct text_out *o, uint32_t begin,
		    uint32_t len, uint64_t raw)
{
	struct evm_map *last = o->runs.n ? &o->runs.v[o->runs.n - 1] : NULL;

	if (last && last->begin + last->len == begin &&
	    last->raw + last->len == raw) {
		last->len += len;
		return;
	}
	last = EVM_PUSH(j->arena, o->runs);
	EVM_CHECK(last);
	*last = (struct evm_map){ begin, len, raw };
}

static void copy(struct text_job *j, struct text_out *o, uint32_t begin,
		 uint32_t end)
{
	uint32_t shift = (uint32_t)o->buf.n;
	size_t k = o->at;

	if (k >= j->runs.n || j->runs.v[k].begin > begin ||
	    j->runs.v[k].begin + j->runs.v[k].len <= begin)
		k = run_at(j, begin);
	evm_buf_add(&o->buf, evm_str_sub(j->text, begin, end));
	for (o->at = k; k < j->runs.n && j->runs.v[k].begin < end; k++) {
		struct evm_map r = j->runs.v[k];
		uint32_t b = r.begin > begin ? r.begin : begin;
		uint32_t e = r.begin + r.len < end ? r.begin + r.len : end;

		add_run(j, o, b - begin + shift, e - b, r.raw + (b - r.begin));
		o->at = k;
	}
}

void text_out_slice(struct text_job *j, struct text_out *o, uint32_t begin,
		    uint32_t end)
{
	const char *p = j->text.p;
	uint32_t from = begin;

	for (uint32_t i = begin; i < end;) {
		uint32_t k = i;

		while (k < end && evm_is_space(p[k]))
			k++;
		if (k == i) {
			i++;
			continue;
		}
		if (p[i] == ' ') {
			copy(j, o, from, i + 1);
		} else {
			copy(j, o, from, i);
			evm_buf_addc(&o->buf, ' ');
		}
		from = i = k;
	}
	if (from < end)
		copy(j, o, from, end);
}

void text_out_add(struct text_out *o, const char *z)
{
	evm_buf_addz(&o->buf, z);
}

static void drop_last(struct text_out *o)
{
	struct evm_map *last = o->runs.n ? &o->runs.v[o->runs.n - 1] : NULL;

	o->buf.n--;
	if (last && last->begin + last->len > o->buf.n && !--last->len)
		o->runs.n--;
}

void text_out_line(struct text_job *j, struct text_out *o, uint32_t begin,
		   uint32_t end)
{
	if (o->buf.n && begin < end) {
		struct evm_str was = evm_buf_str(&o->buf);
		enum text_join how;

		/* the last words decide, however long the passage is */
		if (was.n > 200)
			was = evm_str_sub(was, was.n - 200, was.n);
		how = text_join(j, was, evm_str_sub(j->text, begin, end));
		if (how == JOIN_SPACE)
			evm_buf_addc(&o->buf, ' ');
		else if (how == JOIN_DROP)
			drop_last(o);
	}
	text_out_slice(j, o, begin, end);
}

int text_out_passage(struct text_job *j, struct text_out *o,
		     enum evm_region region, struct evm_str section)
{
	int at;

	if (o->buf.n && o->buf.p[o->buf.n - 1] == SOFT_HYPHEN)
		drop_last(o);
	at = evm_doc_passage(j->doc, region, section, evm_buf_str(&o->buf));
	if (at >= 0) {
		uint32_t shift = j->doc->passages.v[at].span.begin;

		for (size_t k = 0; k < o->runs.n; k++) {
			struct evm_map m = o->runs.v[k];

			m.begin += shift;
			*EVM_PUSH(&j->doc->arena, j->doc->map) = m;
		}
	}
	text_out_reset(o);
	return at;
}
