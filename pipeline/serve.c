/* evm-serve: the pages on which curators judge claims. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cli.h"
#include "extractors/why.h"
#include "run/copy.h"
#include "web/web.h"

#define USERS 32

static struct evm_front front;
static struct evm_list users, hosts;
static const char *address = "127.0.0.1", *journal;
static int port = 8377, rate = 30;
static bool anywhere;
static struct evm_backup backup = { .keep = EVM_COPIES, .daily = true };

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "user", 'u', EVM_OPT_LIST, &users, "LOGIN[:ROLE]",
	  "a curator, made when there is none; a login link is printed for each; "
	  "ROLE: curator, adjudicator or admin (default: $USER as admin)", NULL, 0, 0 },
	{ "port", 'p', EVM_OPT_NUMBER, &port, "N",
	  "listen on port N; 0: any free one (default: 8377)", NULL, 0, 65535 },
	{ "listen", 0, EVM_OPT_TEXT, &address, "ADDRESS",
	  "listen on another address than 127.0.0.1; see the manual first",
	  NULL, 0, 0 },
	{ "i-know", 0, EVM_OPT_FLAG, &anywhere, NULL,
	  "allow --listen on an address that others can reach", NULL, 0, 0 },
	{ "allow-host", 0, EVM_OPT_LIST, &hosts, "NAME",
	  "answer to this host name too (of a proxy)", NULL, 0, 0 },
	{ "rate", 0, EVM_OPT_NUMBER, &rate, "N",
	  "acts a second and curator at most (default: 30)", NULL, 1, 100000 },
	{ "journal", 0, EVM_OPT_TEXT, &journal, "FILE",
	  "the plain copy of all decisions (default: beside the database)",
	  NULL, 0, 0 },
	EVM_OPTS_COPIES(backup),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-serve", "-d DB",
	"Serves the pages on which curators judge claims, and prints the link to log in.",
	opts, NULL, false
};

static bool is_loopback(const char *a)
{
	return !strncmp(a, "127.", 4) || !strcmp(a, "::1");
}

/* "anna:admin" */
static int add_user(struct evm_web *web, const char *text, char login[64],
		    struct evm_err *err)
{
	const char *colon = strchr(text, ':');

	snprintf(login, 64, "%.*s", colon ? (int)(colon - text) : 63, text);
	return evm_web_user(web, login, colon ? colon + 1 : NULL, err);
}

/* A login of the system's user name: what a login may hold of it. */
static const char *default_user(char text[80])
{
	const char *name = getenv("USER");
	size_t n = 0;

	for (; name && *name && n < 32; name++) {
		char c = evm_to_lower(*name);

		if (evm_is_lower(c) || (n && (evm_is_digit(c) || strchr("._-", c))))
			text[n++] = c;
	}
	snprintf(text + n, 80 - n, "%s", n ? ":admin" : "curator:admin");
	return text;
}

static void print_link(struct evm_web *web, const char *login)
{
	char url[400];

	evm_web_link(web, login, url, sizeof url);
	printf("log in as %s:  %s\n", login, url);
	fflush(stdout);
}

/* Is a signal waiting that ends us? */
static bool is_over(void)
{
	sigset_t waiting;

	return !sigpending(&waiting) && (sigismember(&waiting, SIGINT) ||
		sigismember(&waiting, SIGTERM) || sigismember(&waiting, SIGHUP));
}

/* Until a signal comes; a link that was used is followed by the next one. */
static void wait_for_end(struct evm_web *web, const sigset_t *stop)
{
	const struct timespec second = { 1, 0 };
	char login[64];

	while (sigtimedwait(stop, NULL, &second) < 0)
		if (evm_web_link_used(web, login))
			print_link(web, login);
}

static int add_users(struct evm_web *web, char logins[USERS][64],
		     struct evm_err *err)
{
	char text[80];

	if (!users.n)
		return add_user(web, default_user(text), logins[0], err) ? -1 : 1;
	for (size_t i = 0; i < users.n; i++)
		if (add_user(web, users.v[i], logins[i], err))
			return -1;
	return (int)users.n;
}

static int serve(struct evm_web *web, struct evm_err *err)
{
	char logins[USERS][64];
	sigset_t stop;
	int n = add_users(web, logins, err);

	if (n < 0)
		return -1;
	/* before the server's thread starts, which must not get them */
	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (evm_web_listen(web, err))
		return -1;
	for (int i = 0; i < n; i++)
		print_link(web, logins[i]);
	if (!front.quiet)
		evm_say(cli.program, "%s on port %d; Ctrl-C ends it", front.db,
			evm_web_port(web));
	/* the pages are answered meanwhile */
	backup.stop = is_over;
	evm_copy_first(cli.program, &front, &backup);
	wait_for_end(web, &stop);
	return 0;
}

/* Without the rules the cards show what is stored. */
static struct evm_teller *open_teller(void)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_teller *t;

	if (evm_teller_open(&t, &err) && !front.quiet)
		evm_say(cli.program, "cards tell no cues: %s", err.msg);
	return t;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_teller *teller;
	struct evm_web *web;
	char *names;
	int rc;

	if (evm_cli_parse(&cli, argc, argv) < argc)
		evm_cli_mistake(&cli, "no operand is taken");
	if (!front.db)
		evm_cli_mistake(&cli, "no database: -d DB");
	if (users.n > USERS)
		evm_cli_mistake(&cli, "more than %d users", USERS);
	if (!is_loopback(address) && (!anywhere || !hosts.n))
		evm_cli_mistake(&cli, "--listen %s needs --i-know and --allow-host "
				"NAME; see evm-serve(1)", address);
	names = evm_data_path("dictionaries", &err);
	teller = open_teller();
	rc = evm_web_open(&web, &(struct evm_web_set){
		.db = front.db, .journal = journal, .address = address,
		.port = port, .hosts = hosts.v, .n_hosts = hosts.n, .rate = rate,
		.dictionaries = names,
		.teller = teller ? evm_teller(teller) : (struct evm_why_teller){ 0 } },
		&err);
	if (!rc) {
		rc = serve(web, &err);
		evm_web_close(web);
	}
	evm_teller_close(teller);
	free(names);
	return rc ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}
