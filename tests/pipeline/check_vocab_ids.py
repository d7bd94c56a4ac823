#!/usr/bin/env python3
"""Check the identifiers of the shipped vocabularies against the official releases.

usage: check_vocab_ids.py [--dictionaries DIR] [--vocab DIR] [BIN]

DIR (default: $VOCAB_DIR, else ../shared/vocab beside the project) holds the releases, packed or not:
doid.obo, cl.obo, uberon-basic.obo, go_slice.obo, go_id_label.tsv, mesh_id_label_synonyms.tsv,
hgnc_complete_set.txt, hgnc_genegroup.obo, miRNA.dat, famplex/entities.csv and grounding_map.csv.

For each id with a known prefix: the id exists there, is not obsolete, and at least one of our names, or our
norm, equals its label or one of its synonyms. Letters and digits are compared, after the foldings of the
matcher's key (Greek letters, British spelling, plural of the last word) and MeSH's inversions.
`idmatch=narrow` (ours is narrower than the id's concept), `idmatch=broad` or `idmatch=other` among the attrs
says that the names differ on purpose. A name listed twice under one type and id is a fault as well.

Faults go to standard output as file:line: message. Exit: 0 no fault or no releases, 1 faults, 2 usage.
BIN, the programs' folder that every check gets, is not needed.
"""
import argparse
import csv
import glob
import gzip
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
TYPES = set('msc_source vesicle mirna protein disease effect pathway cell drug route species'.split())
FLAGS = {'case', 'nosplit', 'numend', 'ambig'}
GREEK = dict(zip('αβγδεζηθικλμνξοπρσςτυφχψω',
                 'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho '
                 'sigma sigma tau upsilon phi chi psi omega'.split()))
BRITISH = [('oedema', 'edema'), ('aemi', 'emi'), ('haem', 'hem'), ('oesoph', 'esoph'), ('tumour', 'tumor'),
           ('foet', 'fet'), ('isation', 'ization'), ('aeti', 'eti'), ('paed', 'ped'), ('coeliac', 'celiac'),
           ('diarrhoea', 'diarrhea'), ('behaviour', 'behavior'), ('fibre', 'fiber'), ('orrhoea', 'orrhea')]


class Release:
    """One release: id -> (label, [synonyms], obsolete)."""

    def __init__(self):
        self.terms = {}

    def add(self, curie, label, synonyms, obsolete=False):
        old = self.terms.get(curie)
        if old:    # repeated stanzas: keep what names there are
            synonyms = old[1] + [n for n in [label] + synonyms if n]
            label, obsolete = old[0] or label, old[2] or obsolete
        self.terms[curie] = (label, synonyms, obsolete)


def fold(name):
    """The key under which two names count as the same."""
    s = name.lower()
    for letter, word in GREEK.items():
        s = s.replace(letter, word)
    for british, american in BRITISH:
        s = s.replace(british, american)
    s = re.sub(r"'s\b", '', s)
    s = re.sub(r'[^a-z0-9]', '', s)
    for ending, bare in (('ies', 'y'), ('sses', 'ss'), ('xes', 'x'), ('s', '')):
        if len(s) > 4 and s.endswith(ending) and not s.endswith(('ss', 'us', 'is')):
            return s[:-len(ending)] + bare
    return s


def unfold_inversion(name):
    """'Carcinoma, Hepatocellular' as it is said: both orders."""
    parts = name.split(', ')
    return [name, ' '.join(reversed(parts))] if len(parts) > 1 else [name]


def find(folder, name):
    for path in (os.path.join(folder, name), os.path.join(folder, name + '.gz')):
        if os.path.exists(path):
            return path
    return None


def lines(folder, name):
    path = find(folder, name)
    if not path:
        return
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8', newline='') as f:
        for line in f:
            yield line.rstrip('\r\n')


