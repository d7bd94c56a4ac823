#include "web/links.h"

#include <stdio.h>
#include <string.h>

#include "review/session.h"

void evm_links_init(struct evm_links *l)
{
	memset(l, 0, sizeof *l);
	EVM_CHECK(!pthread_mutex_init(&l->lock, NULL));
}

void evm_links_release(struct evm_links *l)
{
	pthread_mutex_destroy(&l->lock);
}

void evm_links_make(struct evm_links *l, const char *login, char token[65])
{
	struct evm_link *k;

	evm_token_make(token);
	pthread_mutex_lock(&l->lock);
	k = &l->v[l->next++ % EVM_LINKS];
	evm_digest(evm_str(token), k->sum);
	snprintf(k->login, sizeof k->login, "%s", login);
	pthread_mutex_unlock(&l->lock);
}

static bool look(struct evm_links *l, struct evm_str token,
		 char login[EVM_LOGIN], bool use)
{
	char sum[EVM_DIGEST_HEX + 1];
	bool found = false;

	if (token.n != EVM_TOKEN)
		return false;
	evm_digest(token, sum);
	pthread_mutex_lock(&l->lock);
	for (size_t i = 0; i < EVM_LINKS; i++) {
		struct evm_link *k = &l->v[i];

		if (strcmp(k->sum, sum) != 0)
			continue;
		found = true;
		memcpy(login, k->login, sizeof k->login);
		if (use) {
			memcpy(l->used, k->login, sizeof l->used);
			memset(k, 0, sizeof *k);
		}
		break;
	}
	pthread_mutex_unlock(&l->lock);
	return found;
}

bool evm_links_peek(struct evm_links *l, struct evm_str token,
		    char login[EVM_LOGIN])
{
	return look(l, token, login, false);
}

bool evm_links_use(struct evm_links *l, struct evm_str token,
		   char login[EVM_LOGIN])
{
	return look(l, token, login, true);
}

bool evm_links_used(struct evm_links *l, char login[EVM_LOGIN])
{
	bool used;

	pthread_mutex_lock(&l->lock);
	used = l->used[0] != 0;
	memcpy(login, l->used, sizeof l->used);
	l->used[0] = 0;
	pthread_mutex_unlock(&l->lock);
	return used;
}
