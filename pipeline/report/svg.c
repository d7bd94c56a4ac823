#include "report/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "web/html.h"

static const unsigned char style[] = {
#include "report/figure.css.inc"
	0
};

struct evm_str evm_svg_style(void)
{
	return (struct evm_str){ (const char *)style, sizeof style - 1 };
}

/* --- numbers and texts -------------------------------------------------------- */

/* In tenths, without a trailing ".0"; no libc's rounding, no locale. */
static void put(struct evm_buf *b, double v)
{
	long tenths = lround(v * 10);

	if (tenths < 0)
		evm_buf_addc(b, '-');
	tenths = labs(tenths);
	evm_buf_printf(b, "%ld", tenths / 10);
	if (tenths % 10)
		evm_buf_printf(b, ".%ld", tenths % 10);
}

static void attr(struct evm_svg *s, const char *name, double v)
{
	evm_buf_printf(s->b, " %s=\"", name);
	put(s->b, v);
	evm_buf_addc(s->b, '"');
}

static void kind_of(struct evm_svg *s, const char *kind)
{
	if (*kind)
		evm_html(s->b, " class=\"%z\"", kind);
}

/* Helvetica's widths in hundredths of the size, from space to '~'. */
static const unsigned char widths[] = {
	28, 28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28,
	56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 58, 58, 58, 56,
	102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78,
	67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56,
	33, 56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56,
	56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58,
};

/* Other fonts are wider than Helvetica: DejaVu by an eighth. */
#define SPARE 1.15

static double width_of(uint32_t cp, double size)
{
	double w = cp < 0x20 ? 0 : cp < 0x7f ? widths[cp - 0x20] : cp < 0x2e80 ? 60 : 100;

	return w / 100 * size * SPARE;
}

double evm_svg_width(struct evm_str text, double size)
{
	double w = 0;

	for (size_t i = 0; i < text.n;)
		w += width_of(evm_utf8_next(text, &i), size);
	return w;
}

/* Bytes of the longest beginning that leaves room for "…". */
static size_t fitting(struct evm_str text, double size, double width)
{
	double w = width_of(0x2026, size);
	size_t i = 0, end = 0;

	while (i < text.n) {
		w += width_of(evm_utf8_next(text, &i), size);
		if (w > width)
			break;
		end = i;
	}
	while (end && text.p[end - 1] == ' ')
		end--;
	return end;
}

double evm_svg_radius(uint64_t n, uint64_t max, double least, double most)
{
	double r = max ? most * sqrt((double)n / (double)max) : least;

	return r < least ? least : r;
}

/* --- the figure ------------------------------------------------------------------ */

void evm_svg_open(struct evm_svg *s, const char *id, double w, double h,
		  const char *title, struct evm_str desc)
{
	if (s->alone)
		evm_buf_addz(s->b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	evm_html(s->b, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fig\" "
		 "role=\"%z\" aria-labelledby=\"%z%z-t %z%z-d\"",
		 s->alone ? "img" : "group", id, s->suffix, id, s->suffix);
	attr(s, "width", w);
	attr(s, "height", h);
	evm_buf_addz(s->b, " viewBox=\"0 0 ");
	put(s->b, w);
	evm_buf_addc(s->b, ' ');
	put(s->b, h);
	evm_html(s->b, "\">\n<title id=\"%z%z-t\">%z</title>\n"
		 "<desc id=\"%z%z-d\">%a</desc>\n", id, s->suffix, title, id,
		 s->suffix, desc);
	if (!s->alone)
		return;
	evm_buf_addz(s->b, "<style>\n");
	evm_buf_add(s->b, evm_svg_style());
	evm_buf_addz(s->b, "</style>\n");
	evm_svg_rect(s, "f-ground", 0, 0, w, h, 0);
}

void evm_svg_close(struct evm_svg *s)
{
	evm_buf_addz(s->b, "</svg>\n");
}

void evm_svg_link(struct evm_svg *s, uint32_t set, struct evm_str tip)
{
	s->linked = set && !s->alone;
	if (s->linked)
		evm_buf_printf(s->b, "<a href=\"#s%u\">", set);
	else
		evm_buf_addz(s->b, "<g>");
	if (tip.n)
		evm_html(s->b, "<title>%a</title>", tip);
}

void evm_svg_link_end(struct evm_svg *s)
{
	evm_buf_addz(s->b, s->linked ? "</a>\n" : "</g>\n");
	s->linked = false;
}

void evm_svg_text(struct evm_svg *s, const char *kind, double x, double y,
		  const char *anchor, struct evm_str text)
{
	evm_buf_addz(s->b, "<text");
	kind_of(s, kind);
	attr(s, "x", x);
	attr(s, "y", y);
	if (strcmp(anchor, "start") != 0)
		evm_html(s->b, " text-anchor=\"%z\"", anchor);
	evm_html(s->b, ">%a</text>", text);
}

void evm_svg_number(struct evm_svg *s, const char *kind, double x, double y,
		    const char *anchor, uint64_t n)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_buf_printf(&b, "%llu", (unsigned long long)n);
	evm_svg_text(s, kind, x, y, anchor, evm_buf_str(&b));
	evm_buf_release(&b);
}

