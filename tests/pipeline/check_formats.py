#!/usr/bin/python3
"""Exchange formats: each is written for documents with Greek letters, a
character outside the basic plane, list mentions, markup and a text of 1 MB;
read by a reader that is not ours; and compared, mention by mention and claim
by claim, with the JSON Lines exports. What a missing tool would check is
left out with a notice. Debian's own Python runs it: its packages are that one's.
usage: check_formats.py BIN"""
import csv, gzip, hashlib, importlib.util, io, json, shutil, subprocess, sys, tarfile
import xml.etree.ElementTree as ET

import checking
from checking import bin, here, must, run, work

notices = set()


def export(stream, *args):
    return run(bin / 'evm-export', '--date', '2026-01-31', *args, stream)


def lines(data):
    return [json.loads(line) for line in data.decode().split('\n') if line]


def need(tool):
    found = shutil.which(tool) or importlib.util.find_spec(tool)
    if not found:
        notices.add(tool)
    return found


class Truth:
    def __init__(self, stream):
        self.stream = stream
        self.mentions = lines(export(stream, '--format', 'mentions'))
        self.claims = lines(export(stream))
        self.docs = [d for d in lines(export(stream, '--format', 'documents')) if 'text' in d]
        self.text = {d['doc']: d['text'] for d in self.docs}
        self.spans = sorted((m['doc'], m['start'], m['end'], m['type'], m['quote'], m['id']) for m in self.mentions)


# ---- BioC ----

def bioc_document(t, name, passages, relations):
    """passages: (offset, text, [(id, infons, offset, length, text)]); relations: (infons, {role: id})"""
    seen, place = [], {}
    for offset, text, annotations in passages:
        must(t.text[name][offset:offset + len(text)] == text, f'bioc: passage at {offset}')
        for ident, infons, at, length, quote in annotations:
            must(ident not in place, f'bioc: id {ident} twice')
            must(text[at - offset:at - offset + length] == quote, f'bioc: {quote} at {at}')
            place[ident] = (at, at + length, infons['type'])
            if ident[0] == 'M':
                seen.append((name, at, at + length, infons['type'], quote, infons.get('identifier', '')))
    claims = []
    for infons, nodes in relations:
        claims.append((infons['type'], infons['negated'] == 'true', infons['certainty'], infons.get('cargo', ''),
                       place[nodes['subject']], place[nodes['object']]))
    return seen, claims


def claims_of(t):
    return sorted((c['predicate'], c['negated'], c['certainty'], '|'.join(c['qualifiers'].get('cargo', [])),
                   tuple(c['subject'][k] for k in ('start', 'end', 'type')), tuple(c['object'][k] for k in ('start', 'end', 'type')))
                  for c in t.claims)


def infons(e):
    pairs = [(i.get('key'), i.text) for i in e.findall('infon')]
    must(len(dict(pairs)) == len(pairs), 'bioc: an infon key twice')
    return dict(pairs)


def check_bioc_xml(t):
    data = export(t.stream, '--format', 'bioc-xml')
    path = work / 'bioc.xml'
    path.write_bytes(data)
    if need('xmllint'):
        run = subprocess.run(['xmllint', '--huge', '--noout', '--dtdvalid', here / 'bioc.dtd', path], capture_output=True)
        must(run.returncode == 0, f'bioc-xml: {run.stderr.decode()[:300]}')
    mentions, claims = [], []
    for d in ET.fromstring(data).findall('document'):
        passages = [(int(p.findtext('offset')), p.findtext('text'),
                     [(a.get('id'), infons(a), int(a.find('location').get('offset')), int(a.find('location').get('length')), a.findtext('text'))
                      for a in p.findall('annotation')]) for p in d.findall('passage')]
        relations = [(infons(r), {n.get('role'): n.get('refid') for n in r.findall('node')}) for r in d.findall('relation')]
        m, c = bioc_document(t, d.findtext('id'), passages, relations)
        mentions += m
        claims += c
    must(sorted(mentions) == t.spans, 'bioc-xml: mentions')
    must(sorted(claims) == claims_of(t), 'bioc-xml: claims')


