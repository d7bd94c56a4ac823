#!/usr/bin/env python3
"""Checks what evm-ingest makes of plain text copied from a PDF.

usage: check_text.py BIN [FILE...]

BIN is the programs' folder. Without files: corpus/samples/review.txt, the
inputs of the golden cases, and ../shared/corpus/review.txt where it is there.

For every file: each run of the offset map is the same bytes in the raw file
and in the text, runs ascend, what no run covers is white space, a cell border
or a folded character, and mutations of the file (cut anywhere, other line
ends, lines without their trailing space) are read with the same care. For the
sample review: its words are whole, its sentences uncut, its tables in rows.
Where the shared review is there, its tables are compared with their gold.
"""
import json
import pathlib
import random
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent.parent
faults = []


def fault(text):
    faults.append(text)
    print("not ok", text)


def unescape(s):
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}.get(m.group(1), m.group(1)), s)


def ingest(program, raw):
    got = subprocess.run([program, "-q", "--format", "text", "-"], input=raw, capture_output=True)
    if got.returncode:
        fault(f"exit {got.returncode}: {got.stderr.decode(errors='replace')[:300]}")
    passages, runs, refs, cells, text = [], [], [], [], b""
    for line in got.stdout.decode().split("\n"):
        f = line.split("\t")
        if f[0] == "T":
            t = unescape(f[6])
            text += (b"\n" if text else b"") + t.encode()
            passages.append((f[2], unescape(f[4]), t))
        elif f[0] == "O":
            runs.append(tuple(int(x) for x in f[2:5]))
        elif f[0] == "B":
            refs.append(f[2:6])
        elif f[0] == "C":
            cells.append(tuple(int(x) for x in f[2:6]))
    return passages, runs, refs, cells, text


FOLDED = set(" -'\"\n|\ufffd\u03bcfilst")


def check_map(name, raw, got):
    _, runs, _, _, text = got
    last = 0
    for begin, length, at in runs:
        if begin < last or text[begin:begin + length] != raw[at:at + length] or not length:
            return fault(f"{name}: the run at {begin} is not what the file has at {at}")
        between = text[last:begin].decode()
        if set(between) - FOLDED:
            return fault(f"{name}: {between!r} before {begin} is in no run")
        last = begin + length
    if set(text[last:].decode()) - FOLDED:
        fault(f"{name}: the text's end is in no run")


def mutations(raw, n, seed):
    rng = random.Random(seed)
    yield raw.replace(b"\n", b"\r\n")
    yield raw.replace(b"\r", b"").replace(b"\n", b"\r")
    yield b"\n".join(l.rstrip() for l in raw.split(b"\n"))
    for _ in range(n):
        s = bytearray(raw)
        for _ in range(rng.randrange(1, 30)):
            p = rng.randrange(len(s))
            s[p:p + rng.randrange(3)] = rng.choice([b"\n", b"\f", b"\xff", b"\xc2", b"\xc2\xad\n", b"-\n", b"\0",
                                                    b"\xef\xac\x81", b"  ", b"Table 3 ", b"[", b"\n\n", b"1. "])
        yield bytes(s[:rng.randrange(1, len(s))])


def has(name, got, region, text):
    if not any(r == region and text in t for r, _, t in got[0]):
        fault(f"{name}: no {region} has {text!r}")


def check_sample(got):
    name = "sample review"
    rows = [t for r, _, t in got[0] if r == "table"]
    if len(rows) != 2 + 9 + 4:
        fault(f"{name}: {len(rows)} rows")
    for want in ("BM-MSCs | Exosomes | Myocardial infarction | Intramyocardial injection | "
                 "Reducing infarct size and promoting angiogenesis | [8]",
                 "BM-MSCs | EVs | Osteoporosis | / | Increasing bone mineral density | [9]",
                 "UC-MSCs | Dry eye | Eye drops with exosomes | 30 | 12 weeks | Not yet recruiting | NCT99000013"):
        if want not in rows:
            fault(f"{name}: no row {want!r}")
    has(name, got, "body", "made them more potent, whereas a miR-122 inhibitor abolished the benefit [7].")
    has(name, got, "body", "Whether the age of a donor matters in other organs remains unclear.")
    has(name, got, "body", "with chronic kidney disease reported a better filtration rate after one year [17].")
    has(name, got, "body", "reduced the apoptosis of tubular cells [5].")
    has(name, got, "body", "suppressed the TGF-β1/Smad3 pathway")
    has(name, got, "caption", "Fig. 1 Where vesicles of BM-MSCs go after injection.")
    if len(got[2]) != 17 or got[2][16][2] != "10.99999/fn.2022.001" or got[2][2][1] != "99000201":
        fault(f"{name}: the references are {got[2]}")
    if any("Harbour et al." in t or "Page 2" in t for _, _, t in got[0]):
        fault(f"{name}: page furniture is in the text")


def norm(s):
    return re.sub(r"[^a-z0-9]+", " ", s.lower().replace("'", "")).strip()


def check_shared(folder, got):
    rows = {}
    for (table, row, _, _), cell in zip(*cells_of(got)):
        rows.setdefault((table, row), []).append(norm(cell))
    for table, gold in ((1, "review_table1.jsonl"), (2, "review_table2.jsonl")):
        want = [json.loads(l) for l in open(folder / "gold" / gold, encoding="utf-8")]
        have = [rows[k] for k in sorted(rows) if k[0] == table and k[1] > 0]
        if len(have) != len(want):
            fault(f"review, table {table}: {len(have)} rows, not {len(want)}")
            continue
        for w, h in zip(want, have):
            parts = [w["disease"]] if isinstance(w["disease"], str) else [" ".join(w["disease"])]
            parts += [w[k] for k in ("function", "follow_up", "state", "trial") if w.get(k)]
            parts += [str(w["patients"])] if "patients" in w else []
            for p in parts:
                if not any(norm(p) == c or norm(p) + " poi" == c for c in h):
                    fault(f"review, table {table}, row {w['row']}: no cell is {p!r}: {h}")


def cells_of(got):
    passages, _, _, cells, _ = got
    texts = []
    for r, _, t in passages:
        if r == "table":
            texts += t.split(" | ")
    return cells, texts


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve() / "evm-ingest")
    shared = HERE / ".." / "shared"
    sample = HERE / "corpus" / "samples" / "review.txt"
    review = shared / "corpus" / "review.txt"
    files = [pathlib.Path(f) for f in sys.argv[2:]]
    if not files:
        files = [sample, *sorted(HERE.glob("tests/golden/text/*/*.txt"))]
        files += [review] if review.exists() else []
    for path in files:
        raw = path.read_bytes()
        got = ingest(program, raw)
        check_map(path.name, raw, got)
        if path == sample:
            check_sample(got)
        if path == review:
            check_shared(shared, got)
        for n, m in enumerate(mutations(raw, 12, 7)):
            check_map(f"{path.name}, mutation {n}", m, ingest(program, m))
    if not faults:
        print(f"text: ok, {len(files)} files")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
