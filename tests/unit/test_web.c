#include "test_support.h"
#include "core/utf8.h"
#include "web/body.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/html.h"
#include "web/links.h"
#include "web/rate.h"

static struct evm_buf b;

static const char *html(const char *fmt, ...)
{
	va_list args;

	b.n = 0;
	va_start(args, fmt);
	evm_html_v(&b, fmt, args);
	va_end(args);
	return b.p;
}

static void test_html(void **state)
{
	(void)state;
	assert_string_equal(html("<b>%s</b>", EVM_LIT("<i>&\"'")),
			    "<b>&lt;i&gt;&amp;&quot;&#39;</b>");
	assert_string_equal(html("%s|%a", EVM_LIT("a\xe2\x80\xae" "b"),
				 EVM_LIT("a\xe2\x80\xae" "b")),
			    "a<span class=\"ctl\">U+202E</span>b|a[U+202E]b");
	assert_string_equal(html("%s", EVM_LIT("\x1b[1m\xc2\x9b\xf3\xa0\x81\x81")),
			    "<span class=\"ctl\">U+001B</span>[1m"
			    "<span class=\"ctl\">U+009B</span>"
			    "<span class=\"ctl\">U+E0041</span>");
	assert_string_equal(html("%s", EVM_LIT("\xff\xc0\xaf<")),
			    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd&lt;");
	assert_string_equal(html("/d/%u?%u", EVM_LIT("a/b.c:1"), EVM_LIT("\"<&+% ")),
			    "/d/a%2Fb%2Ec:1?%22%3C%26%2B%25%20");
	assert_string_equal(html("%d %i %f %% %z%z%r", (int64_t)-5, 7, 0.126, "<",
				 (char *)NULL, "<p>"), "-5 7 0.13 % &lt;<p>");
	evm_buf_release(&b);
}

static void test_form(void **state)
{
	struct evm_arena a;
	struct evm_pairs p = { 0 };

	(void)state;
	evm_arena_init(&a);
	evm_form_parse(EVM_LIT("a=1+2&b=%41%zz%4&&=x&c&a=3&d=%00%ff&n=17"), &a, &p);
	assert_true(evm_str_eqz(evm_form_get(&p, "a"), "1 2"));
	assert_true(evm_str_eqz(evm_form_get(&p, "b"), "A%zz%4"));
	assert_true(evm_form_has(&p, "c"));
	assert_false(evm_form_has(&p, "x"));
	assert_int_equal(evm_utf8_bad(evm_form_get(&p, "d")), SIZE_MAX);
	assert_null(memchr(evm_form_get(&p, "d").p, 0, evm_form_get(&p, "d").n));
	assert_int_equal(evm_form_int(&p, "n", 100, -1), 17);
	assert_int_equal(evm_form_int(&p, "n", 16, -1), -1);
	assert_int_equal(evm_form_int(&p, "a", 16, -1), -1);
	assert_true(evm_str_eqz(evm_form_decode(EVM_LIT("a+b%2F"), &a), "a+b/"));
	evm_arena_release(&a);
}

/* A body as "key=value;..."; NULL when it is refused. */
static const char *body(struct evm_arena *a, const char *text)
{
	struct evm_pairs pairs = { 0 };
	struct evm_str out = EVM_LIT("");

	if (evm_body_json(evm_str(text), a, &pairs))
		return NULL;
	for (size_t i = 0; i < pairs.n; i++)
		out = evm_str_printf(a, "%.*s%.*s=%.*s;", EVM_ARG(out), EVM_ARG(pairs.v[i].key),
				     EVM_ARG(pairs.v[i].value));
	return out.p;
}

static void test_body(void **state)
{
	static const char *const bad[] = {
		"", "[]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{\"a\":1}x",
		"{\"a\":\"x}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":[1}", "{a:1}",
		"{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}", "{\"a\":tru}", "{\"a\":\"\n\"}",
		"{\"a\":\"\\", "{\"a\":nan}",
	};
	struct evm_arena a;

	(void)state;
	evm_arena_init(&a);
	assert_string_equal(body(&a, "{}"), "");
	assert_string_equal(body(&a, " { \"ver\" : 7 , \"x\":-1.5e3,\"on\":true,\"off\":false,"
				 "\"no\":null } "), "ver=7;x=-1.5e3;on=1;");
	assert_string_equal(body(&a, "{\"to\":[3,\"4\"],\"object\":{\"norm\":\"a\\n\\\"b\\/\"}}"),
			    "to=3;to=4;object.norm=a\n\"b/;");
	assert_string_equal(body(&a, "{\"a\":\"\\u03b1\\ud83d\\ude00\\ud83d!\"}"),
			    "a=\xce\xb1\xf0\x9f\x98\x80\xef\xbf\xbd!;");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_null(body(&a, bad[i]));
	evm_arena_release(&a);
}

static int guard(const char *host, const char *origin, const char *site, bool post)
{
	struct evm_guard g;
	struct evm_request req = { .post = post, .host = evm_str(host),
				   .origin = evm_str(origin), .fetch_site = evm_str(site) };

	evm_guard_init(&g, 80);
	return evm_guard_check(&g, &req, false);
}

static void test_guard(void **state)
{
	(void)state;
	assert_int_equal(guard("127.0.0.1:80", "", "", false), 0);
	assert_int_equal(guard("LOCALHOST:80", "", "", false), 0);
	assert_int_equal(guard("127.0.0.1:81", "", "", false), 421);
	assert_int_equal(guard("", "", "", false), 421);
	assert_int_equal(guard("[::1]:80", "http://[::1]:80", "", true), 0);
	assert_int_equal(guard("[::1]:80", "http://127.0.0.1:80", "", true), 403);
	assert_int_equal(guard("127.0.0.1:80", "null", "", true), 403);
	assert_int_equal(guard("127.0.0.1:80", "null", "same-origin", true), 0);
	assert_int_equal(guard("127.0.0.1:80", "", "cross-site", true), 403);
	assert_int_equal(guard("127.0.0.1:80", "", "cross-site", false), 0);
}

static void test_links(void **state)
{
	struct evm_links l;
	char token[65], login[EVM_LOGIN];

	(void)state;
	evm_links_init(&l);
	evm_links_make(&l, "anna", token);
	assert_false(evm_links_use(&l, EVM_LIT("x"), login));
	assert_true(evm_links_peek(&l, evm_str(token), login));
	assert_false(evm_links_used(&l, login));
	assert_true(evm_links_use(&l, evm_str(token), login));
	assert_string_equal(login, "anna");
	assert_false(evm_links_use(&l, evm_str(token), login));
	assert_true(evm_links_used(&l, login));
	assert_false(evm_links_used(&l, login));
	evm_links_release(&l);
}

static void test_rate(void **state)
{
	struct evm_rates r;
	int taken = 0;

	(void)state;
	evm_rates_init(&r, 10);
	for (int i = 0; i < 100; i++)
		taken += evm_rates_take(&r, 3, 1000);
	assert_int_equal(taken, 20);
	assert_true(evm_rates_take(&r, 4, 1000));
	assert_false(evm_rates_take(&r, 3, 1000.05));
	assert_true(evm_rates_take(&r, 3, 1000.2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html), cmocka_unit_test(test_form),
		cmocka_unit_test(test_body),
		cmocka_unit_test(test_guard), cmocka_unit_test(test_links),
		cmocka_unit_test(test_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
