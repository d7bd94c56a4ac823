#!/usr/bin/env python3
"""Measure how flattened tables are read: rows and cells that come out right.

usage: flat_tables.py [-v] EVM_INGEST

Tables of studies are made up from phrases of the field, with wrapped cells,
empty cells and references of several kinds, and flattened in the ways that
copying from a PDF does it; what evm-ingest makes of them is compared.
"""
import argparse, random, re, subprocess, sys, tempfile, os
from collections import Counter

SOURCES = ['BM-MSCs', 'hBM-MSCs', 'UC-MSCs', 'hUC-MSCs', 'AD-MSCs', 'ADSCs', 'WJ-MSCs', 'ES-MSCs', 'iPSC-MSCs', 'PMSCs',
           'mBM-MSCs', 'Human bone marrow MSCs', 'MenSCs', 'SHED']
VESICLES = ['EVs', 'Exosomes', 'Microvesicles', 'sEVs', 'EVs microvesicles']
DISEASES = ['Osteoarthritis', 'Acute kidney injury', 'Liver fibrosis', 'Myocardial infarction', 'Ischemic stroke', 'Spinal cord injury',
            'Diabetic nephropathy', 'Sepsis', 'Acute lung injury', 'Wound healing', 'Alzheimer\'s disease', 'Experimental autoimmune encephalomyelitis',
            'Graft-versus-host disease', 'Type 1 diabetes', 'Premature ovarian insufficiency', 'Atopic dermatitis', 'Ulcerative colitis',
            'Traumatic brain injury', 'Periodontitis', 'Hepatic ischemia-reperfusion injury', 'Preeclampsia', 'Silicosis', 'COVID-19 pneumonia']
ROUTES = ['Intravenous injection', 'Intraperitoneal injection', 'Intra-articular injection', 'Intranasal administration', 'Topical administration',
          'Local injection', 'Intratracheal instillation', 'Subcutaneous injection', 'Tail vein injection', 'Intramyocardial injection', '/', '-']
EFFECTS = ['Reducing inflammation', 'Promoting angiogenesis', 'Improving cardiac function', 'Inhibiting apoptosis of renal tubular cells',
           'Decreased infarct size and increased ejection fraction', 'Promoting macrophage polarization', 'Suppressing oxidative stress',
           'Improved cognition', 'Enhanced bone regeneration', 'Reduced collagen deposition and hepatocyte apoptosis', 'Accelerating wound closure',
           'Inhibition of microglial activation', 'Restoring ovarian function', 'Increased survival', 'Lower serum creatinine',
           'Protecting neurons from cell death', 'Activation of the AKT pathway', 'Regulating the balance of Th1 and Th2 cells']
INTERVENTIONS = ['Intravenous infusion of MSC exosomes', 'Two doses of UC-MSC EVs', 'Aerosol inhalation of exosomes (2 × 10^8 particles)',
                 'Exosome eye drops four times a day for 14 days', 'Allogenic MSC exosomes enriched by miR-124', 'Single injection of EVs (100 μg/kg)',
                 'Secretome of adipose stromal cells']
STATES = ['Recruiting', 'Not yet recruiting', 'Completed', 'Unknown', 'Active, not recruiting', 'Terminated']
TIMES = ['12 weeks', '6 months', '1 year', '28 days', '24 months', '3.5 months']
PLACES = ['Isfahan, Iran', 'Ruijin Hospital, Shanghai, China', 'Houston, Texas, United States', 'Cairo, Egypt', 'Brescia, Italy', '/']


def refs(r, kind, n):
    if kind == 'bracket':
        a = r.randrange(5, 150)
        return r.choice([f'[{a}]', f'[{a}, {a + 3}]', f'[{a}–{a + 2}]'])
    if kind == 'trial':
        return f'NCT{r.randrange(10**7, 10**8):08d}'
    if kind == 'name':
        return f"{r.choice(['Harrow', 'Lindt', 'Okoro', 'Cobb', 'Moreau'])} et al., {r.randrange(2009, 2024)}"
    return str(r.randrange(5, 150))


