#!/usr/bin/env python3
"""How good are confidences, and the weights that make them better.

usage: calibrate.py [--fit WEIGHTS --prior WEIGHTS] TOOLS GOLD FOUND FEATURES [GOLD FOUND FEATURES ...]

TOOLS is the folder of score_claims.py, whose relaxed matching says which
claims are right. FOUND is what `evmine export --format jsonl` writes,
FEATURES what `evmine explain --features` prints of the same stream.

Prints ten bins of confidence with their claims, mean confidence and precision.
With --fit, fits a logistic model to the features, held to the prior's weights by
a ridge, writes its weights, and prints the bins that documents get from weights
fitted without them. Rules are wrong more often on text that they were not made
on: --margin lowers all log-odds by as much.
"""
import argparse
import importlib.util
import math
import os
from collections import defaultdict

RIDGE = 30.0        # best of 1 to 100 for documents left out
STEPS = 25


def scorer(tools):
    spec = importlib.util.spec_from_file_location('score_claims', os.path.join(tools, 'score_claims.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_features(path):
    out = {}
    with open(path, encoding='utf-8') as f:
        for line in f:
            doc, claim, *_, features = line.rstrip('\n').split('\t')
            out[doc, claim] = dict(
                (name, float(value)) for name, value in (x.rsplit('=', 1) for x in features.split()))
    return out


def in_scope(sc, gold, found):
    spans = ''.join(sc.key(r['scope']) for r in gold if r.get('scope'))
    return [r for r in found if not spans or r['_ev'] in spans]


def samples(sc, gold_path, found_path, features_path):
    """(document, confidence, features, is it right) of each claim judged."""
    gold, found, features = sc.load(gold_path), sc.load(found_path), read_features(features_path)
    out = []
    for doc in sorted({g['doc'] for g in gold}):
        g = [r for r in gold if r['doc'] == doc]
        f = in_scope(sc, g, [r for r in found if r['doc'] == doc])
        g = [r for r in g if not r.get('scope')]
        sure = [r for r in g if not r.get('optional')]
        right = set(sc.max_match(sure, f, True).values())
        rest = [j for j in range(len(f)) if j not in right]
        spare = sc.max_match([r for r in g if r.get('optional')], [f[j] for j in rest], True)
        skip = {rest[j] for j in spare.values()}
        out += [(doc, r['confidence'], features.get((doc, r['id']), {'bias': 1.0}), j in right)
                for j, r in enumerate(f) if j not in skip]
    return out


def solve(a, b):
    """x of a x = b, by elimination; a is changed."""
    n = len(b)
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(a[r][i]))
        a[i], a[p], b[i], b[p] = a[p], a[i], b[p], b[i]
        for r in range(i + 1, n):
            k = a[r][i] / a[i][i]
            if k:
                b[r] -= k * b[i]
                for c in range(i, n):
                    a[r][c] -= k * a[i][c]
    for i in reversed(range(n)):
        b[i] = (b[i] - sum(a[i][c] * b[c] for c in range(i + 1, n))) / a[i][i]
    return b


def sigmoid(z):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def read_weights(path):
    if not path:
        return {}
    with open(path, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if line.strip() and line[0] != '#']
    return {name: float(value) for name, value in rows}


def fit(rows, prior):
    """Weights by feature: Newton's steps on the penalized likelihood."""
    names = sorted({name for _, _, x, _ in rows for name in x})
    at = {name: i for i, name in enumerate(names)}
    xs = [[(at[name], v) for name, v in x.items()] for _, _, x, _ in rows]
    start = [prior.get(name, 0.0) for name in names]
    w = start[:]
    ridge = [0.0 if name == 'bias' else RIDGE for name in names]
    for _ in range(STEPS):
        grad = [r * (s - x) for r, x, s in zip(ridge, w, start)]
        hess = [[0.0] * len(names) for _ in names]
        for i, r in enumerate(ridge):
            hess[i][i] = r + 1e-9
        for x, (_, _, _, y) in zip(xs, rows):
            p = sigmoid(sum(w[i] * v for i, v in x))
            for i, v in x:
                grad[i] += (y - p) * v
                for k, u in x:
                    hess[i][k] += p * (1 - p) * v * u
        step = solve(hess, grad)
        w = [a + b for a, b in zip(w, step)]
        if max(abs(s) for s in step) < 1e-6:
            break
    # what the data does not show keeps its prior
    return {**prior, **dict(zip(names, w))}


def predict(w, x):
    return sigmoid(sum(w.get(name, 0.0) * v for name, v in x.items()))


def bins(title, pairs):
    print(title)
    print('  confidence  claims  mean  precision')
    by = defaultdict(list)
    for p, y in pairs:
        by[min(9, int(p * 10))].append((p, y))
    for b in range(10):
        v = by.get(b, [])
        if v:
            print(f'  {b / 10:.1f}-{b / 10 + .1:.1f}     {len(v):6d}  {sum(p for p, _ in v) / len(v):.3f}'
                  f'  {sum(y for _, y in v) / len(v):.3f}')
    top = [y for p, y in pairs if p >= .8]
    if top:
        print(f'  >= 0.8      {len(top):6d}         {sum(top) / len(top):.3f}   yield {len(top) / len(pairs):.3f}')
    error = sum((p - y) ** 2 for p, y in pairs) / max(1, len(pairs))
    print(f'  Brier score {error:.4f} of {len(pairs)} claims')


def without(rows, prior, margin):
    """Each document's claims by weights fitted to the others."""
    out = []
    docs = sorted({r[0] for r in rows})
    for fold in range(10):
        held = set(docs[fold::10])
        rest = [r for r in rows if r[0] not in held]
        if held and rest:
            w = fit(rest, prior)
            w['bias'] -= margin
            out += [(predict(w, x), y) for d, _, x, y in rows if d in held]
    return out


def write(path, w):
    with open(path, 'w', encoding='utf-8') as f:
        f.write('# Weights of the confidence model: feature, weight (log-odds). Made by\n'
                '# tests/eval/calibrate.py --fit; rule/NAME is the construction. A feature that\n'
                '# is not listed weighs nothing.\n')
        for name in sorted(w):
            if abs(w[name]) >= .005:
                f.write(f'{name}\t{w[name]:.2f}\n')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--fit', metavar='WEIGHTS')
    ap.add_argument('--prior', metavar='WEIGHTS')
    ap.add_argument('--margin', type=float, default=0.9)
    ap.add_argument('tools')
    ap.add_argument('files', nargs='+', help='GOLD FOUND FEATURES, may be repeated')
    a = ap.parse_args()
    if len(a.files) % 3:
        ap.error('files come in threes: GOLD FOUND FEATURES')
    sc, rows = scorer(a.tools), []
    for i in range(0, len(a.files), 3):
        rows += samples(sc, *a.files[i:i + 3])
    bins('confidences as they are', [(p, y) for _, p, _, y in rows])
    if a.fit:
        prior = read_weights(a.prior)
        bins('fitted, each document by the others', without(rows, prior, a.margin))
        w = fit(rows, prior)
        w['bias'] -= a.margin
        write(a.fit, w)


if __name__ == '__main__':
    main()
