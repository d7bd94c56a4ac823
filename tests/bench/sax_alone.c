/*
 * sax_alone: libxml2's SAX2 push parser with empty callbacks over inflated
 * XML (gzipped or not): the bound for whatever parses all of it.
 */
#include <libxml/parser.h>
#include <string.h>
#include <zlib.h>

int main(int argc, char **argv)
{
	static char buf[1 << 17];
	xmlSAXHandler sax;

	memset(&sax, 0, sizeof sax);
	sax.initialized = XML_SAX2_MAGIC;
	for (int i = 1; i < argc; i++) {
		xmlParserCtxtPtr p = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
		gzFile f = gzopen(argv[i], "rb");	/* reads plain files too */
		int n;

		if (!f || !p)
			return 1;
		gzbuffer(f, 1 << 17);
		while ((n = gzread(f, buf, sizeof buf)) > 0)
			if (xmlParseChunk(p, buf, n, 0))
				return 1;
		xmlParseChunk(p, buf, 0, 1);
		xmlFreeParserCtxt(p);
		gzclose(f);
	}
	return 0;
}
