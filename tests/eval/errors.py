#!/usr/bin/env python3
"""Count the errors of claims by their first cause.

usage: errors.py TOOLS GOLD FOUND MENTIONS GOLD_MENTIONS

GOLD and FOUND: claims; MENTIONS: what `evmine export --format mentions` writes;
GOLD_MENTIONS: the gold's own (or /dev/null). Matching is score_claims.py's,
relaxed. One cause an error, the first that holds:

  missed   negation: found with the other polarity; sign: found with another
           predicate; subject, object: found with another one; coreference:
           the subject is a pronoun or "this treatment"; object name, subject
           name: no mention there; trigger: nothing was found in the sentence;
           clause: other claims were
  wrong    negation, sign, subject, object: as above; name: an argument is no
           mention of the gold; sense: the gold has nothing of the kind
"""
import importlib.util
import json
import os
import sys
from collections import Counter, defaultdict

PRONOUNS = ('it', 'its', 'they', 'their', 'this', 'these', 'those', 'such', 'which', 'both')


def scorer(tools):
    spec = importlib.util.spec_from_file_location('score_claims', os.path.join(tools, 'score_claims.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def mention_keys(sc, path):
    """Document -> keys of all names mentioned in it."""
    out = defaultdict(set)
    with open(path, encoding='utf-8') as f:
        for line in f:
            if not line.strip():
                continue
            r = json.loads(line)
            for e in r.get('entities') or [r]:
                out[r.get('doc') or r.get('id')].add(sc.key(e.get('quote') or e.get('text')))
    return out


def named(keys, arg):
    q = arg['_q']
    return any(k and (k in q or q in k) for k in keys)


def near(sc, a, rows):
    return [r for r in rows if sc.evidence_overlaps(a, r)]


def by_parts(sc, a, rows):
    """The first part in which a claim of the other side differs alone."""
    def subject(r):
        return sc.subject_relaxed(a, r)

    def obj(r):
        return sc.arg_equal(a['object'], r['object'])

    def predicate(r):
        return sc.predicate_equal(a['predicate'], r['predicate'], True)

    if any(subject(r) and obj(r) and predicate(r) for r in rows):
        polarity = {bool(r.get('negated')) for r in rows if subject(r) and obj(r) and predicate(r)}
        return 'negation' if bool(a.get('negated')) not in polarity else 'twice'
    if any(subject(r) and obj(r) for r in rows):
        return 'sign'
    if any(obj(r) and predicate(r) for r in rows):
        return 'subject'
    if any(subject(r) and predicate(r) for r in rows):
        return 'object'
    return None


def why_missed(sc, g, found, keys):
    rows = near(sc, g, found)
    cause = by_parts(sc, g, rows)
    words = (g['subject'].get('quote') or '').lower().split()
    if cause in ('negation', 'sign', 'twice'):
        return cause
    if words and words[0] in PRONOUNS:
        return 'coreference'
    if cause == 'subject':
        return cause
    if not named(keys, g['object']):
        return 'object name'
    if not named(keys, g['subject']):
        return 'subject name'
    return cause or ('clause' if rows else 'trigger')


def why_wrong(sc, f, gold, keys):
    rows = near(sc, f, gold)
    cause = by_parts(sc, f, rows)
    if cause:
        return cause
    if keys and not (named(keys, f['object']) and named(keys, f['subject'])):
        return 'name'
    return 'sense'


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__.split('\n\n')[1])
    sc = scorer(sys.argv[1])
    gold, found = sc.load(sys.argv[2]), sc.load(sys.argv[3])
    have, want = mention_keys(sc, sys.argv[4]), mention_keys(sc, sys.argv[5])
    missed, wrong = Counter(), Counter()
    for doc in sorted({g['doc'] for g in gold}):
        g = [r for r in gold if r['doc'] == doc]
        spans = ''.join(sc.key(r['scope']) for r in g if r.get('scope'))
        f = [r for r in found if r['doc'] == doc and (not spans or r['_ev'] in spans)]
        g = [r for r in g if not r.get('scope')]
        sure = [r for r in g if not r.get('optional')]
        m = sc.max_match(sure, f, True)
        rest = [f[j] for j in range(len(f)) if j not in m.values()]
        spare = set(sc.max_match([r for r in g if r.get('optional')], rest, True).values())
        missed.update(why_missed(sc, r, f, have[doc]) for i, r in enumerate(sure) if i not in m)
        wrong.update(why_wrong(sc, r, g, want[doc]) for j, r in enumerate(rest) if j not in spare)
    for title, c in (('missed', missed), ('wrong', wrong)):
        print(f'{title:7s} {sum(c.values()):4d}: ' + ', '.join(f'{k} {v}' for k, v in sorted(c.items(), key=lambda x: (-x[1], x[0]))))


if __name__ == '__main__':
    main()
