#!/usr/bin/env python3
"""Make a record stream with gold mentions in place of the annotator's own.

usage: gold_stream.py MENTIONS.jsonl [STREAM]

STREAM (default: standard input) is what evm-annotate wrote for the texts that
the gold's offsets point into. Its E lines are replaced by the gold's mentions;
what the annotator knows besides of an equal or overlapping mention of the same
type (source, species, cargo, modification, sign) is kept. Gold files are JSON
Lines: {"id", "text", "entities": [{"start", "end", "type", "norm"}]}, offsets
in code points. Documents that the gold does not name pass unchanged.

So relation quality can be measured apart from entity quality.
"""
import gzip
import json
import sys

# Types as other corpora name them; what is not listed must be one of evmine's.
TYPES = {
    'Specific_miRNAs': 'mirna', 'Non-Specific_miRNAs': 'mirna',
    'Genes/Proteins': 'protein', 'Diseases': 'disease', 'Species': 'species',
}
KNOWN = {'msc_source', 'vesicle', 'mirna', 'protein', 'disease', 'effect', 'pathway',
         'cell', 'drug', 'route', 'species', 'trial', 'dose'}
ESCAPES = [('\\', '\\\\'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r')]


def escape(text):
    for plain, escaped in ESCAPES:
        text = text.replace(plain, escaped)
    return text


def unescape(field):
    out, i = [], 0
    while i < len(field):
        c = field[i]
        if c == '\\' and i + 1 < len(field):
            i += 1
            c = {'t': '\t', 'n': '\n', 'r': '\r'}.get(field[i], field[i])
        out.append(c)
        i += 1
    return ''.join(out)


def read_gold(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        return {r['id']: r for r in map(json.loads, f)}


def byte_offsets(text):
    """Byte offset of each code point, and of the end."""
    offsets, at = [], 0
    for ch in text:
        offsets.append(at)
        at += len(ch.encode('utf-8'))
    return offsets + [at]


class Doc:
    def __init__(self, lines):
        self.lines = lines
        self.id = lines[0].split('\t')[1]
        self.text = '\n'.join(unescape(l.split('\t')[6]) for l in lines if l.startswith('T\t'))
        self.own = [l.split('\t') for l in lines if l.startswith('E\t')]

    def known(self, kind, begin, end):
        """Fields of the annotator's mention of this type here."""
        for f in self.own:
            if f[2] == kind and int(f[3]) < end and begin < int(f[4]):
                return f[7:]
        return []


def gold_lines(doc, record):
    base = doc.text.find(record['text'])
    if base < 0:
        sys.exit(f'{doc.id}: the gold text is not the document\'s')
    offsets = byte_offsets(doc.text)
    rows = []
    for e in record['entities']:
        kind = TYPES.get(e['type'], e['type'])
        if kind not in KNOWN:
            continue
        begin, end = offsets[base + e['start']], offsets[base + e['end']]
        quote = doc.text[base + e['start']:base + e['end']]
        keep = [f for f in doc.known(kind, begin, end)
                if f.split('=')[0] in ('source', 'species', 'cargo', 'mod', 'sign')]
        norm = e.get('norm') or quote
        fields = ['E', doc.id, kind, str(begin), str(end), escape(quote), escape(norm)]
        rows.append((begin, -end, kind, '\t'.join(fields + keep + ['by=gold'])))
    seen, out = set(), []
    for row in sorted(rows):
        if row[:3] not in seen:
            seen.add(row[:3])
            out.append(row[3])
    return out


def write(doc, gold):
    if doc.id not in gold:
        print('\n'.join(doc.lines))
        return
    done = False
    for line in doc.lines:
        if line.startswith('E\t'):
            continue
        # mentions stand before claims and the closing line
        if not done and (line[:2] in ('R\t', '.\t')):
            for row in gold_lines(doc, gold[doc.id]):
                print(row)
            done = True
        print(line)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.split('\n\n')[1])
    gold = read_gold(sys.argv[1])
    stream = open(sys.argv[2], encoding='utf-8') if len(sys.argv) == 3 else sys.stdin
    lines = []
    for line in stream:
        line = line.rstrip('\n')
        if line.startswith('#') and not lines:
            print(line)
            continue
        lines.append(line)
        if line.startswith('.\t'):
            write(Doc(lines), gold)
            lines = []


if __name__ == '__main__':
    main()
