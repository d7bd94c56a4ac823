/* What was done to the cells or vesicles that a claim is about: "LPS-primed",
 * "hypoxia", "overexpressing HIF-1". */
#include "extractors/qualify.h"

#include <string.h>

static const struct evm_span nowhere;

/* "HIF-1-overexpressed": as it is said of cells. */
static struct evm_str overexpressing(struct evm_arena *a, struct evm_str how)
{
	const struct evm_str end = EVM_LIT("-overexpressed");

	if (how.n <= end.n || !evm_str_ends(how, end.p))
		return how;
	return evm_str_printf(a, "overexpressing %" EVM_FMT, EVM_ARG(evm_str_sub(how, 0, how.n - end.n)));
}

static struct evm_str find_drug(const struct evm_doc *d, struct evm_str how)
{
	for (size_t i = 0; i < d->mentions.n; i++)
		if (d->mentions.v[i].type == EVM_DRUG && d->mentions.v[i].norm.n &&
		    evm_str_eq(evm_doc_slice(d, d->mentions.v[i].span), how))
			return d->mentions.v[i].norm;
	return how;
}

/* A drug by its short name, "EMPA": its name. Neighbouring claims ask for the same. */
static struct evm_str drug_name(struct evm_binding *b, struct evm_str how)
{
	if (!how.n || evm_str_find(how, EVM_LIT(" "), 0) != SIZE_MAX)
		return how;
	if (!b->asked_drug.n || !evm_str_eq(b->asked_drug, how)) {
		b->asked_drug = how;
		b->drug = find_drug(b->doc, how);
	}
	return b->drug;
}

/* "HP" that is short for "hypoxia-preconditioned"; other short forms are names. */
static struct evm_str short_for(const struct evm_doc *d, struct evm_str how)
{
	static const char *const ends[] = { "ed", "ing", "ment", NULL };

	for (size_t i = 0; i < d->abbrevs.n; i++) {
		struct evm_str lng = evm_doc_slice(d, d->abbrevs.v[i].lng);

		if (evm_str_eq(evm_doc_slice(d, d->abbrevs.v[i].shrt), how) && evm_str_ends_any(lng, ends))
			return lng;
	}
	return how;
}

/* "EMPA-pretreated": "empagliflozin-pretreated". */
static struct evm_str in_full(struct evm_binding *b, struct evm_str how)
{
	struct evm_str rest = how, first = evm_str_cut(&rest, '-'), name;

	if (!rest.p || !first.n)
		return short_for(b->doc, drug_name(b, how));
	name = drug_name(b, first);
	return evm_str_eq(name, first) ? how :
		evm_str_join(&b->doc->arena, name, "-", rest);
}

/* What was done to cells or vesicles, as a qualifier. What they are loaded with
 * is cargo; "engineered" alone says nothing. */
static struct evm_str modification_of(struct evm_binding *b, struct evm_str how)
{
	static const char *const cargo[] = {
		"enriched", "containing", "Containing", "loaded", "encapsulated", "encapsulating",
		"carrying", "delivering", NULL
	};
	static const char *const bare[] = {
		"induced", "engineered", "treated", "modified", "derived", "quiescent", "stimulated",
		"primed", "pretreated", "preconditioned", "conditioned", "pre-challenged", "challenged",
		"pre-treated", "pre-conditioned", "cultured", "exposed", "pretreatment", "priming",
		"preconditioning", "pre-conditioning", "precondition", NULL
	};
	static const char *const hypoxic[] = { "hypoxic", "hypoxia", "hypoxic-cultured", NULL };

