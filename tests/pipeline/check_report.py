#!/usr/bin/env python3
"""The report says what the database holds: the numbers of every figure equal
SQL over the views, in each view; its links lead somewhere; hostile text is
text; the same database gives the same bytes; an empty one gives a page.
usage: check_report.py BIN"""
import csv, html.parser, io, re, shutil, sqlite3

import checking
from checking import bin, here, must, run, samples, top, work


def report(db, *options, env=None):
    figures = work / 'figures'
    shutil.rmtree(figures, ignore_errors=True)
    page = run(bin / 'evm-report', '-d', db, '--figures', figures, *options, env=env)
    return page.decode(), {p.name: p.read_bytes().decode() for p in figures.iterdir()}


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[name + '.csv'], newline='')))


# ---- a database: the samples, hostile text, and some claims judged ----------------------

NASTY = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</title><svg onload=alert(1)>',
         '&lt;b&gt;&amp;amp;', '\u202eevil\u202c', '\u200bzero\u200d', 'javascript:alert(1)', '=1+1', ']]> <!-- -->', '</style>', '\u2028\ufffe']


def hostile():
    for i, text in enumerate(NASTY):
        yield (f'H{i}\tBM-MSC exosomes reduced liver fibrosis {text} in mice. Exosomes from UC-MSCs increased {text} apoptosis. '
               f'BM-MSC exosomes {text} did not reduce liver fibrosis in rats.')


def judge(con):
    """Each third claim is accepted, some are rejected, as the review would write it."""
    found = con.execute('SELECT ev_id, head_ver FROM evidence_state ORDER BY ev_id').fetchall()
    for i, (ev, ver) in enumerate(found):
        if i % 3 == 1:
            continue
        verdict, reason = ('reject', 'none') if i % 11 == 0 else ('accept', None) if i % 3 == 0 else ('unsure', None)
        con.execute("INSERT INTO decision (ev_id, ver_id, curator_id, role, verdict, reason, ui, client_key, created_at) "
                    "VALUES (?, ?, 1, 'review', ?, ?, 'api', ?, '2026-01-01T00:00:00.000000Z')", (ev, ver, verdict, reason, f'k{ev}'))
    con.commit()


db = work / 'c.db'
nasty = work / 'hostile.tsv'
nasty.write_text('\n'.join(hostile()) + '\n', encoding='utf-8')
run(bin / 'evm-run', '-q', '-d', db, *(samples / n for n in ('abstracts.xml', 'article.nxml', 'review.txt')), nasty)
con = sqlite3.connect(db)
con.row_factory = sqlite3.Row
judge(con)

# ---- the figures against SQL -------------------------------------------------------------

con.execute('CREATE TEMP TABLE sign (name TEXT PRIMARY KEY, good INTEGER)')
for line in (top / 'dictionaries' / 'effects.tsv').read_text(encoding='utf-8').split('\n'):
    f = line.split('\t')
    m = re.search(r'(?:^|;)sign=(good|bad)(?:;|$)', f[4]) if len(f) > 4 and not line.startswith('#') else None
    if m:
        con.execute('INSERT OR IGNORE INTO sign VALUES (lower(?), ?)', (f[2], m[1] == 'good'))
TUMOUR = ' OR '.join(f"lower(d) LIKE '%{w}%'" for w in ('cancer', 'carcinoma', 'tumor', 'tumour', 'sarcoma', 'melanoma', 'leukemia', 'leukaemia',
                                                        'lymphoma', 'glioma', 'blastoma', 'myeloma', 'metasta', 'neoplasm', 'malignan'))
