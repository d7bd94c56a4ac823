#include "export/offsets.h"

#include <stdlib.h>

#define STRIDE 256

/* What a byte adds to the count: a character counts at its first byte, and
 * twice in UTF-16 when it takes four bytes. */
static uint32_t units(enum evm_unit unit, unsigned char c)
{
	if (unit == EVM_UNIT_BYTE)
		return 1;
	if ((c & 0xc0) == 0x80)
		return 0;
	return unit == EVM_UNIT_UTF16 && c >= 0xf0 ? 2 : 1;
}

static uint32_t count(const struct evm_offsets *o, size_t begin, size_t end)
{
	uint32_t n = 0;

	for (size_t i = begin; i < end; i++)
		n += units(o->unit, (unsigned char)o->text.p[i]);
	return n;
}

static bool ascii(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

void evm_offsets_set(struct evm_offsets *o, struct evm_str text,
		     enum evm_unit unit)
{
	size_t n = text.n / STRIDE + 1;

	o->text = text;
	o->unit = unit;
	o->same = unit == EVM_UNIT_BYTE || ascii(text);
	if (o->same)
		return;
	if (n > o->cap) {
		o->cap = n * 2;
		o->marks = evm_realloc(o->marks, evm_mul(o->cap,
							 sizeof *o->marks));
	}
	o->marks[0] = 0;
	for (size_t i = 1; i < n; i++)
		o->marks[i] = o->marks[i - 1] +
			      count(o, (i - 1) * STRIDE, i * STRIDE);
}

void evm_offsets_release(struct evm_offsets *o)
{
	free(o->marks);
	o->marks = NULL;
	o->cap = 0;
}

uint32_t evm_offsets_at(const struct evm_offsets *o, uint32_t byte)
{
	size_t mark = byte / STRIDE;

	if (o->same)
		return byte;
	return o->marks[mark] + count(o, mark * STRIDE, byte);
}

uint32_t evm_offsets_byte(const struct evm_offsets *o, uint32_t at)
{
	size_t lo = 0, hi = o->text.n / STRIDE + 1, byte;
	uint32_t n;

	if (o->same)
		return at <= o->text.n ? at : UINT32_MAX;
	while (hi - lo > 1) {
		size_t mid = (lo + hi) / 2;

		if (o->marks[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	byte = lo * STRIDE;
	for (n = o->marks[lo]; n < at && byte < o->text.n; byte++)
		n += units(o->unit, (unsigned char)o->text.p[byte]);
	while (byte < o->text.n && ((unsigned char)o->text.p[byte] & 0xc0) == 0x80)
		byte++;
	return n == at ? (uint32_t)byte : UINT32_MAX;
}

int evm_offsets_span(const struct evm_offsets *o, struct evm_span span,
		     struct evm_str quote, struct evm_span *out,
		     struct evm_err *err)
{
	uint32_t begin, end;

	out->begin = evm_offsets_at(o, span.begin);
	out->end = evm_offsets_at(o, span.end);
	begin = evm_offsets_byte(o, out->begin);
	end = evm_offsets_byte(o, out->end);
	if (begin <= end && end <= o->text.n &&
	    evm_str_eq(evm_str_sub(o->text, begin, end), quote))
		return 0;
	return evm_err_set(err, EVM_EXIT_FAILED,
			   "offsets [%u, %u) do not give the quote '%.*s' back",
			   out->begin, out->end,
			   (int)(quote.n < 100 ? quote.n : 100), quote.p);
}
