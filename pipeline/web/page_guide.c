#include "core/json.h"
#include "web/parts.h"

static const struct {
	enum evm_predicate predicate;
	const char *means, *example, *trap;
} predicates[] = {
	{ EVM_TREATS, "The vesicles relieve, prevent or cure a disease, an injury or its signs.",
	  "BM-MSC exosomes attenuated acute kidney injury.",
	  "“may be a treatment for” is hedged; “to treat” as an aim is investigated_for." },
	{ EVM_WORSENS, "They make a disease or an injury worse.",
	  "MSC-EVs promoted tumour growth in nude mice.",
	  "More of a good thing is increases, not worsens." },
	{ EVM_INCREASES, "More of a process, a molecule, a function, a cell's activity.",
	  "Exosomes enhanced angiogenesis.", "Less of an inhibitor is decreases, whatever follows." },
	{ EVM_DECREASES, "Less of it.", "EVs reduced IL-6 in serum.",
	  "A disease that gets better is treats." },
	{ EVM_AFFECTS, "A change, and the sentence does not say in which direction.",
	  "EVs modulated macrophage polarization.", "“restored” says the direction: look what was lost." },
	{ EVM_TARGETS, "A microRNA or a drug acts on a molecule directly.",
	  "Exosomal miR-29a targeted COL1A1.", "A change downstream is increases or decreases." },
	{ EVM_CONTAINS, "Cargo of the vesicles.", "The exosomes were rich in miR-146a.",
	  "What the parent cells express is no cargo." },
	{ EVM_SUPERIOR_TO, "One is better than the other in a comparison.",
	  "Hypoxic EVs outperformed normoxic EVs.", "Better than vehicle is treats or increases." },
	{ EVM_INVESTIGATED_FOR, "Studied for it: an aim, a trial, a plan.",
	  "A phase I trial tests MSC-EVs in ARDS (NCT04493242).", "A result in the same sentence is its own claim." },
};

static const struct {
	const char *code, *example;
} reason_examples[] = {
	{ "boundary", "“kidney” was marked, the text says “acute kidney injury”." },
	{ "grounding", "“ER” was taken for the estrogen receptor; it is the endoplasmic reticulum." },
	{ "subject", "The cells, the conditioned medium or the control did it, not the vesicles." },
	{ "polarity", "“reversed the decrease of” was read as decreases." },
	{ "negated", "“did not change”, “had no effect on”." },
	{ "hypothesis", "“We asked whether EVs reduce fibrosis.”" },
	{ "background", "“MSC-EVs reduce fibrosis [41]”, in an introduction." },
	{ "none", "Both stand in the sentence, and nothing relates them." },
	{ "relation", "It contains the microRNA; it was read as increases it." },
	{ "condition", "Only the EVs of primed cells did it, and the claim does not say so." },
	{ "qualifier", "Intranasal was read as intravenous; a rat as a mouse." },
	{ "citation", "The number belongs to the next clause." },
	{ "duplicate", "The same claim twice from the same words." },
	{ "parsing", "The sentence is cut in two, or glued to a heading." },
	{ "other", "Anything else: say it in words." },
};

static const char *example_of(struct evm_str code)
{
	for (size_t i = 0; i < sizeof reason_examples / sizeof *reason_examples; i++)
		if (evm_str_eqz(code, reason_examples[i].code))
			return reason_examples[i].example;
	return "";
}

static void predicate_table(struct evm_page *p)
{
	evm_html(p->b, "<h2 id=\"predicates\">Predicates</h2>");
	evm_part_table(p, "Predicates", "What a claim can say", "Predicate|Means|Example|Beware");
	for (size_t i = 0; i < sizeof predicates / sizeof *predicates; i++)
		evm_html(p->b, "<tr><th scope=\"row\">%r</th><td>%z</td><td>%z</td><td>%z</td></tr>",
			 evm_predicate_name(predicates[i].predicate), predicates[i].means,
			 predicates[i].example, predicates[i].trap);
	evm_part_table_end(p);
}

