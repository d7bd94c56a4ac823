#!/usr/bin/env python3
"""Mined and typed text is hostile: tags, quotes, controls and formulas in
titles, sentences, names and comments reach no page as anything but text.
usage: check_hostile.py BIN"""
import os
import re
import sys
import urllib.parse
from xml.sax.saxutils import escape

from pages import well_formed
from serving import Checks, Server, make_database, scratch

check = Checks("hostile")

NASTY = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>", "&lt;b&gt;&#60;i&#62;&amp;amp;", "\u202eevil\u202c \u2066x\u2069",
    "\u200bzero\u200dwidth\ufeff", "javascript:alert(1)", "=HYPERLINK(\"http://evil.example\")",
    "+1+1", "@SUM(A1)", "{{7*7}} ${7*7} %s%n%x", "<!-- --> ]]> <![CDATA[", "\x1b[31mred\x1b[0m",
    "\x9b31m\x85", "a\\\"b\\u0022", "'; DROP TABLE decision; --", "x" * 20000, "\u2028\u2029",
    "PMID 12345678\"onclick=\"x", "NCT01234567<b>",
]
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def document(i, text):
    # XML holds no control characters: those come by the forms below
    text = "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
    short = escape(text[:60], {'"': "&quot;"})
    text = escape(text)
    return (f"<PubmedArticle><MedlineCitation><PMID Version=\"1\">{99100000 + i}</PMID><Article>"
            f"<Journal><Title>J {short}</Title><JournalIssue><PubDate><Year>2020</Year></PubDate>"
            f"</JournalIssue></Journal><ArticleTitle>BM-MSC exosomes {text} reduced liver fibrosis in "
            f"mice.</ArticleTitle><Abstract><AbstractText Label=\"{short}\">{text} BM-MSC exosomes "
            f"reduced liver fibrosis. Human UC-MSC exosomes {text} increased IL-10 in rats."
            f"</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>")


def corpus(folder):
    path = os.path.join(folder, "hostile.xml")
    with open(path, "w", encoding="utf-8") as f:
        f.write("<?xml version=\"1.0\"?><PubmedArticleSet>" +
                "".join(document(i, t) for i, t in enumerate(NASTY)) + "</PubmedArticleSet>")
    return path


def look(session, path):
    a = session.get(path)
    check(a.status in (200, 404, 422), f"{path[:80]} answers", a.status)
    page = well_formed(check, a.text, path[:80])
    check(not RAW.search(a.text), f"{path[:80]} shows controls as boxes",
          repr(RAW.search(a.text) and a.text[RAW.search(a.text).start() - 60:][:120]))
    for tag, names in page.tags:
        check(tag not in ("svg", "img", "b1", "iframe", "object"), f"{path[:80]}: no <{tag}>")
        for key in ("href", "src", "action", "formaction"):
            to = names.get(key) or "/"
            check(to[0] in "/#?" and not to.startswith("//") or re.match(
                r"https://(pubmed\.ncbi\.nlm\.nih\.gov/\d+|doi\.org/10\.|clinicaltrials\.gov/study/NCT\d{8})",
                to), f"{path[:80]}: {key} leads to {to[:80]}")
    session.get(path.partition("?")[0] + ".json").json()


def all_pages(session, evidence, docs):
    for ev in evidence:
        for path in (f"/e/{ev}", f"/e/{ev}/edit", f"/e/{ev}/history", f"/e/{ev}/similar"):
            look(session, path)
        card = session.get(f"/e/{ev}.json").json()
        look(session, "/c/" + urllib.parse.quote(card["claim_key"], safe="").replace(".", "%2E"))
    for doc in docs:
        look(session, "/d/" + urllib.parse.quote(doc, safe=""))
        look(session, "/d/" + urllib.parse.quote(doc, safe="") + "/missed?ord=1")
    for path in ("/", "/q", "/bulk", "/history?who=all", "/audit", "/inbox", "/settings", "/stats",
                 "/adjudicate", "/sample"):
        look(session, path)


def typed(session, ev):
    """The same through every form and address."""
    for i, text in enumerate(NASTY):
        text = text[:3000]
        body = text.replace("\x1b", "").replace("\x9b", "").replace("\x85", "")
        check(session.post(f"/e/{ev}/comment", {"body": body, "key": f"comment-{i:08}"}).status in
              (201, 422), f"comment {i}")
        check(session.decide(ev, "reject", reason="other", comment=body or "x").status in (201, 422),
              f"reason {i}")
        for path in ("/q?q=", "/x?q=", "/q?doc=", "/q?entity=", "/q?claim=", "/c/", "/d/", "/x/",
                     "/teach?id=x&quote=", "/login?t=", "/q?disease=", "/e/1?did=", "/q?sample=",
                     "/audit?who=", "/audit?kind=", "/audit?since="):
            a = session.get(path + urllib.parse.quote(text[:500], safe=""))
            check(a.status in (200, 303, 401, 404, 422), f"{path} with {text[:30]!r}", a.status)
            if a.status != 303:
                well_formed(check, a.text, path + ascii(text[:30]))
                check(not RAW.search(a.text), f"{path} with {text[:30]!r} shows boxes")
    for raw in ("%ff%fe", "%00", "%c0%af", "%ed%a0%80", "%", "%zz", "a&b;c=d&&==&"):
        for path in ("/q?q=", "/x?q=", "/d/", "/c/", "/e/", "/?"):
            a = session.get(path + raw)
            check(a.status in (200, 404, 422), f"{path}{raw}", a.status)


def sheets(session):
    text = session.get("/export/queue.csv").text
    cells = re.findall(r'"((?:[^"]|"")*)"', text)
    check(cells, "the sheet has cells")
    check(not [c for c in cells if c[:1] in tuple("=+-@\t\r")], "no cell is a formula")


def main():
    bins = os.path.abspath(sys.argv[1])
    with scratch() as folder:
        db = make_database(bins, folder, [corpus(folder)])
        server = Server(bins, db, "--rate", "100000")
        try:
            anna = server.login()
            rows = anna.get("/q.json").json()
            check(rows["n"] >= len(NASTY), "the corpus makes claims", rows["n"])
            evidence = [r["ev"] for r in rows["rows"]][:40]
            docs = sorted({r["doc"] for r in rows["rows"]})
            all_pages(anna, evidence, docs)
            bidi = anna.get("/q?q=evil").text
            check('<span class="ctl">U+202E</span>' in bidi, "a turned text is boxed", bidi[-500:])
            check("&lt;script&gt;" in anna.get("/q?q=alert").text, "a tag is text")
            typed(anna, evidence[0])
            all_pages(anna, evidence[:2], docs[:1])
            sheets(anna)
        finally:
            check.equal(server.stop(), 0, "the server lived")
    check.end()


main()