def read_obo(folder, name, release, prefixes):
    term = None

    def close():
        if term and term['id'].startswith(prefixes):
            release.add(term['id'], term['name'], term['syn'], term['obsolete'])
            for alt in term['alt']:    # merged away: not to be used
                release.terms.setdefault(alt, (term['name'], [], True))

    for line in lines(folder, name):
        if line.startswith('['):
            close()
            term = {'id': '', 'name': '', 'syn': [], 'alt': [], 'obsolete': False} if line == '[Term]' else None
        elif term is None:
            continue
        elif line.startswith('id: '):
            term['id'] = line[4:].replace('hgnc.genegroup:', 'HGNC_GROUP:')
        elif line.startswith('name: '):
            term['name'] = line[6:].removeprefix('obsolete ')
        elif line.startswith('alt_id: '):
            term['alt'].append(line[8:])
        elif line.startswith('is_obsolete: true'):
            term['obsolete'] = True
        elif line.startswith('synonym: '):
            m = re.match(r'synonym: "((?:[^"\\]|\\.)*)"', line)
            if m:
                term['syn'].append(re.sub(r'\\(.)', r'\1', m.group(1)))
    close()


def read_go(folder, release):
    read_obo(folder, 'go_slice.obo', release, ('GO:',))
    for line in lines(folder, 'go_id_label.tsv'):
        curie, label = line.split('\t')[:2]
        if curie.startswith('GO:'):
            release.add(curie, label.removeprefix('obsolete '), [], label.startswith('obsolete '))


def read_mesh(folder, release):
    for line in lines(folder, 'mesh_id_label_synonyms.tsv'):
        ident, label, synonyms = (line.split('\t') + ['', ''])[:3]
        names = [v for n in [label] + synonyms.split('|') if n for v in unfold_inversion(n)]
        release.add('MESH:' + ident, label, names)


def read_hgnc(folder, release):
    rows = csv.reader(lines(folder, 'hgnc_complete_set.txt'), delimiter='\t')
    head = next(rows, None)
    for row in rows:
        r = dict(zip(head, row))
        names = [r['name']]
        for column in ('alias_symbol', 'alias_name', 'prev_symbol', 'prev_name'):
            names += r[column].split('|')
        release.add(r['hgnc_id'], r['symbol'], [n for n in names if n], r['status'] != 'Approved')


def bare_mirna(name):
    return re.sub(r'^[a-z0-9]{3,8}-(?=mir|let|lin|bantam)', '', name, flags=re.I)


def read_mirbase(folder, release):
    stem = accession = None
    for line in lines(folder, 'miRNA.dat'):
        if line.startswith('ID '):
            stem = line.split()[1]
        elif line.startswith('AC '):
            release.add(line.split()[1].rstrip(';'), stem, [bare_mirna(stem)])
        elif '/accession="' in line:
            accession = line.split('"')[1]
        elif '/product="' in line:
            product = line.split('"')[1]
            bare = bare_mirna(product)
            release.add(accession, product, [bare, re.sub(r'-[35]p$', '', bare)])


def read_famplex(folder, release):
    for line in lines(folder, 'famplex/entities.csv'):
        words = line.replace('_', ' ')
        release.add('FPLX:' + line, line, [words, words.removesuffix(' family'), words.removesuffix(' complex')])
    for row in csv.reader(lines(folder, 'famplex/grounding_map.csv')):
        for space, ident in zip(row[1::2], row[2::2]):
            if space == 'FPLX' and 'FPLX:' + ident in release.terms:
                release.add('FPLX:' + ident, '', [row[0]])


def read_releases(folder):
    """Prefix of the id -> its release, for those that are in the folder."""
    obo = {'DOID': 'doid.obo', 'CL': 'cl.obo', 'UBERON': 'uberon-basic.obo', 'HGNC_GROUP': 'hgnc_genegroup.obo'}
    prefix_in_file = {'HGNC_GROUP': 'hgnc.genegroup:'}
    found = {}
    for prefix, name in obo.items():
        if find(folder, name):
            found[prefix] = Release()
            read_obo(folder, name, found[prefix], (prefix + ':', prefix_in_file.get(prefix, prefix + ':')))
    others = {'MESH': ('mesh_id_label_synonyms.tsv', read_mesh), 'HGNC': ('hgnc_complete_set.txt', read_hgnc),
              'GO': ('go_id_label.tsv', read_go), 'MI': ('miRNA.dat', read_mirbase),
              'FPLX': ('famplex/entities.csv', read_famplex)}
    for prefix, (name, read) in others.items():
        if find(folder, name):
            found[prefix] = Release()
            read(folder, found[prefix])
    if 'MI' in found:
        found['MIMAT'] = found['MI']
    return found


