/* The reference list: entries, their labels, and the identifiers printed. */
#include <string.h>

#include "corpus/text_p.h"

/* A number that leads an entry: "12.", "[12]", "(12)", "12 "; 0: none. */
static uint64_t leading_number(struct evm_str s, size_t *n)
{
	size_t i = 0, from;
	uint64_t v = 0;
	char open = s.p[0];

	if (open == '[' || open == '(')
		i++;
	for (from = i; i < s.n && evm_is_digit(s.p[i]) && i - from < 4; i++)
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	if (i == from || i >= s.n)
		return 0;
	if (open == '[' || open == '(') {
		if (s.p[i] != (open == '[' ? ']' : ')'))
			return 0;
		i++;
	} else if (s.p[i] == '.' || s.p[i] == ')') {
		i++;
	} else if (s.p[i] != ' ') {
		return 0;
	}
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	*n = i;
	return i < s.n && !evm_is_digit(s.p[i]) ? v : 0;
}

/* "Smith J," or "Smith, J.": a name that begins an entry. */
static bool leads_name(struct evm_str s)
{
	struct evm_str w = text_word(&s), next = text_word(&s);

	if (w.n < 2 || !evm_is_upper(w.p[0]) || !next.n ||
	    !evm_is_upper(next.p[0]))
		return false;
	if (w.p[w.n - 1] == ',')
		return next.n <= 6 && (next.n == 1 || next.p[1] == '.' ||
				       evm_is_upper(next.p[1]) ||
				       next.p[next.n - 1] == ',');
	if (next.n <= 3 && evm_is_upper(next.p[next.n - 1])) {
		next = text_word(&s);
		return next.n > 4 && strchr("(12", next.p[0]);
	}
	return next.n <= 4 && strchr(",.", next.p[next.n - 1]) &&
	       (next.n < 3 || evm_is_upper(next.p[1]));
}

static struct evm_str doi_in(struct evm_str s)
{
	for (size_t i = 0; (i = evm_str_find(s, EVM_LIT("10."), i)) != SIZE_MAX; i++) {
		size_t e = i + 3, digits = 0;

		while (e < s.n && evm_is_digit(s.p[e])) {
			e++;
			digits++;
		}
		if (digits < 4 || e >= s.n || s.p[e] != '/')
			continue;
		while (e < s.n && !evm_is_space(s.p[e]))
			e++;
		while (e > i && strchr(".,;)]>", s.p[e - 1]))
			e--;
		return evm_str_sub(s, i, e);
	}
	return EVM_LIT("");
}

static struct evm_str pmid_in(struct evm_str s)
{
	static const char *const names[] = { "PMID", "PubMed", "Pubmed", "pmid" };

	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		size_t i = evm_str_find(s, evm_str(names[k]), 0), e;

		if (i == SIZE_MAX)
			continue;
		i += strlen(names[k]);
		while (i < s.n && strchr(": ID", s.p[i]))
			i++;
		for (e = i; e < s.n && evm_is_digit(s.p[e]); e++)
			;
		if (e > i && e - i <= 9)
			return evm_str_sub(s, i, e);
	}
	return EVM_LIT("");
}

/* "Smith 2019b" of an entry without a number. */
static struct evm_str name_and_year(struct text_job *j, struct evm_str s)
{
	struct evm_str rest = s, name = text_bare(text_word(&rest));

	for (size_t i = 1; i + 4 <= s.n; i++) {
		size_t e = i + 4;

		if ((s.p[i] != '1' && s.p[i] != '2') || evm_is_alnum(s.p[i - 1]))
			continue;
		if (!evm_is_digit(s.p[i + 1]) || !evm_is_digit(s.p[i + 2]) ||
		    !evm_is_digit(s.p[i + 3]) ||
		    (e < s.n && evm_is_digit(s.p[e])))
			continue;
		if (e < s.n && evm_is_lower(s.p[e]))
			e++;
		return evm_str_printf(j->arena, "%" EVM_FMT " %" EVM_FMT,
				      EVM_ARG(name),
				      EVM_ARG(evm_str_sub(s, i, e)));
	}
	return name;
}

static void add(struct text_job *j, struct text_out *o, uint64_t number)
{
	struct evm_ref *r;
	struct evm_str raw = evm_str_trim(evm_buf_str(&o->buf));

	if (raw.n) {
		raw = evm_str_dup(j->arena, raw);
		r = EVM_PUSH(j->arena, j->doc->refs);
		r->raw = raw;
		r->doi = doi_in(raw);
		r->pmid = pmid_in(raw);
		r->label = number ? evm_str_printf(j->arena, "%llu",
			(unsigned long long)number) : name_and_year(j, raw);
	}
	text_out_reset(o);
}

/* Does the entry so far end: in a stop, a number, an address? */
static bool entry_ended(const struct text_out *o)
{
	struct evm_str s = evm_buf_str(&o->buf);
	size_t b = s.n;

	if (!s.n)
		return true;
	while (b && !evm_is_space(s.p[b - 1]) && s.n - b < 200)
		b--;
	return strchr(".])", s.p[s.n - 1]) || evm_is_digit(s.p[s.n - 1]) ||
	       evm_str_find(evm_str_sub(s, b, s.n), EVM_LIT("10."), 0) != SIZE_MAX;
}

void text_references(struct text_job *j)
{
	struct text_out o = { .buf = EVM_BUF_INIT };
	uint64_t number = 0, n;
	bool numbered = false, any = false;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct evm_str s = text_of(j, i);
		size_t skip = 0;
		bool begins;

		if (j->lines.v[i].kind != LINE_REFERENCE)
			continue;
		n = leading_number(s, &skip);
		if (!any)
			numbered = n != 0;
		begins = numbered ? n && (n == number + 1 || !any) :
			 entry_ended(&o) && (j->lines.v[i].gap || leads_name(s));
		any = true;
		if (begins) {
			add(j, &o, number);
			number = numbered ? n : 0;
			if (numbered)
				j->lines.v[i].begin += (uint32_t)skip;
		}
		text_out_line(j, &o, j->lines.v[i].begin, j->lines.v[i].end);
	}
	add(j, &o, number);
	evm_buf_release(&o.buf);
}
