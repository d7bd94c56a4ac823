#!/usr/bin/env python3
"""No function over 100 lines. --worst N lists the longest functions and files.
usage: check_size.py [--worst N] FOLDER..."""
import pathlib, re, sys

LIMIT = 100
args = sys.argv[1:]
worst = 0
if args and args[0] == '--worst':
    worst, args = int(args[1]), args[2:]
functions, files = [], []
for folder in args:
    for path in sorted(pathlib.Path(folder).rglob('*.c')):
        lines = path.read_text(encoding='utf-8').split('\n')
        files.append((len(lines), str(path)))
        start = None
        for n, line in enumerate(lines, 1):
            if line == '{':
                start = n
                head = next((l for l in reversed(lines[max(0, n - 8):n - 1]) if re.match(r'\w.*\(', l)), '?')
            elif line == '}' and start:
                functions.append((n - start + 1, f'{path}:{start}', head))
                start = None
functions.sort(key=lambda f: -f[0])
if worst:
    for n, place, head in functions[:worst]:
        print(f'{n:5d} {place} {head}')
    for n, path in sorted(files, reverse=True)[:worst]:
        print(f'{n:5d} {path}')
    sys.exit(0)
long = [f for f in functions if f[0] > LIMIT]
for n, place, head in long:
    print(f'not ok {place}: {n} lines: {head}')
if not long:
    median = functions[len(functions) // 2][0] if functions else 0
    print(f'size: ok, {len(functions)} functions, median {median} lines, longest {functions[0][0] if functions else 0}')
sys.exit(bool(long))