def effects_table(r):
    kind = r.choice(['bracket', 'bracket', 'name', 'bare'])
    head = [r.choice(['Source', 'Origins', 'MSC source', 'Cell source']), r.choice(['Vesicle', 'Type of vesicles', 'EV type', 'Vesicle type']),
            r.choice(['Disease', 'Diseases', 'Disease model']), r.choice(['Administration route', 'Route', 'Route of administration']),
            r.choice(['Biological function', 'Effects', 'Main findings', 'Outcome']), r.choice(['References', 'Ref.', 'Reference'])]
    rows = [[r.choice(SOURCES), r.choice(VESICLES), r.choice(DISEASES), r.choice(ROUTES), r.choice(EFFECTS), refs(r, kind, n)] for n in range(r.randrange(4, 15))]
    widths = [16, 14, 22, 18, 24, 14]
    if r.random() < .3:
        head, widths = head[:3] + head[4:], widths[:3] + widths[4:]
        rows = [x[:3] + x[4:] for x in rows]
    return head, rows, widths


def trials_table(r):
    head = ['Source', r.choice(['Disease', 'Condition']), r.choice(['Intervention', 'Treatment']), r.choice(['Patients', 'N', 'No. of patients']),
            r.choice(['Follow-up', 'Follow up']), r.choice(['Status', 'State']), r.choice(['Location', 'Country']), r.choice(['NCT number', 'Identifier', 'Trial ID'])]
    rows = [[r.choice(SOURCES), r.choice(DISEASES), r.choice(INTERVENTIONS), str(r.randrange(5, 120)), r.choice(TIMES), r.choice(STATES), r.choice(PLACES),
             refs(r, 'trial', n)] for n in range(r.randrange(3, 9))]
    widths = [16, 20, 24, 8, 10, 16, 22, 12]
    if r.random() < .4:
        keep = [0, 1, 2, 3, 5, 7]
        head, widths, rows = [head[k] for k in keep], [widths[k] for k in keep], [[x[k] for k in keep] for x in rows]
    return head, rows, widths


DOSES = ['100 μg', '200 μg/kg', '1 × 10^9 particles', '50 μg/mouse', 'NA', '10 μg/ml']
MODELS = ['Mouse', 'Rat', 'Pig', 'C57BL/6 mice', 'SD rats', 'Rabbit', 'In vitro']
CARGO = ['miR-21', 'miR-146a', 'miR-29b-3p', 'let-7b', '/', 'BDNF', 'miR-223, miR-181c', 'TSG-6']
MECHANISMS = ['PTEN/AKT pathway', 'NF-κB inhibition', 'TLR4 signaling', 'Targeting of HMGB1', 'Wnt/β-catenin activation', 'Unknown']


def hard_table(r):
    """More columns, small letters, sources said once for several rows."""
    kind = r.choice(['bracket', 'bracket', 'name', 'bare'])
    head, cols, widths = ['Source', 'Vesicle'], [SOURCES, VESICLES], [16, 14]
    for name, values, width, odds in (('Cargo', CARGO, 14, .5), ('Disease', DISEASES, 22, 1), ('Species', MODELS, 12, .5), ('Dose', DOSES, 12, .4),
                                      ('Route', ROUTES, 18, .6), ('Mechanism', MECHANISMS, 16, .4), ('Outcome', EFFECTS, 24, 1)):
        if r.random() < odds:
            head.append(name)
            cols.append(values)
            widths.append(width)
    rows, last = [], None
    for n in range(r.randrange(5, 14)):
        row = [r.choice(c) for c in cols]
        if r.random() < .3:
            row[-1] = row[-1][0].lower() + row[-1][1:]
        if last and r.random() < .3:
            row[0] = ''
        last = row[0] or last
        rows.append(row + [refs(r, kind, n)])
    return head + ['References'], rows, widths + [14]


