#!/usr/bin/env python3
"""evm-curate's full screen on a pseudo terminal: keys, the editor, a resize, and
the terminal as it was after every kind of end.
usage: check_curate_screen.py BIN"""
import fcntl, os, pty, re, select, signal, sqlite3, struct, subprocess, sys, tempfile, termios, time

BIN = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
SLOW = 10 if os.environ.get('EVM_SLOW') else 1


try:
    for end in pty.openpty():
        os.close(end)
except OSError as e:
    print('curate screen: left out, no pseudo terminals here:', e)
    sys.exit(0)


def fault(what):
    print('not ok curate screen:', what)
    sys.exit(1)


class Screen:
    def __init__(self, folder, rows=24, columns=80, **env):
        self.master, slave = pty.openpty()
        self.size(rows, columns)
        self.before = termios.tcgetattr(slave)
        self.seen = b''

        def own_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.p = subprocess.Popen(
            [BIN + '/evm-curate', '-q', '-d', folder + '/c.db', '-u', 'ann'], stdin=slave, stdout=slave, stderr=slave,
            preexec_fn=own_terminal, env={**os.environ, 'TERM': 'xterm', 'LC_ALL': 'C.UTF-8', **env})
        self.slave = slave

    def size(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def until(self, what, seconds=10):
        """Reads until the text stands in what came since the last key."""
        end = time.time() + seconds * SLOW
        while what not in self.text():
            if time.time() > end:
                fault(f'{what!r} did not come; last: {self.text()[-1500:]!r}')
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    fault(f'the program ended before {what!r}')

    def text(self):
        return re.sub(r'\x1b\[[0-9;?]*[A-Za-z]', '', self.seen.decode('utf-8', 'replace'))

    def key(self, keys, then):
        self.seen = b''
        os.write(self.master, keys.encode())
        self.until(then)

    def end(self, code):
        end = time.time() + 10 * SLOW
        while self.p.poll() is None:
            if time.time() > end:
                fault(f'the program does not end: {self.text()[-600:]!r}')
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 65536)
        while select.select([self.master], [], [], 0.1)[0]:
            self.seen += os.read(self.master, 65536)
        if self.p.returncode != code:
            fault(f'exit {self.p.returncode}, not {code}')
        if not self.seen.rstrip().endswith(b'\x1b[?1049l'):
            fault(f'the screen is not left: {self.seen[-60:]!r}')
        if termios.tcgetattr(self.slave) != self.before:
            fault('the terminal is not as it was')


def work(folder):
    editor = folder + '/editor'
    with open(editor, 'w') as f:
        f.write('#!/bin/sh\nsed -i "s/^object.id = .*/object.id = MESH:D008103/; s/^route = .*/route = $ROUTE/" "$2"\n')
    os.chmod(editor, 0o755)
    s = Screen(folder, VISUAL=editor + ' --wait', ROUTE='oral')
    s.until('[a] Accept')
    if '[S exosomes]' not in s.text():
        fault('no marks in the sentence')
    s.key('?', 'any key')
    s.key(' ', 'e1 new')
    s.key('e', 'saved: edited and accepted')
    s.key('r', 'Why?')
    s.key('\x1b', 'e2 new')
    s.key('r', 'Why?')
    s.key('p', 'saved: rejected')
    s.key('c', 'Comment: _')
    s.key('tr\u00e9sx\x7f bien', 'Comment: tr\u00e9s bien_')
    s.key('\r', 'saved: comment')
    s.size(8, 40)
    s.key('', 'e3 new')
    s.key('\x1b[B', 'survival')
    s.size(24, 80)
    s.key('Z', 'saved: undone')
    s.key('k', 'e3 new')
    s.key('kk', 'e1 accepted')
    s.key('/', 'Search')
    s.key('only=mine\r', 'e1 accepted')
    s.key('q', '')
    s.end(0)
    db = sqlite3.connect(folder + '/c.db')
    got = db.execute("SELECT group_concat(verdict, ' ') FROM decision").fetchone()[0]
    if got != 'accept reject undo':
        fault(f'decisions: {got}')
    if db.execute("SELECT json_extract(payload, '$.object.id') FROM version WHERE curator_id > 1").fetchone()[0] != 'MESH:D008103':
        fault('the edit is not there')


def ends(folder):
    for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        s = Screen(folder)
        s.until('[a] Accept')
        os.kill(s.p.pid, sig)
        s.end(-sig)
    s = Screen(folder, NO_COLOR='1')
    s.until('[a] Accept')
    if re.search(rb'\x1b\[3[0-9]m', s.seen):
        fault('colours in spite of NO_COLOR')
    # without a shell above it there is nothing to stop for: it goes on
    os.kill(s.p.pid, signal.SIGTSTP)
    time.sleep(0.3 * SLOW)
    os.kill(s.p.pid, signal.SIGCONT)
    s.key('q', '')
    s.end(0)


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([BIN + '/evm-load', '-q', '-d', folder + '/c.db', HERE + '/../golden/curate/plain.d/one.evm'], check=True)
    work(folder)
    ends(folder)
print('curate screen: ok')
