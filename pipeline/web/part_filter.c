/* Filters: out of a query, into links, as chips, in words. */
#include <stddef.h>

#include "web/parts.h"

bool evm_part_filter(struct evm_page *p, struct evm_filter *f, struct evm_str query)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf kept = EVM_BUF_INIT;
	struct evm_str rest = query;
	static const char *const ours[] = { "page", "was", "did", "why", "behind" };
	int rc;

	while (rest.p && rest.n) {
		struct evm_str one = evm_str_cut(&rest, '&'), value = one;
		struct evm_str key = evm_str_cut(&value, '=');
		bool skip = !value.p || !value.n;

		for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
			skip |= evm_str_eqz(key, ours[i]);
		if (skip)
			continue;
		if (kept.n)
			evm_buf_addc(&kept, '&');
		evm_buf_add(&kept, one);
	}
	rc = evm_filter_parse(f, evm_str_dup(p->a, evm_buf_str(&kept)), p->a, &err);
	evm_buf_release(&kept);
	if (rc)
		evm_page_status(p, 422, "%s", err.msg);
	return !rc;
}

struct evm_str evm_part_query(struct evm_page *p, const struct evm_filter *f)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str q = EVM_LIT("");

	evm_filter_text(&b, f);
	if (b.n)
		q = evm_str_printf(p->a, "?%.*s", (int)b.n, b.p);
	evm_buf_release(&b);
	return q;
}

const char *evm_part_field(enum evm_field f)
{
	static const char *const names[EVM_F_N] = {
		"Status", "Predicate", "Subject's type", "Object's type", "MSC source",
		"Vesicle", "Disease", "Route", "Donor species", "Model species", "Cargo",
		"Section", "Region", "Rule", "Certainty", "Year",
	};

	return names[f];
}

/* A chip whose link is the filter without one part. */
static void chip(struct evm_page *p, const struct evm_filter *without,
		 const char *label, struct evm_str value)
{
	evm_html(p->b, "<li><a href=\"/q%s\" aria-label=\"remove %z %a\">%z: %s "
		 "<span aria-hidden=\"true\">×</span></a></li>",
		 evm_part_query(p, without), label, value, label, value);
}

static void text_chips(struct evm_page *p, const struct evm_filter *f)
{
	static const struct {
		const char *label;
		size_t at;
	} texts[] = {
		{ "document", offsetof(struct evm_filter, doc) },
		{ "words", offsetof(struct evm_filter, text) },
		{ "claim", offsetof(struct evm_filter, claim) },
		{ "concept", offsetof(struct evm_filter, entity) },
		{ "judged by", offsetof(struct evm_filter, judge) },
		{ "sample", offsetof(struct evm_filter, sample) },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct evm_filter without = *f;
		struct evm_str *v = (struct evm_str *)((char *)&without + texts[i].at);
		struct evm_str value = *v;

		if (!value.n)
			continue;
		*v = EVM_LIT("");
		chip(p, &without, texts[i].label, value);
	}
}

static const struct {
	unsigned bit;
	const char *label;
} specials[] = {
	{ EVM_ONLY_RECHECK, "look again: the machine changed" },
	{ EVM_ONLY_MINE, "judged by me" }, { EVM_ONLY_UNSEEN, "not judged by me" },
	{ EVM_ONLY_RETURNED, "returned to me" }, { EVM_ONLY_FLAGGED, "flagged" },
	{ EVM_ONLY_GONE, "not found any more" }, { EVM_ONLY_RETRACTED, "retracted" },
	{ EVM_ONLY_COMMENTED, "commented" }, { EVM_ONLY_SAMPLE, "in a random sample" },
};

void evm_part_chips(struct evm_page *p, const struct evm_filter *f)
{
	evm_html(p->b, "<ul class=\"chips\" aria-label=\"Filter\">");
	for (int i = 0; i < EVM_F_N; i++) {
		struct evm_filter without = *f;

		if (!f->eq[i].n)
			continue;
		without.eq[i] = EVM_LIT("");
		chip(p, &without, evm_part_field((enum evm_field)i), f->eq[i]);
	}
	text_chips(p, f);
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
		struct evm_filter without = *f;

		if (!(f->only & specials[i].bit))
			continue;
		without.only &= ~specials[i].bit;
		chip(p, &without, "only", evm_str(specials[i].label));
	}
	evm_html(p->b, "</ul>");
}

static void word(struct evm_page *p, bool *any, const char *key, struct evm_str value)
{
	if (!value.n)
		return;
	evm_html(p->b, "%r%z %s", *any ? " · " : "", key, value);
	*any = true;
}

void evm_part_words(struct evm_page *p, const struct evm_filter *f)
{
	bool any = false;

	for (int i = 0; i < EVM_F_N; i++)
		word(p, &any, evm_field_name((enum evm_field)i), f->eq[i]);
	word(p, &any, "document", f->doc);
	word(p, &any, "words", f->text);
	word(p, &any, "claim", f->claim);
	word(p, &any, "concept", f->entity);
	word(p, &any, "judged by", f->judge);
	word(p, &any, "sample", f->sample);
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
		if (f->only & specials[i].bit)
			word(p, &any, "only", evm_str(specials[i].label));
	if (f->sort != EVM_SORT_FIRST)
		word(p, &any, "order", evm_str(evm_sort_name(f->sort)));
	if (!any)
		evm_html(p->b, "everything");
}
