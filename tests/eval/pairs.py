#!/usr/bin/env python3
"""Pairs of a microRNA and a gene or disease that claims link, against SCAI's.

usage: pairs.py CORPUS.jsonl[.gz] STREAM [MEASURE]

With a MEASURE it also prints the pairs that are missed and wrong by it.

CORPUS: JSON Lines with "text", "entities" (start, end in code points, type) and
"relations" (type, a, b: entities), "pairs_false" (the same, of pairs that are
none). STREAM: what evm-extract wrote for these texts with the corpus's own
mentions in them (gold_stream.py), so that relations are seen apart from names.

Only pairs that the corpus judges (two mentions in one sentence) count. A pair is
found, by three measures,
  arguments  when these mentions are a claim's subject and object;
  mentions   when they are that, or one is and the other is the claim's disease;
  names      when any claim of the document so links the two names.
What stands in brackets behind a name, as its other name, counts as the name.
"""
import gzip
import json
import re
import sys
from collections import defaultdict

GENE, DISEASE = 'Genes/Proteins', 'Diseases'


def read_corpus(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        return {r['id']: r for r in map(json.loads, f)}


def key(text):
    return ''.join(c for c in text.lower() if c.isalnum())


def read_stream(path, how):
    """Document -> text; document -> claim -> [(span or None, names)]."""
    texts, claims = defaultdict(list), defaultdict(lambda: defaultdict(list))
    norms = defaultdict(dict)
    with open(path, encoding='utf-8') as f:
        for line in f:
            k = line.rstrip('\n').split('\t')
            if k[0] == 'T':
                texts[k[1]].append(k[6])
            elif k[0] == 'E':
                norms[k[1]].setdefault(key(k[5]), set()).update((key(k[5]), key(k[6])))
            elif k[0] == 'P':
                claims[k[1]][k[2]].append(((int(k[4]), int(k[5])), {key(k[7]), key(k[8])}))
            elif k[0] == 'Q' and k[3] == 'disease' and how != 'arguments':
                span = (int(k[5]), int(k[6])) if len(k) > 6 else None
                claims[k[1]][k[2]].append((span, {key(k[4])}))
    return texts, claims, norms


def byte_offsets(text):
    out, at = [], 0
    for ch in text:
        out.append(at)
        at += len(ch.encode('utf-8'))
    return out + [at]


def with_alias(text, span):
    """A span, and what stands in brackets behind it: "cyclin E1 (CCNE1)"."""
    if not span:
        return span
    m = re.match(rb'\s?\([^()]*\)', text[span[1]:span[1] + 200])
    return (span[0], span[1] + m.end()) if m else span


def named_twice(entities, spans, text):
    """Entity -> the one that names the same, before or in its brackets."""
    twin = {}
    for i, a in enumerate(entities):
        for k, b in enumerate(entities):
            gap = text[spans[i][1]:spans[k][0]] if spans[i][1] <= spans[k][0] else b''
            if a['type'] == b['type'] and gap.strip() == b'(' and text[spans[k][1]:spans[k][1] + 1] == b')':
                twin[i], twin[k] = spans[k], spans[i]
    return twin


def links(claim, a, b, text):
    """Does it hold the mention a in one part, b in another?"""
    claim = [(with_alias(text, s), n) for s, n in claim]

    def hits(s, m):
        return s and s[0] < m[1] and m[0] < s[1]
    return any(hits(s, a) and hits(t, b) for i, (s, _) in enumerate(claim)
               for k, (t, _) in enumerate(claim) if i != k)


def names(claim, a, b):
    return any(n & a and m & b for i, (_, n) in enumerate(claim)
               for k, (_, m) in enumerate(claim) if i != k)


def score(corpus, stream, second, how):
    texts, claims, norms = stream
    tp = fp = fn = 0
    missed, wrong = [], []
    for doc, r in corpus.items():
        text = '\n'.join(texts.get(doc, [])).replace('\\n', '\n').replace('\\t', '\t').replace('\\\\', '\\')
        base = text.find(r['text'])
        at, raw = byte_offsets(text), text.encode('utf-8')
        spans = {i: (at[base + e['start']], at[base + e['end']]) for i, e in enumerate(r['entities'])}
        twin = named_twice(r['entities'], spans, raw)
        kind = f'Specific_miRNAs-{second}'
        true = {(p['a'], p['b']) for p in r['relations'] if p['type'] == kind}
        false = {(p['a'], p['b']) for p in r['pairs_false'] if p['type'] == kind} - true
        for pair in sorted(true | false):
            known = [norms[doc].get(key(r['entities'][i]['text']), {key(r['entities'][i]['text'])})
                     for i in pair]
            either = [[spans[i]] + [twin[i] for _ in (0,) if i in twin] for i in pair]
            found = any(links(c, a, b, raw) for c in claims[doc].values()
                        for a in either[0] for b in either[1])
            found = found or (how == 'names' and any(names(c, *known) for c in claims[doc].values()))
            tp += found and pair in true
            fp += found and pair not in true
            fn += not found and pair in true
            if found != (pair in true):
                (wrong if found else missed).append((doc, *(r['entities'][x] for x in pair)))
    return tp, fp, fn, missed, wrong


def tell(corpus, title, rows):
    """Prints pairs with the sentence they stand in."""
    for doc, a, b in rows:
        t = corpus[doc]['text']
        lo, hi = min(a['start'], b['start']), max(a['end'], b['end'])
        begin = t.rfind('. ', 0, lo) + 2 if t.rfind('. ', 0, lo) >= 0 else 0
        end = t.find('. ', hi)
        print(f"{title} {doc} {a['text']} ~ {b['text']}: {t[begin:end if end > 0 else None][:400]}")


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.split('\n\n')[1])
    corpus = read_corpus(sys.argv[1])
    for how in ('arguments', 'mentions', 'names'):
        stream = read_stream(sys.argv[2], how)
        for name, second in (('miRNA-gene', GENE), ('miRNA-disease', DISEASE)):
            tp, fp, fn, missed, wrong = score(corpus, stream, second, how)
            p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
            print(f'{name:14s} by {how:10s} P {p:.3f}  R {r:.3f}  '
                  f'F1 {2 * p * r / max(1e-9, p + r):.3f}   pairs {tp + fn}')
            if len(sys.argv) == 4 and how == sys.argv[3]:
                tell(corpus, 'missed', missed)
                tell(corpus, 'wrong', wrong)


if __name__ == '__main__':
    main()