con.execute(f'''CREATE TEMP VIEW said AS SELECT *, CASE WHEN negated THEN 'no_effect'
    WHEN predicate = 'treats' OR (object_type = 'disease' AND predicate = 'decreases') THEN 'better'
    WHEN predicate = 'worsens' OR (object_type = 'disease' AND predicate = 'increases') THEN 'worse'
    WHEN object_type <> 'effect' OR predicate NOT IN ('increases', 'decreases') OR good IS NULL OR {TUMOUR} THEN 'open'
    WHEN (predicate = 'increases') = good THEN 'better' ELSE 'worse' END AS side
    FROM (SELECT *, coalesce(CASE WHEN object_type = 'disease' THEN o ELSE disease END, '') AS d,
            CASE WHEN subject_type = 'vesicle' THEN s ELSE vesicle END AS ves,
            (SELECT good FROM sign WHERE name = lower(o)) AS good
        FROM (SELECT *, CASE object_norm WHEN '' THEN object ELSE object_norm END AS o,
                CASE subject_norm WHEN '' THEN subject ELSE subject_norm END AS s
            FROM v_evidence WHERE status <> 'rejected' AND gone = 0))''')
VESICLE = "(subject_type = 'vesicle' OR vesicle IS NOT NULL)"


def each(column, name):
    """The values of a column of several, as a table."""
    return f"json_each('[\"' || replace(replace(replace({column}, '\\', '\\\\'), '\"', '\\\"'), '; ', '\",\"') || '\"]') {name}"


SUMS = ('count(DISTINCT doc_source || doc) AS papers, count(DISTINCT ev_id) AS claims, '
        "count(DISTINCT CASE status WHEN 'accepted' THEN ev_id END) AS accepted, " +
        ', '.join(f"count(DISTINCT CASE side WHEN '{s}' THEN ev_id END) AS {s}" for s in ('better', 'worse', 'no_effect', 'open')))
NUMBERS = ('papers', 'claims', 'accepted', 'better', 'worse', 'no_effect', 'open')
# figure, its key columns, their SQL, tables joined, condition, which of the figure's rows are meant
FIGURES = [
    ('map', ('source', 'disease'), 'lower(a.value), lower(b.value)', each('source', 'a') + ', ' + each('d', 'b'),
     f"source IS NOT NULL AND d <> '' AND {VESICLE}", lambda r: True),
    ('effects', ('vesicle', 'predicate', 'object'), 'lower(a.value), predicate, lower(o)', each('ves', 'a'),
     f"ves IS NOT NULL AND NOT negated AND object_type <> 'disease' AND predicate IN ('increases', 'decreases', 'affects') AND {VESICLE}", lambda r: True),
    ('years', ('year',), 'CAST(year AS TEXT)', "(SELECT 1)", f'year IS NOT NULL AND {VESICLE}', lambda r: True),
    ('routes', ('route', 'dose'), "lower(a.value), ''", each('route', 'a'), f'route IS NOT NULL AND {VESICLE}', lambda r: r['route'] and not r['dose']),
    ('routes', ('route', 'dose'), "lower(a.value), lower(b.value)", each('route', 'a') + ', ' + each('dose', 'b'),
     f'route IS NOT NULL AND dose IS NOT NULL AND {VESICLE}', lambda r: r['route'] and r['dose']),
    ('network', ('from', 'to'), 'lower(s), lower(o)', '(SELECT 1)',
     f"NOT negated AND ({VESICLE} OR subject_type = 'mirna' AND predicate = 'targets') AND subject_type IN ('mirna', 'protein') AND "
     "object_type IN ('protein', 'pathway', 'mirna') AND lower(s) <> lower(o) AND predicate IN ('targets', 'increases', 'decreases', 'affects')",
     lambda r: (r['from_kind'], r['to_kind']) == ('cargo', 'target')),
]


def check_figures(files, where, what):
    for name, keys, columns, tables, condition, meant in FIGURES:
        want = {tuple(r)[:len(keys)]: tuple(r[n] for n in NUMBERS)
                for r in con.execute(f'SELECT {columns}, {SUMS} FROM said, {tables} WHERE {condition} AND {where} GROUP BY {columns}')}
        got = {tuple(r[k].lower() for k in keys): tuple(int(r[n]) for n in NUMBERS) for r in rows(files, name) if meant(r)}
        if 'new' in where:
            want = {k: v[:2] + (0,) + v[3:] for k, v in want.items()}
        must(want == got, f'{name}.csv, {what}: {sorted(set(want.items()) ^ set(got.items()))[:4]}')
        must(bool(want) or where != '1' or 'dose' in condition, f'{name}: there is something')


