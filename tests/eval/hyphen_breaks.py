#!/usr/bin/env python3
"""Measure the decisions at line-end hyphens.

usage: hyphen_breaks.py [-v] EVM_INGEST TEXTS.tsv...

TEXTS.tsv: id<TAB>text lines, such as abstracts. Each text is set in narrow
lines of several widths, broken inside words wherever a syllable or a hyphen
allows it, and read back; the words at the breaks are compared. A text of its
own is the harder case: there is little of it to look words up in; with all
texts of a file in one the figure is a long paper's.
"""
import argparse, os, re, subprocess, sys, tempfile
from collections import Counter
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pdf_copy import breaks, clean, unescape


def setlines(text, width):
    """Lines, and the words broken: (kind, word)."""
    lines, line, cuts = [], '', []
    for word in text.split(' '):
        room = width - len(line) - (1 if line else 0)
        if len(word) > room:
            cut = [b for b in breaks(word) if (b if b > 0 else -b + 1) <= room and word[b - 1] != '/']
            if cut:
                b = max(cut, key=abs)
                left, rest = (word[:b], word[b:]) if b > 0 else (word[:-b] + '-', word[-b:])
                cuts.append(('hyphen' if b > 0 else 'syllable', word))
                lines.append((line + ' ' + left).strip())
                line = rest
                continue
            lines.append(line)
            line = word
        else:
            line = (line + ' ' + word).strip()
    lines.append(line)
    return [x for x in lines if x], cuts


def read(ingest, text):
    with tempfile.NamedTemporaryFile('w', suffix='.txt', delete=False, encoding='utf-8') as f:
        f.write(text)
    got = subprocess.run([ingest, '-q', '--format', 'text', f.name], capture_output=True, text=True, check=True).stdout
    os.unlink(f.name)
    return ' '.join(unescape(l.split('\t')[6]) for l in got.split('\n') if l.startswith('T\t'))


def measure(ingest, texts, widths, verbose):
    n, bad = Counter(), Counter()
    for text in texts:
        for width in widths:
            paras = [setlines(t, width) for t in text]
            got = Counter(read(ingest, '\n\n'.join('\n'.join(p[0]) for p in paras) + '\n').split(' '))
            want = Counter(w for t in text for w in t.split(' '))
            lost = want - got
            for _, cuts in paras:
                for kind, word in cuts:
                    n[kind] += 1
                    if lost[word] > 0:
                        lost[word] -= 1
                        bad[kind] += 1
                        if verbose:
                            print('  ', kind, word)
    return n, bad


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('-v', action='store_true')
    ap.add_argument('ingest')
    ap.add_argument('texts', nargs='+')
    o = ap.parse_args()
    for name in o.texts:
        texts = [clean(l.split('\t', 1)[1]) for l in open(name, encoding='utf-8') if '\t' in l]
        for what, units in (('each text', [[t] for t in texts]), ('all in one', [texts])):
            n, bad = measure(o.ingest, units, (42, 57) if what == 'each text' else (38, 47, 58), o.v)
            total, wrong = sum(n.values()), sum(bad.values())
            print(f'{os.path.basename(name)}, {what}: {total} breaks, right {1 - wrong / max(1, total):.4f}; ' + ', '.join(
                f'at a {k} {n[k]}, right {1 - bad[k] / n[k]:.4f}' for k in sorted(n)))


if __name__ == '__main__':
    main()
