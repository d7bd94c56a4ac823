#!/usr/bin/env python3
"""Runs the console blocks of README.md and pipeline/docs/*.md and compares what they print with what stands there.

usage: check_readme.py BIN [--accept] [FILE...]
A file's commands run one after the other in a scratch folder with a copy of the sample corpus; a line that begins with
"> " goes on with the command before it. A command that fails must say so: "; echo exit $?". --accept writes the new output
into the files: read the difference.
"""
import glob, os, re, shutil, subprocess, sys, tempfile

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
bin_dir = os.path.abspath(sys.argv[1])
accept = '--accept' in sys.argv
files = [f for f in sys.argv[2:] if f != '--accept'] or \
    [os.path.join(root, 'README.md')] + sorted(glob.glob(os.path.join(root, 'pipeline', 'docs', '*.md')))
env = {k: v for k, v in os.environ.items() if not k.startswith('EVM')}
env.update(PATH=bin_dir + os.pathsep + os.environ['PATH'], LC_ALL='C.UTF-8', SOURCE_DATE_EPOCH='1767225600')
bad = ran = 0


def run(block, folder, name):
    """The block as a terminal would show it."""
    out = []
    for m in re.finditer(r'^\$ (.*(?:\n> .*)*)$', block, re.M):
        command = m.group(1).replace('\n> ', '\n')
        p = subprocess.run(['bash', '-o', 'pipefail', '-c', command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        out.append(m.group(0) + '\n' + p.stdout.decode('utf-8').replace('\r\n', '\n'))
        if p.returncode not in (0, 141):      # 141: head closed the pipe
            sys.exit(f'not ok readme: {name}: exit {p.returncode}: {command}\n{p.stdout.decode("utf-8")}')
    return ''.join(out)


for path in files:
    name = os.path.relpath(path, root)
    text = open(path, encoding='utf-8').read()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(root, 'corpus', 'samples'), os.path.join(folder, 'corpus', 'samples'))

        def replace(m):
            global bad, ran
            got = run(m.group(1), folder, name)
            ran += 1
            if got != m.group(1):
                bad += 1
                if not accept:
                    print(f'not ok readme: {name}: stands there:\n{m.group(1)}--- printed:\n{got}')
            return '```console\n' + got + '```'

        new = re.sub(r'```console\n(.*?)```', replace, text, flags=re.S)
    if accept and new != text:
        open(path, 'w', encoding='utf-8').write(new)
if bad and not accept:
    sys.exit(1)
print(f'readme: ok, {ran} blocks of {len(files)} files')
sys.exit(0 if ran else 1)