void evm_svg_fitted(struct evm_svg *s, const char *kind, double x, double y,
		    const char *anchor, struct evm_str text, double size,
		    double width)
{
	struct evm_buf b = EVM_BUF_INIT;

	if (evm_svg_width(text, size) > width) {
		evm_buf_add(&b, evm_str_sub(text, 0, fitting(text, size, width)));
		evm_buf_addz(&b, "\u2026");
		text = evm_buf_str(&b);
	}
	evm_svg_text(s, kind, x, y, anchor, text);
	evm_buf_release(&b);
}

void evm_svg_rect(struct evm_svg *s, const char *kind, double x, double y,
		  double w, double h, double round)
{
	evm_buf_addz(s->b, "<rect");
	kind_of(s, kind);
	attr(s, "x", x);
	attr(s, "y", y);
	attr(s, "width", w < 0 ? 0 : w);
	attr(s, "height", h < 0 ? 0 : h);
	if (round > 0)
		attr(s, "rx", round);
	evm_buf_addz(s->b, "/>");
}

void evm_svg_line(struct evm_svg *s, const char *kind, double x1, double y1,
		  double x2, double y2)
{
	evm_buf_addz(s->b, "<line");
	kind_of(s, kind);
	attr(s, "x1", x1);
	attr(s, "y1", y1);
	attr(s, "x2", x2);
	attr(s, "y2", y2);
	evm_buf_addz(s->b, "/>");
}

/* Points of a path: "M", "C" and the like with the numbers behind them. */
static void path(struct evm_svg *s, const char *kind, const char *ops,
		 const double *v, size_t n, double width)
{
	evm_buf_addz(s->b, "<path");
	kind_of(s, kind);
	if (width > 0)
		attr(s, "stroke-width", width);
	evm_buf_addz(s->b, " d=\"");
	for (size_t i = 0; i < n; i += 2) {
		if (*ops)
			evm_buf_addc(s->b, *ops++);
		put(s->b, v[i]);
		evm_buf_addc(s->b, ' ');
		put(s->b, v[i + 1]);
	}
	evm_buf_addz(s->b, width > 0 ? "\"/>" : "Z\"/>");
}

void evm_svg_curve(struct evm_svg *s, const char *kind, double x1, double y1,
		   double x2, double y2, double width)
{
	double bend = (x2 - x1) * 0.45;

	path(s, kind, "MC  ", (double[]){ x1, y1, x1 + bend, y1, x2 - bend, y2,
					  x2, y2 }, 8, width);
}

static void circle(struct evm_svg *s, const char *kind, double x, double y,
		   double r)
{
	evm_buf_addz(s->b, "<circle");
	kind_of(s, kind);
	attr(s, "cx", x);
	attr(s, "cy", y);
	attr(s, "r", r);
	evm_buf_addz(s->b, "/>");
}

void evm_svg_mark(struct evm_svg *s, enum evm_mark mark, const char *kind,
		  double x, double y, double r)
{
	static const char *const names[EVM_MARK_N] = {
		"m-better", "m-worse", "m-open", "m-none", "m-up", "m-down", "m-gap",
	};
	struct evm_buf b = EVM_BUF_INIT;
	double half = r * 0.886, high = r * 1.1, wide = r * 1.15, tip = r * 1.253;

	evm_buf_printf(&b, "%s%s%s", names[mark], *kind ? " " : "", kind);
	switch (mark) {
	case EVM_MARK_WORSE:
		path(s, b.p, "MLLL", (double[]){ x, y - tip, x + tip, y, x, y + tip,
						 x - tip, y }, 8, 0);
		break;
	case EVM_MARK_OPEN:
		evm_svg_rect(s, b.p, x - half, y - half, 2 * half, 2 * half, r * 0.25);
		break;
	case EVM_MARK_UP:
		path(s, b.p, "MLL", (double[]){ x, y - high, x + wide, y + high * 0.8,
						x - wide, y + high * 0.8 }, 6, 0);
		break;
	case EVM_MARK_DOWN:
		path(s, b.p, "MLL", (double[]){ x, y + high, x + wide, y - high * 0.8,
						x - wide, y - high * 0.8 }, 6, 0);
		break;
	case EVM_MARK_NONE:
		circle(s, b.p, x, y, r);
		evm_svg_line(s, "m-bar", x - r, y + r * 0.62, x + r, y + r * 0.62);
		break;
	default:
		circle(s, b.p, x, y, r);
	}
	evm_buf_release(&b);
}

void evm_svg_badge(struct evm_svg *s, double x, double y)
{
	circle(s, "m-badge", x, y, 7.5);
	evm_svg_text(s, "m-bang", x, y + 4, "middle", EVM_LIT("!"));
}
