"""The sample abstracts N times over in each FILE, under numbers of their own
that go on behind FIRST; a FILE of .gz is compressed.
usage: many.py FIRST N FILE..."""
import gzip, itertools, pathlib, re, sys

samples = pathlib.Path(__file__).resolve().parent.parent.parent / 'corpus' / 'samples'
text = (samples / 'abstracts.xml').read_text(encoding='utf-8')
head, body, tail = re.match(r'(.*?<PubmedArticleSet>)(.*)(</PubmedArticleSet>.*)', text, re.S).groups()
numbers = itertools.count(int(sys.argv[1]) + 1)
for name in sys.argv[3:]:
    many = ''.join(re.sub(r'(<PMID[^>]*>)\d+</PMID>', lambda m: f'{m[1]}{next(numbers)}</PMID>', body)
                   for _ in range(int(sys.argv[2])))
    xml = (head + many + tail).encode()
    pathlib.Path(name).write_bytes(gzip.compress(xml, mtime=0) if name.endswith('.gz') else xml)
