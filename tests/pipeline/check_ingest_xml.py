#!/usr/bin/env python3
"""Compares evm-ingest with Python's own XML parser, record by record.

usage: check_ingest_xml.py BIN [FILE...]

BIN is the programs' folder. Without files: the XML of the golden cases and of
corpus/samples, and ../shared/pubmed where it is there.

Every record of the files (PubMed XML or JATS, gzipped or not) must give one
document, in order, with the id, the title and the abstract's texts that
xml.etree gives: the characters of the element, white space folded. The one
difference that is allowed, and asked for, is the caret before a raised number
that follows a digit (10^8). Exit 1 with the first differences when it fails.
"""
import argparse
import gzip
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

RAISED = re.compile(r"[-+\u2212\u2013]?[0-9]+\s*")
RECORDS = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle",
           "BookDocument", "DeleteCitation", "DeleteDocument", "article")


def local(e):
    return e.tag.split("}")[-1] if isinstance(e.tag, str) else ""


def raw_text(e, parent=""):
    """itertext, with the caret."""
    out = e.text or ""
    for i, c in enumerate(e):
        inner = raw_text(c, local(e)) if isinstance(c.tag, str) else ""
        raised = local(c) == "sup" or (local(e) == "msup" and i == 1)
        if raised and RAISED.fullmatch(inner) and out[-1:].isdigit():
            out += "^"
        out += inner + (c.tail or "")
    return out


def text(e):
    return " ".join(raw_text(e).split()) if e is not None else ""


def find(e, *path):
    """Descendants by local names, whatever the namespace."""
    found = [e]
    for name in path:
        found = [c for f in found for c in f if local(c) == name]
    return found


def one(e, *path):
    found = find(e, *path)
    return found[0] if found else None


def pubmed(r):
    """Expected documents of a record: (id, title, abstract texts)."""
    name = local(r)
    if name.startswith("Delete"):
        return [(p.text.strip(), "", []) for p in find(r, "PMID")]
    if name == "PubmedArticle":
        r = one(r, "MedlineCitation")
    elif name == "PubmedBookArticle":
        r = one(r, "BookDocument")
    body = one(r, "Article") if local(r) == "MedlineCitation" else r
    title = text(one(body, "ArticleTitle"))
    if not title and local(r) == "BookDocument":
        title = text(one(body, "Book", "BookTitle"))
    parts = [text(a) for a in find(body, "Abstract", "AbstractText")]
    for other in find(r, "OtherAbstract"):
        if other.get("Language", "eng") == "eng":
            parts += [text(a) for a in find(other, "AbstractText")]
    return [(one(r, "PMID").text.strip(), title, [p for p in parts if p])]


def jats_abstract(a):
    """Texts of an abstract's paragraphs and titles, in order."""
    out = []
    for c in a:
        if local(c) == "sec" or local(c) == "abstract":
            out += jats_abstract(c)
        elif local(c) == "p":
            out.append(text(c))
    return [t for t in out if t]


def jats(r):
    meta = one(r, "front", "article-meta")
    ids = {i.get("pub-id-type"): text(i) for i in find(meta, "article-id")}
    doc = ids.get("pmid") or "PMC" + re.sub("^PMC", "", ids.get("pmc")
                                            or ids.get("pmcid", ""))
    title = text(one(meta, "title-group", "article-title"))
    parts = [t for a in find(meta, "abstract") for t in jats_abstract(a)]
    return [(doc, title, parts)]


def records(root):
    if local(root) in RECORDS:
        yield root
        return
    for c in root:
        if local(c) in RECORDS:
            yield c
        elif isinstance(c.tag, str):
            yield from records(c)


def expected(path):
    opener = gzip.open if open(path, "rb").read(2) == b"\x1f\x8b" else open
    with opener(path, "rb") as f:
        root = ET.parse(f).getroot()
    for r in records(root):
        yield from jats(r) if local(r) == "article" else pubmed(r)


def field(s):
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}
                  .get(m.group(1), m.group(1)), s)


def documents(program, path):
    """(id, title, abstract texts) of the record stream."""
    got = subprocess.run([program, path], stdout=subprocess.PIPE, check=True)
    doc, title, parts = None, "", []
    for line in got.stdout.decode("utf-8").split("\n"):
        f = line.split("\t")
        if f[0] == "D":
            doc, title, parts = field(f[1]), "", []
        elif f[0] == "T" and f[2] == "title":
            title = field(f[6])
        elif f[0] == "T" and f[2] == "abstract":
            parts.append(field(f[6]))
        elif f[0] == ".":
            yield doc, title, parts


def compare(program, path, show):
    want, have = list(expected(path)), list(documents(program, path))
    bad = 0
    if len(want) != len(have):
        print(f"{path}: {len(have)} documents, {len(want)} expected")
        bad = 1
    for w, h in zip(want, have):
        if w != h:
            bad += 1
            if bad <= show:
                print(f"{path}: document {w[0]}\n  wanted {w}\n  got    {h}")
    print(f"{path}: {len(want)} records, {bad} different")
    return bad


def own_files():
    """XML that is whole: the goldens that end well, the samples, and what
    lies beside the project."""
    top = pathlib.Path(__file__).resolve().parents[2]
    for case in sorted(top.glob("tests/golden/ingest/*.d")):
        if not (case / "exit").exists() and "topic" not in case.name:
            yield from sorted(case.glob("*.*xml"))
    for pattern in ("corpus/samples/*xml*", "../shared/pubmed/*.xml.gz",
                    "../shared/pubmed/shapes/*.gz",
                    "../shared/pubmed/jats/*.gz"):
        yield from sorted(top.glob(pattern))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--show", type=int, default=5)
    ap.add_argument("bin")
    ap.add_argument("files", nargs="*")
    args = ap.parse_args()
    program = pathlib.Path(args.bin).resolve() / "evm-ingest"
    bad = sum(compare(str(program), str(f), args.show)
              for f in args.files or own_files())
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
