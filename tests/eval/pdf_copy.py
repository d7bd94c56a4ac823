#!/usr/bin/env python3
"""Measure the reader of plain text on simulated PDF copies.

usage: pdf_copy.py [-v] [-k KEEP] EVM_INGEST ARTICLE.nxml[.gz]...

Each JATS article is set in lines as a PDF would show it (hyphenation, page
joins in the middle of sentences, running headers, captions between the halves
of a paragraph, numbered headings or not, ...), in several styles; what
evm-ingest makes of it is compared with the article. Printed: paragraphs,
headings and captions that come out whole, and hyphens decided right.
With -k the copies are kept in the folder KEEP.
"""
import argparse, gzip, os, random, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET
from collections import Counter

VOWELS = 'aeiouy'


def flat(node, drop=('xref-none', 'fig', 'table-wrap', 'disp-formula', 'supplementary-material')):
    out = [node.text or '']
    for c in node:
        if c.tag not in drop:
            out.append(flat(c))
        out.append(c.tail or '')
    return ''.join(out)


def clean(s):
    s = re.sub(r'[\u2018\u2019\u2032]', "'", s)
    s = re.sub(r'[\u201c\u201d]', '"', s).replace('\u00b5', '\u03bc')
    s = re.sub(r'[\u2010\u2011]', '-', s)
    s = re.sub(r'[\u200b-\u200f\u00ad\ufeff]', '', s)
    return re.sub(r'\s+', ' ', s.replace('\u00a0', ' ')).strip()


def article(path):
    """[(kind, level, text)]: title, head, para, caption."""
    data = (gzip.open if path.endswith('.gz') else open)(path, 'rb').read()
    data = re.sub(rb'<!DOCTYPE[^>\[]*(\[[^\]]*\])?[^>]*>', b'', data)
    data = re.sub(rb'&(?!#|amp;|lt;|gt;|quot;|apos;)\w+;', b' ', data)
    data = re.sub(rb'<\?.*?\?>', b'', data)
    root = ET.fromstring(data)
    art = root if root.tag == 'article' else root.find('.//article')
    items = []
    title = art.find('.//article-meta//article-title')
    if title is not None:
        items.append(('title', 0, clean(flat(title))))
    abstract = art.find('.//article-meta/abstract')
    if abstract is not None:
        items.append(('head', 1, 'Abstract'))
        items += [('para', 0, clean(flat(p))) for p in abstract.iter('p')]

    def section(node, level):
        for c in node:
            if c.tag == 'title':
                items.append(('head', level, clean(flat(c))))
            elif c.tag == 'sec':
                section(c, level + 1)
            elif c.tag == 'p':
                items.append(('para', 0, clean(flat(c))))
                for f in c.iter('fig'):
                    figure(f)
            elif c.tag == 'fig':
                figure(c)

    def figure(f):
        label, cap = f.find('label'), f.find('caption')
        if label is not None and cap is not None:
            items.append(('caption', 0, clean(flat(label) + ' ' + ' '.join(flat(x) for x in cap))))

    body = art.find('body')
    if body is not None:
        section(body, 0)
    return [i for i in items if i[2]]


def breaks(word):
    """Places to break a word: after a hyphen or slash, else between syllables."""
    out = [m.end() for m in re.finditer(r'(?<=\w\w)[-/](?=\w\w)', word)]
    core = word.rstrip('.,;:)')
    if core.isalpha() and len(core) >= 6 and core[1:].islower() and core.isascii():
        for i in range(2, len(core) - 2):
            a, b = core[i - 1].lower(), core[i].lower()
            if a not in VOWELS and b not in VOWELS and any(c in VOWELS for c in core[:i].lower()) \
               and any(c in VOWELS for c in core[i:].lower()) and i + 1 < len(core) and core[i + 1] in VOWELS:
                out.append(-i)
            elif a in VOWELS and b not in VOWELS and i + 1 < len(core) and core[i + 1] in VOWELS:
                out.append(-i)
    return out


def wrap(text, width, stats):
    lines, line = [], ''
    for word in text.split(' '):
        while True:
            room = width - len(line) - (1 if line else 0)
            if len(word) <= room:
                line += (' ' if line else '') + word
                break
            cut = [b for b in breaks(word) if (b if b > 0 else -b + 1) <= room]
            if cut:
                b = max(cut, key=abs)
                left, word = (word[:b], word[b:]) if b > 0 else (word[:-b] + '-', word[-b:])
                stats['hard' if b > 0 else 'soft'] += 1
                lines.append(line + (' ' if line else '') + left)
            elif line:
                lines.append(line)
            else:
                lines.append(word)
                word = ''
            line = ''
            if not word:
                break
    if line:
        lines.append(line)
    return lines


STYLES = {
    'springer': dict(width=56, trail=True, blank=True, number=False, page=48, ff=False, head='blank'),
    'frontiers': dict(width=62, trail=False, blank=False, number=False, page=52, ff=True, head='both'),
    'mdpi': dict(width=98, trail=False, blank=True, number=True, page=40, ff=False, head='both'),
    'plain': dict(width=90, trail=False, blank=True, number=False, page=44, ff=True, head='number'),
    'tight': dict(width=50, trail=True, blank=False, number=True, page=50, ff=False, head='both'),
}


