"""Open the lessons in JupyterLab."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from _copies import copy_lessons
from _environment import ensure, say
from _pythons import Complaint

ADDRESS = re.compile(r"https?://(?:localhost|127\.0\.0\.1)[:/]\S*")
LOG_LINE = re.compile(r"\[([DIWEC]) ")


def first_notebook(folder: Path) -> str:
    """The start page, 00_start_here.ipynb, where there is one: names begin with their number."""
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    if not names:
        raise Complaint("There is no lesson in notebooks/ yet, so there is nothing to open.")
    return names[0]


def require_free(port: int) -> None:
    """Jupyter listens on localhost; a port in use there is named here rather than in a traceback."""
    with socket.socket() as probe:
        if os.name != "nt":  # as the server does: a port whose last user has just gone is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise Complaint(
                f"Port {port} cannot be used: another program has it (perhaps a JupyterLab that is still open) or it "
                f"is not allowed. Close that program, ask for another port (--port {min(port + 1, 65000)}), or leave "
                "--port out: then the next free one is taken."
            ) from None


def has_browser() -> bool:
    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def command_line(python: Path, folder: Path, options: Namespace) -> list[str]:
    command = [str(python), "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", "--ServerApp.answer_yes=True"]
    command += [f"--LabApp.default_url=/lab/tree/{first_notebook(folder)}"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    if options.port:
        command += [f"--ServerApp.port={options.port}", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    if options.no_browser or not has_browser():
        command.append("--no-browser")
    return command + options.more


def readable(lines: Iterable[str]) -> Iterator[str]:
    """Jupyter's log without its routine lines, with the first address it names said plainly."""
    quiet, told = False, False
    for line in lines:
        address = ADDRESS.search(line)
        if address and not told:
            told = True
            yield f"\nThe course is open at\n\n    {address.group()}\n\nStop it with Ctrl+C in this window.\n\n"
        level = LOG_LINE.match(line)
        if level:
            quiet = level.group(1) in ("DIC" if told else "DI")  # C: the address once more, and that it stops
        if not quiet and not address:
            yield line


def serve(command: list[str], folder: Path, extra: dict[str, str]) -> int:
    env = {**os.environ, "PYTHONUNBUFFERED": "1", **extra}
    server = subprocess.Popen(
        command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    assert server.stderr is not None
    lines = readable(server.stderr)
    while True:
        try:  # Ctrl+C reaches the server too: read on until it has ended
            for line in lines:
                sys.stderr.write(line)
                sys.stderr.flush()
            return abs(server.wait())
        except KeyboardInterrupt:
            lines = iter(server.stderr)


def start(root: Path, options: Namespace) -> int:
    if options.port is not None:
        require_free(options.port)
    python = ensure(root, "present" if options.command == "present" else "lab")
    folder, told = copy_lessons(root)
    for sentence in told:
        say(sentence)
    extra = {"EXOTEACH_INSTRUCTOR": "1"} if options.command == "present" else {}
    say("Starting JupyterLab.")
    return serve(command_line(python, folder, options), folder, extra)
