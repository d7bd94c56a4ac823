#!/usr/bin/env python3
"""evm-doctor says what is there, and finds what is broken: a program that is
missing, a vocabulary, a rule, an image, a database, a journal.
usage: check_doctor.py BIN"""
import hashlib, json, os, shutil, sqlite3, subprocess, sys

import checking
from checking import bin, clean, must, run, samples, top, work


def doctor(*args, code=0, env=None, at=bin):
    r = subprocess.run([str(a) for a in (at / 'evm-doctor', '--format', 'jsonl', *args)], capture_output=True, env=env or clean)
    rows = [json.loads(x) for x in r.stdout.decode().split('\n') if x]
    wrong = [x for x in rows if x['state'] == 'wrong']
    must(r.returncode == code and bool(wrong) == bool(code), f'{args}: exit {r.returncode}, wrong: {wrong}, {r.stderr.decode()[:300]}')
    return rows, wrong


if (bin / 'evm-doctor').read_bytes()[:4] != b'\x7fELF':
    print('doctor: left out, these programs are wrappers of others')
    sys.exit(0)
# a copy of programs and data, to break
tree = work / 'opt'
(tree / 'bin').mkdir(parents=True)
for p in bin.iterdir():
    shutil.copy(p, tree / 'bin')
data = tree / 'share' / 'evmine'
for d in ('dictionaries', 'extractors/rules', 'corpus/lists'):
    shutil.copytree(top / d, data / d)
mine = tree / 'bin'

db = work / 'c.db'
run(mine / 'evm-run', '-q', '-d', db, samples / 'abstracts.xml')
rows, _ = doctor('-d', db, at=mine)
by = {(r['part'], r['what']): r['detail'] for r in rows}
commands = [x.split('\t')[0] for x in run(mine / 'evmine', '--complete').decode().split('\n') if x]
must(len(commands) > 14 and all(('program', f'evm-{c}') in by for c in commands), 'programs')
must({'libxml2', 'json-c', 'zlib', 'PCRE2', 'SQLite', 'utf8proc', 'nettle', 'libmicrohttpd'} == {r['what'] for r in rows if r['part'] == 'library'}, 'libraries')
must(by['library', 'SQLite'].split()[0] == sqlite3.sqlite_version, 'version of SQLite')
for f in (data / 'dictionaries').glob('*.tsv'):
    said = by['vocabulary', f.name]
    entries = sum(1 for x in f.read_text().split('\n') if x and x[0] != '#')
    must(hashlib.sha256(f.read_bytes()).hexdigest() in said and f' {entries} entries' in said, f'{f.name}: {said}')
must('DOID 2024-01-31' in by['vocabulary', 'diseases.tsv'], 'releases')
con = sqlite3.connect(db)
for what, sql in (('documents', 'SELECT count(*) FROM document WHERE deleted = 0'), ('claims', 'SELECT count(*) FROM current'), ('runs', 'SELECT count(*) FROM run')):
    must(by['database', what] == str(con.execute(sql).fetchone()[0]), f'{what}: {by["database", what]}')
must(f'schema {con.execute("PRAGMA user_version").fetchone()[0]}' in by['database', str(db)], 'schema')
con.close()

