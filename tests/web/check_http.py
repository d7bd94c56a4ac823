#!/usr/bin/env python3
"""evm-serve over the wire: the security matrix, the status codes, every page
and its twin. usage: check_http.py BIN"""
import io
import json
import os
import re
import sqlite3
import sys
import tarfile
from xml.etree import ElementTree

from pages import well_formed as look
from serving import Checks, FORM, Server, make_database, scratch

PAGES = ["/", "/q", "/q?status=new&predicate=treats&sort=uncertain", "/q?q=exosomes",
         "/q?only=unseen", "/e/1", "/e/1/edit", "/e/1/history", "/e/1/similar", "/d/pubmed%3A99000101",
         "/d/pubmed%3A99000101/missed?ord=3", "/x", "/x?q=kidney", "/x/MESH%3AD058186",
         "/teach?quote=AKI&id=MESH%3AD058186", "/teach", "/adjudicate", "/agreement", "/stats", "/sample",
         "/history", "/history?who=all", "/audit", "/audit?who=anna&kind=decision&since=2026-01-01", "/inbox", "/bulk?predicate=treats", "/export", "/guide",
         "/keys", "/settings"]
check = Checks("http")


def well_formed(text, what):
    look(check, text, what)


def security(server, anna):
    get = lambda **k: server.request("GET", "/healthz", **k).status
    check.equal(get(), 200, "healthz")
    check.equal(get(host=f"localhost:{server.port}"), 200, "localhost")
    check.equal(get(host=f"[::1]:{server.port}"), 200, "IPv6's loopback")
    for host in ("evil.example", "127.0.0.1", f"evil.example:{server.port}",
                 f"127.0.0.1:{server.port}.evil.example", "localhost:1"):
        check.equal(get(host=host), 421, f"Host {host}")
    h = server.host
    check.equal(server.send(f"GET /healthz HTTP/1.1\r\nHost: {h}\r\nHost: {h}\r\n"
                            "Connection: close\r\n\r\n".encode()).status, 421, "two Hosts")
    check(server.send(b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").status in (400, 421),
          "no Host")
    both = (f"POST /login HTTP/1.1\r\nHost: {h}\r\nContent-Type: {FORM}\r\nContent-Length: 3\r\n"
            "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\na=1\r\n0\r\n\r\n")
    check.equal(server.send(both.encode()).status, 400, "two ways to tell the length")
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        a = server.request(method, "/healthz")
        check.equal(a.status, 405, method)
    check.equal(server.request("PUT", "/q").header("allow"), "GET, HEAD, POST", "Allow")
    check.equal(server.request("POST", "/e/1/decision", body=b"a=" + b"x" * 200000).status, 413,
                "200 kB")
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    a = server.send((f"POST /login HTTP/1.1\r\nHost: {h}\r\nContent-Type: {FORM}\r\n"
                     "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n").encode() +
                    chunk * 20 + b"0\r\n\r\n")
    check.equal(a.status, 413, "80 kB in chunks")
    for kind in ("text/plain", "multipart/form-data; boundary=x", "text/json"):
        check.equal(server.request("POST", "/login", body="{}", kind=kind).status, 415, kind)
    check.equal(server.request("GET", "/").status, 401, "not logged in")
    check.equal(server.request("GET", "/q.json").status, 401, "the twin, not logged in")
    a = server.request("GET", "/", [("Cookie", f"evmine{server.port}={'0' * 64}")])
    check.equal(a.status, 401, "a wrong cookie")
    a = server.request("GET", "/", [("Authorization", "Bearer " + "0" * 64)])
    check.equal(a.status, 401, "a wrong token")
    check.equal(server.request("GET", "/login?t=" + "0" * 64).status, 401, "a wrong link")
    vote = {"verdict": "accept", "ver": "1", "key": "k" * 32}
    path, cookie = "/e/1/decision", ("Cookie", anna.cookie)
    post = lambda headers, fields: server.request("POST", path, headers, fields).status
    good = {**vote, "csrf": anna.csrf}
    check.equal(post([cookie, ("Sec-Fetch-Site", "cross-site")], good), 403, "cross-site")
    check.equal(post([cookie, ("Sec-Fetch-Site", "same-site")], good), 403, "same-site")
    check.equal(post([cookie, ("Origin", "http://evil.example")], good), 403, "foreign Origin")
    check.equal(post([cookie, ("Origin", "null")], good), 403, "Origin null")
    check.equal(post([cookie], vote), 403, "no token of the session")
    check.equal(post([cookie], {**vote, "csrf": "0" * 64}), 403, "another token")
    check.equal(post([], good), 401, "no cookie")
    check.equal(anna.get("/e/1.json").json()["votes"], [], "none of these was counted")
    for header, want in (("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
                         ("referrer-policy", "no-referrer"),
                         ("cross-origin-opener-policy", "same-origin"),
                         ("cross-origin-resource-policy", "same-origin")):
        check.equal(anna.get("/").header(header), want, header)
    policy = anna.get("/").header("content-security-policy")
    check("default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in
          policy and "base-uri 'none'" in policy, "policy", policy)
    for word in ("HttpOnly", "SameSite=Strict", f"evmine{server.port}="):
        check(word in anna.set_cookie, f"the cookie is {word}", anna.set_cookie)
    check.equal(server.request("GET", "/login?t=" + server.links["anna"]).status, 401,
                "the link works once")
    check.equal(server.request("POST", "/login", body={"t": server.links["anna"]}).status, 401,
                "the link's form works once")


def stored_hashed(db, anna):
    rows = sqlite3.connect(db).execute("SELECT token_sha256 FROM session").fetchall()
    token = anna.cookie.split("=")[1]
    check(rows and all(token != r[0] for r in rows), "tokens are stored hashed")


def pages(anna):
    for path in PAGES:
        a = anna.get(path)
        check.equal(a.status, 200, path)
        well_formed(a.text, path)
        name, _, query = path.partition("?")
        twin = anna.get((name if name != "/" else "/.json").removesuffix(".json") + ".json" +
                        ("?" + query if query else ""))
        check.equal(twin.status, 200, f"twin of {path}")
        check.equal(twin.header("content-type"), "application/json", f"type of {path}'s twin")
        try:
            json.loads(twin.body)
        except ValueError as e:
            check(False, f"twin of {path} is JSON", e)
    key = anna.get("/e/1.json").json()["claim_key"]
    import urllib.parse
    claim = "/c/" + urllib.parse.quote(key, safe="").replace(".", "%2E")
    well_formed(anna.get(claim).text, claim)
    check.equal(anna.get(claim + ".json").json()["key"], key, "the claim's twin")
    files = anna.get("/export.json").json()["files"]
    check(len(files) >= 19, "all formats are there", files)
    for name in files:
        a = anna.get("/export/" + name)
        check.equal(a.status, 200, name)
        check("attachment" in (a.header("content-disposition") or ""), f"{name} is a download")
        if name.endswith(".jsonl"):
            for line in a.text.splitlines():
                json.loads(line)
        elif name.endswith(".json"):
            json.loads(a.body)
        elif name.endswith((".xml", ".graphml")):
            ElementTree.fromstring(a.body)
        elif name.endswith(".tar"):
            with tarfile.open(fileobj=io.BytesIO(a.body)) as tar:
                check(len(tar.getnames()) > 1, f"{name} holds files", tar.getnames())
    exported(anna)
    check(len(anna.get("/export/queue.csv?predicate=treats").text.splitlines()) <
          len(anna.get("/export/queue.csv").text.splitlines()), "the sheet follows the filter")
    for path, want in (("/nothing", 404), ("/e/999999", 404), ("/e/x", 404), ("/d/pubmed:0", 404),
                       ("/c/none", 404), ("/x/NONE:1", 404), ("/export/../../etc/passwd", 404),
                       ("/export/%2e%2e%2fx", 404), ("/static/app.js", 404), ("/q?nonsense=1", 422),
                       ("/q?sort=none", 422), ("/undo", 405), ("/e/1/decision", 405),
                       ("/d/pubmed%3A99000101/missed?ord=9999", 404)):
        check.equal(anna.get(path).status, want, path)
    page = anna.get("/").text
    for asset in set(re.findall(r'"(/static/[^"]+)"', page)):
        a = anna.get(asset)
        check.equal(a.status, 200, asset)
        if re.search(r"\.[0-9a-f]{16}\.", asset):
            check("immutable" in a.header("cache-control"), f"{asset} is immutable")
        again = anna.get(asset, [("If-None-Match", a.header("etag"))])
        check.equal(again.status, 304, f"{asset} again")
    check.equal(anna.server.request("HEAD", "/q", [("Cookie", anna.cookie)]).body, b"", "HEAD")


def exported(anna):
    """What is exported is what the queue's filter shows."""
    claims = lambda query: [json.loads(x) for x in
                            anna.get("/export/claims.jsonl" + query).text.splitlines()]
    want = anna.get("/q.json?predicate=treats&source=BM").json()["n"]
    got = claims("?predicate=treats&source=BM")
    check.equal((len(got), {c["predicate"] for c in got}), (want, {"treats"}), "a filter's claims")
    check.equal(len(claims("?status=rejected")), 0, "none is rejected yet")
    check.equal(anna.get("/export/claims.jsonl?nonsense=1").status, 422, "a filter that is none")
    edges = anna.get("/export/bioc.json?doc=pubmed%3A99000101").json()["documents"]
    check.equal([d["id"] for d in edges], ["99000101"], "one document alone")


def reasons_told(anna):
    """The card marks what the machine went by, and links a mechanism's claims."""
    rows = anna.get("/q.json?certainty=hedged&q=suggest+hUC-MSC-EVs").json()["rows"]
    cards = [anna.get(f"/e/{r['ev']}.json").json() for r in rows]
    for card in cards:
        words = [card["sentence"].encode()[n["b0"]:n["b1"]].decode() for n in card["notes"]
                 if n["role"] == "N"]
        check.equal(words, ["suggest", "may"], "the words of doubt are marked")
        check.equal(card["cues"], "hedged: “suggest”, “may”", "and named")
    page = anna.get(f"/e/{rows[0]['ev']}").text
    check('<mark class="r-N" title="negation or doubt"><b>N</b>suggest</mark>' in page, "in the page",
          page[page.find('id="sentence"'):][:700])
    ends = {c["ev"]: [r["ev"] for r in c["ends"]] for c in cards}
    means = {c["ev"]: [r["ev"] for r in c["means"]] for c in cards}
    check(any(ends.values()), "one claim is the other's means", (ends, means))
    check(all(ev in means[to] for ev, tos in ends.items() for to in tos), "and knows it",
          (ends, means))
    cited = [c for r in anna.get("/q.json?q=exosomes").json()["rows"]
             for c in [anna.get(f"/e/{r['ev']}.json").json()]
             if any(n["role"] in "RDMCQ" for n in c["notes"])]
    check(cited, "a qualifier's words are marked")


def acts(anna, bert):
    a = anna.decide(3, "accept", key="first-key-of-all")
    check.equal((a.status, a.json()["status"]), (201, "accepted"), "saved")
    ver = anna.get("/e/3.json").json()["ver"]
    check.equal(anna.decide(3, "accept", key="first-key-of-all").status, 200, "the same again")
    check.equal(anna.decide(3, "unsure", key="first-key-of-all").status, 409, "the key reused")
    check.equal(anna.decide(3, "maybe").status, 422, "no such verdict")
    check.equal(anna.decide(3, "reject").status, 422, "reject without a reason")
    check.equal(anna.decide(3, "reject", reason="other").status, 422, "other without a text")
    check.equal(anna.decide(3, "reject", reason="nonsense").status, 422, "no such reason")
    check.equal(anna.decide(3, "accept", key="").status, 422, "no key")
    check.equal(anna.post("/e/999999/decision", {"verdict": "accept", "ver": 1,
                                                 "key": "k" * 20}).status, 404, "no such evidence")
    a = bert.get("/e/3.json").json()
    check.equal(a["votes"], [], "others' votes are hidden until one has judged")
    check.equal(a["status"], "judged", "and so is what they made of it")
    rows = {r["ev"]: r["status"] for r in bert.get("/q.json?doc=pubmed%3A99000101").json()["rows"]}
    check.equal((rows[3], rows[1]), ("judged", "new"), "in lists too")
    check("st-accepted" not in bert.get("/e/3").text, "and on the card")
    bert.post("/settings", {"of": "judging"})
    check.equal(bert.get("/e/3.json").json()["status"], "accepted", "shown to who asks for it")
    bert.post("/settings", {"of": "judging", "blind": "on"})
    a = anna.post("/e/3/undo", {"key": "undo-key-number-1"})
    check.equal((a.status, a.json()["status"]), (201, "new"), "undone")
    check(anna.post("/e/3/undo", {"key": "undo-key-number-2"}).status in (404, 422),
          "nothing left to undo")
    edit = edit_fields(anna, 3, predicate="affects")
    check.equal(anna.post("/e/3/version", edit).status, 201, "an edit")
    a = bert.post("/e/3/decision", {"verdict": "accept", "ver": ver, "key": "bert-on-the-old-one"})
    check.equal(a.status, 409, "a vote on a version that is not in force")
    check.equal(anna.post("/e/3/version", {**edit, "key": "another-edit-key",
                                           "object.quote": "words that are not there",
                                           "object.at": ""}).status, 422, "an edit out of the text")
    a = anna.post("/e/4/decision", {"verdict": "accept", "ver": 4, "key": "x" * 20}, json_=False)
    check.equal(a.status, 303, "a form goes on")
    check(a.header("location").startswith("/e/"), "to the next card", a.header("location"))
    check.equal(bert.post("/settings/user", {"login": "eve", "role": "admin", "active": "1"}).status,
                403, "only an admin adds curators")
    card = bert.get("/e/5.json").json()
    a = bert.post("/e/5/decision", {"verdict": "accept", "ver": card["ver"], "adjudicate": "1",
                                    "key": "adjudicate-key-1"})
    check.equal(a.status, 403, "a curator does not adjudicate")


def edit_fields(session, ev, **changes):
    says = session.get(f"/e/{ev}/edit.json").json()
    fields = {"ver": says["ver"], "do": "accept", "key": f"edit-of-{ev}-once-{session.user}",
              "predicate": says["says"]["predicate"]}
    for part in ("subject", "object"):
        for key in ("quote", "type", "norm", "id"):
            fields[f"{part}.{key}"] = says["says"][part][key]
        fields[f"{part}.at"] = says["says"][part]["b0"]
    fields.update(changes)
    return fields


def audit(db, anna, bert):
    """Who did what when, and whether it is what was written."""
    got = anna.get("/audit.json").json()
    acts, chain = got["acts"], got["chain"]
    check.equal((chain["rows"], chain["sha256"], chain["holds"]),
                (acts[0]["seq"], acts[0]["sha256"], True), "the chain's end")
    check("The chain holds" in anna.get("/audit").text, "it says that it holds")
    seqs = [a["seq"] for a in acts]
    check.equal(seqs, sorted(seqs, reverse=True), "the newest first")
    older = anna.get(f"/audit.json?before={seqs[3]}").json()["acts"]
    check.equal([a["seq"] for a in older], seqs[4:], "older ones")
    for query, key, value in (("who=anna", "login", "anna"), ("kind=version", "kind", "version"),
                              ("ev=3", "ev", 3), ("kind=decision&who=anna&ev=3", "ev", 3)):
        got = anna.get("/audit.json?" + query).json()["acts"]
        check.equal({a[key] for a in got}, {value}, query)
        want = [a for a in acts if a[key] == value] if "&" not in query else got
        check.equal(len(got), len(want), f"all of {query}")
    day = acts[0]["at"][:10]
    count = lambda query: len(anna.get("/audit.json?" + query).json()["acts"])
    check.equal((count(f"since={acts[-1]['at'][:10]}&until={day}"), count("until=2020-01-01")),
                (len(acts), 0), "days")
    check.equal(anna.get("/audit?since=yesterday").status, 422, "no day")
    # what bert has not judged: that anna voted, not how
    said = [a for a in bert.get("/audit.json?who=anna&kind=decision").json()["acts"] if a["ev"] == 4]
    check.equal([(a["held"], a["verdict"]) for a in said], [(True, "")], "a vote is held back")
    check("shown when you have judged" in bert.get("/history?who=all").text, "in the history too")
    said = anna.get("/audit.json?who=anna&kind=decision&ev=4").json()["acts"]
    check.equal([(a["held"], a["verdict"]) for a in said], [(False, "accept")], "but not one's own")
    con = sqlite3.connect(db)
    trigger = con.execute("SELECT sql FROM sqlite_schema WHERE name = 'audit_nu'").fetchone()[0]
    detail = con.execute("SELECT detail FROM audit WHERE seq = 4").fetchone()[0]
    con.executescript("DROP TRIGGER audit_nu; UPDATE audit SET detail = detail || ' ' WHERE seq = 4")
    check("breaks at row 4" in anna.get("/audit").text, "a row that was changed")
    got = anna.get("/audit.json").json()["chain"]
    check.equal((got["holds"], got.get("breaks_at")), (False, 4), "in the twin")
    con.execute("UPDATE audit SET detail = ? WHERE seq = 4", (detail,))
    con.executescript(trigger)
    con.close()
    check.equal(anna.get("/audit.json?check=all").json()["chain"]["holds"], True, "put right")


def second_looks(db, server):
    """A claim of long ago comes again as if it were new; what is said counts apart."""
    carl = server.login("carl")
    con = sqlite3.connect(db)
    meta = lambda every, days: con.executescript(
        f"UPDATE meta SET value = {every} WHERE key = 'second_every';"
        f"UPDATE meta SET value = {days} WHERE key = 'second_days'")
    go = lambda path: re.fullmatch(r"/e/(\d+)(\?.*)", path).groups()
    first = int(go(carl.get("/q/next?status=new").header("location"))[0])
    check.equal(carl.decide(first, "accept").status, 201, "a first vote")
    data = lambda name, text: re.search(f'data-{name}="([^"]*)"', text)[1]
    queue = [r["ev"] for r in carl.get("/q.json?status=new").json()["rows"]]
    queue[1] = int(data("next", carl.get(f"/e/{queue[0]}?status=new").text))
    meta(1, 0)
    page = carl.get(f"/e/{queue[0]}?status=new").text
    check.equal((data("next", page), data("behind", page)), (str(first), str(queue[0])),
                "the next card is an old one")
    again = f"/e/{first}?status=new&behind={queue[0]}"
    text = carl.get(again).text
    check("st-new" in text and "st-accepted" not in text and "<h2>Votes</h2>" not in text,
          "it looks new", text[text.find('id="card"'):][:900])
    check.equal(carl.get(again.replace("?", ".json?")).json()["status"], "new", "in the twin")
    check("st-accepted" in carl.get(f"/e/{first}?status=new").text, "opened by itself it does not")
    check.equal(data("next", text), str(queue[1]), "the queue goes on behind the card before")
    check("behind=" in data("query", text), "and so do the acts on it")
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', text[text.find('class="decide"'):]
                           .partition("</form>")[0])[:6])
    form = {k: form[k] for k in ("csrf", "key", "ver", "look", "behind")}
    a = carl.post(f"/e/{first}/decision?status=new&behind={queue[0]}",
                  {**form, "reason": "polarity"}, json_=False)
    check.equal((a.status, go(a.header("location"))[0]), (303, str(queue[1])), "and after the vote")
    card = carl.get(f"/e/{first}.json").json()
    check.equal((card["status"], [v["counts"] for v in card["votes"]]), ("accepted", [True, False]),
                "the first vote stays")
    check("in a second look" in carl.get(f"/e/{first}/history").text, "the history tells")
    a = carl.post(f"/e/{first}/decision", {**form, "key": "another-second-look", "verdict": "accept"})
    check.equal(a.status, 422, "a second look is given once")
    got = carl.get("/agreement.json").json()["self"]
    check.equal([(g["a"], g["n"], g["same"]) for g in got], [("carl", 1, 0)], "figures of it")
    check("With oneself" in carl.get("/agreement").text, "on the page")
    a = carl.post(f"/e/{first}/undo", {"key": "second-look-undo"})
    check.equal((a.status, a.json()["status"]), (201, "accepted"), "it alone is taken back")
    check.equal(carl.get("/agreement.json").json()["self"], [], "and its figures")
    check.equal(carl.post(f"/e/{first}/undo", {"key": "first-look-undo"}).json()["status"], "new",
                "then the first one")
    meta(20, 7)
    con.close()