	if (!how.n)
		return how;
	if (evm_str_is_any(how, bare))
		return EVM_LIT("");
	/* "macrophage-exosomes", "MSCT-EVs": whose they are */
	if (evm_str_starts(how, "MSC") ||
	    (evm_str_find(how, EVM_LIT("-"), 0) == SIZE_MAX && evm_setting_cell(b->context->words, how).n))
		return EVM_LIT("");
	if (evm_str_is_any(how, hypoxic))
		return EVM_LIT("hypoxia");
	return evm_str_ends_any(how, cargo) && evm_str_find(how, EVM_LIT("gel"), 0) == SIZE_MAX ? EVM_LIT("") : overexpressing(&b->doc->arena, in_full(b, how));
}

/* "hypoxia pretreated ADSCs": two words before the cells or the vesicle. */
static bool two_words(const struct evm_syntax *s, size_t i)
{
	const struct evm_word *w = &s->w[i];

	if (!i || !(w->cls & EVM_C(MODIFIED)) || !evm_is(s, i + 1, EVM_C(ENT)) ||
	    (s->w[i + 1].type != EVM_SOURCE && s->w[i + 1].type != EVM_VESICLE))
		return false;
	w--;
	if (w->cls & EVM_C(ENT))
		return w->type != EVM_SOURCE && w->type != EVM_VESICLE && w->type != EVM_DOSE;
	return !w->cls || w->cls & (EVM_C(MODIFIED) | EVM_C(PROC));
}

/* The same around the subject: "exosomes from hypoxia pretreated ADSCs". */
static bool modified_by(const struct evm_syntax *s, const struct evm_frame *f, struct evm_span *span)
{
	size_t begin = f->subject.begin;

	for (size_t i = begin > 3 ? begin - 3u : 0; i + 1 < s->n && i < f->subject.end + 4u; i++) {
		if (i > begin && s->w[i].cls & (EVM_C(COMMA) | EVM_C(SEMI) | EVM_C(REPORT)))
			break;
		if (two_words(s, i)) {
			*span = evm_words_span(s, i - 1, i + 1);
			return true;
		}
	}
	return false;
}

/* How the document calls it, "hypoxic preconditioning"; "hypoxia" where it is
 * told otherwise, nothing where it is not. */
static struct evm_str hypoxia_said(const struct evm_doc *d)
{
	const struct evm_str stem = EVM_LIT("ypoxi");
	bool any = false;

	for (size_t at = 0; (at = evm_str_find(d->text, stem, at)) != SIZE_MAX; at += stem.n) {
		size_t word = at + stem.n + 2, end;

		any = true;
		if (!at || word >= d->text.n || (d->text.p[word - 1] != ' ' && d->text.p[word - 1] != '-') ||
		    !evm_str_starts(evm_str_sub(d->text, word, d->text.n), "pre"))
			continue;
		for (end = word; end < d->text.n && (evm_is_alpha(d->text.p[end]) || d->text.p[end] == '-'); end++)
			;
		return evm_str_sub(d->text, at - 1, end);
	}
	return any ? EVM_LIT("hypoxia") : EVM_LIT("");
}

/* "H-EVs", "Hx MSC-Exos", "HP-sEVs": a letter for hypoxia, where the document
 * tells of cells kept so. */
static struct evm_str hypoxic_code(const struct evm_doc *d, struct evm_span span)
{
	static const char *const codes[] = { "H-", "Hx-", "Hx ", "HP-", "Hyp-", "Hypo-", "hypo-", "Hypoxia-", NULL };
	struct evm_str vesicle = evm_doc_slice(d, span);
	bool found = evm_str_eqz(vesicle, "HExos") || evm_str_eqz(vesicle, "HExo");

	for (size_t i = 0; !found && codes[i]; i++) {
		size_t n = strlen(codes[i]);

		found = evm_str_starts(vesicle, codes[i]) ||
			(span.begin >= n && evm_str_eqz(evm_str_sub(d->text, span.begin - n, span.begin), codes[i]));
	}
	return found ? hypoxia_said(d) : EVM_LIT("");
}

/* "EMPA-EXO", whatever it was defined as: the drug in the vesicles' name. */
static struct evm_str drug_code(struct evm_binding *b, struct evm_span span)
{
	struct evm_str rest = evm_doc_slice(b->doc, span), first = evm_str_cut(&rest, '-'), drug;

