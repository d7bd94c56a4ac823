/* evm-explain: how a claim came about. */
#include <string.h>

#include "core/cli.h"
#include "core/stream.h"
#include "extractors/extract.h"
#include "store/claim.h"
#include "store/store.h"

#define PROGRAM "evm-explain"

static struct evm_front front;
static const char *rules_dir;
static bool features;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "rules", 0, EVM_OPT_TEXT, &rules_dir, "DIR",
	  "take the rules from DIR instead of the shipped ones", NULL, 0, 0 },
	{ "features", 0, EVM_OPT_FLAG, &features, NULL,
	  "of each claim one line with what its confidence is made of", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "[CLAIM] | STREAM [CLAIM]",
	"Explains claims: rule, trigger, cues, where each qualifier was found, what\n"
	"lost. With -d DB the CLAIM of a database, else those of an annotated stream.",
	opts,
	"CLAIM is a claim's id, or how it begins; without it all of a stream are\n"
	"explained. \"-\" is standard input. Exits 1 when there is no such claim.", false
};

struct explain {
	struct evm_ruleset *rules;
	struct evm_extractor *extractor;
	struct evm_trace trace;
	const char *claim;		/* beginning of an id; NULL: all */
	struct evm_buf out;
	uint64_t told;
};

/* --- one claim -------------------------------------------------------------------- */

static void quote(struct evm_buf *b, const struct evm_doc *d, struct evm_span span)
{
	evm_buf_addc(b, '"');
	evm_field_put(b, evm_doc_slice(d, span));
	evm_buf_addc(b, '"');
}

static void tell_arg(struct evm_buf *b, const struct evm_doc *d, const char *role,
		     const struct evm_arg *a, const struct evm_trace_claim *t)
{
	evm_buf_printf(b, "  %-10s ", role);
	quote(b, d, a->span);
	evm_buf_printf(b, " %s", evm_type_name(a->type));
	if (a->norm.n) {
		evm_buf_addz(b, ", norm ");
		evm_field_put(b, a->norm);
	}
	if (a->resolved.n) {
		evm_buf_printf(b, ", stands for (%" EVM_FMT ")", EVM_ARG(a->resolved));
		if (t && t->antecedent.end > t->antecedent.begin) {
			evm_buf_addc(b, ' ');
			quote(b, d, t->antecedent);
		}
	}
	evm_buf_addc(b, '\n');
}

static void tell_mood(struct evm_buf *b, const struct evm_doc *d, const struct evm_claim *c,
		      const struct evm_trace_claim *t)
{
	evm_buf_printf(b, "  %-10s %s, %s", "mood", c->negated ? "negated" : "not negated",
		       c->hedged ? "hedged" : "asserted");
	for (size_t i = 0; t && i < t->cues.n; i++) {
		evm_buf_addz(b, i ? ", " : "; cues ");
		quote(b, d, t->cues.v[i]);
	}
	for (size_t i = 0; t && i < t->operators.n; i++) {
		evm_buf_addz(b, i ? ", " : "; turned by ");
		quote(b, d, t->operators.v[i]);
	}
	evm_buf_addc(b, '\n');
}

static void tell_binds(struct evm_buf *b, const struct evm_doc *d, const struct evm_trace_claim *t)
{
	for (size_t i = 0; i < t->binds.n; i++) {
		const struct evm_trace_bind *k = &t->binds.v[i];

		evm_buf_printf(b, "  %-10s ", i ? "" : "qualifiers");
		evm_field_put(b, k->key);
		evm_buf_addz(b, k->lost ? ": lost " : ": ");
		evm_field_put(b, k->value);
		evm_buf_printf(b, " (%s", k->how);
		if (k->span.end > k->span.begin) {
			evm_buf_addz(b, ": ");
			quote(b, d, k->span);
		}
		evm_buf_addz(b, ")\n");
	}
}

static void tell_confidence(struct evm_buf *b, const struct evm_claim *c,
			    const struct evm_trace_claim *t)
{
	evm_buf_printf(b, "  %-10s %.3f", "confidence", c->confidence);
	for (size_t i = 0; i < t->features.n; i++) {
		const struct evm_trace_feature *k = &t->features.v[i];

		evm_buf_printf(b, "%s%" EVM_FMT " %+.2f", i ? ", " : ": ", EVM_ARG(k->name),
			       k->weight * k->value);
	}
	evm_buf_addc(b, '\n');
}

/* Claims of the same sentence that came to nothing. */
static void tell_dropped(const struct explain *x, struct evm_buf *b, const struct evm_doc *d,
			 const struct evm_claim *c)
{
	for (size_t i = 0; i < x->trace.claims.n; i++) {
		const struct evm_trace_claim *t = &x->trace.claims.v[i];

		if (!t->dropped || t->sentence != c->sentence)
			continue;
		evm_buf_printf(b, "  %-10s %s(", "lost", evm_predicate_name(t->predicate));
		quote(b, d, t->subject);
		evm_buf_addz(b, ", ");
		quote(b, d, t->object);
		evm_buf_addz(b, "): the subject stands for nothing\n");
	}
}

static void tell(struct explain *x, const struct evm_doc *d, const struct evm_claim *c,
		 const char *id)
{
	const struct evm_trace_claim *t = evm_trace_of(&x->trace, c);
	struct evm_buf *b = &x->out;

	evm_buf_printf(b, "%s%s %" EVM_FMT " %s\n  %-10s ", x->told++ ? "\n" : "", id,
		       EVM_ARG(d->id), evm_predicate_name(c->predicate), "sentence");
	evm_field_put(b, evm_doc_slice(d, d->sentences.v[c->sentence].span));
	evm_buf_printf(b, "\n  %-10s %" EVM_FMT ", trigger ", "rule", EVM_ARG(c->rule));
	quote(b, d, c->trigger);
	evm_buf_addc(b, '\n');
	tell_arg(b, d, "subject", &c->subject, t);
	tell_arg(b, d, "object", &c->object, NULL);
	tell_mood(b, d, c, t);
	if (t) {
		tell_binds(b, d, t);
		tell_confidence(b, c, t);
	}
	tell_dropped(x, b, d, c);
}