def similar(anna):
    for ev in range(1, 40):
        others = anna.get(f"/e/{ev}/similar.json").json()["similar"]
        if others:
            break
    check(others, "there are similar sentences")
    anna.decide(ev, "reject", reason="background")
    a = anna.post(f"/e/{ev}/propagate", {"to": others[0]["ev"], "key": "propagate-key-1"})
    check.equal(a.status, 201, "carried over")
    vote = anna.get(f"/e/{others[0]['ev']}.json").json()["votes"][-1]
    check.equal(vote["reason"], "background", "with its reason")
    check.equal(anna.post("/bulk/undo", {"batch": a.json()["id"], "key": "propagate-undo"}).status,
                201, "and taken back")


def bulk(anna):
    list_ = anna.get("/bulk.json?predicate=increases").json()
    rows = [f"{r['ev']}.{r['ver']}" for r in list_["rows"]]
    import urllib.parse
    def body(sha, all_, ticked, key):
        return urllib.parse.urlencode([("csrf", anna.csrf), ("key", key), ("sha256", sha),
                                       ("verdict", "accept")] + [("all", r) for r in all_] +
                                      [("row", r) for r in ticked])
    send = lambda b: anna.server.request("POST", "/bulk?predicate=increases", [
        ("Cookie", anna.cookie), ("Accept", "application/json")], b)
    check.equal(send(body("0" * 64, rows, rows, "bulk-key-0")).status, 409, "another list's hash")
    check.equal(send(body(list_["sha256"], rows[1:], rows[1:], "bulk-key-1")).status, 409,
                "a list that was not shown")
    check.equal(send(body(list_["sha256"], rows, [], "bulk-key-2")).status, 422, "nothing ticked")
    a = send(body(list_["sha256"], rows, rows[:4], "bulk-key-3"))
    check.equal(a.status, 201, "four at once")
    states = [anna.get(f"/e/{r.split('.')[0]}.json").json()["status"] for r in rows[:5]]
    check.equal(states, ["accepted"] * 4 + ["new"], "only what was ticked")
    a = anna.post("/bulk/undo", {"batch": a.json()["id"], "key": "bulk-undo-1"})
    check.equal(a.status, 201, "all undone")