	if (!rest.p || first.n < 3)
		return EVM_LIT("");
	drug = drug_name(b, first);
	return evm_str_eq(drug, first) ? EVM_LIT("") : drug;
}

/* What the name of the claim's vesicles says was done to them. */
static struct evm_str by_code(struct evm_binding *b)
{
	struct evm_span span;
	struct evm_str how;

	if (b->named < 0)
		return EVM_LIT("");
	span = b->doc->mentions.v[b->named].span;
	how = hypoxic_code(b->doc, span);
	return how.n ? how : drug_code(b, span);
}

/* "Overexpression of S", "S knockdown": the subject's gene was changed. */
static bool changed_gene(const struct evm_syntax *s, const struct evm_frame *f, struct evm_span *span)
{
	static const char *const nouns[] = {
		"overexpression", "knockdown", "knockout", "silencing", "depletion", NULL
	};
	static const char *const verbs[] = { "overexpressing", "silencing", NULL };
	size_t begin = f->subject.begin, end = f->subject.end;

	if (f->subject.kind != EVM_MEMBER_ENTITY || (f->subject.type != EVM_PROTEIN && f->subject.type != EVM_MIRNA))
		return false;
	if (begin > 1 && evm_is_prep(s, begin - 1, EVM_P(OF)) && evm_word_is_any(s, begin - 2, nouns))
		begin -= 2;
	else if (begin && evm_word_is_any(s, begin - 1, verbs))
		begin--;
	else if (end < s->n && evm_word_is_any(s, end, nouns))
		end++;
	else
		return false;
	*span = evm_words_span(s, begin, end);
	return true;
}

/* "Hypoxic pretreatment" begins a sentence, "IFN" does not. */
static struct evm_str low_first(struct evm_arena *a, struct evm_str s)
{
	char *p;

	if (s.n < 2 || !evm_is_lower(s.p[1]))
		return s;
	p = evm_arena_dup(a, s.p, s.n);
	p[0] = evm_to_lower(p[0]);
	return (struct evm_str){ p, s.n };
}

/* "LPS-primed" a few words before the subject. */
void evm_bind_modification(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	static const char *const nouns[] = {
		"pretreatment", "preconditioning", "priming", "conditioning", "culture", NULL
	};
	const struct evm_syntax *s = b->frames->s;
	struct evm_span words;
	struct evm_str own = modification_of(b, b->origin.modification);

	if (!own.n)
		own = by_code(b);
	evm_bind(b, c, "modification", own, nowhere);
	if (own.n)
		return;
	if (modified_by(s, f, &words) || changed_gene(s, f, &words)) {
		evm_bind(b, c, "modification", evm_doc_slice(b->doc, words), words);
		return;
	}
	for (size_t i = f->subject.begin; i-- > 0 && f->subject.begin - i < 6;) {
		size_t from = i && s->w[i - 1].modifier ? i - 1 : i;
		struct evm_span span = evm_words_span(s, from, i + 1);

		if (s->w[i].cls & (EVM_C(COMMA) | EVM_C(SEMI) | EVM_C(VERB)))
			return;
		if (!(s->w[i].cls & EVM_C(MODIFIED)) ||
		    (!s->w[i].hyphened && !evm_str_ieqz(evm_doc_slice(b->doc, span), "hypoxic")) ||
		    (s->w[from].cls & EVM_C(ENT) && s->w[from].type == EVM_VESICLE))
			continue;
		if (i + 1 < f->subject.begin && evm_word_is_any(s, i + 1, nouns)) {
			span = evm_words_span(s, from, i + 2);
			evm_bind(b, c, "modification", low_first(&b->doc->arena, evm_doc_slice(b->doc, span)), span);
			return;
		}
		evm_bind(b, c, "modification", modification_of(b, evm_doc_slice(b->doc, span)), span);
		return;
	}
}
