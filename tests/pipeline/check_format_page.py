#!/usr/bin/env python3
"""The stream's man page says of each line what FORMAT.md says, and shows its example.
usage: check_format_page.py BIN"""
import pathlib, re, subprocess, sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
bad = 0


def plain(s):
    return re.sub(r'[\s.]+', ' ', re.sub(r'[`"“”]', '', s)).strip().lower()


page = re.sub('.\b', '', subprocess.run(['mandoc', '-Tutf8', '-O', 'width=300', root / 'pipeline' / 'man' / 'evm-format.5'],
                                        capture_output=True, check=True, text=True).stdout)
said = plain(page)
text = (root / 'pipeline' / 'FORMAT.md').read_text()
rows = re.findall(r'^\| `(.)` \|\s*(.*?)\s*\| (.*?) \|$', text, re.M)
[example] = re.findall(r'```evm\n(.*?)```', text, re.S)
for kind, fields, meaning in rows:
    if f'{plain(fields)} {plain(meaning)}'.strip() not in said or not re.search(rf'^ {{5}}{re.escape(kind)}( |$)', page, re.M):
        bad += 1
        print(f'not ok format page: {kind}: {fields}: {meaning}')
for line in example.split('\n'):
    if plain(line) not in said:
        bad += 1
        print(f'not ok format page: the example lacks {line}')
if bad or len(rows) < 14:
    sys.exit(1)
print(f'format page: ok, {len(rows)} lines')