def check_conflicts(files):
    """Of the map: claims on one thing that say more and less, or yes and no."""
    want = {tuple(r) for r in con.execute(f'''SELECT DISTINCT a, b FROM (SELECT lower(a.value) AS a, lower(b.value) AS b,
        max(up AND NOT negated) AS more, max(NOT up AND NOT negated) AS less, max(up AND negated) AS nomore, max(NOT up AND negated) AS noless
        FROM (SELECT *, predicate IN ('increases', 'worsens') AS up FROM said WHERE predicate IN ('increases', 'decreases', 'treats', 'worsens')),
        {each('source', 'a')}, {each('d', 'b')} WHERE source IS NOT NULL AND d <> '' AND {VESICLE}
        GROUP BY 1, 2, CASE WHEN subject_type IN ('vesicle', 'msc_source') THEN '' ELSE lower(s) END, lower(o))
        WHERE more AND less OR more AND nomore OR less AND noless''')}
    got = {(r['source'].lower(), r['disease'].lower()) for r in rows(files, 'map') if r['conflict'] == 'yes'}
    must(want == got and ('bm', 'liver fibrosis') in got, f'conflicts: {want ^ got}')


page, files = report(db)
check_figures(files, '1', 'all')
check_conflicts(files)
for status in ('accepted', 'new'):
    check_figures(report(db, '--status', status)[1], f"status = '{status}'", status)
one = report(db, '--where', 'source=UC')[1]
must({r['source'] for r in rows(one, 'map')} == {'UC'}, '--where source=UC')
must(sorted(r['trial'] for r in rows(files, 'trials')) == ['NCT99000011', 'NCT99000012', 'NCT99000013', 'NCT99000014'], 'trials')
cells = {(r['source'].lower(), r['disease'].lower()) for r in rows(files, 'map')}
must(rows(files, 'gaps') and not [r for r in rows(files, 'gaps') if (r['source'].lower(), r['disease'].lower()) in cells], 'gaps are empty cells')


# ---- the page ------------------------------------------------------------------------------

class Page(html.parser.HTMLParser):
    VOID = {'meta', 'input', 'br', 'hr', 'img', 'link'}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.ids, self.links, self.text, self.open, self.raw = set(), [], [], [], [], set()
        self.feed(text)
        self.close()
        must(not self.open, f'page: unclosed {self.open[:3]}')

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        attrs = dict(attrs)
        if 'id' in attrs:
            self.ids.append(attrs['id'])
        self.raw |= {a for a in attrs if a.startswith('on') or a in ('src', 'style', 'srcset', 'action')}
        if 'href' in attrs:
            self.links.append(attrs['href'])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        must(self.open and self.open[-1] == tag, f'page: </{tag}> in {self.open[-3:]}')
        self.open.pop()

    def handle_data(self, data):
        self.text.append(data)


def check_page(text, what):
    p = Page(text)
    must(not p.tags & {'script', 'img', 'iframe', 'object', 'link', 'form', 'foreignobject'} and not p.raw, f'{what}: tags {p.tags} {p.raw}')
    must(len(p.ids) == len(set(p.ids)), f'{what}: an id twice: {[i for i in p.ids if p.ids.count(i) > 1][:3]}')
    inside = {x[1:] for x in p.links if x[0] == '#'} - {'-'}
    must(inside <= set(p.ids), f'{what}: links lead nowhere: {sorted(inside - set(p.ids))[:4]}')
    for x in (x for x in p.links if x[0] != '#'):
        must(re.fullmatch(r'https://(pubmed\.ncbi\.nlm\.nih\.gov/\d+|pmc\.ncbi\.nlm\.nih\.gov/articles/PMC\d+|clinicaltrials\.gov/study/NCT\d{8})', x),
             f'{what}: leads to {x[:80]}')
    must(not re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]', text), f'{what}: a hidden character')
    must(not re.search(r'url\(|@import|https?://(?!www\.w3\.org/2000/svg|pubmed\.|pmc\.|clinicaltrials\.)', text), f'{what}: something from outside')
    return p