BIOC_SCHEMA = {
    'type': 'object', 'required': ['source', 'date', 'key', 'infons', 'documents'],
    'properties': {'infons': {'$ref': '#/$defs/infons'}, 'documents': {'type': 'array', 'items': {'$ref': '#/$defs/document'}}},
    '$defs': {
        'infons': {'type': 'object', 'additionalProperties': {'type': 'string'}},
        'location': {'type': 'object', 'required': ['offset', 'length'], 'additionalProperties': False,
                     'properties': {'offset': {'type': 'integer', 'minimum': 0}, 'length': {'type': 'integer', 'minimum': 1}}},
        'annotation': {'type': 'object', 'required': ['id', 'infons', 'text', 'locations'], 'additionalProperties': False,
                       'properties': {'id': {'type': 'string'}, 'infons': {'$ref': '#/$defs/infons'}, 'text': {'type': 'string'},
                                      'locations': {'type': 'array', 'minItems': 1, 'items': {'$ref': '#/$defs/location'}}}},
        'relation': {'type': 'object', 'required': ['id', 'infons', 'nodes'], 'additionalProperties': False,
                     'properties': {'id': {'type': 'string'}, 'infons': {'$ref': '#/$defs/infons'},
                                    'nodes': {'type': 'array', 'items': {'type': 'object', 'required': ['refid', 'role']}}}},
        'passage': {'type': 'object', 'required': ['offset', 'infons', 'text', 'sentences', 'annotations', 'relations'], 'additionalProperties': False,
                    'properties': {'offset': {'type': 'integer'}, 'infons': {'$ref': '#/$defs/infons'}, 'text': {'type': 'string'},
                                   'sentences': {'type': 'array'}, 'annotations': {'type': 'array', 'items': {'$ref': '#/$defs/annotation'}},
                                   'relations': {'type': 'array'}}},
        'document': {'type': 'object', 'required': ['id', 'infons', 'passages', 'annotations', 'relations'], 'additionalProperties': False,
                     'properties': {'id': {'type': 'string'}, 'infons': {'$ref': '#/$defs/infons'},
                                    'passages': {'type': 'array', 'items': {'$ref': '#/$defs/passage'}}, 'annotations': {'type': 'array'},
                                    'relations': {'type': 'array', 'items': {'$ref': '#/$defs/relation'}}}},
    },
}


def schema(value, against, what):
    if need('jsonschema'):
        import jsonschema
        try:
            jsonschema.validate(value, against)
        except jsonschema.ValidationError as e:
            must(False, f'{what}: {e.message[:200]}')


def check_bioc_json(t):
    data = json.loads(export(t.stream, '--format', 'bioc-json'))
    schema(data, BIOC_SCHEMA, 'bioc-json')
    mentions, claims = [], []
    for d in data['documents']:
        passages = [(p['offset'], p['text'], [(a['id'], a['infons'], a['locations'][0]['offset'], a['locations'][0]['length'], a['text'])
                                              for a in p['annotations']]) for p in d['passages']]
        relations = [(r['infons'], {n['role']: n['refid'] for n in r['nodes']}) for r in d['relations']]
        m, c = bioc_document(t, d['id'], passages, relations)
        mentions += m
        claims += c
    must(sorted(mentions) == t.spans, 'bioc-json: mentions')
    must(sorted(claims) == claims_of(t), 'bioc-json: claims')


def check_bioc_units(t):
    """Offsets in bytes and UTF-16 units cut the same quotes."""
    for unit, code in (('byte', 'utf-8'), ('utf16', 'utf-16-le')):
        for d in json.loads(export(t.stream, '--format', 'bioc-json', '--offset-unit', unit))['documents']:
            raw, k = t.text[d['id']].encode(code), 2 if unit == 'utf16' else 1
            for a in (a for p in d['passages'] for a in p['annotations']):
                at, n = a['locations'][0]['offset'] * k, a['locations'][0]['length'] * k
                must(raw[at:at + n].decode(code) == a['text'], f'bioc: {a["text"]} in {unit}')


# ---- JSON Lines ----

def check_schemas(t):
    """Every line holds to the schema that evm-export tells, which is strict: a line that lacks a key, or has another one, does not."""
    if not need('jsonschema'):
        return
    import jsonschema
    for format, rows in (('jsonl', t.claims), ('mentions', t.mentions), ('documents', lines(export(t.stream, '--format', 'documents')))):
        run = subprocess.run([bin / 'evm-export', '--schema', '--format', format], capture_output=True)
        against = json.loads(run.stdout)
        jsonschema.Draft202012Validator.check_schema(against)
        validator = jsonschema.Draft202012Validator(against)
        for row in rows:
            for e in validator.iter_errors(row):
                must(False, f'schema of {format}: {e.message[:200]}')
        must(rows and not validator.is_valid(dict(rows[0], colour='red')), f'schema of {format}: another key')
        for key in rows[0]:
            if key not in ('id', 'source', 'species', 'cargo', 'modification', 'sign', 'by', 'section', 'via', 'status'):
                must(not validator.is_valid({k: v for k, v in rows[0].items() if k != key}), f'schema of {format}: without {key}')


# ---- PubTator ----

def curie(ident):
    return ('mirbase.mature:' if ident.startswith('MIMAT') else '') + ident


def term(a):
    """The name of a concept where it has no identifier."""
    keep = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_'
    return curie(a['id']) if a.get('id') else f'evm:{a["type"]}.' + ''.join(
        c if c in keep else '_' if c == ' ' else ''.join(f'%{b:02X}' for b in c.encode()) for c in a['norm'])


