/* The cargo network: from the source of the vesicles over what they carry and
 * what that acts on to the disease. */
#include "report/figures.h"

#include "report/layers.h"

#define CARGOES 22
#define OTHERS 20		/* most nodes of another layer */
#define LINKS 45		/* between two layers */
#define LAYERS 4
#define BOX 176
#define STRIDE 272		/* from a layer's left edge to the next one's */
#define PITCH 32
#define HIGH 24			/* of a node's box */
#define TOP 44
#define LEFT 8

struct node {
	struct evm_set *set;
	size_t layer;
	bool linked;
};

struct link {
	struct evm_set *set;
	size_t from, to;	/* nodes */
	size_t edge;		/* of the layout */
};

struct network {
	struct evm_figure *f;
	struct evm_arena arena;
	EVM_VEC(struct node) nodes;
	EVM_VEC(struct link) links;
	struct evm_layers layers;
	size_t left[LAYERS];		/* nodes that there is no room for */
	size_t left_links;
	uint32_t most;			/* papers of the strongest link */
};

static const enum evm_set_kind kinds[LAYERS] = {
	EVM_SET_SOURCE, EVM_SET_CARGO, EVM_SET_TARGET, EVM_SET_CARGO_END,
};

/* Index of a name's node in a layer, or SIZE_MAX. */
static size_t find(const struct network *n, size_t layer, uint32_t name)
{
	for (size_t i = 0; i < n->nodes.n; i++)
		if (n->nodes.v[i].layer == layer && n->nodes.v[i].set->a == name)
			return i;
	return SIZE_MAX;
}

static void add_node(struct network *n, size_t layer, struct evm_set *set)
{
	*EVM_PUSH(&n->arena, n->nodes) = (struct node){ set, layer, false };
}

static void choose_cargo(struct network *n)
{
	size_t shown, all;
	struct evm_set **v = evm_sets_top(n->f->sets, EVM_SET_CARGO, n->f->view,
					  CARGOES, &shown, &all);

	for (size_t i = 0; i < shown; i++)
		add_node(n, 1, v[i]);
	n->left[1] = all - shown;
}

/* Nodes of a layer by the sets that join them to nodes that are there: those
 * of the strongest sets. join_a: the new node is the sets' a, else their b. */
static void choose(struct network *n, size_t layer, enum evm_set_kind by,
		   size_t other, bool new_is_a)
{
	struct evm_sets *sets = n->f->sets;
	size_t all, have = 0;
	struct evm_set **v = evm_sets_top(sets, by, n->f->view, SIZE_MAX, &all, NULL);
	struct evm_index left = { 0 };

	for (size_t i = 0; i < n->nodes.n; i++)
		have += n->nodes.v[i].layer == layer;
	for (size_t i = 0; i < all; i++) {
		uint32_t name = new_is_a ? v[i]->a : v[i]->b;
		struct evm_set *set = evm_sets_get(sets, kinds[layer], name, 0);

		if (!set || find(n, other, new_is_a ? v[i]->b : v[i]->a) == SIZE_MAX ||
		    find(n, layer, name) != SIZE_MAX)
			continue;
		if (have < OTHERS) {
			add_node(n, layer, set);
			have++;
		} else {
			evm_index_add(&left, evm_facts_text(sets->facts, name), 0, NULL);
		}
	}
	n->left[layer] += left.n;
	evm_index_release(&left);
}

static void add_links(struct network *n, enum evm_set_kind kind, size_t from,
		      size_t to)
{
	struct evm_sets *sets = n->f->sets;
	size_t all, have = 0;
	struct evm_set **v = evm_sets_top(sets, kind, n->f->view, SIZE_MAX, &all, NULL);

	for (size_t i = 0; i < all; i++) {
		size_t a = find(n, from, v[i]->a), b = find(n, to, v[i]->b);

		if (a == SIZE_MAX || b == SIZE_MAX)
			continue;
		if (have++ >= LINKS) {
			n->left_links++;
			continue;
		}
		n->nodes.v[a].linked = n->nodes.v[b].linked = true;
		if (v[i]->tally[n->f->view].papers > n->most)
			n->most = v[i]->tally[n->f->view].papers;
		*EVM_PUSH(&n->arena, n->links) = (struct link){ v[i], a, b, 0 };
	}
}

/* Nodes without a link go; the links' numbers of nodes follow. */
static void drop_lone(struct network *n)
{
	size_t *to = evm_arena_alloc(&n->arena, evm_mul(n->nodes.n + 1, sizeof *to));
	size_t kept = 0;

	for (size_t i = 0; i < n->nodes.n; i++) {
		to[i] = kept;
		if (n->nodes.v[i].linked)
			n->nodes.v[kept++] = n->nodes.v[i];
		else
			n->left[n->nodes.v[i].layer]++;
	}
	n->nodes.n = kept;
	for (size_t i = 0; i < n->links.n; i++) {
		n->links.v[i].from = to[n->links.v[i].from];
		n->links.v[i].to = to[n->links.v[i].to];
	}
}

