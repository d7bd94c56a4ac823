#include "corpus/xml_dates.h"

unsigned evm_xml_month(struct evm_str s)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	uint64_t n;

	if (!evm_str_u64(s, 12, &n) && n)
		return (unsigned)n;
	for (unsigned i = 0; s.n >= 3 && i < 12; i++)
		if (evm_str_ieq(evm_str_sub(s, 0, 3), (struct evm_str){
				names + 3 * i, 3 }))
			return i + 1;
	return 1;
}

struct evm_str evm_xml_year(struct evm_str s)
{
	for (size_t i = 0, run = 0; i < s.n; i++) {
		run = evm_is_digit(s.p[i]) ? run + 1 : 0;
		if (run == 4 && (i + 1 == s.n || !evm_is_digit(s.p[i + 1])))
			return evm_str_sub(s, i - 3, i + 1);
	}
	return EVM_LIT("");
}
