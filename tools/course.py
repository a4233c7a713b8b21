#!/usr/bin/env python3
"""Start, test and build the course. Needs nothing but Python.

  lab        make the environment if needed, copy new lessons to learn/, open them in JupyterLab
  present    the same for an instructor: answers and notes open, slides
  check      the fast tests (layers 0-5) and the linters: the inner loop
  test       every layer of tests; LAYER=6 LESSON=01 in front runs a part
  notebooks  run all lessons again and renew their pictures
  site       build the browser-only site into site/ (needs npm)
  bench      what the course costs: start, redraw, memory
  lock       renew the lock files (needs uv); --upgrade takes the newest versions
  clean      remove the environment and caches; never what a learner wrote
"""

import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from _pythons import NEWEST, OLDEST, Complaint, find, find_uv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMMANDS = ("lab", "present", "check", "test", "notebooks", "site", "bench", "lock", "clean")


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="course.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("--port", type=int, help="lab, present: this port and no other")
    parser.add_argument("--no-browser", action="store_true", help="lab, present: only print the address")
    parser.add_argument("--upgrade", action="store_true", help="lock: take the newest versions")
    parser.add_argument("more", nargs="*", help="after --, handed on: to JupyterLab, pytest or the bench")
    return parser.parse_args(argv)


def run(options, root):
    """Do one command in the folder `root`; returns the exit code. Runs on Python 3.11 or newer."""
    import _environment
    import _jobs

    if options.command == "clean":
        return _jobs.clean(root)
    if options.command == "lock":
        return _jobs.lock(root, options.upgrade)
    if options.command == "site":
        return subprocess.call([sys.executable, "deploy/lite/build.py", *options.more], cwd=root)
    if options.command in ("lab", "present"):
        import _lab

        return _lab.start(root, options)
    python = _environment.ensure(root, "test")
    if options.command in ("check", "test"):
        import _layers

        return _layers.run(root, python, options.command, options.more)
    return _jobs.script(root, python, options.command, options.more)


def main(argv=None, root=ROOT):
    argv = sys.argv[1:] if argv is None else argv
    options = parse(argv)
    try:
        if OLDEST <= sys.version_info[:2] <= NEWEST:
            import pathlib

            return run(options, pathlib.Path(root))
        newer = find(needs_venv=not find_uv())
        return subprocess.call([newer.path, os.path.abspath(__file__), *argv])
    except Complaint as complaint:
        print("\n" + str(complaint), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
