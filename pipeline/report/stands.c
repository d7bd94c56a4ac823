#include "report/stands.h"

enum { MORE = 1, LESS = 2, NOT_MORE = 4, NOT_LESS = 8 };

unsigned evm_stand_of(const struct evm_fact *f)
{
	switch (f->predicate) {
	case EVM_INCREASES:
	case EVM_WORSENS:
		return f->negated ? NOT_MORE : MORE;
	case EVM_DECREASES:
	case EVM_TREATS:
		return f->negated ? NOT_LESS : LESS;
	default:
		return 0;
	}
}

bool evm_stand_torn(unsigned said)
{
	return (said & MORE && said & (LESS | NOT_MORE)) ||
	       (said & LESS && said & NOT_LESS);
}

void evm_stand_about(struct evm_buf *b, const struct evm_fact *f)
{
	bool vesicle = f->subject.type == EVM_VESICLE || f->subject.type == EVM_SOURCE;

	evm_buf_printf(b, "%u:%u", vesicle ? 0 : f->subject.name, f->object.name);
}

static bool find(struct evm_stands *st, const struct evm_fact *f, uint32_t *at)
{
	st->key.n = 0;
	evm_stand_about(&st->key, f);
	return evm_index_get(&st->index, evm_buf_str(&st->key), at);
}

void evm_stands_add(struct evm_stands *st, const struct evm_fact *f)
{
	unsigned said = evm_stand_of(f);
	uint32_t at;

	if (!said)
		return;
	if (!find(st, f, &at)) {
		EVM_PUSH(&st->arena, st->said);
		at = (uint32_t)(st->said.n - 1);
		evm_index_add(&st->index, evm_str_dup(&st->arena,
			      evm_buf_str(&st->key)), at, NULL);
	}
	st->said.v[at] |= said;
}

bool evm_stands_torn(struct evm_stands *st, const struct evm_fact *f)
{
	uint32_t at;

	return evm_stand_of(f) && find(st, f, &at) && evm_stand_torn(st->said.v[at]);
}

void evm_stands_release(struct evm_stands *st)
{
	evm_index_release(&st->index);
	evm_buf_release(&st->key);
	evm_arena_release(&st->arena);
}