static void tell_features(struct explain *x, const struct evm_doc *d, const struct evm_claim *c,
			  const char *id)
{
	const struct evm_trace_claim *t = evm_trace_of(&x->trace, c);
	struct evm_buf *b = &x->out;

	evm_buf_printf(b, "%" EVM_FMT "\t%s\t%u\t%u\t%s\t%.3f\t", EVM_ARG(d->id), id,
		       c->subject.span.begin, c->object.span.begin,
		       evm_predicate_name(c->predicate), c->confidence);
	for (size_t i = 0; t && i < t->features.n; i++)
		evm_buf_printf(b, "%s%" EVM_FMT "=%g", i ? " " : "",
			       EVM_ARG(t->features.v[i].name), t->features.v[i].value);
	evm_buf_addc(b, '\n');
	x->told++;
}

/* --- documents ---------------------------------------------------------------------- */

static int explain_doc(struct explain *x, struct evm_doc *d, struct evm_err *err)
{
	const struct evm_fingerprint *prints;

	if (d->deleted)
		return 0;
	if (evm_extract_traced(x->extractor, d, &x->trace, err))
		return evm_err_at(err, "%" EVM_FMT, EVM_ARG(d->id));
	prints = evm_claim_fingerprints(d, &d->arena);
	for (size_t i = 0; i < d->claims.n; i++) {
		char id[EVM_CLAIM_ID + 1];

		evm_claim_id(&prints[i], id);
		if (x->claim && strncmp(id, x->claim, strlen(x->claim)) != 0)
			continue;
		if (features)
			tell_features(x, d, &d->claims.v[i], id);
		else
			tell(x, d, &d->claims.v[i], id);
	}
	return 0;
}

static int explain_stream(struct explain *x, const char *path, struct evm_err *err)
{
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_reader r;
	struct evm_in *in;
	struct evm_doc doc;
	uint64_t line;
	int got;

	if (evm_in_open(&in, path, err))
		return -1;
	evm_doc_init(&doc);
	got = evm_reader_open(&r, in, err);
	while (!got && (got = evm_reader_next(&r, &lines, &line, err)) == 1) {
		got = evm_doc_read(&doc, evm_buf_str(&lines), evm_in_name(in), line, err);
		if (!got)
			got = explain_doc(x, &doc, err);
	}
	evm_doc_release(&doc);
	evm_reader_release(&r);
	evm_buf_release(&lines);
	evm_in_close(in);
	return got;
}

/* Does the document as it is stored hold the claim asked for? */
static bool holds(struct evm_store *store, const struct explain *x, const struct evm_doc *d)
{
	const struct evm_fingerprint *prints = evm_store_prints(store);

	for (size_t i = 0; i < d->claims.n; i++) {
		char id[EVM_CLAIM_ID + 1];

		evm_claim_id(&prints[i], id);
		if (!strncmp(id, x->claim, strlen(x->claim)))
			return true;
	}
	return false;
}

static int explain_store(struct explain *x, struct evm_err *err)
{
	struct evm_store *store;
	struct evm_doc doc;
	bool stored = false;
	int got;

	if (evm_store_open_read(&store, front.db, err))
		return -1;
	evm_store_read_all(store);
	evm_doc_init(&doc);
	while ((got = evm_store_next(store, &doc, err)) == 1) {
		if (!holds(store, x, &doc))
			continue;
		stored = true;
		if ((got = explain_doc(x, &doc, err)))
			break;
	}
	evm_doc_release(&doc);
	evm_store_close(store);
	if (!got && stored && !x->told)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "the claim %s is stored, but these rules do not make it", x->claim);
	return got;
}

static int explain(struct explain *x, const char *path, struct evm_err *err)
{
	int got;

	if (evm_ruleset_load(&x->rules, rules_dir, err))
		return -1;
	x->extractor = evm_extractor_new(x->rules);
	got = path ? explain_stream(x, path, err) : explain_store(x, err);
	evm_extractor_free(x->extractor);
	evm_ruleset_free(x->rules);
	if (!got && x->claim && !x->told)
		return evm_err_set(err, EVM_EXIT_FAILED, "no claim %s", x->claim);
	return got;
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), n = argc - first, got;
	struct evm_err err = EVM_ERR_INIT, late = EVM_ERR_INIT;
	struct explain x = { .out = EVM_BUF_INIT };
	const char *path = front.db ? NULL : n ? argv[first++] : "-";
	struct evm_out *out;

	if (front.db && n != 1)
		evm_cli_mistake(&cli, "one CLAIM of the database is wanted");
	if (!front.db && !n)
		evm_cli_need_stdin(&cli);
	if (n > 2)
		evm_cli_mistake(&cli, "a STREAM and a CLAIM are wanted, not %d words", n);
	if (first < argc)
		x.claim = argv[first];
	if (evm_out_open(&out, front.output, &err))
		return evm_fail(PROGRAM, &err);
	got = explain(&x, path, &err);
	evm_out_add(out, evm_buf_str(&x.out));
	evm_buf_release(&x.out);
	if (evm_out_finish(out, !got, &late))
		return evm_fail(PROGRAM, &late);
	return got ? evm_fail(PROGRAM, &err) : EVM_EXIT_DONE;
}
