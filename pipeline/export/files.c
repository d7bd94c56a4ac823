#include "export/files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK 512

int evm_files_folder(struct evm_files *f, const char *folder, struct evm_err *err)
{
	struct stat st;

	*f = (struct evm_files){ .folder = folder };
	if (!mkdir(folder, 0777) || (!stat(folder, &st) && S_ISDIR(st.st_mode)))
		return 0;
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: cannot make the folder: %s",
			   folder, strerror(errno));
}

void evm_files_tar(struct evm_files *f, struct evm_out *out)
{
	*f = (struct evm_files){ .out = out };
}

void evm_files_text(struct evm_files *f, struct evm_buf *b)
{
	*f = (struct evm_files){ .text = b };
}

static void add(const struct evm_files *f, struct evm_str s)
{
	if (f->out)
		evm_out_add(f->out, s);
	else if (f->text)
		evm_buf_add(f->text, s);
}

static void octal(char *field, int digits, size_t n)
{
	for (int i = digits - 1; i >= 0; i--, n /= 8)
		field[i] = (char)('0' + n % 8);
}

/* POSIX ustar. */
static void header(const struct evm_files *f, const char *name, size_t n)
{
	char h[BLOCK] = { 0 };
	unsigned sum = 0;

	memcpy(h, name, strlen(name));
	octal(h + 100, 7, 0644);
	octal(h + 108, 7, 0);
	octal(h + 116, 7, 0);
	octal(h + 124, 11, n);
	octal(h + 136, 11, 0);
	memset(h + 148, ' ', 8);
	h[156] = '0';
	memcpy(h + 257, "ustar\00000", 8);
	for (size_t i = 0; i < sizeof h; i++)
		sum += (unsigned char)h[i];
	octal(h + 148, 6, sum);
	h[154] = 0;
	add(f, (struct evm_str){ h, sizeof h });
}

static void put_tar(const struct evm_files *f, const char *name, struct evm_str s)
{
	static const char zeros[BLOCK];

	header(f, name, s.n);
	add(f, s);
	if (s.n % BLOCK)
		add(f, (struct evm_str){ zeros, BLOCK - s.n % BLOCK });
}

static int put_folder(const char *folder, const char *name, struct evm_str s,
		      struct evm_err *err)
{
	struct evm_buf path = EVM_BUF_INIT;
	struct evm_out *out;
	int rc;

	evm_buf_printf(&path, "%s/%s", folder, name);
	rc = evm_out_open(&out, path.p, err);
	if (!rc) {
		evm_out_add(out, s);
		rc = evm_out_finish(out, true, err);
	}
	evm_buf_release(&path);
	return rc;
}

int evm_files_put(struct evm_files *f, const char *name, struct evm_str content,
		  struct evm_err *err)
{
	if (strlen(name) > 99)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "%s: too long for a file's name", name);
	if (f->folder)
		return put_folder(f->folder, name, content, err);
	/* the header's size has 11 octal digits */
	if ((uint64_t)content.n >= (uint64_t)1 << 33)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "%s: more than 8 GiB in one file", name);
	put_tar(f, name, content);
	return 0;
}

void evm_files_end(struct evm_files *f)
{
	static const char zeros[2 * BLOCK];

	if (!f->folder)
		add(f, (struct evm_str){ zeros, sizeof zeros });
}

void evm_files_name(struct evm_buf *b, struct evm_str id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];

		if (evm_is_alnum(c) || c == '-' || c == '_' || (c == '.' && i))
			evm_buf_addc(b, c);
		else
			evm_buf_printf(b, "%%%02X", (unsigned char)c);
	}
	if (!id.n)
		evm_buf_addc(b, '_');
}
