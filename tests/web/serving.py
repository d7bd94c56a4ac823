"""A database of the samples, and evm-serve on it, for the tests of the pages."""
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.parse

TOP = pathlib.Path(__file__).resolve().parents[2]
FORM = "application/x-www-form-urlencoded"


def make_database(bins, folder, files=None):
    db = os.path.join(folder, "claims.db")
    samples = TOP / "corpus/samples"
    files = files or sorted(str(f) for f in samples.iterdir()
                            if f.suffix in (".xml", ".nxml", ".txt", ".tsv"))
    subprocess.run([f"{bins}/evm-run", "-q", "-d", db, *files], check=True)
    return db


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0] else 0
        self.headers = [(k.lower(), v) for k, v in
                        (line.split(": ", 1) for line in lines[1:] if ": " in line)]
        if self.header("transfer-encoding") == "chunked":
            self.body = unchunk(self.body)
        self.text = self.body.decode("utf-8", "replace")

    def header(self, name):
        return next((v for k, v in self.headers if k == name), None)

    def json(self):
        return json.loads(self.body)


def unchunk(raw):
    out = b""
    while raw:
        size, _, raw = raw.partition(b"\r\n")
        n = int(size, 16)
        if not n:
            break
        out, raw = out + raw[:n], raw[n + 2:]
    return out


class Server:
    """Runs evm-serve; send() is what goes over the wire, byte for byte."""

    def __init__(self, bins, db, *options, users=("anna:admin",)):
        self.process = subprocess.Popen(
            [f"{bins}/evm-serve", "-q", "-d", db, "-p", "0", *options,
             *(x for u in users for x in ("-u", u))],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.links = {}
        for _ in users:
            line = self.process.stdout.readline()
            found = re.search(r"log in as (\S+):\s+http://([^/]+)(/login\?t=(\w+))", line)
            if not found:
                self.process.kill()
                raise SystemExit("no login link: " + line + self.process.stderr.read())
            self.links[found[1]] = found[4]
            self.host = found[2]
        self.port = int(self.host.rpartition(":")[2])

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)

    def send(self, raw, patience=20):
        with socket.create_connection(("127.0.0.1", self.port), patience) as s:
            s.settimeout(patience)
            try:
                s.sendall(raw)
            except (BrokenPipeError, ConnectionResetError):
                pass
            got = b""
            try:
                while chunk := s.recv(65536):
                    got += chunk
            except ConnectionResetError:
                pass
        return Answer(got)

    def request(self, method, path, headers=(), body=None, host=None, kind=FORM):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or self.host}",
                 "Connection: close", *(f"{k}: {v}" for k, v in headers)]
        if body is not None:
            if not isinstance(body, (bytes, str)):
                body = urllib.parse.urlencode(body)
            body = body.encode() if isinstance(body, str) else body
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        return self.send("\r\n".join(lines + ["", ""]).encode() + (body or b""))

    def login(self, user="anna"):
        return Session(self, user, self.request("POST", "/login", body={"t": self.links[user]}))


class Session:
    def __init__(self, server, user, answer):
        assert answer.status == 303, answer.text
        self.server, self.user = server, user
        self.set_cookie = answer.header("set-cookie")
        self.cookie = self.set_cookie.split(";")[0]
        self.csrf = re.search(r'name="csrf" value="(\w+)"', self.get("/").text)[1]

    def get(self, path, headers=()):
        return self.server.request("GET", path, [("Cookie", self.cookie), *headers])

    def post(self, path, fields, headers=(), csrf=True, json_=True):
        fields = dict(fields)
        if csrf:
            fields.setdefault("csrf", self.csrf)
        accept = [("Accept", "application/json")] if json_ else []
        return self.server.request(
            "POST", path, [("Cookie", self.cookie), ("Sec-Fetch-Site", "same-origin"), *accept,
                           *headers], fields)

    def decide(self, ev, verdict, **fields):
        card = self.get(f"/e/{ev}.json").json()
        fields.setdefault("ver", card["ver"])
        fields.setdefault("key", f"{time.monotonic_ns():032x}")
        return self.post(f"/e/{ev}/decision", {"verdict": verdict, **fields})


class Checks:
    """Counts; a check that fails says what it got."""

    def __init__(self, name):
        self.name, self.n, self.bad = name, 0, 0

    def __call__(self, good, what, got=""):
        self.n += 1
        if not good:
            self.bad += 1
            print(f"not ok {self.name}: {what}: {str(got)[:600]}")

    def equal(self, got, want, what):
        self(got == want, what, f"{got!r}, not {want!r}")

    def end(self):
        print(f"{self.name}: {'ok' if not self.bad else 'FAILED'}, {self.n} checks")
        raise SystemExit(self.bad > 0)


def scratch():
    return tempfile.TemporaryDirectory(prefix="evmine-web-")
