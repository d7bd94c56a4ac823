/* Private to web/: pieces of pages that several pages show. */
#ifndef EVM_PARTS_H
#define EVM_PARTS_H

#include "web/page.h"

/* A button of an action: its label, its key as <kbd> and for the script.
 * name and value may be NULL; class too. */
void evm_part_button(struct evm_page *p, enum evm_action action,
		     const char *class, const char *name, const char *value);
/* The attributes that bind an element to an action's key. */
void evm_part_keyed(struct evm_page *p, enum evm_action action);
/* Binds the first outgoing link inside an element to an action's key. */
void evm_part_link_key(struct evm_page *p, enum evm_action action);
/* <kbd>a</kbd>, or nothing when the action has no key. */
void evm_part_kbd(struct evm_page *p, enum evm_action action);

const char *evm_part_predicate(enum evm_predicate pr, bool negated);
/* "BM exosome" -> "reduces" -> "fibrosis", as phrasing content. */
void evm_part_claim(struct evm_page *p, const struct evm_content *c);
void evm_part_quals(struct evm_page *p, const struct evm_content *c);
/* The sentence with its roles marked; notes: marked too, or NULL. */
void evm_part_sentence(struct evm_page *p, struct evm_str sentence,
		       const struct evm_content *c, const struct evm_notes *notes);
/* What a part is called: its normal form, else its quote. */
struct evm_str evm_part_name(const struct evm_part *part);
/* Links: a concept, a document, an outside page (only PubMed, DOI, the trial
 * registry; anything else is text). */
void evm_part_concept(struct evm_page *p, const struct evm_part *part);
void evm_part_paper(struct evm_page *p, const struct evm_paper *paper);
void evm_part_pmid(struct evm_page *p, struct evm_str pmid);
void evm_part_doi(struct evm_page *p, struct evm_str doi);
/* "[41] Rong X. et al. 2019", with its way out and its page here. */
void evm_part_citation(struct evm_page *p, const struct evm_citation *c);
/* Free text in which PMIDs after "PMID" and NCT numbers link out. */
void evm_part_linked(struct evm_page *p, struct evm_str text);
/* "2026-11-26 20:33" of the database's time. */
void evm_part_time(struct evm_page *p, struct evm_str at);
/* "3 papers", "1 paper" */
void evm_part_count(struct evm_page *p, int64_t n, const char *one, const char *many);
void evm_part_status(struct evm_page *p, struct evm_str status);

/* A table's frame: what scrolls, named label (NULL: as the caption), the caption, and
 * the heads of its columns, "|" between; "#" before one whose column has numbers. */
void evm_part_table(struct evm_page *p, const char *label, const char *caption,
		    const char *heads);
void evm_part_table_end(struct evm_page *p);
/* A table of evidence; select: with a checkbox each, named row; query is put
 * behind the links ("?status=new" or ""). */
void evm_part_rows(struct evm_page *p, const struct evm_rows *rows,
		   const char *caption, bool select, const char *query);
/* The filter of a request's query; what is unknown makes a 422 and false. */
bool evm_part_filter(struct evm_page *p, struct evm_filter *f, struct evm_str query);
/* "?status=new&route=ip" for links (ends in NUL), or "". */
struct evm_str evm_part_query(struct evm_page *p, const struct evm_filter *f);
/* The filter in words, as chips that remove a part of it. */
void evm_part_chips(struct evm_page *p, const struct evm_filter *f);
/* The same as plain words. */
void evm_part_words(struct evm_page *p, const struct evm_filter *f);
const char *evm_part_field(enum evm_field f);

/* JSON twins; each writes a value. */
void evm_twin_rows(struct evm_buf *b, const char *key, const struct evm_rows *rows);
void evm_twin_content(struct evm_buf *b, const char *key,
		      const struct evm_content *c);
void evm_twin_quals(struct evm_buf *b, const char *key, const struct evm_quals *list);
void evm_twin_paper(struct evm_buf *b, const struct evm_paper *paper);
void evm_twin_concept(struct evm_buf *b, const struct evm_concept *c);
void evm_twin_facets(struct evm_buf *b, const char *key,
		     const struct evm_facets *list);
void evm_twin_refs(struct evm_buf *b, const struct evm_citations *list);
void evm_twin_others(struct evm_buf *b, const char *key,
		     const struct evm_others *list);

#endif
