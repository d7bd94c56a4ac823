#!/usr/bin/env python3
"""Score what tools/score_mentions.py does not: abbreviation pairs, microRNA
names of the SCAI corpus, normal forms.

usage: mentions.py tsv GOLD.jsonl.gz            texts as id<TAB>text lines
       mentions.py pairs GOLD.jsonl.gz STREAM   definitions (MED1250)
       mentions.py mirna GOLD.jsonl.gz MENTIONS microRNA names (SCAI)
       mentions.py norms GOLD.jsonl MENTIONS    source code, vesicle class, miRNA name

STREAM is evm-annotate's output, MENTIONS evm-export --format mentions of it.
--errors N shows N mistakes of each kind.
"""
import argparse
import gzip
import json
import re
from collections import Counter, defaultdict


def rows(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def bare(s):
    return re.sub(r'[^a-z0-9]', '', s.lower())


def prf(tp, found, gold):
    p, r = (tp / found if found else 0), (tp / gold if gold else 0)
    return p, r, 2 * p * r / (p + r) if p + r else 0


def tsv(gold):
    for d in rows(gold):
        print(d['id'], re.sub(r'[\t\n\r]', ' ', d['text']), sep='\t')


def gold_pairs(d):
    ents = d['entities']
    for r in d['relations']:
        a, b = ents[r['a']], ents[r['b']]
        if a['type'] != 'SF':
            a, b = b, a
        yield bare(a['text']), bare(b['text'])


def stream_pairs(path):
    """Pairs of the A lines, which point into the text of the D record's T lines."""
    out = defaultdict(set)
    with open(path, encoding='utf-8') as f:
        for line in f:
            p = line.rstrip('\n').split('\t')
            if p[0] == 'A':
                quotes = [x for x in p[2:] if not x.isdigit()]
                out[p[1]].add((bare(quotes[0]), bare(quotes[1])))
    return out


def pairs(gold, stream, errors):
    found, tp, nf, ng, wrong, missed = stream_pairs(stream), 0, 0, 0, [], []
    for d in rows(gold):
        g, f = set(gold_pairs(d)), found[d['id']]
        tp, nf, ng = tp + len(g & f), nf + len(f), ng + len(g)
        wrong += sorted(f - g)
        missed += sorted(g - f)
    print('abbreviation pairs  P %.3f R %.3f F1 %.3f  (%d gold)' % (*prf(tp, nf, ng), ng))
    for x in wrong[:errors]:
        print('  wrong', *x)
    for x in missed[:errors]:
        print('  missed', *x)


def overlaps(x, ys):
    return any(x[0] < y[1] and y[0] < x[1] for y in ys)


def mirna(gold, mentions, errors):
    found = defaultdict(list)
    for m in rows(mentions):
        if m['type'] == 'mirna':
            found[m['doc']].append((m['start'], m['end'], m.get('sign', 0)))
    tpf = nf = tpg = ng = 0
    for d in rows(gold):
        text = d['text']
        g = [(e['start'], e['end']) for e in d['entities'] if e['type'] == 'Specific_miRNAs']
        for x in found[d['id']]:
            before = text[max(0, x[0] - 10):x[0]].lower().rstrip('-')
            if overlaps(x, g):
                tpf += 1
            elif x[2] or before.endswith(('anti', 'antago')):
                continue        # a convention of the corpus: inhibitors are left out
            elif errors:
                print('  wrong', text[max(0, x[0] - 20):x[1] + 20])
            nf += 1
        ng += len(g)
        tpg += sum(overlaps(x, found[d['id']]) for x in g)
    p, r = tpf / nf, tpg / ng
    print('SCAI specific miRNA  overlap P %.4f R %.4f F1 %.4f  (%d gold)' % (p, r, 2 * p * r / (p + r), ng))


def norms(gold, mentions, errors):
    found = defaultdict(list)
    for m in rows(mentions):
        found[m['doc'], m['type']].append(m)
    right, total, wrong = Counter(), Counter(), Counter()
    for d in rows(gold):
        for e in d['entities']:
            t = e['type']
            if t not in ('msc_source', 'vesicle', 'mirna') or not e.get('norm'):
                continue
            hits = [m for m in found[d['id'], t] if overlaps((m['start'], m['end']), [(e['start'], e['end'])])]
            if not hits:
                continue
            total[t] += 1
            if any(m['norm'].lower() == e['norm'].lower() for m in hits):
                right[t] += 1
            else:
                wrong[t, d['text'][e['start']:e['end']], e['norm'], hits[0]['norm']] += 1
    for t in sorted(total):
        print('normal form %-11s %.3f  (%d matched)' % (t, right[t] / total[t], total[t]))
    for x, n in wrong.most_common(errors):
        print('  wrong', n, *x)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('what', choices=['tsv', 'pairs', 'mirna', 'norms'])
    ap.add_argument('gold')
    ap.add_argument('found', nargs='?')
    ap.add_argument('--errors', type=int, default=0)
    a = ap.parse_args()
    if a.what == 'tsv':
        tsv(a.gold)
    else:
        {'pairs': pairs, 'mirna': mirna, 'norms': norms}[a.what](a.gold, a.found, a.errors)


if __name__ == '__main__':
    main()
