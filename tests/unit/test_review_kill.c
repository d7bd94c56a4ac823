/* kill -9 between any two system calls of a vote, an edit, a comment: after
 * it, the act is whole or absent, and the journal is the table. */
#include "tests/unit/test_review.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum what { VOTE, EDIT, COMMENT, WHATS };

/* In the child, the database open: the act whose system calls count. */
static void act(struct evm_review *r, enum what what, struct evm_str key)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_result res;
	struct evm_arena a;
	struct evm_item it;
	int rc = -1;

	evm_arena_init(&a);
	if (evm_item_get(r, 1, &a, &it, &err) != 1)
		_exit(2);
	syscall(SYS_getppid);		/* from here on */
	if (what == VOTE) {
		struct evm_decide d = { .ev = 1, .ver = it.ver, .ms_spent = -1,
			.verdict = EVM_ACCEPT, .client_key = key, .ui = "tty" };

		rc = evm_review_decide(r, &d, &res, &err);
	} else if (what == EDIT) {
		struct evm_edit e = { .ev = 1, .parent = it.ver, .content = it.now,
			.client_key = key, .accept = true, .ms_spent = -1,
			.ui = "tty" };

		e.content.negated = !it.now.negated;
		rc = evm_review_edit(r, &e, &res, &err);
	} else {
		rc = evm_review_comment(r, 1, 0, evm_str("so it is"), key, &res, &err);
	}
	_exit(rc ? 2 : 0);
}

static void child(struct base *t, enum what what, struct evm_str key)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_review *r;

	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(3);
	raise(SIGSTOP);
	if (evm_review_open(&r, t->db, NULL, &err) ||
	    evm_review_as(r, "alice", &err))
		_exit(2);
	act(r, what, key);
}

static long call_of(pid_t pid)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) <= 0)
		return -1;
	return info.op == PTRACE_SYSCALL_INFO_ENTRY ? (long)info.entry.nr : -1;
}

/* Runs the act and kills it before its nth system call: 1, 0 when it came to
 * its end before, -1 where tracing is not allowed. */
static int run_until(struct base *t, enum what what, struct evm_str key, int n)
{
	pid_t pid = fork();
	int status, seen = -1;

	if (!pid)
		child(t, what, key);
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFSTOPPED(status))
		return -1;
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_EXITKILL |
	       PTRACE_O_TRACESYSGOOD);
	for (;;) {
		long call;

		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (!WIFSTOPPED(status))
			break;
		call = call_of(pid);
		if (seen < 0 && call == SYS_getppid)
			seen = 0;
		else if (seen >= 0 && call >= 0 && ++seen == n) {
			kill(pid, SIGKILL);
			assert_int_equal(waitpid(pid, &status, 0), pid);
			return 1;
		}
	}
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	return 0;
}

/* What the database holds of a key: an act's rows, all or none. */
static void whole_or_absent(struct base *t, enum what what, struct evm_str key)
{
	static const int64_t rows[WHATS] = { 1, 2, 1 };
	struct evm_texts f;
	int64_t n;

	OK(evm_review_open(&t->r, t->db, NULL, &t->err));
	OK(evm_review_as(t->r, "alice", &t->err));
	OK(evm_sql_int(evm_review_store(t->r), &t->err, -1, &n, "SELECT "
		"(SELECT count(*) FROM decision WHERE client_key IN (?1, ?1 || '.vote')) "
		"+ (SELECT count(*) FROM version WHERE client_key = ?1) "
		"+ (SELECT count(*) FROM comment WHERE client_key = ?1)", "s", key));
	assert_true(n == 0 || n == rows[what]);
	OK(evm_review_verify(t->r, &t->a, &f, &t->err));
	if (f.n)
		fail_msg("%s", f.v[0].p);
	evm_review_close(t->r);
	t->r = NULL;
}

static int kill_everywhere(struct base *t, enum what what)
{
	int n = 0, got;

	do {
		struct evm_str key = evm_str_printf(&t->a, "kill-%d-%d", what, ++n);

		got = run_until(t, what, key, n);
		if (got < 0)
			return -1;
		whole_or_absent(t, what, key);
	} while (got);
	return n;
}

static void an_act_is_whole_or_absent(void **state)
{
	struct base *t = *state;

	if (getenv("EVM_SLOW"))
		skip();
	evm_review_close(t->r);
	t->r = NULL;
	for (int what = 0; what < WHATS; what++) {
		int n = kill_everywhere(t, (enum what)what);

		if (n < 0)
			skip();
		assert_true(n > 20);
	}
	OK(evm_review_open(&t->r, t->db, NULL, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_act_is_whole_or_absent,
						test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
