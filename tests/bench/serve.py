#!/usr/bin/env python3
"""evm-serve under four curators at once: times of a vote, a card, the facets,
and whether every vote is there. usage: serve.py BIN [EVIDENCE [VOTES]]"""
import http.client
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../web"))
from serving import Server, scratch  # noqa: E402

SOURCES = ["BM-MSC", "UC-MSC", "AD-MSC", "hBMSC", "WJ-MSC"]
VERBS = ["reduced", "increased", "attenuated", "enhanced", "inhibited"]
THINGS = ["liver fibrosis", "angiogenesis", "IL-6", "TNF-α", "acute kidney injury", "apoptosis",
          "inflammation", "myocardial infarction", "collagen deposition", "VEGF"]


def corpus(path, documents):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(documents):
            text = " ".join(
                f"{SOURCES[(i + k) % 5]} exosomes {VERBS[(i * 7 + k) % 5]} "
                f"{THINGS[(i + 3 * k) % 10]} in {('mice', 'rats', 'rabbits')[(i + k) % 3]} of group "
                f"{i * 8 + k}." for k in range(8))
            f.write(f"d{i}\t{text}\n")


class Client:
    def __init__(self, server, user):
        self.c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.session = server.login(user)

    def call(self, method, path, fields=None, accept="application/json"):
        headers = {"Cookie": self.session.cookie, "Accept": accept, "Sec-Fetch-Site": "same-origin",
                   "Host": self.session.server.host}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode({**fields, "csrf": self.session.csrf})
        begin = time.perf_counter()
        self.c.request(method, path, body, headers)
        r = self.c.getresponse()
        data = r.read()
        return r.status, data, (time.perf_counter() - begin) * 1000


def quantiles(ms):
    ms = sorted(ms)
    return f"p50 {ms[len(ms) // 2]:.1f} ms, p99 {ms[int(len(ms) * 0.99)]:.1f} ms, " \
           f"most {ms[-1]:.1f} ms (n={len(ms)})"


def cpu(server):
    fields = open(f"/proc/{server.process.pid}/stat").read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def spent(server, before, n):
    return f"; {(cpu(server) - before) / n:.1f} ms of processor each"


def alone(server, client, n):
    before = cpu(server)
    cards = [client.call("GET", f"/e/{1 + 97 * i}?status=new", accept="text/html")[2] for i in range(n)]
    print("card:  ", quantiles(cards) + spent(server, before, len(cards)))
    before = cpu(server)
    facets = [client.call("GET", p)[2] for p in
              ("/q.json", "/q.json?status=new", "/q.json?source=BM&status=new",
               "/q.json?q=fibrosis", "/q.json?predicate=decreases&only=unseen")
              for _ in range(n // 5)]
    print("facets:", quantiles(facets) + spent(server, before, len(facets)))


def vote(client, mine, votes, times, wrong):
    for i in range(votes):
        ev = mine + 4 * i
        key = f"bench-{mine}-{i:08}"
        status, data, ms = client.call("POST", f"/e/{ev}/decision", {
            "ver": ev, "verdict": "accept" if i % 3 else "reject",
            "reason": "" if i % 3 else "polarity", "key": key, "ms": "2000"})
        times.append(ms)
        if status != 201:
            wrong.append((status, data[:200]))


def main():
    bins = os.path.abspath(sys.argv[1])
    evidence = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    votes = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    with scratch() as folder:
        tsv, db = os.path.join(folder, "b.tsv"), os.path.join(folder, "b.db")
        corpus(tsv, evidence // 8)
        subprocess.run([f"{bins}/evm-run", "-q", "-j", "2", "-d", db, tsv], check=True)
        c = sqlite3.connect(db)
        print("evidence rows:", c.execute("SELECT count(*) FROM evidence").fetchone()[0])
        server = Server(bins, db, "--rate", "100000", users=("anna", "bert", "cleo", "dora"))
        try:
            clients = [Client(server, u) for u in ("anna", "bert", "cleo", "dora")]
            begin = time.perf_counter()
            clients[0].call("GET", "/q.json")
            print(f"first queue after a load: {time.perf_counter() - begin:.2f} s")
            alone(server, clients[0], 200)
            times, wrong = [], []
            threads = [threading.Thread(target=vote, args=(x, i + 1, votes, times, wrong))
                       for i, x in enumerate(clients)]
            begin, before = time.perf_counter(), cpu(server)
            [t.start() for t in threads]
            [t.join() for t in threads]
            print("votes: ", quantiles(times), f"{len(times) / (time.perf_counter() - begin):.0f}/s" +
                  spent(server, before, len(times)))
            rss = re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{server.process.pid}/status").read())[1]
            print(f"memory: {int(rss) // 1024} MB")
        finally:
            server.stop()
        there = c.execute("SELECT count(*) FROM decision").fetchone()[0]
        print("votes there:", there, "refused:", len(wrong), wrong[:2])
        raise SystemExit(there != 4 * votes or bool(wrong))


main()