def check_pubtator(t):
    mentions, relations, text = [], set(), {}
    for block in export(t.stream, '--format', 'pubtator').decode().split('\n\n'):
        if not block.strip('\n'):
            continue
        rows = block.strip('\n').split('\n')
        name, kind, title = rows[0].split('|', 2)
        name2, kind2, abstract = rows[1].split('|', 2)
        must((kind, kind2, name2) == ('t', 'a', name), 'pubtator: title and abstract')
        text = title + ' ' + abstract
        for row in rows[2:]:
            cells = row.split('\t')
            must(cells[0] == name and len(cells) in (4, 6), f'pubtator: {row}')
            if len(cells) == 6:
                must(text[int(cells[1]):int(cells[2])] == cells[3], f'pubtator: {row}')
                mentions.append((name, int(cells[1]), int(cells[2]), cells[4], cells[3], cells[5]))
            else:
                must({c for c in cells[2:]} <= {m[5] for m in mentions}, f'pubtator: {row}')
                relations.add(tuple(cells))
    want = {(m['doc'], m['start'], m['end'], m['type'], m['quote'], term(m)) for m in t.mentions}
    must(want <= set(mentions), 'pubtator: mentions')
    must(relations == {(c['doc'], c['predicate'], term(c['subject']), term(c['object'])) for c in t.claims if not c['negated']},
         'pubtator: relations')


# ---- brat ----

def unpack(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        files = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}
    return files


def check_brat(t):
    files = unpack(export(t.stream, '--format', 'brat'))
    folder = work / 'brat'
    export(t.stream, '--format', 'brat', '-o', str(folder) + '/')
    must({p.name: p.read_bytes() for p in folder.iterdir()} == files, 'brat: folder and archive differ')
    shutil.rmtree(folder)
    conf = {}
    for line in files['annotation.conf'].decode().splitlines():
        if line.startswith('['):
            conf[line.strip('[]')] = section = set()
        elif line:
            section.add(line.split('\t')[0])
    for name, text in t.text.items():
        must(files[f'{name}.txt'].decode() == text, 'brat: text')
        spans, claims, flags, events, ids = {}, [], {}, {}, set()
        for line in files[f'{name}.ann'].decode().splitlines():
            key, rest = line.split('\t', 1)
            must(key not in ids, f'brat: {key} twice')
            ids.add(key)
            if key[0] == 'T':
                head, quote = rest.split('\t')
                kind, pieces = head.split(' ', 1)
                pieces = [tuple(map(int, p.split(' '))) for p in pieces.split(';')]
                must(' '.join(text[b:e] for b, e in pieces) == quote and '\n' not in quote, f'brat: {line[:80]}')
                must(kind in conf['entities'] | conf['events'], f'brat: {kind} is not in annotation.conf')
                spans[key] = (pieces[0][0], pieces[-1][1], kind)
            elif key[0] == 'E':
                parts = [p.split(':') for p in rest.split(' ')]
                must(spans[parts[0][1]][2] == parts[0][0] and parts[0][0] in conf['events'], f'brat: {line}')
                events[key] = (parts[0][0], spans[parts[1][1]], spans[parts[2][1]])
            elif key[0] == 'A':
                flags.setdefault(rest.split(' ')[1], set()).add(rest.split(' ')[0])
            elif key[0] in 'N#':
                must(rest.split(' ')[1].split('\t')[0] in ids, f'brat: {line}')
        got = sorted((p, 'Negation' in flags.get(k, ()), 'hedged' if 'Speculation' in flags.get(k, ()) else 'asserted', s, o)
                     for k, (p, s, o) in events.items())
        must(got == [c[:3] + c[4:] for c in sorted(claims_of(t), key=lambda c: c[:3] + c[4:])], 'brat: claims')
        mentions = {(m['start'], m['end'], m['type']) for m in t.mentions}
        must(mentions <= set(spans.values()), 'brat: mentions')


# ---- CSV ----

def check_csv(t):
    data = export(t.stream, '--format', 'csv').decode()
    must(data.replace('\r\n', '').count('\r') == 0, 'csv: ends of lines')
    rows = list(csv.DictReader(io.StringIO(data, newline='')))
    must([r['id'] for r in rows] == [c['id'] for c in t.claims], 'csv: claims')
    for r, c in zip(rows, t.claims):
        must((r['evidence'], r['predicate'], r['subject'], r['object']) ==
             (c['evidence'], c['predicate'], c['subject']['quote'], c['object']['quote']), f'csv: {r}')
        must(t.text[r['doc']][int(r['object_start']):int(r['object_end'])] == r['object'], 'csv: offsets')
        for key, value in c['qualifiers'].items():
            must(r[key] == ('; '.join(map(str, value)) if isinstance(value, list) else str(value)), f'csv: {key}')
    safe = list(csv.DictReader(io.StringIO(export(t.stream, '--format', 'csv', '--excel-safe').decode(), newline='')))
    for r, s in zip(rows, safe):
        for key in r:
            must(s[key] == ("'" if r[key][:1] in tuple('=+-@\t') else '') + r[key], f'csv --excel-safe: {key}')


