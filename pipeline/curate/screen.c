#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io.h"
#include "core/utf8.h"
#include "curate/desk.h"
#include "curate/show.h"
#include "curate/term.h"

#define FORM_MAX (1 << 16)

struct screen {
	struct evm_desk *d;
	struct evm_err *err;
	struct evm_buf frame, text;
	size_t rows, columns, top;	/* top: first row of the text shown */
	bool answer;			/* the text is an answer, not the card */
};

/* --- drawing -------------------------------------------------------------------------- */

/* A row, cut to the width, on its line. */
static void row(struct screen *s, size_t at, struct evm_str text)
{
	struct evm_buf cut = EVM_BUF_INIT;
	struct evm_str first = EVM_LIT("");

	evm_show_wrap(&cut, text, s->columns, 0);
	evm_show_line(evm_buf_str(&cut), 0, &first);
	evm_buf_printf(&s->frame, "\033[%zu;1H", at);
	evm_buf_add(&s->frame, first);
	evm_buf_addz(&s->frame, "\033[0m\033[K");
	evm_buf_release(&cut);
}

static void bar(struct screen *s)
{
	static const enum evm_action shown[] = { EVM_DO_ACCEPT, EVM_DO_REJECT,
		EVM_DO_EDIT, EVM_DO_UNSURE, EVM_DO_SKIP, EVM_DO_UNDO,
		EVM_DO_COMMENT, EVM_DO_HELP, EVM_DO_QUIT };
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		if (s->d->keys.key[shown[i]])
			evm_buf_printf(&b, "%s[%c] %s", b.n ? "  " : "",
				       s->d->keys.key[shown[i]],
				       evm_keydefs[shown[i]].label);
	row(s, s->rows, evm_buf_str(&b));
	evm_buf_release(&b);
}

/* Everything; prompt: of the line above the keys, or what was saved. */
static void draw(struct screen *s, struct evm_str prompt)
{
	struct evm_str line;

	evm_term_size(&s->rows, &s->columns);
	s->d->width = s->columns;
	if (!s->answer) {
		s->text.n = 0;
		evm_card(s->d, &s->text);
	}
	s->frame.n = 0;
	for (size_t i = 0; i + 2 < s->rows; i++) {
		bool there = evm_show_line(evm_buf_str(&s->text), s->top + i, &line);

		row(s, i + 1, there ? line : EVM_LIT(""));
	}
	row(s, s->rows - 1, prompt);
	bar(s);
	evm_term_put(evm_buf_str(&s->frame));
}

/* --- lines that are typed ----------------------------------------------------------------- */

/* Reads a line behind a prompt: 1; 0 when it was left by ESC. */
static int ask(struct screen *s, const char *prompt, struct evm_buf *line)
{
	struct evm_buf shown = EVM_BUF_INIT;
	uint32_t key;

	for (;;) {
		shown.n = 0;
		evm_buf_addz(&shown, prompt);
		evm_show(&shown, evm_buf_str(line));
		evm_buf_addc(&shown, '_');
		draw(s, evm_buf_str(&shown));
		key = evm_term_key();
		if (key == EVM_TERM_ENTER || key == EVM_TERM_ESCAPE ||
		    key == EVM_TERM_END)
			break;
		if (key == EVM_TERM_ERASE && line->n) {
			size_t begin;

			evm_utf8_prev(evm_buf_str(line), line->n, &begin);
			line->n = begin;
		} else if (key >= ' ' && key != EVM_TERM_ERASE &&
			   key < EVM_TERM_UP && line->n < 4000) {
			evm_utf8_put(line, key);
		}
	}
	evm_buf_release(&shown);
	return key == EVM_TERM_ENTER;
}

/* --- the editor ------------------------------------------------------------------------------- */

static int run_editor(const char *path, struct evm_err *err)
{
	const char *editor = getenv("VISUAL");
	pid_t pid;
	int status = 1;

	if (!editor || !*editor)
		editor = getenv("EDITOR");
	if (!editor || !*editor)
		editor = "vi";
	pid = fork();
	if (!pid) {
		signal(SIGINT, SIG_DFL);
		signal(SIGQUIT, SIG_DFL);
		/* the variable may hold options: the shell splits it */
		execl("/bin/sh", "sh", "-c", "exec $0 \"$1\"", editor, path,
		      (char *)NULL);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) && !WEXITSTATUS(status) ? 0 :
	       evm_err_set(err, EVM_EXIT_FAILED, "%s did not end well: nothing is "
			   "changed", editor);
}

static int read_form(const char *path, struct evm_buf *form, struct evm_err *err)
{
	struct evm_in *in;
	int rc;

	if (evm_in_open(&in, path, err))
		return -1;
	rc = evm_in_all(in, form, FORM_MAX, err);
	evm_in_close(in);
	return rc;
}

/* A form through the curator's editor: 1 when it came back changed, 0. */
static int through_editor(struct evm_buf *form, struct evm_err *err)
{
	char path[] = "/tmp/evm-curate-XXXXXX";
	struct evm_buf was = EVM_BUF_INIT;
	int fd = mkstemp(path), rc;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	if (!f)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot make a file: %s",
				   strerror(errno));
	evm_buf_add(&was, evm_buf_str(form));
	rc = fwrite(form->p, 1, form->n, f) != form->n;
	rc = fclose(f) || rc ? evm_err_set(err, EVM_EXIT_FAILED,
					   "%s: cannot write", path) : 0;
	if (!rc) {
		evm_term_lend();
		rc = run_editor(path, err);
		evm_term_take_back();
	}
	form->n = 0;
	rc = rc ? rc : read_form(path, form, err);
	unlink(path);
	rc = rc ? rc : !evm_str_eq(evm_buf_str(&was), evm_buf_str(form));
	evm_buf_release(&was);
	return rc;
}

