#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void clean(char *p)
{
	for (; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
}

int evm_err_set(struct evm_err *e, enum evm_exit code, const char *fmt, ...)
{
	va_list ap;

	e->code = code;
	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	clean(e->msg);
	return -1;
}

int evm_err_at(struct evm_err *e, const char *fmt, ...)
{
	char place[400], was[sizeof e->msg];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(place, sizeof place, fmt, ap);
	va_end(ap);
	memcpy(was, e->msg, sizeof was);
	/* a very long message loses its end, never its place */
	snprintf(e->msg, sizeof e->msg, "%s: %.*s", place,
		 (int)(sizeof e->msg - strlen(place) - 3), was);
	clean(e->msg);
	return -1;
}
