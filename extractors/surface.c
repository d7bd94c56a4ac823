/* Registry numbers, doses, names of non-coding RNAs: grammars on the surface. */
#include <stdlib.h>
#include <string.h>

#include "extractors/annotate_p.h"
#include "extractors/rx.h"

#define DOSE "(?:\\d+(?:[.,]\\d+)*\\s?(?:[x\xC3\x97*]|\xC2\xB7)\\s?)?(?:10\\^?\\d{1,2}|\\d+(?:[.,]\\d+)*)\\s?" \
	     "(?:(?:[\xCE\xBC\xC2\xB5um]?g|mg|kg|ng|[\xCE\xBC\xC2\xB5um]?[lL]|[\xCE\xBC\xC2\xB5umn]?M|IU|U)(?![A-Za-z])" \
	     "(?:\\s(?:of\\s)?(?:protein|exosomes?|EVs?|exosomal protein))?|" \
	     "(?:\xC3\x97\\s?10\\^?\\d{1,2}\\s?)?(?:EV |exosome |vesicle )?(?:particles|cells|vesicles|exosomes|EVs))" \
	     "(?:\\s?/\\s?(?:kg|g|mouse|rat|mice|animal|day|ml|mL|L|well|d|body weight|dose|injection|eye|knee|joint|cm2)|\\sper\\s\\w+)*"
#define TRIAL "NCT\\s?\\d{8}(?!\\d)|ChiCTR[-\\w]*\\d{6,}|ISRCTN\\d{8}|EudraCT\\s?\\d{4}-\\d{6}-\\d\\d|IRCT\\d+N\\d+|JPRN-\\w+\\d+|jRCT\\w?\\d{8,}"

/* "circ-Epc1", "circHIPK3", "hsa_circ_0001234"; group 1 of the second: the
 * name behind "lncRNA". */
#define CIRC "(?:(?:hsa|mmu|rno)_)?circ(?:RNA)?s?[-_ ]?(?:[A-Z][A-Za-z0-9]+(?:-[A-Z0-9]+)?|\\d{3,})(?![A-Za-z0-9])"
#define LNC "(?:lncRNA|lincRNA|LncRNA)s?[- ]([A-Z][A-Z0-9]*[A-Za-z0-9]*\\d?(?:-[A-Z]+\\d+)?)(?![A-Za-z0-9])"

struct evm_surface {
	struct evm_rx *dose, *trial, *circ, *lnc;
};

int evm_surface_new(struct evm_surface **out, struct evm_err *err)
{
	struct evm_surface *s = evm_malloc(sizeof *s);

	memset(s, 0, sizeof *s);
	if (evm_rx_new(&s->dose, DOSE, false, err) || evm_rx_new(&s->trial, TRIAL, false, err) ||
	    evm_rx_new(&s->circ, CIRC, false, err) || evm_rx_new(&s->lnc, LNC, false, err)) {
		evm_surface_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void evm_surface_free(struct evm_surface *s)
{
	if (!s)
		return;
	evm_rx_free(s->dose);
	evm_rx_free(s->trial);
	evm_rx_free(s->circ);
	evm_rx_free(s->lnc);
	free(s);
}

static void add_trial(struct evm_scene *sc, struct evm_span span)
{
	struct evm_mention *m = evm_scene_add_span(sc, EVM_TRIAL, span, EVM_GRAM(trial), 0);
	struct evm_str s = evm_doc_slice(sc->doc, span);

	if (!m)
		return;
	if (evm_str_starts(s, "NCT") && s.n == 12)
		s = evm_str_printf(&sc->doc->arena, "NCT%" EVM_FMT, EVM_ARG(evm_str_sub(s, 4, s.n)));
	m->norm = s;
}

static void at_number(struct evm_surface *s, struct evm_scene *sc, size_t t, size_t end)
{
	struct evm_span span;
	struct evm_mention *m;

	if (!evm_rx_at(s->dose, sc->doc->text, sc->tok[t].span.begin, end, &span, 1))
		return;
	m = evm_scene_add_span(sc, EVM_DOSE, span, EVM_GRAM(dose), 0);
	if (m)
		m->norm = evm_norm_surface(&sc->doc->arena, evm_doc_slice(sc->doc, span));
}

static void add_rna(struct evm_scene *sc, struct evm_span span)
{
	struct evm_mention *m = evm_scene_add_span(sc, EVM_PROTEIN, span, EVM_GRAM(rna), 0);

	if (m)
		m->norm = m->name = evm_doc_slice(sc->doc, span);
}

static void at_word(struct evm_surface *s, struct evm_scene *sc, size_t t, size_t end)
{
	struct evm_str text = sc->doc->text;
	size_t at = sc->tok[t].span.begin;
	struct evm_span span[2];

	switch (text.p[at]) {
	case 'c': case 'h': case 'm': case 'r':
		if (evm_rx_at(s->circ, text, at, end, span, 1))
			add_rna(sc, span[0]);
		return;
	case 'l': case 'L':
		if (evm_rx_at(s->lnc, text, at, end, span, 2))
			add_rna(sc, span[1]);
		return;
	case 'N': case 'C': case 'I': case 'E': case 'J': case 'j':
		if (sc->tok[t].shape != EVM_SHAPE_TITLE && evm_rx_at(s->trial, text, at, end, span, 1))
			add_trial(sc, span[0]);
		return;
	default:
		return;
	}
}

/* A first look at the letters behind the first: few words open a name. */
static bool worth(struct evm_str w)
{
	if (w.n < 3)
		return false;
	if (w.p[0] == 'c')
		return w.p[1] == 'i' && w.p[2] == 'r';
	if (w.p[0] == 'l' || w.p[0] == 'L')
		return w.p[1] == 'n' || w.p[1] == 'i';
	if (w.n == 3)
		return evm_str_eqz(w, "hsa") || evm_str_eqz(w, "mmu") || evm_str_eqz(w, "rno") ||
		       evm_str_eqz(w, "NCT");
	return evm_is_upper(w.p[0]) || w.p[0] == 'j';
}

void evm_found_surface(struct evm_surface *s, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->doc->sentences.n; i++) {
		size_t end = sc->doc->sentences.v[i].span.end;

		for (size_t t = sc->sent[i].begin; t < sc->sent[i].end; t++) {
			struct evm_str w = evm_scene_word(sc, t);

			if (evm_is_digit(w.p[0])) {
				if (!(sc->tok[t].glued && t > sc->sent[i].begin &&
				      evm_scene_hyphen(sc, t - 1)))
					at_number(s, sc, t, end);
			} else if (worth(w)) {
				at_word(s, sc, t, end);
			}
		}
	}
}