static int edit(struct screen *s, enum evm_action action)
{
	struct evm_buf form = EVM_BUF_INIT;
	struct evm_err wrong = EVM_ERR_INIT;
	struct evm_desk *d = s->d;
	struct evm_str draft;
	int64_t base;
	int got = action == EVM_DO_EDIT ? evm_draft_get(d->r, d->ev, &d->a, &base,
							&draft, s->err) : 0;

	if (got < 0)
		return -1;
	if (got)
		evm_buf_add(&form, draft);
	else
		evm_form_write(&form, &d->item.now, d->item.sentence);
	got = through_editor(&form, &wrong);
	if (got == 1)
		got = evm_desk_do(d, action, evm_buf_str(&form), s->err);
	else
		evm_buf_printf(&d->out, "%s\n", got ? wrong.msg :
			       "nothing was changed");
	evm_buf_release(&form);
	return got < 0 && !wrong.code ? -1 : 0;
}

/* --- keys ---------------------------------------------------------------------------------------- */

static int do_line(struct screen *s, enum evm_action action, const char *prompt,
		   const char *begin)
{
	struct evm_buf line = EVM_BUF_INIT;
	int rc = 0;

	evm_buf_addz(&line, begin);
	if (ask(s, prompt, &line))
		rc = evm_desk_do(s->d, action, evm_buf_str(&line), s->err);
	evm_buf_release(&line);
	return rc;
}

/* r, then the reason's key; a reason that needs words asks for them. */
static int do_reject(struct screen *s)
{
	struct evm_reasons *list = &s->d->reasons;
	uint32_t key;

	s->text.n = 0;
	evm_card(s->d, &s->text);
	evm_card_reasons(s->d, &s->text);
	s->answer = true;
	draw(s, EVM_LIT("Why? (ESC: not at all)"));
	key = evm_term_key();
	s->answer = false;
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_reason *x = &list->v[i];
		char begin[8];

		if (!x->key.n || key != (unsigned char)x->key.p[0])
			continue;
		snprintf(begin, sizeof begin, "%c ", x->key.p[0]);
		if (x->needs_text)
			return do_line(s, EVM_DO_REJECT, "Reject: ", begin);
		return evm_desk_do(s->d, EVM_DO_REJECT, evm_str(begin), s->err);
	}
	return 0;
}

static int do_key(struct screen *s, enum evm_action action)
{
	bool card = s->d->ev != 0;

	switch (action) {
	case EVM_ACTION_N:
		return 0;
	case EVM_DO_REJECT:
		return card ? do_reject(s) : 0;
	case EVM_DO_EDIT:
	case EVM_DO_MISSED:
		return card ? edit(s, action) : 0;
	case EVM_DO_COMMENT:
		return card ? do_line(s, action, "Comment: ", "") : 0;
	case EVM_DO_SEARCH:
		return do_line(s, action, "Search (words, field=value): ", "");
	default:
		return evm_desk_do(s->d, action, EVM_LIT(""), s->err);
	}
}

/* Long answers take the place of the card until the next key. */
static void take_answer(struct screen *s, struct evm_buf *status)
{
	struct evm_str out = evm_buf_str(&s->d->out);
	size_t first = evm_str_find(out, EVM_LIT("\n"), 0);

	status->n = 0;
	s->answer = first != SIZE_MAX && first + 1 < out.n;
	if (s->answer) {
		s->text.n = 0;
		evm_show_wrap(&s->text, out, s->columns, 2);
		evm_buf_addz(status, "any key: back to the card");
	} else {
		evm_buf_add(status, evm_str_trim(out));
	}
	s->d->out.n = 0;
}

static void scroll(struct screen *s, uint32_t key)
{
	size_t page = s->rows > 4 ? s->rows - 4 : 1;
	struct evm_str line;

	if (key == EVM_TERM_DOWN || key == EVM_TERM_PAGE_DOWN) {
		s->top += key == EVM_TERM_DOWN ? 1 : page;
		if (!evm_show_line(evm_buf_str(&s->text), s->top, &line))
			s->top -= key == EVM_TERM_DOWN ? 1 : page;
	} else {
		size_t n = key == EVM_TERM_UP ? 1 : page;

		s->top = s->top > n ? s->top - n : 0;
	}
}

static bool scrolls(uint32_t key)
{
	return key == EVM_TERM_UP || key == EVM_TERM_DOWN ||
	       key == EVM_TERM_PAGE_UP || key == EVM_TERM_PAGE_DOWN;
}

static int loop(struct screen *s, struct evm_buf *status)
{
	while (!s->d->quit) {
		uint32_t key;

		draw(s, evm_buf_str(status));
		key = evm_term_key();
		if (key == EVM_TERM_END)
			return 0;
		if (key == EVM_TERM_NONE)
			continue;
		if (scrolls(key)) {
			scroll(s, key);
			continue;
		}
		s->top = 0;
		if (s->answer) {
			s->answer = false;
			status->n = 0;
			continue;
		}
		if (do_key(s, evm_keys_action(&s->d->keys, key < 127 ?
					      (char)key : 0)))
			return -1;
		take_answer(s, status);
	}
	return 0;
}

int evm_screen(struct evm_desk *d, struct evm_err *err)
{
	struct screen s = { .d = d, .err = err };
	struct evm_buf status = EVM_BUF_INIT;
	int rc;

	if (evm_term_open(err))
		return -1;
	rc = loop(&s, &status);
	evm_term_close();
	evm_buf_release(&status);
	evm_buf_release(&s.frame);
	evm_buf_release(&s.text);
	return rc;
}
