/*
 * topic: does a raw record touch the subject at all?
 *
 * A topic is a list of groups of words; a record is on the topic when its
 * bytes hold, in any case, a word of every group. It is asked before any XML
 * is parsed: it may pass too much and is not asked where a word begins or
 * ends. Read-only after loading: all threads may share it.
 *
 *	corpus/topic.tsv:	group	word
 */
#ifndef EVM_TOPIC_H
#define EVM_TOPIC_H

#include "core/err.h"

struct evm_topic;

/* Loads the topic of a name ("mscev") from the data file. */
int evm_topic_load(struct evm_topic **topic, const char *path,
		   struct evm_err *err) EVM_MUST_CHECK;
void evm_topic_free(struct evm_topic *topic);
bool evm_topic_hit(const struct evm_topic *topic, struct evm_str bytes);

#endif