def put(items, st, stats, rng):
    """The copy's text."""
    out, col, page, numbers, queue = [], 0, 1, [0] * 6, []
    numbered = st['number']

    def new_page():
        nonlocal page, col
        page += 1
        col = 0
        if st['head'] == 'blank':
            out.append('')
        else:
            if st['ff']:
                out.append('\f')
            else:
                out.append('')
            out.append('Miller et al.' if page % 2 else 'Vesicles of stem cells in repair')
            if st['head'] == 'both':
                out.append(f'Page {page} of 14')
            else:
                out.append(str(page))
            out.append('')
        if queue:
            cap = queue.pop(0)
            ls = wrap(cap, st['width'] * (2 if st['width'] < 70 else 1), Counter())
            out.extend(x + (' ' if st['trail'] and not x.endswith('-') else '') for x in ls[:-1])
            out.append(ls[-1])
            out.append('')

    def line(x, last):
        nonlocal col
        if col >= st['page']:
            new_page()
        out.append(x + (' ' if st['trail'] and not last and x[-1] not in '-/' else ''))
        col += 1

    for kind, level, text in items:
        if kind == 'caption':
            queue.append(text)
            continue
        if kind == 'head':
            if out and out[-1] != '':
                out.append('')
            if numbered and text != 'Abstract':
                numbers[level] += 1
                for k in range(level + 1, 6):
                    numbers[k] = 0
                text = '.'.join(str(n) for n in numbers[1:level + 1]) + '. ' + text
            ls = wrap(text, st['width'], Counter())
            for k, x in enumerate(ls):
                line(x, k == len(ls) - 1)
            continue
        ls = wrap(text, st['width'], stats)
        for k, x in enumerate(ls):
            line(x, k == len(ls) - 1)
        if st['blank'] or kind == 'title':
            out.append('')
    while queue:
        new_page()
    return '\n'.join(out) + '\n'


def unescape(s):
    return re.sub(r'\\(.)', lambda m: {'t': '\t', 'n': '\n', 'r': '\r'}.get(m.group(1), m.group(1)), s)


def read(ingest, text, path):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    got = subprocess.run([ingest, '-q', '--format', 'text', path], capture_output=True, text=True, check=True).stdout
    return [(f[2], unescape(f[4]), unescape(f[6])) for f in (l.split('\t') for l in got.split('\n')) if f[0] == 'T']


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('-v', action='store_true')
    ap.add_argument('-k')
    ap.add_argument('ingest')
    ap.add_argument('articles', nargs='+')
    o = ap.parse_args()
    folder = o.k or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    all_hits = Counter()
    for style, st in STYLES.items():
        hits = Counter()
        for n, path in enumerate(o.articles):
            rng, stats = random.Random(n), Counter()
            items = article(path)
            text = put(items, st, stats, rng)
            got = read(o.ingest, text, os.path.join(folder, f'{style}-{n}.txt'))
            have = Counter(t for _, _, t in got)
            squeezed = {re.sub(r'[\s-]', '', t) for r, _, t in got if r in ('abstract', 'body')}
            heads = {re.sub(r'^[\d.]+ ', '', t) for r, _, t in got if r == 'heading'}
            words = Counter(w for r, _, t in got for w in t.split(' '))
            hits['breaks'] += stats['hard'] + stats['soft']
            for kind, level, t in items:
                if kind == 'head':
                    hits['heads'] += 1
                    ok = t in heads
                    hits['heads right'] += ok
                elif kind == 'para':
                    hits['paras'] += 1
                    ok = have[t] > 0
                    hits['paras right'] += ok
                    whole = re.sub(r'[\s-]', '', t)
                    hits['paras but hyphens'] += whole in squeezed
                    uncut = any(whole in g for g in squeezed)
                    hits['paras uncut'] += uncut
                    if o.v and not uncut:
                        print(f'  {style} {os.path.basename(path)} cut: {t[:200]!r}')
                    lost = Counter(t.split(' ')) - words
                    hits['words wrong'] += sum(lost.values())
                else:
                    hits[kind] += 1
                    ok = any(r == kind and g == t for r, _, g in got)
                    hits[kind + ' right'] += ok
                if not ok and o.v:
                    print(f'  {style} {os.path.basename(path)} {kind}: {t[:300]!r}')
            want = {t for k, _, t in items if k == 'head'}
            for h in heads - want:
                hits['heads invented'] += 1
                if o.v:
                    print(f'  {style} {os.path.basename(path)} no heading: {h!r}')
        print(style, dict(hits))
        all_hits.update(hits)
    print('paragraphs whole %.4f, but for hyphens %.4f, uncut %.4f; headings %.4f, invented %d; captions %.4f; titles %.4f; words wrong a break %.4f' % (
        all_hits['paras right'] / all_hits['paras'], all_hits['paras but hyphens'] / all_hits['paras'],
        all_hits['paras uncut'] / all_hits['paras'],
        all_hits['heads right'] / all_hits['heads'], all_hits['heads invented'],
        all_hits['caption right'] / max(1, all_hits['caption']), all_hits['title right'] / max(1, all_hits['title']),
        all_hits['words wrong'] / max(1, all_hits['breaks'])))


if __name__ == '__main__':
    main()