# ---- graphs ----

BIOLINK = {'treats': 'treats_or_applied_or_studied_to_treat', 'worsens': 'exacerbates_condition', 'targets': 'directly_physically_interacts_with',
           'contains': 'has_part', 'superior_to': 'related_to', 'investigated_for': 'in_clinical_trials_for'}


def name_of(c, role):
    a = c[role]
    norm = a['norm'] or a['quote']
    if a['type'] == 'msc_source' and a['norm']:
        return norm + ('' if norm == 'MSC' else '-MSC')
    source = c['qualifiers'].get('source') if role == 'subject' and a['type'] == 'vesicle' else None
    return (f'{source}{"" if source == "MSC" else "-MSC"} ' if source else '') + norm


def concept(c, role):
    """A vesicle's identifier is that of any vesicle: not of one source's."""
    name = name_of(c, role)
    wider = c[role]['type'] == 'msc_source' or name != c[role]['norm']
    return term(dict(c[role], norm=name, id='' if wider else c[role].get('id', '')))


def check_kgx(t):
    files = unpack(export(t.stream, '--format', 'kgx'))
    nodes, edges = lines(files['evmine_nodes.jsonl']), lines(files['evmine_edges.jsonl'])
    ids = [n['id'] for n in nodes]
    must(len(ids) == len(set(ids)), 'kgx: a node twice')
    must(all(n['category'] and all(c.startswith('biolink:') for c in n['category']) for n in nodes), 'kgx: categories')
    must({e['subject'] for e in edges} | {e['object'] for e in edges} == set(ids), 'kgx: nodes of the edges')
    for e, c in zip(edges, t.claims):
        must(e['predicate'] == 'biolink:' + BIOLINK.get(c['predicate'], 'affects'), f'kgx: {e["predicate"]}')
        must((e['id'].endswith(c['id']), e['negated'], e['subject'], e['object'], e['supporting_text']) ==
             (True, c['negated'], concept(c, 'subject'), concept(c, 'object'), [c['evidence']]), f'kgx: {e}')
        must(e['knowledge_level'] == 'not_provided' and e['agent_type'] == 'text_mining_agent', 'kgx: level')
        must(e.get('object_direction_qualifier') == {'increases': 'increased', 'decreases': 'decreased'}.get(c['predicate']), 'kgx: direction')
    must(len(edges) == len(t.claims), 'kgx: claims')
    tsv = {n: [dict(zip(rows[0], r)) for r in rows[1:]] for n, data in unpack(export(t.stream, '--format', 'kgx-tsv')).items()
           for rows in [[line.split('\t') for line in data.decode().rstrip('\n').split('\n')]]}
    must([n['id'] for n in tsv['evmine_nodes.tsv']] == ids, 'kgx-tsv: nodes')
    must([(e['id'], e['predicate'], e['supporting_text']) for e in tsv['evmine_edges.tsv']] ==
         [(e['id'], e['predicate'], e['supporting_text'][0].replace('|', '/')) for e in edges], 'kgx-tsv: edges')


def check_graphml(t):
    data = export(t.stream, '--format', 'graphml')
    ET.fromstring(data)
    if not need('networkx'):
        return
    import networkx
    g = networkx.read_graphml(io.BytesIO(data), force_multigraph=True, edge_key_type=str)
    got = sorted((k, g.nodes[a]['name'], d['interaction'], g.nodes[b]['name'], d['negated'], d['evidence']) for a, b, k, d in g.edges(keys=True, data=True))
    want = sorted((c['id'], name_of(c, 'subject'), c['predicate'], name_of(c, 'object'), c['negated'], c['evidence']) for c in t.claims)
    must(got == want, 'graphml: claims')
    must({g.nodes[n]['concept'] for n in g} == {concept(c, r) for c in t.claims for r in ('subject', 'object')}, 'graphml: nodes')


# ---- INDRA ----

