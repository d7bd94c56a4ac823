/* What a document's lines hold, without reading them. */
#include "core/stream.h"

#include <string.h>

/* Has a line "TYPE id type ..." a type among those given, or one that is not known?
 * id_n: bytes of the id. */
static bool wanted_type(struct evm_str line, size_t id_n, uint32_t types)
{
	struct evm_str rest = evm_str_sub(line, 2 + id_n, line.n);
	int type;

	if (!evm_str_starts(rest, "\t"))
		return true;
	rest = evm_str_sub(rest, 1, rest.n);
	type = evm_type_of(evm_str_cut(&rest, '\t'));
	return type < 0 || types >> type & 1;
}

/* Cuts the last line from lines that are not empty. */
static struct evm_str last_line(struct evm_str *lines)
{
	size_t n = lines->n - (lines->p[lines->n - 1] == '\n');
	const char *end = lines->p + n, *before = memrchr(lines->p, '\n', n);
	const char *begin = before ? before + 1 : lines->p;

	lines->n = (size_t)(begin - lines->p);
	return (struct evm_str){ begin, (size_t)(end - begin) };
}

bool evm_lines_concern(struct evm_str lines, uint32_t types)
{
	struct evm_str rest = lines, first = evm_str_cut(&rest, '\n'), id;

	evm_str_cut(&first, '\t');
	id = evm_str_cut(&first, '\t');
	/* from the end: there most mentions stand */
	while (rest.n) {
		struct evm_str line = last_line(&rest);

		switch (line.n ? line.p[0] : 0) {
		case 'E':
			if (wanted_type(line, id.n, types))
				return true;
			break;
		case 'R': case 'P': case 'Q':
			return true;
		default:
			break;
		}
	}
	return false;
}
