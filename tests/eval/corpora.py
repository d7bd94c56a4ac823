#!/usr/bin/env python3
"""Mentions against the annotated corpora, in one table: corpus, measure,
vocabularies, P, R, F1, floor, goal, and the figures to beat.

usage: corpora.py texts SHARED                   all texts as CORPUS:ID<TAB>text
       corpora.py table SHARED NAME=STREAM=MENTIONS...
       corpora.py errors SHARED MENTIONS ROW [N]  the commonest mistakes of a row

STREAM is evm-annotate's output on the texts, MENTIONS evm-export's of it, NAME
the vocabularies' ("shipped", "imported"). The rows are corpora.tsv's; to
these come what has a measure of its own: abbreviation pairs (MED1250), specific
microRNAs (SCAI, whose convention leaves inhibitors out), normal forms (own gold).
"""
import os
import re
import sys
from collections import Counter, defaultdict, namedtuple

import mentions as plain

Row = namedtuple('Row', 'name corpus gold type vocab exact overlap beat')
HERE = os.path.dirname(os.path.abspath(__file__))
OWN = ('review', 'abstract')


def spec():
    with open(os.path.join(HERE, 'corpora.tsv'), encoding='utf-8') as f:
        return [Row(*line.rstrip('\n').split('\t')) for line in f if line.strip() and line[0] != '#']


def files(shared, corpus):
    if corpus == 'own':
        return [('own', f'{shared}/gold/{x}_mentions.jsonl') for x in OWN]
    return [(x, f'{shared}/corpora/{x}.jsonl.gz') for x in corpus.split('+')]


def corpora():
    return list(dict.fromkeys([r.corpus for r in spec()] + ['med1250_dev']))


def documents(shared, corpus):
    for name, path in files(shared, corpus):
        if os.path.exists(path):
            for d in plain.rows(path):
                yield f"{name}:{d['id']}", d


def texts(shared):
    for corpus in corpora():
        for name, d in documents(shared, corpus):
            print(name, re.sub(r'[\t\n\r]', ' ', d['text']), sep='\t')


def read_mentions(path):
    out = defaultdict(list)
    for m in plain.rows(path):
        out[m['doc']].append(m)
    return out


def touch(x, y):
    return x[0] < y[1] and y[0] < x[1]


class Count:
    def __init__(self):
        self.tp = self.tpf = self.tpg = self.found = self.gold = 0
        self.wrong, self.missed, self.borders = Counter(), Counter(), Counter()

    def exact(self):
        return plain.prf(self.tp, self.found, self.gold)

    def overlap(self):
        p = self.tpf / self.found if self.found else 0
        r = self.tpg / self.gold if self.gold else 0
        return p, r, 2 * p * r / (p + r) if p + r else 0


def spans(d, types, key='entities'):
    return {(e['start'], e['end']) for e in d.get(key) or [] if e['type'] in types and not e.get('optional')}


def score(shared, row, found):
    c, types, ours = Count(), row.gold.split('|'), row.type.split('+')
    for name, d in documents(shared, row.corpus):
        text, gold = d['text'], spans(d, types)
        alt = spans(d, types, 'alt_entities')
        spare = {(e['start'], e['end']) for e in d['entities'] if e.get('optional') and e['type'] in types}
        f = {(m['start'], m['end']) for m in found[name] if m['type'] in ours}
        f = {y for y in f if any(touch(x, y) for x in gold) or not any(touch(x, y) for x in spare)}
        c.gold += len(gold)
        c.found += len(f)
        # another way to draw a border counts, as the corpus gives it
        c.tp += len(f & (gold | {a for a in alt if any(touch(a, x) for x in gold)}))
        hit_g = {x for x in gold if any(touch(x, y) for y in f)}
        hit_f = {y for y in f if any(touch(x, y) for x in gold)}
        c.tpg += len(hit_g)
        c.tpf += len(hit_f)
        c.missed.update(text[a:b] for a, b in gold - hit_g)
        c.wrong.update(text[a:b] for a, b in f - hit_f)
        c.borders.update((text[a:b], next(text[x[0]:x[1]] for x in gold if touch(x, (a, b)))) for a, b in hit_f - gold - alt)
    return c


def pairs(shared, stream):
    found, tp, nf, ng = plain.stream_pairs(stream), 0, 0, 0
    for name, d in documents(shared, 'med1250_dev'):
        g, f = set(plain.gold_pairs(d)), found[name]
        tp, nf, ng = tp + len(g & f), nf + len(f), ng + len(g)
    return plain.prf(tp, nf, ng)