# what may be, and is no fault
image = work / 'd.evd'
run(mine / 'evm-dict', 'build', '-o', image)
rows, _ = doctor(at=mine, env=dict(clean, EVMINE_DICT=str(image)))
must([r['state'] for r in rows if r['what'] == str(image)] == ['ok'], 'an image of the shipped vocabularies')
(work / 'own.tsv').write_text('disease\tDOID:1\tmoon sickness\tmoon sickness\t-\n')
run(mine / 'evm-dict', 'build', '-o', work / 'own.evd', work / 'own.tsv')
rows, _ = doctor('--image', work / 'own.evd', at=mine)
must([r['state'] for r in rows if r['what'] == str(work / 'own.evd')] == ['note'], 'an image of other vocabularies')
broken = bytearray(image.read_bytes())
broken[len(broken) // 2] ^= 1
(work / 'broken.evd').write_bytes(broken)

# an image beside the vocabularies that is damaged or another version's is not taken
names = [r['detail'] for r in rows if r['what'] == 'shipped']
for bad in (b'EVMDICT\n' + bytes(5000), b'', bytes(broken[:len(broken) // 2])):
    for at in (data / 'dictionaries' / 'shipped.evd', tree / 'shipped.evd'):
        at.write_bytes(bad)
        rows, _ = doctor(at=mine)
        must([r['detail'].split(', digest')[0] for r in rows if r['what'] == 'shipped'] == [n.split(', digest')[0] for n in names], f'a bad {at.name}')
        at.unlink()

# what is a fault
(tree / 'shipped.evd').write_bytes(broken)
_, wrong = doctor(code=1, at=mine)
must([w['what'] for w in wrong] == ['shipped'] and 'damaged' in wrong[0]['detail'], 'a damaged image of the shipped vocabularies')
(tree / 'shipped.evd').unlink()
_, wrong = doctor('--image', work / 'broken.evd', code=1, at=mine)
must('damaged' in wrong[0]['detail'], 'a damaged image')
_, wrong = doctor('--image', work / 'none.evd', code=1, at=mine)
_, wrong = doctor('-d', work / 'none.db', code=1, at=mine)
os.rename(mine / 'evm-table', work / 'evm-table')
_, wrong = doctor(code=1, at=mine)
must([w['what'] for w in wrong] == ['evm-table'], 'a missing program')
(mine / 'evm-table').write_text('#!/bin/sh\necho evm-table 9.9.9\n')
(mine / 'evm-table').chmod(0o755)
_, wrong = doctor(code=1, at=mine)
must('9.9.9' in wrong[0]['detail'], 'a program of another version')
os.rename(work / 'evm-table', mine / 'evm-table')
vocabulary = data / 'dictionaries' / 'routes.tsv'
text = vocabulary.read_text()
vocabulary.write_text(text + 'moon\t-\tx\ty\t-\n')
_, wrong = doctor(code=1, at=mine)
must(any('routes.tsv' in w['what'] + w['detail'] for w in wrong), 'a vocabulary with a fault')
vocabulary.write_text(text)
lexicon = next((data / 'extractors' / 'rules').glob('patterns*'))
text = lexicon.read_text()
lexicon.write_text(text + '\nrule nonsense {{{\n')
_, wrong = doctor(code=1, at=mine)
must(any(w['part'] == 'rules' for w in wrong), 'a rule with a fault')
lexicon.write_text(text)
doctor(at=mine)

# a database whose decisions, journal or pages are not what was written
run(mine / 'evm-curate', '-q', '-d', db, 'add', 'anna')
run(mine / 'evm-curate', '-q', '-d', db, '-u', 'anna', '-n', '3', 'sample', 'x')
journal = work / 'c.decisions.jsonl'
rows, _ = doctor('-d', db, at=mine)
must(('journal', 'beside it, and equal') in {(r['what'], r['detail']) for r in rows}, 'the journal')
was = journal.read_bytes()
journal.write_bytes(was.replace(b'anna', b'bert', 1))
_, wrong = doctor('-d', db, code=1, at=mine)
must('journal' not in wrong[0]['what'] and str(journal) in wrong[0]['detail'], 'a changed journal')
journal.write_bytes(was[:was.index(b'\n') + 1])
_, wrong = doctor('-d', db, code=1, at=mine)
must('ends before' in wrong[0]['detail'] and journal.read_bytes() == was[:was.index(b'\n') + 1], 'a journal that is behind, and stays so')
journal.write_bytes(was)
con = sqlite3.connect(db)
con.execute('PRAGMA user_version = 1')
con.commit()
_, wrong = doctor('-d', db, code=1, at=mine)
must('older' in wrong[0]['detail'], 'an old schema')
con.execute(f'PRAGMA user_version = {int([r for r in rows if r["what"] == str(db)][0]["detail"].split("schema ")[1].split(",")[0])}')
con.execute('PRAGMA wal_checkpoint(TRUNCATE)')
con.close()
doctor('-d', db, at=mine)
pages = bytearray(db.read_bytes())
at = len(pages) // 4096 // 2 * 4096
pages[at:at + 4096] = b'\xff' * 4096
db.write_bytes(pages)
doctor('-d', db, code=1, at=mine)
checking.end()
