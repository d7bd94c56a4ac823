/* Registry numbers and doses: grammars on the text's surface. */
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

struct evm_surface {
	struct evm_rx *dose, *trial;
};

int evm_surface_new(struct evm_surface **out, struct evm_err *err)
{
	struct evm_surface *s = evm_malloc(sizeof *s);

	memset(s, 0, sizeof *s);
	if (evm_rx_new(&s->dose, DOSE, false, err) || evm_rx_new(&s->trial, TRIAL, false, err)) {
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
	free(s);
}

static void add_trial(struct evm_scene *sc, struct evm_span span)
{
	struct evm_mention *m = evm_scene_add_span(sc, EVM_TRIAL, span, "gram:trial", 0);
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
	m = evm_scene_add_span(sc, EVM_DOSE, span, "gram:dose", 0);
	if (m)
		m->norm = evm_norm_surface(&sc->doc->arena, evm_doc_slice(sc->doc, span));
}

static bool opens_trial(char c)
{
	return c == 'N' || c == 'C' || c == 'I' || c == 'E' || c == 'J' || c == 'j';
}

void evm_found_surface(struct evm_surface *s, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->doc->sentences.n; i++) {
		size_t end = sc->doc->sentences.v[i].span.end;

		for (size_t t = sc->sent[i].begin; t < sc->sent[i].end; t++) {
			enum evm_shape shape = sc->tok[t].shape;
			char c = sc->doc->text.p[sc->tok[t].span.begin];
			struct evm_span span;

			if (evm_is_digit(c) && !(sc->tok[t].glued && t > sc->sent[i].begin &&
						 evm_scene_hyphen(sc, t - 1)))
				at_number(s, sc, t, end);
			else if ((shape == EVM_SHAPE_ALNUM || shape == EVM_SHAPE_UPPER ||
				  shape == EVM_SHAPE_MIXED) && opens_trial(c) &&
				 evm_rx_at(s->trial, sc->doc->text, sc->tok[t].span.begin, end, &span, 1))
				add_trial(sc, span);
		}
	}
}