def mirna(shared, found):
    c = Count()
    for name, d in documents(shared, 'mirna_train_fixed'):
        gold = spans(d, ['Specific_miRNAs'])
        f = {(m['start'], m['end']): m.get('sign', 0) for m in found[name] if m['type'] == 'mirna'}
        for x, sign in f.items():
            hit = any(touch(x, y) for y in gold)
            before = d['text'][max(0, x[0] - 10):x[0]].lower().rstrip('-')
            # a convention of the corpus: inhibitors are left out
            if hit or not (sign or before.endswith(('anti', 'antago'))):
                c.found += 1
                c.tpf += hit
        c.gold += len(gold)
        c.tpg += sum(any(touch(x, y) for y in f) for x in gold)
    return c.overlap()


def norms(shared, found):
    right, total = Counter(), Counter()
    for name, d in documents(shared, 'own'):
        for e in d['entities']:
            t = e['type']
            hits = [m for m in found[name] if m['type'] == t and touch((m['start'], m['end']), (e['start'], e['end']))]
            if t in ('msc_source', 'vesicle', 'mirna') and e.get('norm') and hits:
                total[t] += 1
                right[t] += any(m['norm'].lower() == e['norm'].lower() for m in hits)
    return {t: right[t] / total[t] for t in sorted(total)}


def line(name, measure, vocab, figures, target, beat):
    floor, goal = (target.split('/') + ['-'])[:2] if target != '-' else ('', '')
    p, r, f = figures
    mark = ''
    if floor:
        mark = 'goal' if f >= float(goal) else 'floor' if f >= float(floor) else 'below'
    print(f'| {name:24s} | {measure:18s} | {vocab:8s} | {p or 0:5.3f} | {r or 0:5.3f} | {f:5.3f} | {floor:5s} | {goal:4s} | {mark:5s} | {beat} |'
          if p is not None else
          f'| {name:24s} | {measure:18s} | {vocab:8s} |       |       | {f:5.3f} | {floor:5s} | {goal:4s} | {mark:5s} | {beat} |')


def table(shared, sets):
    print('| corpus                   | measure            | names    | P     | R     | F1    | floor | goal | made  | to beat |')
    print('|--------------------------|--------------------|----------|------:|------:|------:|------:|-----:|-------|---------|')
    sets = [s.split('=') for s in sets]
    found = {name: read_mentions(path) for name, _, path in sets}
    for row in spec():
        if not next(documents(shared, row.corpus), None):
            continue
        for name, _, _ in sets:
            c = score(shared, row, found[name])
            here = row if name == row.vocab else row._replace(exact='-', overlap='-', beat='')
            what = row.name if row.corpus != 'own' else f'own gold: {row.type}'
            beat = '' if here.beat == '-' else here.beat
            if row.corpus != 'own':
                line(what, 'exact', name, c.exact(), here.exact, beat)
            line(what, 'overlap', name, c.overlap(), here.overlap, '' if row.corpus != 'own' else beat)
    for name, stream, _ in sets:
        first = name == sets[0][0]
        if next(documents(shared, 'mirna_train_fixed'), None):
            line('SCAI specific miRNA', 'overlap', name, mirna(shared, found[name]), '.97/.99' if first else '-',
                 'grammar .974 (test part)' if first else '')
        if next(documents(shared, 'med1250_dev'), None):
            line('MED1250', 'pairs', name, pairs(shared, stream), '.88/.92' if first else '-',
                 'Ab3P .899, Schwartz-Hearst .844' if first else '')
        for t, share in norms(shared, found[name]).items():
            line('own gold: normal form', t, name, (None, None, share), '.95/.99' if first else '-', '')


def errors(shared, path, which, n):
    found = read_mentions(path)
    for row in spec():
        if which not in f'{row.name} {row.type}':
            continue
        c = score(shared, row, found)
        print(row.name, row.type, 'exact %.3f %.3f %.3f' % c.exact(), 'overlap %.3f %.3f %.3f' % c.overlap())
        for kind in ('missed', 'wrong', 'borders'):
            print(f'  {kind}:')
            for x, k in getattr(c, kind).most_common(n):
                print(f'    {k:4d}', x if isinstance(x, str) else '%r for %r' % x)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    what, shared = sys.argv[1:3]
    if what == 'texts':
        texts(shared)
    elif what == 'table':
        table(shared, sys.argv[3:])
    else:
        errors(shared, sys.argv[3], sys.argv[4], int(sys.argv[5]) if len(sys.argv) > 5 else 40)


if __name__ == '__main__':
    main()