p = check_page(page, 'page')
claims = con.execute(f"SELECT count(*), sum(status = 'accepted'), sum(status = 'new'), count(DISTINCT doc_source || doc) FROM said WHERE {VESICLE}").fetchone()
for n, name in zip(claims[:3], ('all', 'acc', 'new')):
    must(re.search(rf'<label for="v-{name}">\w+ <b>{n}</b>', page), f'{name}: {n} claims to choose')
must(f'<b>{claims[3]}</b> <span>papers</span>' in page, 'papers')
must({r[0] for r in con.execute(f'SELECT id FROM said WHERE {VESICLE}')} <= {i[2:] for i in p.ids if i.startswith('c-')}, 'every claim is listed')
for (sentence,) in con.execute(f'SELECT DISTINCT evidence FROM said WHERE {VESICLE} AND doc NOT LIKE "H%"'):
    must(sentence in ''.join(p.text), f'a sentence is missing: {sentence[:60]}')
must('&lt;script&gt;alert(1)&lt;/script&gt;' in page and 'U+202E' in page, 'hostile text is shown as text')
hard = check_page(report(db, '--title', '</title><script>alert(1)</script>', '--where', 'source=UC,source=<b>"')[0], 'a hostile title')
must('</title><script>alert(1)</script>' in hard.text, 'the title is text')
panel = re.search(r'<h2 id="h\d+">BM × liver fibrosis</h2>.*?</section>', page, re.S)[0]
must(re.search(r'<li class="[^"]*">.*?</ul>', panel, re.S)[0].count('! contradicted') > 0, 'a panel begins with what is contradicted')
short = report(db, '--claims', '5')[0]
must(len([i for i in check_page(short, '--claims').ids if i.startswith('c-')]) == 5 and 'claims are left out' in short, '--claims 5')

# ---- files, bytes, nothing -------------------------------------------------------------------

must({'map.svg', 'effects.svg', 'network.svg', 'years.svg', 'routes.svg', 'trials.svg'} <= set(files), f'figures: {sorted(files)}')
for name in (n for n in files if n.endswith('.svg')):
    must('<title id=' in files[name] and '<desc id=' in files[name] and '<a ' not in files[name] and '<style>' in files[name], f'{name}: title, desc, style')
    if shutil.which('xmllint'):
        run('xmllint', '--noout', '--nonet', '-', feed=files[name].encode())
again = report(db, env={'LC_ALL': 'de_DE.UTF-8', 'LANG': 'de_DE.UTF-8', 'TZ': 'Asia/Tokyo'})
must(again == (page, files), 'the same bytes again')
run(bin / 'evm-run', '-q', '--to', work / 'c.evm', *(samples / n for n in ('abstracts.xml', 'article.nxml', 'review.txt')), nasty)
piped = run(bin / 'evm-report', work / 'c.evm').decode()
check_page(piped, 'of a stream')
must('id="v-acc"' not in piped, 'a stream has nothing accepted')

empty = work / 'empty.db'
none = work / 'none.tsv'
none.write_text('N\tNothing is said here.\n')
run(bin / 'evm-run', '-q', '-d', empty, none)
page, files = report(empty)
check_page(page, 'of nothing')
must('Nothing to show.' in page and not [n for n in files if n.endswith('.svg')] and rows(files, 'map') == [], 'nothing is shown of nothing')
run(bin / 'evm-report', '-d', work / 'missing.db', code=1)
run(bin / 'evm-report', '-d', db, '--where', 'x=1', code=2)
con.close()
checking.end()