INDRA_SCHEMA = {
    'type': 'array', 'items': {
        'type': 'object', 'required': ['type', 'id', 'evidence', 'belief'],
        'properties': {
            'type': {'enum': ['IncreaseAmount', 'DecreaseAmount', 'Activation', 'Inhibition', 'Complex']},
            'id': {'type': 'string', 'pattern': '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'},
            'belief': {'type': 'number', 'minimum': 0, 'maximum': 1},
            'subj': {'$ref': '#/$defs/agent'}, 'obj': {'$ref': '#/$defs/agent'},
            'members': {'type': 'array', 'minItems': 2, 'items': {'$ref': '#/$defs/agent'}},
            'evidence': {'type': 'array', 'minItems': 1, 'items': {
                'type': 'object', 'required': ['source_api', 'text', 'epistemics', 'annotations'],
                'properties': {'pmid': {'type': 'string'}, 'text': {'type': 'string'}, 'text_refs': {'type': 'object'},
                               'epistemics': {'type': 'object'}, 'annotations': {'type': 'object'}}}}},
        'oneOf': [{'required': ['members']}, {'required': ['subj', 'obj']}]},
    '$defs': {'agent': {'type': 'object', 'required': ['name', 'db_refs'],
                        'properties': {'name': {'type': 'string'}, 'db_refs': {'type': 'object', 'additionalProperties': {'type': 'string'}}}}},
}


def check_indra(t):
    data = json.loads(export(t.stream, '--format', 'indra'))
    schema(data, INDRA_SCHEMA, 'indra')
    kept = [c for c in t.claims if c['predicate'] not in ('affects', 'superior_to', 'investigated_for')]
    must(len(data) == len(kept) and len({s['id'] for s in data}) == len(kept), 'indra: statements')
    for s, c in zip(data, kept):
        e = s['evidence'][0]
        must((e['text'], e['epistemics']['negated'], e['epistemics']['hypothesis'], e['annotations']['predicate'], e['annotations']['qualifiers']) ==
             (c['evidence'], c['negated'], c['certainty'] == 'hedged', c['predicate'], c['qualifiers']), 'indra: evidence')
        agents = s.get('members') or [s['subj'], s['obj']]
        for role, agent, (b, end) in zip(('subject', 'object'), agents, e['annotations']['agents']['coords']):
            must(e['text'][b:end] == c[role]['quote'] == agent['db_refs']['TEXT'] and agent['name'] == name_of(c, role), 'indra: agents')


# ---- Web Annotation ----

def check_webanno(t):
    rows = lines(export(t.stream, '--format', 'web-annotation'))
    must(len({r['id'] for r in rows}) == len(rows) == len(t.mentions) + len(t.claims), 'web-annotation: ids')
    text, quotes, records = next(iter(t.text.values())), [], []
    for r in rows:
        must(r['@context'] == 'http://www.w3.org/ns/anno.jsonld' and r['type'] == 'Annotation', 'web-annotation: context')
        quote, at = r['target']['selector']
        must(text[at['start']:at['end']] == quote['exact'], 'web-annotation: position')
        whole = quote['prefix'] + quote['exact'] + quote['suffix']
        must(text.find(whole) == at['start'] - len(quote['prefix']) and text.find(whole, text.find(whole) + 1) < 0, 'web-annotation: quote')
        if r['motivation'] == 'identifying':
            quotes.append((at['start'], at['end'], r['body'][0]['value']))
        else:
            record = json.loads(r['body'][1]['value'])
            records.append((quote['exact'], record['predicate'], record['negated'], record['certainty'], record['qualifiers']))
    must(quotes == [(m['start'], m['end'], m['type']) for m in t.mentions], 'web-annotation: mentions')
    must(records == [(c['evidence'], c['predicate'], c['negated'], c['certainty'], c['qualifiers']) for c in t.claims], 'web-annotation: claims')
    must(b'TextQuoteSelector' not in export(t.stream, '--format', 'web-annotation', '--no-quote'), 'web-annotation: --no-quote')


# ---- nanopublications ----

N3 = ("const q = new (require('n3').Parser)({format: 'application/trig'}).parse(require('fs').readFileSync(0, 'utf8'));"
      "console.log(JSON.stringify(q.map(x => [x.subject.value, x.predicate.value, x.object.value, x.graph.value])))")


def quads(data):
    """Subject, predicate, object, graph as text, by npm's n3 or Python's rdflib; None without them."""
    if shutil.which('node'):
        run = subprocess.run(['node', '-e', N3], input=data, capture_output=True)
        if run.returncode == 0:
            return json.loads(run.stdout)
        must(b'Cannot find module' in run.stderr, f'trig: {run.stderr.decode()[-600:]}')
    if importlib.util.find_spec('rdflib'):
        import rdflib
        g = rdflib.Dataset()
        g.parse(data=data.decode(), format='trig')
        return [[str(s), str(p), str(o), str(c)] for s, p, o, c in g.quads((None, None, None, None))]
    notices.add('n3 (npm) or rdflib')
    return None