def tokens(server, anna):
    token = anna.post("/settings/token", {}).json()["secret"]
    bearer = [("Authorization", f"Bearer {token}")]
    check.equal(server.request("GET", "/q.json", bearer).status, 200, "a script's token")
    a = server.request("POST", "/e/6/decision", bearer + [("Accept", "application/json")],
                       {"verdict": "accept", "ver": 6, "key": "script-key-1"})
    check.equal(a.status, 201, "a script's vote needs no form's token")
    a = server.request("POST", "/e/6/decision", bearer + [("Cookie", anna.cookie)],
                       {"verdict": "accept", "ver": 6, "key": "script-key-2"})
    check.equal(a.status, 403, "with a cookie it does")
    api(server, anna, bearer)
    link = anna.post("/settings/link", {}).json()["secret"]
    check.equal(server.request("GET", link.partition(server.host)[2]).status, 200, "one more link")
    check.equal(anna.post("/logout", {}).status, 200, "log out")
    check.equal(anna.get("/").status, 401, "logged out")


def drafts_and_leases(anna, bert):
    ev = anna.get("/q.json?status=new").json()["rows"][5]["ev"]
    card = anna.get(f"/e/{ev}.json").json()
    form = "predicate=affects&note=half-way&" + "&".join(
        f"{part}.{key}={card['says'][part][key]}" for part in ("subject", "object")
        for key in ("quote", "type", "norm", "id"))
    check.equal(anna.post(f"/e/{ev}/draft", {"ver": card["ver"], "body": form}).status, 201, "a draft")
    page = anna.get(f"/e/{ev}/edit").text
    check("This is your draft" in page and "half-way" in page, "it comes back")
    check("This is your draft" not in bert.get(f"/e/{ev}/edit").text, "to nobody else")
    check.equal(anna.post(f"/e/{ev}/version", edit_fields(anna, ev, predicate="affects", do="save",
                                                          key="draft-edit-key")).status, 201, "sent")
    check("This is your draft" not in anna.get(f"/e/{ev}/edit").text, "and gone then")
    first = int(re.search(r"/e/(\d+)", bert.get("/q/next?status=new").header("location"))[1])
    anna.post(f"/e/{first}/lease", {})
    check("anna is on it" in bert.get(f"/e/{first}").text, "bert sees who is on it")
    check("is on it" not in anna.get(f"/e/{first}").text, "anna does not")
    check(f"/e/{first}?" not in bert.get("/q/next?status=new").header("location"),
          "bert's next card is another one")
    check.equal(bert.decide(first, "unsure").status, 201, "but he may")