def split_id(curie):
    """'HGNC:5' -> HGNC; 'MIMAT0000449', 'MIMAT:MIMAT0000449' -> MIMAT, and the key in its release."""
    m = re.fullmatch(r'(?:MIMAT:|MI:|mirbase:)?((MIMAT|MI)\d{7})', curie)
    if m:
        return m.group(2), m.group(1)
    return curie.split(':')[0], curie


def bare_name(name):
    """A name without its flags, and the unknown flags."""
    m = re.fullmatch(r'(.*?)\{([a-z,]*)\}', name)
    return (m.group(1), set(m.group(2).split(',')) - FLAGS) if m else (name, set())


def shape_faults(fields):
    """What is wrong with a line whatever the releases say."""
    if len(fields) != 5:
        yield f'{len(fields)} columns, not 5'
        return
    kind, curie, norm, names, attrs = fields
    if kind not in TYPES:
        yield f"unknown type '{kind}'"
    if not all((curie, norm, names, attrs)):
        yield 'empty column'
    if attrs != '-' and not all(re.fullmatch(r'[a-z_]+=[^=;]+', a) for a in attrs.split(';')):
        yield f"attrs '{attrs}' are not key=value;key=value"
    seen = set()
    for name in names.split('|'):
        bare, unknown = bare_name(name)
        if unknown:
            yield f"unknown flag in '{name}'"
        if not re.search(r'\w', bare) or bare != bare.strip():
            yield f"bad name '{name}'"
        if bare in seen:
            yield f"name '{bare}' twice"
        seen.add(bare)


def id_fault(fields, releases):
    """What is wrong with the identifier, or None."""
    _, curie, norm, names, attrs = fields
    prefix, key = split_id(curie)
    if prefix not in releases:
        return None
    term = releases[prefix].terms.get(key)
    if term is None:
        return f'{curie} does not exist'
    label, synonyms, obsolete = term
    if obsolete:
        return f"{curie} ('{label}') is obsolete or was merged"
    if 'idmatch=' in attrs:
        return None
    theirs = {fold(n) for n in [label] + synonyms}
    ours = {fold(bare_name(n)[0]) for n in names.split('|')} | {fold(norm)}
    if not ours & theirs:
        return f"{curie} is '{label}': none of our names ({names.split('|')[0]} ...)"
    return None


def check_file(path, releases, counts):
    faults = []
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if not line or line.startswith('#'):
                continue
            fields = line.split('\t')
            found = list(shape_faults(fields))
            if len(fields) == 5:
                fault = id_fault(fields, releases)
                found += [fault] if fault else []
                prefix = split_id(fields[1])[0]
                counts[prefix] = counts.get(prefix, 0) + 1
            faults += [f'{path}:{number}: {x}' for x in found]
    return faults


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--dictionaries', default=os.path.join(ROOT, 'dictionaries'))
    ap.add_argument('bin', nargs='?')
    ap.add_argument('--vocab', dest='vocab_dir', default=os.environ.get('VOCAB_DIR', os.path.join(ROOT, '..', 'shared', 'vocab')))
    a = ap.parse_args()
    if not os.path.isdir(a.vocab_dir):
        print(f'no vocabulary releases in {os.path.normpath(a.vocab_dir)}: identifiers not checked')
        return 0
    releases = read_releases(a.vocab_dir)
    faults, counts = [], {}
    for path in sorted(glob.glob(os.path.join(a.dictionaries, '*.tsv'))):
        faults += check_file(os.path.relpath(path), releases, counts)
    for fault in faults:
        print(fault)
    told = ', '.join(f'{n} {p}' for p, n in sorted(counts.items()) if p in releases)
    unchecked = sum(n for p, n in counts.items() if p not in releases and p != '-')
    print(f'{sum(counts.values())} concepts; identifiers checked: {told or "none"}; '
          f'without: {counts.get("-", 0)}; unknown prefix: {unchecked}; faults: {len(faults)}')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