def check_nanopub(t):
    found = quads(export(t.stream, '--format', 'nanopub', '--license', 'https://example.org/a'))
    if found is None:
        return
    np, prov, evm, rdf = 'http://www.nanopub.org/nschema#', 'http://www.w3.org/ns/prov#', 'urn:x-evmine:', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
    graphs = {}
    for s, p, o, g in found:
        graphs.setdefault(g, set()).add((s, p, o))

    def objects(g, s, p):
        return [x[2] for x in graphs[g] if x[0] == s and x[1] == p]

    heads = [(g, s) for g in graphs for s, p, o in graphs[g] if p == rdf + 'type' and o == np + 'Nanopublication']
    must(len(heads) == len(t.claims) and len(graphs) == 4 * len(heads) and '' not in graphs, 'nanopub: graphs')
    seen = []
    for h, n in heads:
        a, p, i = (objects(h, n, np + k) for k in ('hasAssertion', 'hasProvenance', 'hasPublicationInfo'))
        must([len(x) for x in (a, p, i)] == [1, 1, 1] and len({n, h, a[0], p[0], i[0]}) == 5, 'nanopub: parts')
        a, p, i = a[0], p[0], i[0]
        must(any(x[0] == a for x in graphs[p]) and any(x[0] == n for x in graphs[i]), 'nanopub: subjects of its parts')
        must(objects(i, n, 'http://purl.org/dc/terms/created') == ['2026-01-31'], 'nanopub: date')
        [s] = [x[0] for x in graphs[a] if x[1:] == (rdf + 'type', rdf + 'Statement')]
        [subject], [predicate], [obj] = (objects(a, s, rdf + k) for k in ('subject', 'predicate', 'object'))
        [negated], [certainty] = objects(a, s, evm + 'negated'), objects(a, s, evm + 'certainty')
        must(((subject, predicate, obj) in graphs[a]) == (negated == 'false' and certainty == 'asserted'), 'nanopub: triple')
        [evidence] = [x for x in objects(p, a, prov + 'wasQuotedFrom')]
        label = 'http://www.w3.org/2000/01/rdf-schema#label'
        seen.append((objects(p, evidence, prov + 'value')[0], objects(a, subject, label)[0], predicate[len(evm):], objects(a, obj, label)[0],
                     negated == 'true', certainty, tuple(sorted(objects(a, s, evm + 'cargo')))))
    must(sorted(seen) == sorted((c['evidence'], name_of(c, 'subject'), c['predicate'], name_of(c, 'object'), c['negated'], c['certainty'],
                                 tuple(sorted(c['qualifiers'].get('cargo', [])))) for c in t.claims), 'nanopub: claims')


# ---- SSSOM ----

def check_sssom(t):
    rows = export(t.stream, '--format', 'sssom', '--license', 'https://example.org/a').decode().split('\n')
    meta = [r for r in rows if r.startswith('#')]
    must(rows[:len(meta)] == meta, 'sssom: the block comes first')
    prefixes = {r[3:].split(':')[0] for r in meta if r.startswith('#  ')}
    must({r[1:].split(':')[0] for r in meta if not r.startswith('#  ')} == {'curie_map', 'license', 'mapping_date', 'mapping_set_id'}, 'sssom: slots')
    head, body = rows[len(meta)].split('\t'), rows[len(meta) + 1:-1]
    must(body == sorted(body, key=str.encode) and rows[-1] == '', 'sssom: order')
    table = [dict(zip(head, r)) for r in csv.reader(body, delimiter='\t')]
    must(all(r['object_id'].split(':')[0] in prefixes and r['subject_type'] == 'rdfs literal' for r in table), 'sssom: prefixes')
    must({(r['subject_label'], r['object_id']) for r in table} == {(m['quote'], curie(m['id'])) for m in t.mentions if m['id']}, 'sssom: mappings')


# ---- data package, RO-Crate ----

