#!/usr/bin/env python3
"""The topic's gate drops no record that full reading would keep.

usage: check_topic_gate.py BIN [FILE...]

The gate looks at raw bytes before any XML is parsed. Here every record is
parsed, and the same words are looked for in the document's text and metadata:
what holds them must be among the documents that --topic=mscev lets through.
"""
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]


def topic():
    groups = {}
    for line in (TOP / "corpus/topic.tsv").read_text().split("\n"):
        if line and not line.startswith("#"):
            group, word = line.split("\t")
            groups.setdefault(group, []).append(word)
    return groups.values()


def documents(program, path, name):
    """(number of the document's id so far, id): its text and metadata."""
    out = subprocess.run([program, "--topic", name, path], check=True,
                         stdout=subprocess.PIPE).stdout.decode("utf-8")
    docs, seen = {}, {}
    for part in out.split("\nD\t")[1:]:
        lines = part.split("\n")
        doc = lines[0].split("\t")[0]
        seen[doc] = seen.get(doc, 0) + 1
        docs[doc, seen[doc]] = "\n".join(
            line.split("\t", 3)[3] for line in lines[1:]
            if line[:2] in ("T\t", "M\t")).lower()
    return docs


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve() / "evm-ingest")
    files = [pathlib.Path(f) for f in sys.argv[2:]] or \
        sorted(TOP.glob("tests/golden/ingest/topic.d/*.xml")) + \
        sorted(TOP.glob("corpus/samples/*xml*")) + \
        sorted(TOP.glob("../shared/pubmed/*/*.gz")) + \
        sorted(TOP.glob("../shared/pubmed/real*.gz"))
    groups, bad, kept, passed, total = list(topic()), 0, 0, 0, 0
    for f in files:
        through = documents(program, str(f), "mscev")
        for doc, text in documents(program, str(f), "all").items():
            total += 1
            passed += doc in through
            if all(any(w in text for w in words) for words in groups):
                kept += 1
                if doc not in through:
                    bad += 1
                    print(f"not ok {f.name}: document {doc[0]} is dropped")
    print(f"topic gate: {total} documents, {kept} on the topic, {passed} let "
          f"through, {bad} lost")
    sys.exit(1 if bad or not kept else 0)


if __name__ == "__main__":
    main()