static void lay_out(struct network *n)
{
	evm_layers_init(&n->layers, LAYERS);
	for (size_t i = 0; i < n->nodes.n; i++)
		evm_layers_node(&n->layers, n->nodes.v[i].layer);
	for (size_t i = 0; i < n->links.n; i++) {
		struct link *k = &n->links.v[i];

		k->edge = evm_layers_edge(&n->layers, k->from, k->to,
					  k->set->tally[n->f->view].papers);
	}
	evm_layers_place(&n->layers);
}

static double node_x(const struct network *n, size_t node)
{
	return LEFT + (double)n->layers.nodes.v[node].layer * STRIDE;
}

static double node_y(const struct network *n, size_t node)
{
	return TOP + n->layers.nodes.v[node].y * PITCH;
}

/* Does the cargo lower what it acts on in most of the claims? */
static bool lowers(const struct network *n, const struct evm_set *s)
{
	const struct evm_facts *facts = n->f->sets->facts;
	size_t less = 0, all = 0;

	for (size_t i = 0; i < s->facts.n; i++) {
		const struct evm_fact *f = &facts->v.v[s->facts.v[i]];

		if (!f->in[n->f->view])
			continue;
		all++;
		less += f->predicate == EVM_DECREASES || f->predicate == EVM_TARGETS ||
			f->predicate == EVM_TREATS;
	}
	return less * 2 > all;
}

static void draw_link(const struct network *n, const struct link *k)
{
	const struct evm_layers_edge *e = &n->layers.edges.v[k->edge];
	bool less = k->set->kind != EVM_SET_SOURCE_CARGO && lowers(n, k->set);
	const char *kind = less ? "edge-less" : "edge";
	struct evm_svg *svg = n->f->svg;
	double w = evm_svg_radius(k->set->tally[n->f->view].papers, n->most, 1.2, 4.5);
	double x = node_x(n, k->from) + BOX, y = node_y(n, k->from);
	struct evm_buf tip = EVM_BUF_INIT;

	evm_say_set(&tip, n->f->sets->facts, k->set);
	evm_buf_addz(&tip, ": ");
	evm_say_sides(&tip, k->set, n->f->view);
	k->set->linked = true;
	evm_svg_link(svg, k->set->number, evm_buf_str(&tip));
	for (size_t i = 0; i < e->ways; i++) {
		double wx = node_x(n, e->first + i), wy = node_y(n, e->first + i);

		evm_svg_curve(svg, kind, x, y, wx, wy, w);
		evm_svg_curve(svg, kind, wx, wy, wx + BOX, wy, w);
		x = wx + BOX;
		y = wy;
	}
	evm_svg_curve(svg, kind, x, y, node_x(n, k->to), node_y(n, k->to), w);
	evm_svg_link_end(svg);
	evm_buf_release(&tip);
}

static void draw_node(const struct network *n, size_t i)
{
	static const char *const kind[LAYERS] = {
		"node node-0", "node node-1", "node node-2", "node node-3",
	};
	static const double round[LAYERS] = { 3, 12, 3, 12 };
	struct evm_set *s = n->nodes.v[i].set;
	size_t layer = n->nodes.v[i].layer;
	struct evm_svg *svg = n->f->svg;
	double x = node_x(n, i), y = node_y(n, i);
	struct evm_buf tip = EVM_BUF_INIT;

	evm_say_set(&tip, n->f->sets->facts, s);
	if (!layer) {
		evm_buf_addz(&tip, ", ");
		evm_buf_add(&tip, evm_source_name(evm_facts_text(n->f->sets->facts, s->a)));
	}
	evm_buf_addz(&tip, ": ");
	evm_say_tally(&tip, s, n->f->view);
	s->linked = true;
	evm_svg_link(svg, s->number, evm_buf_str(&tip));
	evm_svg_rect(svg, kind[layer], x, y - HIGH / 2.0, BOX, HIGH, round[layer]);
	tip.n = 0;
	evm_say_set(&tip, n->f->sets->facts, s);
	evm_svg_fitted(svg, layer ? "" : "h", x + 8, y + 4, "start", evm_buf_str(&tip),
		       13, BOX - 34);
	evm_svg_number(svg, "s", x + BOX - 8, y + 4, "end",
		       s->tally[n->f->view].papers);
	evm_svg_link_end(svg);
	evm_buf_release(&tip);
}

