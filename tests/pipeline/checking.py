"""What the checks in Python share: the folders, must() and run(). The scratch
folder goes away when the check ends."""
import atexit, os, pathlib, shutil, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
top = here.parent.parent
samples = top / 'corpus' / 'samples'
bin = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, work, ignore_errors=True)
clean = {k: v for k, v in os.environ.items() if not k.startswith('EVMINE')}
title = pathlib.Path(sys.argv[0]).stem.removeprefix('check_')
checks = 0


def must(condition, what):
    global checks
    checks += 1
    if not condition:
        print(f'not ok {title}: {what}')
        sys.exit(1)


def run(*args, feed=None, code=0, env=None):
    """What a program writes; env: set besides."""
    r = subprocess.run([str(a) for a in args], input=feed, capture_output=True, env={**clean, **(env or {})})
    must(r.returncode == code, f'{args}: exit {r.returncode}, not {code}: {r.stderr.decode()[:300]}')
    return r.stdout


def end():
    print(f'{title}: ok, {checks} checks')