static void reason_table(struct evm_page *p, const struct evm_reasons *list)
{
	evm_html(p->b, "<h2 id=\"reasons\">Reasons to reject</h2><p>Is only a part wrong? Edit it "
		 "instead: that says more.</p>");
	evm_part_table(p, "Reasons", "One key each, behind <kbd>r</kbd>",
		       "Key|Reason|Example|INDRA's tag");
	for (size_t i = 0; i < list->n; i++)
		evm_html(p->b, "<tr><td><kbd>%s</kbd></td><th scope=\"row\">%s</th><td>%z</td>"
			 "<td><code>%s</code></td></tr>", list->v[i].key, list->v[i].label,
			 example_of(list->v[i].code), list->v[i].tag);
	evm_part_table_end(p);
}

static void twin(struct evm_page *p, const struct evm_reasons *list)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addz(b, "{\"predicates\":[");
	for (size_t i = 0; i < sizeof predicates / sizeof *predicates; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "name", evm_str(evm_predicate_name(predicates[i].predicate)));
		evm_json_pair(b, "means", evm_str(predicates[i].means));
		evm_json_pair(b, "example", evm_str(predicates[i].example));
		evm_buf_addc(b, '}');
	}
	evm_buf_addz(b, "],\"reasons\":[");
	for (size_t i = 0; i < list->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "code", list->v[i].code);
		evm_json_pair(b, "key", list->v[i].key);
		evm_json_pair(b, "label", list->v[i].label);
		evm_json_pair(b, "tag", list->v[i].tag);
		evm_json_pair(b, "example", evm_str(example_of(list->v[i].code)));
		evm_json_bool(b, "needs_text", list->v[i].needs_text);
		evm_buf_addc(b, '}');
	}
	evm_buf_addz(b, "]}\n");
}

static const char intro[] =
	"<h1>Guide for curators</h1>"
	"<p>A card shows one sentence and what the machine took from it. The question is always the "
	"same: <strong>does this sentence say this?</strong> Not: is it true, is it new, is it good "
	"work.</p>"
	"<h2>How to judge</h2><ul>"
	"<li><strong>Accept</strong> when subject, predicate, object and direction stand in the "
	"sentence, and the subject's vesicles are those that did it.</li>"
	"<li><strong>Edit</strong> when one part is wrong and you can say what is right. Saving an edit "
	"accepts it.</li>"
	"<li><strong>Reject</strong> when the claim does not stand there; the reason is one more key.</li>"
	"<li><strong>Unsure</strong> when the sentence leaves it open. <strong>Skip</strong> puts the card "
	"at the end; it is no vote.</li>"
	"<li><strong>Missed claim</strong> adds what the machine did not see; <strong>Nothing more "
	"here</strong> says that the sentence is complete, so that recall can be measured.</li>"
	"<li>Everything can be <strong>undone</strong>, any time, by the same key or in the history. "
	"Nothing is ever deleted.</li></ul>"
	"<h2>What to look at</h2><ul>"
	"<li><strong>Own result or borrowed?</strong> A sentence with a citation may report another "
	"paper's finding; open the reference. In an introduction or a review it is <em>background</em>.</li>"
	"<li><strong>Who did it?</strong> Vesicles, parent cells, conditioned medium, medium without "
	"vesicles, engineered vesicles: the typical mistake.</li>"
	"<li><strong>Inhibitors.</strong> “Abolished by anti-miR-122” says that miR-122 is needed, "
	"not that it harms.</li>"
	"<li><strong>No effect</strong> is a result: accept it when the claim says so.</li></ul>"
	"<h2 id=\"marks\">Marks in the sentence</h2><p>A letter says what a mark is, its title more: "
	"<b>S</b> subject, <b>T</b> the word that makes the claim, <b>O</b> object; <b>N</b> negation or "
	"doubt, <b>X</b> a word that turns the direction (“inhibition of”), <b>A</b> what a pronoun stands "
	"for; and where the text says a qualifier: <b>R</b> route, <b>D</b> dose, <b>M</b> model, <b>C</b> "
	"citation, <b>Q</b> another one. <em>Mechanism</em> links claims of which one is the other's "
	"means.</p>"
	"<p>You see the others' votes on a card only when you have judged it yourself; until then its "
	"status is <em>judged</em>.</p>";

int evm_page_guide(struct evm_page *p)
{
	struct evm_reasons list = { 0 };

	if (evm_reasons_list(p->r, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		twin(p, &list);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Guide"), EVM_NAV_GUIDE);
	evm_html(p->b, "%r<p>The <a href=\"/keys\">keys</a> are listed on their own page.</p>", intro);
	predicate_table(p);
	reason_table(p, &list);
	evm_page_end(p);
	return 0;
}