def wrap(cell, width):
    out, line = [], ''
    for w in cell.split(' '):
        if line and len(line) + 1 + len(w) > width:
            out.append(line)
            line = w
        else:
            line = (line + ' ' + w).strip()
    return out + [line]


def acrobat(head, rows, widths, trail):
    """Cells side by side while they have one line; a wrapped cell ends its block."""
    out = [' '.join(head), '']
    for row in rows:
        line = ''
        for cell, width in zip(row, widths):
            if not cell:
                continue
            ls = wrap(cell, width)
            line = (line + ' ' + ls[0]).strip()
            if len(ls) > 1:
                out += [x + (' ' if trail else '') for x in [line, *ls[1:-1]]] + [ls[-1], '']
                line = ''
        if line:
            out += [line, '']
    return out


def running(head, rows, widths, trail):
    """No blank lines: rows and wrapped cells follow each other."""
    return [x for x in acrobat(head, rows, widths, trail) if x]


def cell_lines(head, rows, widths, trail):
    return [*head, *(c for row in rows for cell, width in zip(row, widths) if cell for c in wrap(cell, width))]


def cell_blocks(head, rows, widths, trail):
    out = []
    for cells in [head, *rows]:
        for cell, width in zip(cells, widths):
            out += [*wrap(cell, width), ''] if cell else []
    return out


WAYS = {'blocks of cells, spaces kept': (acrobat, True), 'blocks of cells': (acrobat, False), 'no blank lines': (running, False),
        'a cell a line': (cell_lines, False), 'a cell a block': (cell_blocks, False)}

BODY = '''Vesicles of stromal cells have been studied in many models of disease, and their effects were summarized
by several authors. Whether dry eye, sepsis or acute kidney injury will be treated with them is not known, but
the first trials have begun, and more of them will follow in the next years.
'''


def read(ingest, text):
    with tempfile.NamedTemporaryFile('w', suffix='.txt', delete=False, encoding='utf-8') as f:
        f.write(text)
    got = subprocess.run([ingest, '-q', '--format', 'text', f.name], capture_output=True, text=True, check=True).stdout
    os.unlink(f.name)
    return [l.split('\t')[6] for l in got.split('\n') if l.startswith('T\t') and l.split('\t')[2] == 'table']


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('-v', action='store_true')
    ap.add_argument('ingest')
    o = ap.parse_args()
    for hard, (name, (way, trail)) in ((h, w) for h in (False, True) for w in WAYS.items()):
        n = Counter()
        name = ('hard: ' if hard else '') + name
        for seed in range(40):
            r = random.Random(seed)
            head, rows, widths = (hard_table if hard else effects_table if seed % 2 else trials_table)(r)
            got = read(o.ingest, BODY + '\nTable 1 Studies of vesicles\n\n' + '\n'.join(way(head, rows, widths, trail)) + '\n\n' + BODY)
            n['tables'] += 1
            n['counts right'] += len(got) == len(rows) + 1
            n['heads right'] += bool(got) and got[0] == ' | '.join(head)
            for k, row in enumerate(rows):
                n['rows'] += 1
                want = ' | '.join(row)
                ok = want in got
                n['rows right'] += ok
                have = got[k + 1].split(' | ') if k + 1 < len(got) else []
                n['cells'] += len(row)
                n['cells right'] += sum(a == b for a, b in zip(row, have)) if len(have) == len(row) else 0
                if not ok and o.v:
                    print('  ', name, '| WANT', want, '| GOT', got[k + 1] if k + 1 < len(got) else None)
        print(f"{name}: row counts {n['counts right'] / n['tables']:.3f}, heads {n['heads right'] / n['tables']:.3f}, "
              f"rows {n['rows right'] / n['rows']:.3f} of {n['rows']}, cells {n['cells right'] / n['cells']:.3f}")


if __name__ == '__main__':
    main()
