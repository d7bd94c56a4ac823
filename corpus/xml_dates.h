/* xml_dates: years and months as PubMed writes them. */
#ifndef EVM_XML_DATES_H
#define EVM_XML_DATES_H

#include "core/str.h"

/* The number of "3", "03" or "Mar"; 1 when it is none. */
unsigned evm_xml_month(struct evm_str s);
/* The first run of just four digits: "1998 Dec-1999 Jan", "Winter 1998"; or
 * an empty slice. */
struct evm_str evm_xml_year(struct evm_str s);

#endif
