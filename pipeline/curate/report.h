/* report: evm-curate's figures as tables for people. */
#ifndef EVM_REPORT_H
#define EVM_REPORT_H

#include "review/review.h"

int evm_report_stats(struct evm_review *r, struct evm_buf *out,
		     struct evm_err *err) EVM_MUST_CHECK;
int evm_report_agreement(struct evm_review *r, struct evm_buf *out,
			 struct evm_err *err) EVM_MUST_CHECK;
/* Samples and the precision that they give. */
int evm_report_samples(struct evm_review *r, struct evm_buf *out,
		       struct evm_err *err) EVM_MUST_CHECK;
/* The newest n acts; of login, or everybody's when it is empty. */
int evm_report_log(struct evm_review *r, struct evm_str login, size_t n,
		   struct evm_buf *out, struct evm_err *err) EVM_MUST_CHECK;
int evm_report_curators(struct evm_review *r, struct evm_buf *out,
			struct evm_err *err) EVM_MUST_CHECK;

#endif