def check_packages(t):
    files = unpack(export(t.stream, '--format', 'ro-crate', '--license', 'https://example.org/a'))
    plain = unpack(export(t.stream, '--format', 'datapackage', '--license', 'https://example.org/a'))
    crate = json.loads(files.pop('ro-crate-metadata.json'))
    must(files == plain, 'ro-crate: the data package in it')
    package, tables = json.loads(files['datapackage.json']), {}
    for r in package['resources']:
        data = files[r['path']]
        must((len(data), 'sha256:' + hashlib.sha256(data).hexdigest()) == (r['bytes'], r['hash']), f'datapackage: {r["path"]}')
        reader = csv.DictReader(io.StringIO(data.decode(r['encoding']), newline=''))
        tables[r['name']] = rows = list(reader)
        must(reader.fieldnames == [f['name'] for f in r['schema']['fields']], f'datapackage: columns of {r["path"]}')
        for f in r['schema']['fields']:
            for row in rows:
                value = row[f['name']]
                {'integer': int, 'number': float, 'string': str, 'boolean': {'true': 1, 'false': 0}.__getitem__}[f['type']](value)
        for key in r['schema'].get('primaryKey', []):
            must(len({row[key] for row in rows}) == len(rows), f'datapackage: key of {r["path"]}')
    for r in package['resources']:
        for f in r['schema'].get('foreignKeys', []):
            known = {row[f['reference']['fields'][0]] for row in tables[f['reference']['resource']]}
            must({row[f['fields'][0]] for row in tables[r['name']]} <= known, f'datapackage: foreign key of {r["path"]}')
    must([r['id'] for r in tables['claims']] == [c['id'] for c in t.claims], 'datapackage: claims')
    must([(r['quote'], int(r['start']), r['id']) for r in tables['mentions']] == [(m['quote'], m['start'], m['id']) for m in t.mentions], 'datapackage: mentions')
    graph = {e['@id']: e for e in crate['@graph']}
    must(len(graph) == len(crate['@graph']) and crate['@context'] == 'https://w3id.org/ro/crate/1.2/context', 'ro-crate: ids')
    must(graph['ro-crate-metadata.json']['about'] == {'@id': './'} and graph['./']['datePublished'] == '2026-01-31', 'ro-crate: root')
    must(all(graph['./'][k] for k in ('name', 'description', 'license')), 'ro-crate: what the root must say')
    must({e for e in graph if graph[e]['@type'] == 'File'} == set(files) == {p['@id'] for p in graph['./']['hasPart']}, 'ro-crate: files')
    must(all(int(graph[f]['contentSize']) == len(files[f]) for f in files), 'ro-crate: sizes')

    def refs(value):
        if isinstance(value, dict):
            yield from [value['@id']] if set(value) == {'@id'} else (r for v in value.values() for r in refs(v))
        elif isinstance(value, list):
            yield from (r for v in value for r in refs(v))
    must(set(refs(crate['@graph'])) <= set(graph) | {'https://w3id.org/ro/crate/1.2'}, 'ro-crate: references')


# ---- read again ----

def again(t, format, *args):
    """Mentions and texts of what is written, read by evm-ingest and written as JSON Lines."""
    path = work / 'again'
    path.write_bytes(export(t.stream, '--format', format, *args))
    stream = work / 'again.evm'
    for keep in ('drop', 'keep'):
        run = subprocess.run([bin / 'evm-ingest', '--mentions', keep, '-o', stream, path], capture_output=True)
        must(run.returncode == 0, f'evm-ingest: {run.stderr.decode()[:300]}')
        mentions = lines(export(stream, '--format', 'mentions'))
        must(keep == 'keep' or not mentions, f'evm-ingest --mentions {keep}')
    return mentions, {d['doc']: d['text'] for d in lines(export(stream, '--format', 'documents'))}


def check_read_bioc(t):
    for format in ('bioc-xml', 'bioc-json'):
        for unit in ('codepoint', 'byte', 'utf16'):
            mentions, texts = again(t, format, '--offset-unit', unit)
            must(texts == t.text, f'{format} read again: text in {unit}')
            must([{k: v for k, v in m.items() if k != 'by'} for m in mentions] == [{k: v for k, v in m.items() if k != 'by'} for m in t.mentions],
                 f'{format} read again: mentions in {unit}')


