/* Private to web/: the card, in pieces. */
#ifndef EVM_CARD_H
#define EVM_CARD_H

#include "web/parts.h"

struct evm_card {
	struct evm_item item;
	struct evm_filter filter;
	struct evm_str query;	/* "?status=new" or "" */
	int64_t next, before, left;
	int64_t was;		/* evidence that was judged just now, or 0 */
	int64_t behind;		/* evidence whose queue goes on behind this card: its
				 * own, or of a second look the one before it */
	bool second;		/* a second look */
	const struct evm_vote *mine;	/* my vote that stands, or NULL */
	struct evm_reasons reasons;
};

/* A row of the audit log: what was done, and all of them as JSON (page_log.c). */
void evm_log_what(struct evm_page *p, const struct evm_log *l);
void evm_log_twin(struct evm_buf *b, const struct evm_logs *list);
/* My vote that stands, or NULL (page_card.c). */
const struct evm_vote *evm_card_mine(const struct evm_item *it);
/* card_acts.c: what can be done. */
void evm_card_said(struct evm_page *p, const struct evm_card *c);
void evm_card_acts(struct evm_page *p, const struct evm_card *c);
/* card_facts.c: what else is known. */
void evm_card_facts(struct evm_page *p, const struct evm_card *c);
void evm_card_votes(struct evm_page *p, const struct evm_card *c);
void evm_card_json(struct evm_page *p, const struct evm_card *c);
/* "rejected: the direction is wrong" */
void evm_card_verdict(struct evm_page *p, const struct evm_reasons *reasons,
		      struct evm_str verdict, struct evm_str reason);

#endif