def teaches(anna):
    """A rejection for a wrong identifier offers to block the name, and says what it costs."""
    row = anna.get("/q.json?predicate=treats&status=new").json()["rows"][0]
    says = anna.get(f"/e/{row['ev']}.json").json()["says"]["object"]
    anna.decide(row["ev"], "reject", reason="grounding")
    check("/teach?quote=" in anna.get(f"/e/{row['ev']}").text, "the card offers it")
    names = anna.get("/teach.json").json()["names"]
    mine = [n for n in names if n["name"] == says["quote"] and n["id"] == says["id"]]
    check(mine and mine[0]["wrong"] == 1 and mine[0]["rejected"] >= 1, "the name is listed", names)
    lines = lambda query: [x for x in anna.get("/export/blocked-names.tsv" + query).text.splitlines()
                           if not x.startswith("#")]
    import urllib.parse
    pick = "?name=" + urllib.parse.quote(says["id"] + "|" + says["quote"])
    check.equal(lines(pick), [mine[0]["line"]], "what was ticked is in the block list")
    check.equal(lines("?name=nothing"), [], "and nothing else")
    check.equal(set(lines("")), {n["line"] for n in names if not n["accepted"]},
                "else what nobody accepted")
    anna.post(f"/e/{row['ev']}/undo", {"key": "teach-undo-key"})


