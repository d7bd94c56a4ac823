#!/usr/bin/env python3
"""The views that people query say the same as the exports: over the sample
corpus and the exchange formats' documents, with some claims judged.
usage: check_views.py BIN"""
import importlib.util, json, os, re, shutil, sqlite3, sys

import checking
from checking import bin, here, must, run, samples, work


def lines(data):
    return [json.loads(x) for x in data.decode().split('\n') if x]


db = work / 'c.db'
run(bin / 'evm-run', '-d', db, *(samples / n for n in ('abstracts.xml', 'article.nxml', 'review.txt')))
run(bin / 'evm-load', '-d', db, feed=run(sys.executable, here / 'formats_doc.py', 'small'))
con = sqlite3.connect(db)
con.row_factory = sqlite3.Row
# one rejected, one accepted, as the review would write it
rows = con.execute('SELECT ev_id, head_ver FROM evidence_state ORDER BY ev_id LIMIT 2').fetchall()
for (ev, ver), verdict, reason in zip(rows, ('accept', 'reject'), (None, 'none')):
    con.execute("INSERT INTO decision (ev_id, ver_id, curator_id, role, verdict, reason, ui, client_key, created_at) "
                "VALUES (?, ?, 1, 'review', ?, ?, 'api', ?, '2026-01-01T00:00:00.000000Z')", (ev, ver, verdict, reason, f'k{ev}'))
con.commit()

claims = lines(run(bin / 'evm-export', '-d', db, '--all'))
view = {r['id']: r for r in con.execute('SELECT * FROM v_evidence')}
must(len(claims) > 50 and sorted(view) == sorted(c['id'] for c in claims), 'v_evidence: the claims')
for c in claims:
    r = view[c['id']]
    must((r['doc'], r['evidence'], r['predicate'], bool(r['negated']), r['certainty'], r['rule'], r['status'], f'{r["confidence"]:.3f}') ==
         (c['doc'], c['evidence'], c['predicate'], c['negated'], c['certainty'], c['rule'], c['status'], f'{c["confidence"]:.3f}'), f'v_evidence: {c["id"]}')
    for role in ('subject', 'object'):
        must((r[role], r[role + '_type'], r[role + '_norm'], r[role + '_id']) ==
             (c[role]['quote'], c[role]['type'], c[role]['norm'], c[role].get('id', '')), f'v_evidence: {role} of {c["id"]}')
    for key in ('source', 'vesicle', 'cargo', 'route', 'disease', 'refs', 'effect'):
        value = c['qualifiers'].get(key)
        must(r[key] == (None if value is None else '; '.join(map(str, value)) if isinstance(value, list) else value), f'v_evidence: {key} of {c["id"]}')

if importlib.util.find_spec('jsonschema'):
    import jsonschema
    validator = jsonschema.Draft202012Validator(json.loads(run(bin / 'evm-export', '--schema')))
    must(all(validator.is_valid(c) and 'status' in c for c in claims), 'claims of a database hold to their schema')

kept = [r for r in view.values() if r['status'] != 'rejected']
must(len(kept) == len(view) - 1, 'one is rejected')
must(con.execute('SELECT sum(evidence), sum(denied), sum(accepted) FROM v_claims').fetchone()[:] ==
     (len(kept), sum(r['negated'] for r in kept), 1), 'v_claims: sums')
must(len({r['claim_key'] for r in kept}) == con.execute('SELECT count(DISTINCT claim_key) FROM v_claims').fetchone()[0], 'v_claims: keys')

effects = [r for r in kept if (r['subject_type'] == 'vesicle' or r['vesicle']) and r['predicate'] not in ('contains', 'targets', 'superior_to')]
found = con.execute('SELECT * FROM v_effects').fetchall()
must(sorted(i for r in found for i in r['ids'].split(',')) == sorted(r['id'] for r in effects), 'v_effects: evidence')
must(any(r['effect'] == 'decreases TNF' and r['source'] == 'UC' for r in found), 'v_effects: what it says')

mentions = lines(run(bin / 'evm-export', '-d', db, '--format', 'mentions', '--offset-unit', 'byte'))
view = con.execute('SELECT * FROM v_mentions').fetchall()
must(len(mentions) > 300, 'mentions')
must(sorted((r['doc'], r['b0'], r['b1'], r['type'], r['quote'], r['norm'], r['id'], r['name'], r['source'] or '', r['species'] or '') for r in view) ==
     sorted((m['doc'], m['start'], m['end'], m['type'], m['quote'], m['norm'], m['id'], m['name'], m.get('source', ''), m.get('species', '')) for m in mentions),
     'v_mentions')
con.close()

# what README and docs write for pandas and R gives the same rows; where those are not installed, their SQL does
blocks = [b for p in (here.parent.parent / 'README.md', here.parent.parent / 'pipeline' / 'docs' / 'views.md')
          for b in re.findall(r'```(python|r)\n(.*?)```', p.read_text(), re.S)]
must(sorted(k for k, _ in blocks) == ['python', 'python', 'r', 'r'], 'examples in README and docs')
os.chdir(work)
os.rename(db, work / 'claims.db')
left = set()
with sqlite3.connect('claims.db') as con:
    want = con.execute('SELECT * FROM v_effects').fetchall()
    for kind, code in blocks:
        [sql] = re.findall(r'"(SELECT [^"]*)"', code)
        must(con.execute(sql).fetchall() == want, f'{kind}: {sql}')
for kind, code in blocks:
    if kind == 'python' and importlib.util.find_spec('pandas'):
        space = {'sqlite3': sqlite3, 'pandas': importlib.import_module('pandas')}
        exec(code, space)
        must(len(space['effects']) == len(want) and list(space['effects']['effect']) == [r[4] for r in want], 'pandas')
    elif kind == 'r' and shutil.which('Rscript') and b'TRUE' in run('Rscript', '-e', 'cat(requireNamespace("RSQLite", quietly = TRUE))'):
        must(run('Rscript', '-e', code + '; cat(nrow(effects), effects$effect[1], sep = "|")').decode() == f'{len(want)}|{want[0][4]}', 'R')
    else:
        left.add('pandas' if kind == 'python' else 'RSQLite')
for tool in sorted(left):
    print(f'views: {tool} is not installed: its example is run as SQL alone')
os.chdir(here)
checking.end()