def check_bioc_twins(t):
    """The same documents out of XML, JSON, and JSON Lines of its documents, line by line; indented and gzipped, too."""
    xml, data = work / 'twin.xml', export(t.stream, '--format', 'bioc-json')
    xml.write_bytes(export(t.stream, '--format', 'bioc-xml'))
    documents = json.loads(data)['documents']
    shapes = {
        'collection': data, 'indented': json.dumps(json.loads(data), indent=1, ensure_ascii=True).encode(),
        'lines': '\n'.join(json.dumps(d, ensure_ascii=False) for d in documents).encode(),
        'list': json.dumps([json.loads(data)]).encode(), 'pubtator3': json.dumps({'PubTator3': documents}).encode(),
        'gzip': gzip.compress(data),
    }

    def stream(path, *args):
        run = subprocess.run([bin / 'evm-ingest', '--mentions', 'keep', *args, path], capture_output=True)
        must(run.returncode == 0, f'evm-ingest {path.name}: {run.stderr.decode()[:300]}')
        return [line for line in run.stdout.split(b'\n') if not line.startswith(b'#pg')]
    want = stream(xml)
    for name, shape in shapes.items():
        path = work / f'twin.{name}'
        path.write_bytes(shape)
        must(stream(path) == want, f'bioc-json as {name} is not bioc-xml')
        if name != 'gzip':
            path.write_bytes(shape[:len(shape) * 2 // 3])
            must(subprocess.run([bin / 'evm-ingest', '-q', path], capture_output=True).returncode in (1, 4), f'bioc-json as {name}, cut off')


def check_read_pubtator(t):
    mentions, texts = again(t, 'pubtator')
    must(texts == {k: v.split('\n', 1)[0] + '\n' + v.split('\n', 1)[1].replace('\n', ' ')
                   for k, v in t.text.items()}, 'pubtator read again: text')
    got = {(m['doc'], m['start'], m['end'], m['type'], m['quote'], m['id'], m['norm']) for m in mentions}
    must({(m['doc'], m['start'], m['end'], m['type'], m['quote'], m['id'], m['quote'] if m['id'] else m['norm']) for m in t.mentions} <= got,
         'pubtator read again: mentions')


def check_read_brat(t):
    folder = work / 'brat'
    export(t.stream, '--format', 'brat', '-o', str(folder) + '/')
    [ann] = folder.glob('*.ann')
    stream = work / 'again.evm'
    run = subprocess.run([bin / 'evm-ingest', '--mentions', 'keep', '-o', stream, ann], capture_output=True)
    must(run.returncode == 0, f'brat read again: {run.stderr.decode()[:300]}')
    must({d['doc']: d['text'] for d in lines(export(stream, '--format', 'documents'))} == t.text, 'brat read again: text')
    got = lines(export(stream, '--format', 'mentions'))
    named = [dict(m, by=None, name=m['name'] if m['id'] else '') for m in t.mentions]
    must([dict(m, by=None) for m in got] == named, 'brat read again: mentions')
    shutil.rmtree(folder)


def check_read_pieces(t):
    """A list mention in two pieces, "miR" and "-146a", as other tools write it, is read as miR-146a in every format that can say it."""
    text = '𝛽-cells & TNF-α: miR-21, -146a and -155 rose.'
    pieces, quote = [(text.index('miR'), 3), (text.index('-146a'), 5)], 'miR -146a'
    at = [{'offset': o, 'length': n} for o, n in pieces]
    note = {'id': 'M1', 'infons': {'type': 'mirna'}, 'text': quote, 'locations': at}
    files = {
        'p.json': json.dumps({'documents': [{'id': '1', 'infons': {}, 'passages': [{'offset': 0, 'infons': {}, 'text': text, 'annotations': [note]}]}]}),
        'p.xml': '<collection><source/><date/><key/><document><id>1</id><passage><offset>0</offset><text>' + text.replace('&', '&amp;') + '</text><annotation id="M1">'
                 '<infon key="type">mirna</infon>' + ''.join(f'<location offset="{o}" length="{n}"/>' for o, n in pieces) +
                 f'<text>{quote}</text></annotation></passage></document></collection>',
        'p.txt': text, 'p.ann': 'T1\tmirna ' + ';'.join(f'{o} {o + n}' for o, n in pieces) + f'\t{quote}\n',
    }
    for name, data in files.items():
        (work / name).write_text(data)
    stream = work / 'pieces.evm'
    for name in ('p.json', 'p.xml', 'p.ann'):
        run = subprocess.run([bin / 'evm-ingest', '--mentions', 'keep', '-o', stream, work / name], capture_output=True)
        must(run.returncode == 0, f'pieces in {name}: {run.stderr.decode()[:300]}')
        got = [(m['start'], m['end'], m['quote'], m['norm']) for m in lines(export(stream, '--format', 'mentions'))]
        must(got == [(pieces[1][0], sum(pieces[1]), '-146a', 'miR-146a')], f'pieces in {name}: {got}')


# ---- all ----

def streams():
    for kind in ('small', 'long'):
        path = work / f'{kind}.evm'
        path.write_bytes(subprocess.run([sys.executable, here / 'formats_doc.py', kind], capture_output=True, check=True).stdout)
        yield Truth(path)


def samples():
    """The sample corpus, mined: several documents, full text, tables."""
    path, corpus = work / 'samples.evm', checking.samples
    data = subprocess.run([bin / 'evm-ingest', *(corpus / n for n in ('abstracts.xml', 'article.nxml', 'review.txt'))], capture_output=True, check=True).stdout
    for stage in ('evm-annotate', 'evm-extract'):
        data = subprocess.run([bin / stage], input=data, capture_output=True, check=True).stdout
    path.write_bytes(data)
    return Truth(path)


mined = samples()
must(len(mined.claims) > 50, 'the sample corpus has claims')
for check in (check_schemas, check_bioc_xml, check_bioc_json, check_bioc_units, check_csv, check_kgx, check_graphml, check_indra, check_nanopub,
              check_sssom, check_packages, check_read_bioc, check_bioc_twins):
    check(mined)
for truth in streams():
    for name, check in list(globals().items()):
        if name.startswith('check_'):
            check(truth)
for tool in sorted(notices):
    print(f'formats: {tool} is not installed: what it would check is left out')
checking.end()
