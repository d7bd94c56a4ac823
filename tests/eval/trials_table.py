#!/usr/bin/env python3
"""Compare the trials table with the review's own Table 1.

usage: trials_table.py GOLD.jsonl FOUND.jsonl

FOUND is what `evmine table trials --format jsonl` writes. A gold row is whole
when one found row agrees in registry number, source, vesicle, disease, number
of patients, follow-up and state. Prints how many are, and what differs.
"""
import json
import sys

FIELDS = ('trial', 'source', 'vesicle', 'disease', 'patients', 'follow_up', 'state')


def load(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def plain(value):
    return str(value or '').casefold()


def differing(gold, found):
    return [f for f in FIELDS if plain(gold.get(f)) != plain(found.get(f))]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split('\n\n')[1])
    gold, found = load(sys.argv[1]), load(sys.argv[2])
    whole, short = 0, []
    for row in gold:
        best = min((differing(row, f) for f in found), key=len, default=list(FIELDS))
        whole += not best
        if best:
            short.append(f"row {row['row']}: {', '.join(best)}")
    print(f'rows {len(found)}  gold {len(gold)}  whole {whole}')
    for line in short:
        print('      differs: ' + line)


if __name__ == '__main__':
    main()
