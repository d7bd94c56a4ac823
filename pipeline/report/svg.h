/*
 * svg: drawing a figure. Text is text, every colour is a class of figure.css,
 * every mark has a shape of its own, so that a figure reads without colour.
 * All texts are escaped (web/html.h); numbers have one decimal at most, so the
 * same figure gives the same bytes anywhere.
 *
 *	evm_svg_open(&svg, "map", 640, 300, "Evidence map", "Sources and ...");
 *	evm_svg_link(&svg, 12, EVM_LIT("3 papers"));
 *	evm_svg_mark(&svg, EVM_MARK_BETTER, 20, 20, 9);
 *	evm_svg_link_end(&svg);
 *	evm_svg_close(&svg);
 */
#ifndef EVM_SVG_H
#define EVM_SVG_H

#include "core/str.h"

struct evm_svg {
	struct evm_buf *b;	/* where it goes, borrowed */
	bool alone;		/* a file of its own: with its style, no links */
	const char *suffix;	/* behind ids: a page holds a figure several times */
	bool linked;		/* inside a link; private */
};

enum evm_mark {
	EVM_MARK_BETTER,	/* filled circle */
	EVM_MARK_WORSE,		/* filled diamond */
	EVM_MARK_OPEN,		/* rounded square: a change without a side */
	EVM_MARK_NONE,		/* circle with a bar: no effect was seen */
	EVM_MARK_UP,		/* triangles */
	EVM_MARK_DOWN,
	EVM_MARK_GAP,		/* small dotted circle: nothing is known */
	EVM_MARK_N
};

/* A figure with its name and a description for those who do not see it. */
void evm_svg_open(struct evm_svg *s, const char *id, double w, double h,
		  const char *title, struct evm_str desc);
void evm_svg_close(struct evm_svg *s);

/* What follows belongs together, has a tooltip, and leads to a set's claims;
 * set 0 leads nowhere. Ends with evm_svg_link_end. */
void evm_svg_link(struct evm_svg *s, uint32_t set, struct evm_str tip);
void evm_svg_link_end(struct evm_svg *s);

/* kind: classes of figure.css, or "". anchor: "start", "middle", "end". */
void evm_svg_text(struct evm_svg *s, const char *kind, double x, double y,
		  const char *anchor, struct evm_str text);
void evm_svg_number(struct evm_svg *s, const char *kind, double x, double y,
		    const char *anchor, uint64_t n);
/* The same, cut to a width in pixels: with "…" where it is longer. */
void evm_svg_fitted(struct evm_svg *s, const char *kind, double x, double y,
		    const char *anchor, struct evm_str text, double size,
		    double width);
void evm_svg_rect(struct evm_svg *s, const char *kind, double x, double y,
		  double w, double h, double round);
void evm_svg_line(struct evm_svg *s, const char *kind, double x1, double y1,
		  double x2, double y2);
/* A line from left to right that leaves and arrives level. */
void evm_svg_curve(struct evm_svg *s, const char *kind, double x1, double y1,
		   double x2, double y2, double width);
/* kind: further classes. r: of the circle that has the mark's area. */
void evm_svg_mark(struct evm_svg *s, enum evm_mark mark, const char *kind,
		  double x, double y, double r);
/* The badge of a conflict, an exclamation mark, at a mark's upper right. */
void evm_svg_badge(struct evm_svg *s, double x, double y);

/* Width of a text in pixels, as sans serif fonts have it: a little wide. */
double evm_svg_width(struct evm_str text, double size);
/* Radius of a mark for n of at most max: area by number, never under least. */
double evm_svg_radius(uint64_t n, uint64_t max, double least, double most);

/* figure.css, for pages that hold figures. */
struct evm_str evm_svg_style(void);

#endif
