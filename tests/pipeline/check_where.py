#!/usr/bin/env python3
"""--where means the same everywhere: what evm-export and evm-query take of a
database is what the review's queue shows (evm-curate export-sheet), for each
key, before the queue's index is up to date and after; and of a stream, where
a stream can answer. usage: check_where.py BIN"""
import csv, io, json, sqlite3, subprocess

import checking
from checking import bin, clean, must, samples, work


def run(*args, code=0):
    return checking.run(*args, code=code).decode()


def exported(*args):
    return [json.loads(x)['id'] for x in run(bin / 'evm-export', *args).split('\n') if x]


db, stream = work / 'c.db', work / 's.evm'
files = [samples / n for n in ('abstracts.xml', 'article.nxml', 'review.txt')]
run(bin / 'evm-run', '-q', '-d', db, *files)
run(bin / 'evm-run', '-q', '--to', stream, *files)
con = sqlite3.connect(db)
name = dict(con.execute('SELECT ev_id, substr(fingerprint, 1, 12) FROM evidence'))
dirty = con.execute('SELECT count(*) FROM dirty').fetchone()[0]
must(dirty == len(name) > 50, 'the index is not up to date')
before = {w: exported('-d', db, '--all', '--where', w) for w in ('source=BM', 'predicate=treats', 'entity=miR-146a', 'q=fibrosis')}
must(con.execute('SELECT count(*) FROM dirty').fetchone()[0] == dirty, 'export does not write')

# two curators judge, comment and flag; a sample is drawn
for login in ('anna', 'bo'):
    run(bin / 'evm-curate', '-q', '-d', db, 'add', login)
run(bin / 'evm-curate', '-q', '-d', db, '-u', 'anna', '-n', '7', 'sample', 'first', 'predicate=decreases')
sheet = list(csv.DictReader(io.StringIO(run(bin / 'evm-curate', '-q', '-d', db, '-u', 'anna', 'export-sheet'), newline='')))
out = io.StringIO(newline='')
w = csv.DictWriter(out, sheet[0].keys())
w.writeheader()
for i, row in enumerate(sheet[:12]):
    w.writerow(dict(row, verdict=('accept', 'reject', 'unsure')[i % 3], reason='none' if i % 3 == 1 else '', comment='why?' if i % 4 == 0 else ''))
(work / 'in.csv').write_text(out.getvalue())
run(bin / 'evm-curate', '-q', '-d', db, '-u', 'anna', 'import-sheet', work / 'in.csv')


def queue(*filters, user='anna'):
    rows = csv.DictReader(io.StringIO(run(bin / 'evm-curate', '-q', '-d', db, '-u', user, 'export-sheet', *filters), newline=''))
    return [name[int(r['ev'])] for r in rows]


one = {json.loads(x)['id']: json.loads(x) for x in run(bin / 'evm-export', '-d', db, '--all').split('\n') if x}
wheres = ['status=accepted', 'status=rejected', 'status=unsure', 'predicate=treats', 'subject=vesicle', 'object=disease', 'source=BM', 'vesicle=exosome',
          'disease=liver fibrosis', 'route=intravenous', 'species=human', 'model=mouse', 'cargo=miR-146a', 'cargo=-', 'section=results', 'region=table', 'certainty=hedged',
          'year=2021', 'doc=pubmed:99000101', 'entity=miR-146a', 'low=0.9', 'high=0.5', 'low=0.6,high=0.9', 'q=liver fibrosis', 'judge=anna', 'judge=bo', 'sample=first',
          'only=sample', 'only=mine', 'only=unseen', 'only=flagged', 'only=commented', 'only=gone', 'only=mine,predicate=decreases', 'source=BM,predicate=decreases']
full = 0
for where in wheres:
    want = queue(*where.split(','))
    full += bool(want)
    got = exported('-d', db, '--all', '--where', where, '-u', 'anna')
    must(set(got) == set(want) and len(got) == len(want), f'{where}: {len(got)} exported, {len(want)} in the queue')
    asked = subprocess.run([bin / 'evm-query', '-d', db, '--format', 'jsonl', '-u', 'anna', '--where', where, '? ? ?'], capture_output=True, env=clean)
    asked = [json.loads(x)['claim'] for x in asked.stdout.decode().split('\n') if x]
    shown = [c for c in want if one[c]['status'] != 'rejected' or 'status=' in where]
    must(asked == shown, f'{where}: evm-query finds {len(asked)}, the queue {len(shown)}, or in another order')
    if not any(where.startswith(k) for k in ('status', 'q=', 'judge', 'sample', 'only')):
        must(exported('--where', where, stream) == got, f'{where}: of the stream')
must(full >= len(wheres) - 5, f'most of them find something: {full} of {len(wheres)}')
for where, ids in before.items():
    must(ids == exported('-d', db, '--all', '--where', where), f'{where}: before the index was up to date')

# a table is made of the same claims
for where in ('source=BM', 'status=accepted', 'disease=liver fibrosis', 'q=exosomes'):
    rows = [json.loads(x) for x in run(bin / 'evm-table', 'effects', '-d', db, '--format', 'jsonl', '--where', where).split('\n') if x]
    ids = {i for r in rows for i in r['evidence']}
    must(ids and ids <= set(exported('-d', db, '--where', where)), f'{where}: the claims of the table')

# values that are alternatives, and the queue's orders
both = exported('-d', db, '--all', '--where', 'source=BM,source=AD,predicate=treats,predicate=decreases')
must(set(both) == {c for s in ('BM', 'AD') for p in ('treats', 'decreases') for c in queue(f'source={s}', f'predicate={p}')} and len(both) > 5, 'alternatives')
must(len(set(both)) == len(both), 'none twice')
must(exported('-d', db, '--where', 'doc=99000101') == exported('-d', db, '--where', 'doc=pubmed:99000101') != [], 'a document by its number alone')
for sort in ('first', 'uncertain', 'confident', 'doubtful', 'recent'):
    asked = [json.loads(x)['claim'] for x in run(bin / 'evm-query', '-d', db, '--format', 'jsonl', f'? ? ? in sort={sort}').split('\n') if x]
    want = queue(f'sort={sort}')
    must(asked == [c for c in want if one[c]['status'] != 'rejected'], f'sort={sort}')
    must(exported('-d', db, '--all', '--where', f'sort={sort}') == want, f'sort={sort}: exported')
    rows = csv.DictReader(io.StringIO(run(bin / 'evm-export', '-d', db, '--all', '--where', f'sort={sort},low=0.5', '--format', 'csv', '--min-confidence', '0.7'), newline=''))
    must([r['id'] for r in rows] == [c for c in want if one[c]['confidence'] >= 0.7], f'sort={sort}: as csv')
run(bin / 'evm-export', '-d', db, '--where', 'sort=recent', '--format', 'brat', code=2)
run(bin / 'evm-export', '-d', db, '--where', 'only=mine', code=2)
con.close()
checking.end()
