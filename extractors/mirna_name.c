/* The name behind a microRNA's stem: number, letter, copy, arm. */
#include <string.h>

#include "extractors/mirna_p.h"

#define NUMBER_DIGITS 5
#define COPY_MOST 12		/* real copies are few; "-92" names a cluster */

size_t evm_mirna_hyphen(struct evm_str t, size_t pos)
{
	const unsigned char *p = (const unsigned char *)t.p + pos;

	if (pos >= t.n)
		return 0;
	if (p[0] == '-')
		return 1;
	if (t.n - pos < 3 || p[0] != 0xE2)
		return 0;
	return (p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0x93) ||
	       (p[1] == 0x88 && p[2] == 0x92) ? 3 : 0;
}

static char at(struct evm_str t, size_t pos)
{
	return pos < t.n ? t.p[pos] : ' ';
}

bool evm_mirna_ends(struct evm_str t, size_t pos)
{
	return !evm_is_alnum(at(t, pos));
}

static size_t digits(struct evm_str t, size_t pos, size_t most)
{
	size_t n = 0;

	while (n <= most && evm_is_digit(at(t, pos + n)))
		n++;
	return n <= most ? n : 0;
}

/* "a" of "29a", "29-a". */
static size_t letter(struct evm_str t, size_t pos, struct evm_mirna_name *name)
{
	size_t h = evm_mirna_hyphen(t, pos), n;
	char c = at(t, pos + h);

	if (!evm_is_alpha(c) || evm_is_alpha(at(t, pos + h + 1)))
		return pos;
	if (h && !evm_is_lower(c))
		return pos;
	name->letter = evm_to_lower(c);
	pos += h + 1;
	n = digits(t, pos, 2);
	if (n) {
		name->copy = evm_str_sub(t, pos, pos + n);
		pos += n;
	}
	return pos;
}

/* "-2" of "16-2"; "-92" of "17-92" goes to cluster. */
static size_t copy(struct evm_str t, size_t pos, struct evm_mirna_name *name)
{
	size_t h = evm_mirna_hyphen(t, pos), n = h ? digits(t, pos + h, 2) : 0;
	struct evm_str s;

	if (n == 0 || evm_to_lower(at(t, pos + h + n)) == 'p' || !evm_mirna_ends(t, pos + h + n))
		return pos;
	if (at(t, pos + h) == '0')
		return pos;
	s = evm_str_sub(t, pos + h, pos + h + n);
	if (n == 2 && (s.p[0] - '0') * 10 + s.p[1] - '0' > COPY_MOST)
		name->cluster = s;
	else
		name->copy = s;
	return pos + h + n;
}

/* "-27a" of "23a-27a-24-2": a further member, told by its letter. */
static size_t members(struct evm_str t, size_t pos, struct evm_mirna_name *name)
{
	size_t h = evm_mirna_hyphen(t, pos), n = h ? digits(t, pos + h, 3) : 0, e, more;

	if (n == 0 || !evm_is_lower(at(t, pos + h + n)) || at(t, pos + h + n) == 'p' ||
	    !evm_mirna_ends(t, pos + h + n + 1))
		return pos;
	e = pos + h + n + 1;
	while ((h = evm_mirna_hyphen(t, e)) && (more = digits(t, e + h, 3)) &&
	       at(t, e + h + more) != 'p')
		e += h + more + (evm_is_lower(at(t, e + h + more)) ? 1 : 0);
	name->cluster = evm_str_sub(t, pos + evm_mirna_hyphen(t, pos), e);
	return e;
}

size_t evm_mirna_arm(struct evm_str t, size_t pos, struct evm_mirna_name *name)
{
	size_t h = evm_mirna_hyphen(t, pos), i = pos + h;

	if (at(t, pos) == '*' || (t.n - pos >= 3 && memcmp(t.p + pos, "\xE2\x88\x97", 3) == 0)) {
		name->arm = '*';
		return pos + (at(t, pos) == '*' ? 1 : 3);
	}
	if (h == 0 || (at(t, i) != '5' && at(t, i) != '3'))
		return pos;
	name->arm = at(t, i++);
	if (at(t, i) == ' ')
		i++;
	if (evm_to_lower(at(t, i)) == 'p' && !evm_is_lower(at(t, i + 1)))
		return i + 1;
	name->arm = 0;
	return pos;
}

size_t evm_mirna_number(struct evm_str t, size_t pos, bool let, struct evm_mirna_name *name)
{
	size_t n = digits(t, pos, NUMBER_DIGITS);

	*name = (struct evm_mirna_name){ .let = let };
	if (n == 0 || (let && !(n == 1 && t.p[pos] == '7')))
		return 0;
	while (n > 1 && t.p[pos] == '0') {
		pos++;
		n--;
	}
	name->number = evm_str_sub(t, pos, pos + n);
	pos = letter(t, pos + n, name);
	if (!let)
		pos = members(t, pos, name);
	if (name->copy.n == 0 && name->cluster.n == 0)
		pos = copy(t, pos, name);
	pos = evm_mirna_arm(t, pos, name);
	return evm_mirna_ends(t, pos) ? pos : 0;
}

struct evm_str evm_mirna_norm(struct evm_arena *a, const struct evm_mirna_name *name)
{
	char l[2] = { name->letter, 0 };
	const char *arm = name->arm == '5' ? "-5p" : name->arm == '3' ? "-3p" : name->arm ? "*" : "";

	return evm_str_printf(a, "%s%" EVM_FMT "%s%s%" EVM_FMT "%s%" EVM_FMT "%s",
			      name->let ? "let-" : "miR-", EVM_ARG(name->number), l,
			      name->copy.n ? "-" : "", EVM_ARG(name->copy),
			      name->cluster.n ? "-" : "", EVM_ARG(name->cluster), arm);
}
