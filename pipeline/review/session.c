#include "review/session.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

#include "core/digest.h"
#include "store/sql.h"

void evm_token_make(char token[EVM_TOKEN + 1])
{
	unsigned char raw[EVM_TOKEN / 2];
	size_t have = 0;

	while (have < sizeof raw) {
		ssize_t n = getrandom(raw + have, sizeof raw - have, 0);

		if (n < 0 && errno != EINTR)
			EVM_BUG("no random bytes");
		have += n > 0 ? (size_t)n : 0;
	}
	for (size_t i = 0; i < sizeof raw; i++)
		snprintf(token + 2 * i, 3, "%02x", raw[i]);
}

static void hours_from_now(char text[32], int hours)
{
	time_t t = time(NULL) + (time_t)hours * 3600;
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

int evm_session_open(struct evm_review *r, const char *login, int hours,
		     char token[EVM_TOKEN + 1], struct evm_err *err)
{
	struct evm_store *s = evm_review_store(r);
	char sum[EVM_DIGEST_HEX + 1], csrf[EVM_TOKEN + 1], now[32], end[32];

	evm_token_make(token);
	evm_token_make(csrf);
	evm_digest(evm_str(token), sum);
	hours_from_now(now, 0);
	hours_from_now(end, hours);
	if (evm_sql_run(s, err, "DELETE FROM session WHERE expires_at < ?", "z", now))
		return -1;
	return evm_sql_run(s, err, "INSERT INTO session "
			   "SELECT ?1, curator_id, ?2, ?3, ?4 FROM curator "
			   "WHERE login = ?5 AND active AND role <> 'machine'",
			   "zzzzz", sum, csrf, now, end, login);
}

int evm_session_find(struct evm_review *r, struct evm_str token,
		     struct evm_session *s, struct evm_err *err)
{
	struct evm_store *st = evm_review_store(r);
	char sum[EVM_DIGEST_HEX + 1], now[32];
	sqlite3_stmt *row;
	int got;

	if (token.n != EVM_TOKEN)
		return 0;
	evm_digest(token, sum);
	hours_from_now(now, 0);
	got = evm_sql_row(st, err, &row, "SELECT c.curator_id, c.login, s.csrf "
			  "FROM session s JOIN curator c ON c.curator_id = "
			  "s.curator_id WHERE s.token_sha256 = ? AND "
			  "s.expires_at > ? AND c.active", "zz", sum, now);
	if (got <= 0)
		return got;
	s->curator = sqlite3_column_int64(row, 0);
	snprintf(s->login, sizeof s->login, "%" EVM_FMT,
		 EVM_ARG(evm_sql_text(row, 1)));
	snprintf(s->csrf, sizeof s->csrf, "%" EVM_FMT,
		 EVM_ARG(evm_sql_text(row, 2)));
	evm_sql_done(row);
	return 1;
}

int evm_session_close(struct evm_review *r, struct evm_str token,
		      struct evm_err *err)
{
	char sum[EVM_DIGEST_HEX + 1];

	evm_digest(token, sum);
	return evm_sql_run(evm_review_store(r), err,
			   "DELETE FROM session WHERE token_sha256 = ?", "z", sum);
}
