#include "corpus/xml_tags.h"

#include <string.h>

static bool ends_name(char ch)
{
	return evm_is_space(ch) || ch == '>' || ch == '/' || ch == '<' ||
	       ch == '"' || ch == '\'' || ch == '=' || !ch;
}

struct evm_str evm_xml_name(struct evm_str s, size_t pos)
{
	size_t end = pos;

	while (end < s.n && !ends_name(s.p[end]))
		end++;
	return evm_str_sub(s, pos, end);
}

size_t evm_xml_tag_end(struct evm_str s)
{
	char quote = 0;

	for (size_t i = 1; i < s.n; i++) {
		char ch = s.p[i];

		if (quote)
			quote = ch == quote ? 0 : quote;
		else if (ch == '"' || ch == '\'')
			quote = ch;
		else if (ch == '>')
			return i + 1;
	}
	return SIZE_MAX;
}

size_t evm_xml_behind(struct evm_str s, size_t from, const char *what)
{
	struct evm_str w = evm_str(what);
	size_t hit = evm_str_find(s, w, from);

	return hit == SIZE_MAX ? SIZE_MAX : hit + w.n;
}

size_t evm_xml_hidden_end(struct evm_str s, size_t pos)
{
	struct evm_str t = evm_str_sub(s, pos, s.n);

	if (evm_str_starts(t, "<!--"))
		return evm_xml_behind(s, pos + 4, "-->");
	if (evm_str_starts(t, "<![CDATA["))
		return evm_xml_behind(s, pos + 9, "]]>");
	if (evm_str_starts(t, "<?"))
		return evm_xml_behind(s, pos + 2, "?>");
	return pos;
}

size_t evm_xml_doctype_end(struct evm_str s)
{
	bool subset = false;
	char quote = 0;

	for (size_t i = 9; i < s.n; i++) {
		char ch = s.p[i];
		size_t end;

		if (quote) {
			quote = ch == quote ? 0 : quote;
		} else if (ch == '<') {
			end = evm_xml_hidden_end(s, i);
			if (end == SIZE_MAX)
				return SIZE_MAX;
			i = end > i ? end - 1 : i;
		} else if (ch == '"' || ch == '\'') {
			quote = ch;
		} else if (ch == '[' || ch == ']') {
			subset = ch == '[';
		} else if (ch == '>' && !subset) {
			return i + 1;
		}
	}
	return SIZE_MAX;
}

bool evm_xml_closes(struct evm_str s, size_t pos, struct evm_str name)
{
	return pos + 2 + name.n < s.n && s.p[pos + 1] == '/' &&
	       !memcmp(s.p + pos + 2, name.p, name.n) &&
	       ends_name(s.p[pos + 2 + name.n]);
}

bool evm_xml_opens(struct evm_str s, size_t pos, struct evm_str name)
{
	return pos + 1 + name.n < s.n &&
	       !memcmp(s.p + pos + 1, name.p, name.n) &&
	       ends_name(s.p[pos + 1 + name.n]);
}
