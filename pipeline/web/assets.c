#include <stdio.h>

#include "web/page.h"

#define FILE_OF(bytes) { (const char *)(bytes), sizeof(bytes) - 1 }

static const unsigned char js[] = {
#include "web/app.js.inc"
	0
};
static const unsigned char css[] = {
#include "web/app.css.inc"
	0
};
static const unsigned char icon[] = {
#include "web/icon.svg.inc"
	0
};

static void name(char path[64], const char *ext, struct evm_str content)
{
	char sum[EVM_DIGEST_HEX + 1];

	evm_digest(content, sum);
	snprintf(path, 64, "/static/app.%.16s.%s", sum, ext);
}

void evm_assets_name(struct evm_web *web)
{
	name(web->js, "js", (struct evm_str)FILE_OF(js));
	name(web->css, "css", (struct evm_str)FILE_OF(css));
}

int evm_page_static(struct evm_page *p)
{
	const struct {
		const char *path, *type;
		struct evm_str body;
	} files[] = {
		{ p->web->js, "text/javascript; charset=utf-8", FILE_OF(js) },
		{ p->web->css, "text/css; charset=utf-8", FILE_OF(css) },
		{ "/static/icon.svg", "image/svg+xml", FILE_OF(icon) },
	};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (!evm_str_eqz(p->req->path, files[i].path))
			continue;
		p->res->type = files[i].type;
		/* a name with a hash never changes its content */
		p->res->cache = i < 2 ? "public, max-age=31536000, immutable" :
					"public, max-age=86400";
		p->res->etag = evm_str_printf(p->a, "\"%s\"", files[i].path + 8);
		if (evm_str_eq(p->req->if_none_match, p->res->etag))
			p->res->status = 304;
		else
			evm_buf_add(p->b, files[i].body);
		return 0;
	}
	return evm_page_status(p, 404, "There is no such file.");
}
