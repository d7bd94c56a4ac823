#include "curate/term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "core/utf8.h"

static struct {
	int fd;
	struct termios before;
	volatile sig_atomic_t on, lent, resized;
} term = { .fd = -1 };

static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT,
			    SIGBUS, SIGFPE };
static const char enter[] = "\033[?1049h\033[?25l";
static const char leave[] = "\033[0m\033[?25h\033[?1049l";

/* Only calls that a signal handler may make. */
static void back(void)
{
	int kept = errno;

	if (term.on) {
		term.on = 0;
		if (write(term.fd, leave, sizeof leave - 1) < 0)
			term.on = 0;
		tcsetattr(term.fd, TCSANOW, &term.before);
	}
	errno = kept;
}

static void front(void)
{
	struct termios raw = term.before;

	raw.c_iflag &= ~(tcflag_t)(ICRNL | IXON | BRKINT | INPCK | ISTRIP);
	raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	/* what was typed ahead is kept */
	tcsetattr(term.fd, TCSANOW, &raw);
	term.on = 1;
	term.resized = 0;
	if (write(term.fd, enter, sizeof enter - 1) < 0)
		back();
}

static void on_end(int sig)
{
	back();
	/* SA_RESETHAND: now it ends the program as it would have */
	raise(sig);
}

static void on_stop(int sig)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };

	(void)sig;
	back();
	sigaction(SIGTSTP, &usual, NULL);
	raise(SIGTSTP);
}

static void watch_stop(void);

static void on_continue(int sig)
{
	(void)sig;
	watch_stop();
	if (term.fd >= 0 && !term.on && !term.lent)
		front();
	term.resized = 1;
}

static void on_resize(int sig)
{
	(void)sig;
	term.resized = 1;
}

static void watch_stop(void)
{
	struct sigaction stop = { .sa_handler = on_stop, .sa_flags = SA_NODEFER };

	sigaction(SIGTSTP, &stop, NULL);
}

static void watch_signals(void)
{
	struct sigaction end = { .sa_handler = on_end,
				 .sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };
	struct sigaction again = { .sa_handler = on_continue };
	struct sigaction size = { .sa_handler = on_resize };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		sigaction(ends[i], &end, NULL);
	watch_stop();
	sigaction(SIGCONT, &again, NULL);
	sigaction(SIGWINCH, &size, NULL);
}

void evm_term_lend(void)
{
	term.lent = 1;
	back();
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
}

void evm_term_take_back(void)
{
	term.lent = 0;
	watch_signals();
	front();
}

int evm_term_open(struct evm_err *err)
{
	term.fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (term.fd < 0 || tcgetattr(term.fd, &term.before)) {
		if (term.fd >= 0)
			close(term.fd);
		term.fd = -1;
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "no terminal: use --plain");
	}
	atexit(back);
	watch_signals();
	front();
	return 0;
}

void evm_term_close(void)
{
	back();
	if (term.fd >= 0)
		close(term.fd);
	term.fd = -1;
}

void evm_term_size(size_t *rows, size_t *columns)
{
	struct winsize w = { 0 };

	*rows = 24;
	*columns = 80;
	if (!ioctl(term.fd, TIOCGWINSZ, &w) && w.ws_row && w.ws_col) {
		*rows = w.ws_row;
		*columns = w.ws_col;
	}
}

int evm_term_put(struct evm_str s)
{
	while (s.n) {
		ssize_t n = write(term.fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		s = evm_str_sub(s, (size_t)n, s.n);
	}
	return 0;
}

/* --- keys ------------------------------------------------------------------------- */

/* A byte, -1 at the end, -2 when a signal came. */
static int next_byte(void)
{
	unsigned char c;
	ssize_t n = read(term.fd, &c, 1);

	return n == 1 ? c : n < 0 && errno == EINTR ? -2 : -1;
}

/* Is more there at once? A lone ESC is a key; ESC [ begins one. */
static bool more(void)
{
	struct pollfd p = { .fd = term.fd, .events = POLLIN };

	return poll(&p, 1, 25) == 1;
}

static uint32_t sequence(void)
{
	static const struct { char last; char digit; uint32_t key; } keys[] = {
		{ 'A', 0, EVM_TERM_UP }, { 'B', 0, EVM_TERM_DOWN },
		{ 'C', 0, EVM_TERM_RIGHT }, { 'D', 0, EVM_TERM_LEFT },
		{ '~', '5', EVM_TERM_PAGE_UP }, { '~', '6', EVM_TERM_PAGE_DOWN },
	};
	int c = next_byte(), digit = 0;

	if (c != '[' && c != 'O')
		return EVM_TERM_NONE;
	while (more() && (c = next_byte()) >= 0 && (c < '@' || c > '~'))
		digit = digit ? digit : c;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (c == keys[i].last && (!keys[i].digit || digit == keys[i].digit))
			return keys[i].key;
	return EVM_TERM_NONE;
}

static uint32_t character(int first)
{
	char text[4] = { (char)first, 0, 0, 0 };
	size_t n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
	size_t at = 0;

	for (size_t i = 1; i < n; i++) {
		int c = next_byte();

		if (c < 0)
			return EVM_TERM_NONE;
		text[i] = (char)c;
	}
	if (evm_utf8_bad((struct evm_str){ text, n }) != SIZE_MAX)
		return EVM_TERM_NONE;
	return evm_utf8_next((struct evm_str){ text, n }, &at);
}

uint32_t evm_term_key(void)
{
	int c;

	do {
		if (term.resized) {
			term.resized = 0;
			return EVM_TERM_NONE;
		}
		c = next_byte();
	} while (c == -2);
	if (c < 0)
		return EVM_TERM_END;
	if (c == '\033')
		return more() ? sequence() : EVM_TERM_ESCAPE;
	if (c == '\b')
		return EVM_TERM_ERASE;
	return c == '\n' ? EVM_TERM_ENTER : character(c);
}
