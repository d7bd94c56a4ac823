/*
 * inflate_alone: inflates files with zlib and drops the bytes: the bound for
 * whatever reads gzipped XML. Prints the bytes inflated.
 */
#include <stdio.h>
#include <zlib.h>

int main(int argc, char **argv)
{
	static char buf[1 << 17];
	unsigned long long total = 0;

	for (int i = 1; i < argc; i++) {
		gzFile f = gzopen(argv[i], "rb");
		int n;

		if (!f)
			return 1;
		gzbuffer(f, 1 << 17);
		while ((n = gzread(f, buf, sizeof buf)) > 0)
			total += (unsigned long long)n;
		if (gzclose(f) != Z_OK)
			return 1;
	}
	printf("%llu\n", total);
	return fflush(stdout) ? 1 : 0;
}