def api(server, anna, bearer):
    """JSON bodies: the same acts, and what a browser of another site could send is refused."""
    post = lambda path, body, headers=bearer: server.request(
        "POST", path, headers, json.dumps(body) if not isinstance(body, str) else body,
        kind="application/json; charset=utf-8")
    card = anna.get("/e/8.json").json()
    vote = {"verdict": "reject", "reason": "other", "comment": "α “so”\n", "ver": card["ver"],
            "key": "json-key-1", "ms": 1200}
    a = post("/e/8/decision", vote)
    check.equal((a.status, a.json()["status"]), (201, "rejected"), "a vote as JSON")
    check.equal(post("/e/8/decision", vote).status, 200, "the same again")
    got = anna.get("/e/8.json").json()["votes"][-1]
    check.equal((got["comment"], got["ui"]), ("α “so”", "api"), "and what it said")
    check.equal(post("/e/8/decision", {**vote, "verdict": "accept"}).status, 409, "the key reused")
    check.equal(post("/e/8/undo", {"key": "json-undo-1"}).json()["status"], "new", "undone")
    for body in ("", "[1]", "{", '{"a":}', "{}x"):
        check.equal(post("/e/8/decision", body).status, 400, f"no JSON object: {body!r}")
    says = anna.get("/e/8/edit.json").json()
    edit = {"ver": says["ver"], "do": "save", "key": "json-edit-key-1", **says["says"],
            "negated": True}
    a = post("/e/8/version", edit)
    check.equal(a.status, 201, "an edit as JSON")
    check.equal(anna.get("/e/8.json").json()["says"]["negated"], True, "it is edited")
    check.equal(anna.get("/e/8.json").json()["says"]["qualifiers"], says["says"]["qualifiers"],
                "its qualifiers stay")
    mark = {"kind": "sentence", "ord": 2, "on": True, "key": "json-mark-key"}
    check.equal(post("/d/pubmed%3A99000101/mark", mark).status, 201, "a mark as JSON")
    cookie = [("Cookie", anna.cookie)]
    check.equal(post("/e/9/decision", {**vote, "key": "json-key-9"}, cookie).status, 403,
                "JSON with a cookie needs the session's token")
    check.equal(post("/e/9/decision", {**vote, "csrf": anna.csrf, "key": "json-key-9"},
                     cookie + [("Sec-Fetch-Site", "cross-site")]).status, 403, "from another site")
    check.equal(post("/e/9/decision", {**vote, "key": "json-key-9"}, []).status, 401, "nobody's")
    a = server.request("GET", "/q/next.json?status=new", cookie)
    check(a.status == 303 and ".json" in a.header("location"), "the twin of the next card is a twin",
          a.header("location"))


def rate(bins, db):
    server = Server(bins, db, "--rate", "5")
    anna = server.login()
    codes = [anna.post("/e/7/lease", {}).status for _ in range(25)]
    check(429 in codes and codes.count(429) < 25, "too fast", codes)
    server.stop()


def main():
    bins = os.path.abspath(sys.argv[1])
    with scratch() as folder:
        db = make_database(bins, folder)
        server = Server(bins, db, "--rate", "10000", users=("anna:admin", "bert", "carl"))
        try:
            check.equal(server.request("GET", "/login?t=" + server.links["bert"]).status, 200,
                        "looking at the link does not use it up")
            anna, bert = server.login("anna"), server.login("bert")
            security(server, anna)
            stored_hashed(db, anna)
            pages(anna)
            reasons_told(anna)
            acts(anna, bert)
            audit(db, anna, bert)
            second_looks(db, server)
            bulk(anna)
            similar(anna)
            teaches(anna)
            drafts_and_leases(anna, bert)
            tokens(server, anna)
        finally:
            code = server.stop()
        check.equal(code, 0, "ends by a signal")
        rate(bins, db)
    check.end()


main()
