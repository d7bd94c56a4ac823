/*
 * filter: which evidence is meant, said in the same words everywhere: the
 * queue's address and command line, --where of evm-export, evm-query and
 * evm-report, batches, samples. What a filter finds in a database is
 * review/queue's; on the claims of a stream, export/select's.
 *
 *	evm_filters_parse(&w, "status=accepted,source=BM,source=AD", &err);
 *	for (size_t i = 0; i < w.any.n; i++)
 *		use(&w.any.v[i]);
 *	evm_filters_release(&w);
 */
#ifndef EVM_FILTER_H
#define EVM_FILTER_H

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

/* Fields by which evidence is filtered and counted. */
enum evm_field {
	EVM_F_STATUS,	/* new in_review accepted rejected disputed unsure */
	EVM_F_PREDICATE,
	EVM_F_SUBJECT,	/* type of the subject, of the object */
	EVM_F_OBJECT,
	EVM_F_SOURCE,	/* qualifiers of the head: source code, vesicle, ... */
	EVM_F_VESICLE,
	EVM_F_DISEASE,
	EVM_F_ROUTE,
	EVM_F_SPECIES,	/* source_species */
	EVM_F_MODEL,	/* model_species */
	EVM_F_CARGO,	/* the first one */
	EVM_F_SECTION,	/* the outermost heading, in small letters */
	EVM_F_REGION,	/* title abstract body heading caption table */
	EVM_F_RULE,	/* "curator" when a person added it */
	EVM_F_CERTAINTY,/* asserted hedged negated */
	EVM_F_YEAR,
	EVM_F_N
};
const char *evm_field_name(enum evm_field f);
int evm_field_of(struct evm_str name);

enum evm_sort {
	EVM_SORT_FIRST,		/* order of loading */
	EVM_SORT_UNCERTAIN,	/* confidence nearest 0.5 first */
	EVM_SORT_CONFIDENT,	/* highest confidence first */
	EVM_SORT_DOUBTFUL,	/* lowest first */
	EVM_SORT_RECENT,	/* judged last, first */
	EVM_SORT_N
};
const char *evm_sort_name(enum evm_sort s);

enum evm_only {			/* special queues; any number of them at once */
	EVM_ONLY_RECHECK = 1,	/* judged, and the machine says something else */
	EVM_ONLY_MINE = 2,	/* I voted */
	EVM_ONLY_UNSEEN = 4,	/* I have not voted (a skip is no vote) */
	EVM_ONLY_RETURNED = 8,	/* I voted, and it was edited or replied since */
	EVM_ONLY_FLAGGED = 16,	/* by anybody */
	EVM_ONLY_GONE = 32,	/* the newest run finds it no more */
	EVM_ONLY_RETRACTED = 64,
	EVM_ONLY_COMMENTED = 128,
	EVM_ONLY_SAMPLE = 256,	/* in a random sample */
};

struct evm_filter {
	struct evm_str eq[EVM_F_N];	/* empty: any. "-": has none */
	struct evm_str doc;	/* "pubmed:99000001" or empty */
	struct evm_str text;	/* words of the sentence, all of them; full text */
	struct evm_str claim;	/* claim key */
	struct evm_str entity;	/* norm or id of subject or object */
	struct evm_str judge;	/* login that voted */
	struct evm_str sample;	/* name of a random sample */
	double low, high;	/* confidence band; high 0: no upper end */
	unsigned only;		/* of enum evm_only */
	enum evm_sort sort;
};

/*
 * Filters as text, for URLs, batches and command lines: "key=value" with keys
 * as evm_field_name and doc q claim entity judge sample low high only sort
 * (only=recheck,unseen). Set gives -1 and err for an unknown key or value; the
 * value is borrowed. Text appends the URL query, keys in fixed order, values
 * percent-encoded; parse reads one (an arena for decoded values).
 */
int evm_filter_set(struct evm_filter *f, struct evm_str key, struct evm_str value,
		   struct evm_err *err) EVM_MUST_CHECK;
void evm_filter_text(struct evm_buf *b, const struct evm_filter *f);
int evm_filter_parse(struct evm_filter *f, struct evm_str query,
		     struct evm_arena *a, struct evm_err *err) EVM_MUST_CHECK;

/*
 * --where: "key=value,...", keys and values as above. A comma stands between
 * pairs; a part without "=" belongs to the value before it. A key that comes
 * again allows one more value: so it comes to several filters, of which one
 * must hold; text, low, high, only and sort are the same in all of them. only
 * adds up; of q, low, high, sort the last one counts. An empty text is one
 * filter that takes all. The text is borrowed. A mistake is EVM_EXIT_USAGE,
 * also where a key has a fixed set of values and the value is none of them.
 */
struct evm_filters {
	struct evm_arena arena;
	EVM_VEC(struct evm_filter) any;
};
int evm_filters_parse(struct evm_filters *w, const char *text,
		    struct evm_err *err) EVM_MUST_CHECK;
void evm_filters_release(struct evm_filters *w);
/* Name of a key in it that the claims of a stream cannot answer, or NULL. */
const char *evm_filters_beyond_stream(const struct evm_filters *w);
/* Does it ask for what one curator did or has to do? */
bool evm_filters_is_personal(const struct evm_filters *w);

#endif
