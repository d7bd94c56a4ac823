#!/usr/bin/env python3
"""Feeds evm-ingest XML that is damaged, hostile or huge.

usage: xml_faults.py BIN

Whatever comes in, the program ends by itself, in time, with an exit code that
its manual names, and says why on standard error when the code is not 0; what
it wrote is a stream whose #end line is there exactly when the code is 0 or 3.
"""
import gzip
import pathlib
import random
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
SEED = 20261126
MUTATIONS = 100
SECONDS = 120

failures = []


def run(program, data, *options):
    with tempfile.NamedTemporaryFile(suffix=".xml") as f:
        f.write(data)
        f.flush()
        try:
            return subprocess.run([program, *options, f.name],
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return None


def check(name, got, codes):
    if got is None:
        failures.append(f"{name}: over {SECONDS} s")
        return
    ended = got.stdout.rstrip(b"\n").split(b"\n")[-1].startswith(b"#end\t")
    if got.returncode not in codes:
        failures.append(f"{name}: exit {got.returncode}, not one of {codes}: "
                        + got.stderr.decode("utf-8", "replace")[-2000:])
    elif got.returncode and not got.stderr.startswith(b"evm-ingest: "):
        failures.append(f"{name}: exit {got.returncode} without a message")
    elif ended != (got.returncode in (0, 3)):
        failures.append(f"{name}: exit {got.returncode}, #end is "
                        + ("there" if ended else "missing"))


def mutate(rng, data):
    """One to five bytes flipped, runs deleted, doubled or moved, or a cut."""
    data = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(data))
        kind = rng.randrange(6)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.choice(b"<>&/\"'!?[]\0\xff\xc3 ")
        elif kind == 2:
            del data[at:at + rng.randint(1, 200)]
        elif kind == 3:
            data[at:at] = data[at:at + rng.randint(1, 500)]
        elif kind == 4:
            data[at:at] = rng.choice([b"<!--", b"-->", b"<![CDATA[", b"]]>",
                                      b"<?", b"<!DOCTYPE x [", b"</",
                                      b"<PubmedArticle>", b"</PubmedArticle>",
                                      b"&#0;", b"&#xFFFF;", b"&undefined;"])
        elif rng.random() < 0.3:
            del data[at:]
        if not data:
            data = bytearray(b" ")
    return bytes(data)


def mutations(program):
    rng = random.Random(SEED)
    seeds = [p.read_bytes() for p in sorted(TOP.glob("tests/golden/ingest/*.d/*.*xml"))]
    for i in range(MUTATIONS):
        data = mutate(rng, rng.choice(seeds))
        form = "jats" if b"<article" in data else "pubmed"
        options = [[], ["--on-error=skip", "--format", form], ["-j3"]][i % 3]
        check(f"mutation {i}", run(program, data, *options), (0, 1, 3, 4))


ARTICLE = ('<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article>'
           '<ArticleTitle>{}</ArticleTitle></Article></MedlineCitation>'
           '</PubmedArticle>\n')


def articles(*titles, head=""):
    body = "".join(ARTICLE.format(99000100 + i, t) for i, t in enumerate(titles))
    return (f'<?xml version="1.0"?>{head}\n<PubmedArticleSet>\n{body}'
            '</PubmedArticleSet>\n').encode()


def bombs(program):
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">'
                     for i in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY l0 "lol">{levels}]>'
    check("entity bomb", run(program, articles("&l11;", head=head)), (1,))
    head = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    got = run(program, articles("&f;", "fine", head=head), "--on-error=skip")
    check("external entity", got, (3,))
    if b"root:" in got.stdout:
        failures.append("external entity: the file was read")
    head = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    check("external DTD", run(program, articles("fine", head=head)), (0,))
    # a declaration inside of a record is no XML
    check("inner DOCTYPE", run(program, articles(
        '<!DOCTYPE x [<!ENTITY a "b">]>&a;')), (1,))
    check("deep", run(program, articles("<i>" * 100000 + "</i>" * 100000)), (1,))
    names = "".join(f"<n{i}/>" for i in range(50000))
    check("many names", run(program, articles(names, names)), (0,))
    atts = "".join(f' a{i}="{i}"' for i in range(50000))
    check("many attributes", run(program, articles(f"<i{atts}>x</i>")), (0, 1))


def large(program):
    text = "EVs of mesenchymal stem cells. " * (50 * 1024 * 1024 // 31)
    check("50 MB record", run(program, articles(text, "small")), (0,))
    unclosed = articles("small", "<!-- " + text[:9 << 20] + "x", "small")
    check("unclosed comment", run(program, unclosed, "--on-error=skip"), (3, 4))
    many = articles("small", "<!--" * 2000000, "small")
    check("many comments", run(program, many, "--on-error=skip"), (3, 4))
    lost = articles(*[text[:1000]] * 20000).replace(b"</PubmedArticle>", b"")
    check("no end tags", run(program, lost, "--on-error=skip"), (1, 3))


def odd_bytes(program):
    check("NUL in a record", run(program, articles("a\0b")), (1,))
    check("NULs between", run(program, b"\0" * 100 + articles("a")), (0, 1, 4))
    check("NULs behind", run(program, articles("a") + b"\0" * 100), (1,))
    bad = articles("caf@").replace(b"@", b"\xe9")
    check("no UTF-8", run(program, bad), (1,))
    check("no UTF-8, skipped", run(program, bad, "--on-error=skip"), (3,))
    check("overlong UTF-8", run(program, articles("@").replace(b"@", b"\xc0\xaf")), (1,))
    check("UTF-16", run(program, articles("a").decode().encode("utf-16")), (1,))
    check("unknown encoding", run(program, articles("a").replace(
        b'"1.0"', b'"1.0" encoding="x-none"')), (0, 1))
    check("text with NULs", run(program, b"id\ta\0b\n", "--format", "tsv"), (0,))
    check("text without UTF-8", run(program, b"id\ta\xffb\n", "--format", "tsv"), (1,))
    check("no root", run(program, b'<?xml version="1.0"?>'), (1, 4))
    check("half a tag", run(program, b"<PubmedArticleSet><Pub"), (4,))


def cuts(program):
    whole = gzip.compress(articles(*["title %d" % i for i in range(200)]), mtime=0)
    for part in range(1, 20):
        at = len(whole) * part // 20
        check(f"gzip cut at {part}/20", run(program, whole[:at]), (4,))
    broken = bytearray(whole)
    broken[len(broken) // 2] ^= 0xff
    check("damaged gzip", run(program, bytes(broken)), (1, 4))
    plain = articles("one", "two")
    for at in range(1, len(plain) - 2, 7):
        check(f"cut at {at}", run(program, plain[:at], "--format", "pubmed"), (4,))
    with open("/dev/full", "wb") as full:
        with tempfile.NamedTemporaryFile() as f:
            f.write(plain)
            f.flush()
            got = subprocess.run([program, f.name], stdout=full,
                                 stderr=subprocess.PIPE, timeout=SECONDS)
    if got.returncode != 1 or not got.stderr:
        failures.append(f"full disk: exit {got.returncode}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve() / "evm-ingest")
    for part in (mutations, bombs, odd_bytes, cuts, large):
        part(program)
    for f in failures:
        print("not ok", f)
    print(f"xml_faults: {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
