"""Documents that try the exchange formats: Greek, a character outside the
basic plane, a list of names, what XML, CSV and RDF escape, a long text.
Prints a record stream. usage: formats_doc.py [small|long]"""
import sys

TITLE = 'β-Catenin & <i>vesicles</i> in "𝛽-cells": a test'
PARTS = [
    ('RESULTS', 'hUC-MSC exosomes carrying miR-21, -146a and -155 lowered TNF-α & IL-6 in 𝛽-cells (p < 0.05) [4, 12]. '
                'They "might" worsen liver fibrosis, ]]> \\ or not.'),
    ('CONCLUSIONS', 'Exosomes treated =liver fibrosis= in rats; miR-21 targets CTNNB1 and exosomes had no effect on apoptosis.'),
]
# type, quote, which one, norm, more
MENTIONS = [
    ('protein', 'β-Catenin', 0, 'CTNNB1', 'id=HGNC:2514\tname=CTNNB1'),
    ('vesicle', 'vesicles', 0, 'EV', ''),
    ('msc_source', 'hUC-MSC', 0, 'UC', 'source=UC\tspecies=human'),
    ('vesicle', 'exosomes', 0, 'exosome', 'source=UC\tcargo=miR-21|miR-146a'),
    ('mirna', 'miR-21', 0, 'miR-21', ''),
    ('mirna', '-146a', 0, 'miR-146a', ''),
    ('mirna', '-155', 0, 'miR-155', 'sign=-1'),
    ('protein', 'TNF-α', 0, 'TNF', 'id=HGNC:11892\tname=TNF'),
    ('protein', 'IL-6', 0, 'IL6', 'id=HGNC:6018\tname=IL6'),
    ('cell', '𝛽-cells', 1, '𝛽-cell "B"', ''),
    ('disease', 'liver fibrosis', 0, 'liver fibrosis', 'id=DOID:5082\tname=liver fibrosis'),
    ('vesicle', 'Exosomes', 0, 'exosome', 'source=UC'),
    ('disease', 'liver fibrosis', 1, 'liver fibrosis', 'id=DOID:5082\tname=liver fibrosis'),
    ('species', 'rats', 0, 'rat', ''),
    ('mirna', 'miR-21', 1, 'miR-21', ''),
    ('protein', 'CTNNB1', 0, 'CTNNB1', 'id=HGNC:2514\tname=CTNNB1'),
    ('vesicle', 'exosomes', 1, 'exosome', ''),
    ('effect', 'apoptosis', 0, 'apoptosis', 'id=GO:0006915\tname=apoptotic process'),
]
# predicate, subject, which, its type and norm, trigger, object, which, negated, certainty, qualifiers
CLAIMS = [
    ('decreases', ('exosomes', 0, 'vesicle', 'exosome', '', ''), ('lowered', 0), ('TNF-α', 0, 'protein', 'TNF', 'HGNC:11892', ''), 0, 'asserted',
     [('source', 'UC'), ('source_species', 'human'), ('cargo', 'miR-21'), ('cargo', 'miR-146a'), ('cell', '𝛽-cell "B"'), ('refs', '4'), ('refs', '12')]),
    ('decreases', ('exosomes', 0, 'vesicle', 'exosome', '', ''), ('lowered', 0), ('IL-6', 0, 'protein', 'IL6', 'HGNC:6018', ''), 0, 'asserted',
     [('source', 'UC'), ('modification', '=1+1, "primed" <hypoxia> & more')]),
    ('worsens', ('They', 0, 'vesicle', 'exosome', '', 'anaphor'), ('worsen', 0), ('liver fibrosis', 0, 'disease', 'liver fibrosis', 'DOID:5082', ''), 0, 'hedged',
     [('source', 'UC')]),
    ('treats', ('Exosomes', 0, 'vesicle', 'exosome', '', ''), ('treated', 0), ('liver fibrosis', 1, 'disease', 'liver fibrosis', 'DOID:5082', ''), 0, 'asserted',
     [('source', 'UC'), ('model_species', 'rat')]),
    ('targets', ('miR-21', 1, 'mirna', 'miR-21', '', ''), ('targets', 0), ('CTNNB1', 0, 'protein', 'CTNNB1', 'HGNC:2514', ''), 0, 'asserted', []),
    ('affects', ('exosomes', 1, 'vesicle', 'exosome', '', ''), ('effect on', 0), ('apoptosis', 0, 'effect', 'apoptosis', 'GO:0006915', ''), 1, 'asserted', []),
]


def field(s):
    return s.replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n')


def find(text, quote, nth):
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    begin = len(text[:at].encode())
    return begin, begin + len(quote.encode())


def document(name, filler):
    passages = [('title', '', TITLE)] + [('abstract', label, t) for label, t in PARTS]
    if filler:
        passages.insert(1, ('abstract', 'BACKGROUND', filler))
    text = '\n'.join(t for _, _, t in passages)
    print(f'D\t{name}\tsource=pubmed')
    for key, value in [('title', TITLE), ('journal', 'A & B'), ('year', '2020'), ('pmid', name), ('doi', '10.1000/<x>&y')]:
        print(f'M\t{name}\t{key}\t{value}\t')
    at, begins = 0, []
    for region, label, t in passages:
        print(f'T\t{name}\t{region}\t{at}\t{label}\t\t{field(t)}')
        for sentence in ([t] if region == 'title' or label == 'BACKGROUND' else [s if s.endswith('.') else s + '.' for s in t.split('. ')]):
            begins.append((at + len(t[:t.index(sentence)].encode()), len(sentence.encode())))
        at += len(t.encode()) + 1
    print(f'B\t{name}\t4\t31415926\t10.1000/x\tA. Author. A paper. 2019.')
    for begin, n in begins:
        print(f'S\t{name}\t{begin}\t{begin + n}')
    rows = []
    for kind, quote, nth, norm, more in MENTIONS:
        begin, end = find(text, quote, nth)
        rows.append((begin, -end, f'E\t{name}\t{kind}\t{begin}\t{end}\t{quote}\t{norm}' + ('\t' + more if more else '')))
    for _, _, row in sorted(rows):
        print(row)
    for i, (predicate, s, trigger, o, negated, certainty, quals) in enumerate(CLAIMS, 1):
        t0, t1 = find(text, *trigger)
        begin = max(b for b, _ in begins if b <= t0)
        print(f'R\t{name}\t{i}\t{begin}\t{predicate}\t{negated}\t{certainty}\t0.{900 - i}\tr{i}\t{t0}\t{t1}')
        for role, (quote, nth, kind, norm, ident, resolved) in (('subject', s), ('object', o)):
            b, e = find(text, quote, nth)
            print(f'P\t{name}\t{i}\t{role}\t{b}\t{e}\t{kind}\t{quote}\t{norm}\t{ident}\t{resolved}')
        for key, value in quals:
            print(f'Q\t{name}\t{i}\t{key}\t{value}')
    print(f'.\t{name}')


print('#evm\t1\n#pg\tevm-extract\t0.1.0\trules=1')
if sys.argv[1:] == ['long']:
    # about 1 MB, two bytes and four bytes a character in it
    document('99000002', 'αβ𝛾 & filler <text> ' * 45000 + 'ends.')
else:
    document('99000001', '')
print('D\t99000003\tsource=pubmed\tdeleted=1\n.\t99000003')
print('#end\tdocs=2')
