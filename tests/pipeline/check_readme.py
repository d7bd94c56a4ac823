#!/usr/bin/env python3
"""Runs the README's console blocks and compares what they print with what stands there.

usage: check_readme.py BIN [--accept]
Commands run in a scratch copy of the sample corpus's folder. --accept writes the new output into the README.
"""
import os, re, shutil, subprocess, sys, tempfile

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
bin_dir = os.path.abspath(sys.argv[1])
accept = '--accept' in sys.argv
path = os.path.join(root, 'README.md')
text = open(path, encoding='utf-8').read()
env = dict(os.environ, PATH=bin_dir + os.pathsep + os.environ['PATH'], LC_ALL='C.UTF-8')
bad = ran = 0


def run(block, folder):
    """The block as a terminal would show it."""
    out = []
    for command in re.findall(r'^\$ (.*)$', block, re.M):
        p = subprocess.run(['bash', '-o', 'pipefail', '-c', command], cwd=folder, env=env,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        out.append('$ ' + command + '\n' + p.stdout.decode('utf-8'))
        if p.returncode not in (0, 141):      # 141: head closed the pipe
            sys.exit(f'not ok readme: exit {p.returncode}: {command}\n{p.stdout.decode("utf-8")}')
    return ''.join(out)


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(os.path.join(root, 'corpus', 'samples'), os.path.join(folder, 'corpus', 'samples'))

    def replace(m):
        global bad, ran
        got = run(m.group(1), folder)
        ran += 1
        if got != m.group(1):
            bad += 1
            if not accept:
                print(f'not ok readme: stands there:\n{m.group(1)}--- printed:\n{got}')
        return '```console\n' + got + '```'

    new = re.sub(r'```console\n(.*?)```', replace, text, flags=re.S)
if accept:
    open(path, 'w', encoding='utf-8').write(new)
elif bad:
    sys.exit(1)
print(f'readme: ok, {ran} blocks')
sys.exit(0 if ran else 1)