static void draw_heads(const struct network *n)
{
	static const char *const heads[LAYERS] = {
		"source", "cargo", "acts on", "in the disease",
	};

	for (size_t i = 0; i < LAYERS; i++)
		evm_svg_text(n->f->svg, "h", LEFT + (double)i * STRIDE, 24, "start",
			     evm_str(heads[i]));
}

static void draw_legend(const struct network *n, double width, double y)
{
	struct evm_legend l;
	double x;

	evm_legend_begin(&l, n->f->svg, LEFT, width - LEFT, y);
	x = evm_legend_item(&l, 40, "as thick as papers are many");
	evm_svg_curve(n->f->svg, "edge", x - 20, l.y, x + 20, l.y, 3);
	x = evm_legend_item(&l, 40, "dashed: lowers, targets or treats");
	evm_svg_curve(n->f->svg, "edge-less", x - 20, l.y, x + 20, l.y, 3);
	evm_legend_item(&l, 0, "numbers: papers");
}

static void write_csv(const struct network *n)
{
	static const struct { enum evm_set_kind kind; const char *from, *to; } k[] = {
		{ EVM_SET_SOURCE_CARGO, "source", "cargo" },
		{ EVM_SET_CARGO_TARGET, "cargo", "target" },
		{ EVM_SET_CARGO_DISEASE, "cargo", "disease" },
		{ EVM_SET_TARGET_DISEASE, "target", "disease" },
	};
	const struct evm_facts *facts = n->f->sets->facts;

	evm_csv_head(n->f->csv, "from_kind,from,to_kind,to");
	for (size_t i = 0; i < sizeof k / sizeof *k; i++) {
		size_t all;
		struct evm_set **v = evm_sets_top(n->f->sets, k[i].kind, n->f->view,
						  SIZE_MAX, &all, NULL);

		for (size_t j = 0; j < all; j++)
			evm_csv_set(n->f->csv, v[j], n->f->view, (const struct evm_str[]){
				    evm_str(k[i].from), evm_facts_text(facts, v[j]->a),
				    evm_str(k[i].to), evm_facts_text(facts, v[j]->b) }, 4);
	}
}

static void say_left(const struct network *n)
{
	static const char *const what[LAYERS + 1] = {
		"sources", "molecules carried", "molecules acted on", "diseases", "lines",
	};
	const char *between = "Left out, with fewer papers: ";

	for (size_t i = 0; i <= LAYERS; i++) {
		size_t left = i < LAYERS ? n->left[i] : n->left_links;

		if (!left)
			continue;
		evm_buf_printf(n->f->note, "%s%zu %s", between, left, what[i]);
		between = ", ";
	}
	if (n->f->note->n)
		evm_buf_addc(n->f->note, '.');
}

static void draw(struct network *n)
{
	double width = 2 * LEFT + (LAYERS - 1) * STRIDE + BOX;
	double bottom;

	lay_out(n);
	bottom = TOP + n->layers.height * PITCH;
	evm_svg_open(n->f->svg, "network", width, bottom + 40, "Cargo network",
		     EVM_LIT("Four columns: sources of cells, what their vesicles "
			     "carry, the molecules and pathways that this acts on, "
			     "and the diseases in which. Lines join what a claim "
			     "joins."));
	draw_heads(n);
	for (size_t i = 0; i < n->links.n; i++)
		draw_link(n, &n->links.v[i]);
	for (size_t i = 0; i < n->nodes.n; i++)
		draw_node(n, i);
	draw_legend(n, width, bottom + 22);
	evm_svg_close(n->f->svg);
	evm_layers_release(&n->layers);
}

bool evm_figure_network(struct evm_figure *f)
{
	struct network n = { .f = f };
	bool any;

	evm_arena_init(&n.arena);
	write_csv(&n);
	choose_cargo(&n);
	choose(&n, 0, EVM_SET_SOURCE_CARGO, 1, true);
	choose(&n, 2, EVM_SET_CARGO_TARGET, 1, false);
	choose(&n, 3, EVM_SET_CARGO_DISEASE, 1, false);
	choose(&n, 3, EVM_SET_TARGET_DISEASE, 2, false);
	add_links(&n, EVM_SET_SOURCE_CARGO, 0, 1);
	add_links(&n, EVM_SET_CARGO_TARGET, 1, 2);
	add_links(&n, EVM_SET_TARGET_DISEASE, 2, 3);
	add_links(&n, EVM_SET_CARGO_DISEASE, 1, 3);
	drop_lone(&n);
	say_left(&n);
	any = n.links.n > 0;
	if (any)
		draw(&n);
	evm_arena_release(&n.arena);
	return any;
}
