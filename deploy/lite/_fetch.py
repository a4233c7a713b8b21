"""Bring what the site is made of, from npm and the Python package registry, each file checked by its SHA-256."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from _pythons import Complaint

HERE = Path(__file__).resolve().parent
PIN = re.compile(r"^([\w.-]+==[\w.]+)((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*$")
AGAIN = "Mend that and run the same command again; what has been fetched is kept."
FOR_THE_BROWSER = ["--python-version", "3.12", "--implementation", "py", "--abi", "none", "--platform", "any"]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_lock(name: str) -> dict[str, list[str]]:
    """The pins of a lock file, name==version, each with the hashes that its file may have."""
    pins = {}
    text = (HERE / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            found = PIN.match(line)
            if not found:
                raise Complaint(f"deploy/lite/{name} has a line without version and hash: {line.strip()[:60]}")
            pins[found[1]] = re.findall(r"[0-9a-f]{64}", found[2])
    return pins


def held(folder: Path, pins: dict[str, list[str]]) -> dict[str, Path]:
    """The files in a folder whose hash a pin names."""
    files = {sha256(path.read_bytes()): path for path in sorted(folder.glob("*")) if path.is_file()}
    found = {pin: next((files[h] for h in hashes if h in files), None) for pin, hashes in pins.items()}
    return {pin: path for pin, path in found.items() if path}


def require(pins: dict[str, list[str]], folder: Path, source: str) -> dict[str, Path]:
    """All files of the pins, or a Complaint that names those that did not come as locked."""
    have = held(folder, pins)
    if lost := sorted(set(pins) - set(have)):
        raise Complaint(f"{source} did not bring what the lock file names, by its SHA-256: {', '.join(lost)}. {AGAIN}")
    return have


def carry_out(command: list[str], folder: Path, what: str) -> None:
    try:
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900)
        code, said = ended.returncode, (ended.stderr or ended.stdout).strip()
    except subprocess.TimeoutExpired:
        code, said = 1, "no answer in 15 minutes"
    if code:
        raise Complaint(f"{what} could not be fetched:\n{said[-1200:]}\nIs there a network? {AGAIN}")


def from_npm(folder: Path) -> Path:
    """The archive of Pyodide."""
    pins = read_lock("npm.lock")
    folder.mkdir(parents=True, exist_ok=True)
    if not held(folder, pins):
        npm = shutil.which("npm")
        if not npm:
            raise Complaint(
                "The site needs npm, which fetches the browser's Python, and it is not on the path. It comes with "
                "Node.js (Debian, Ubuntu: sudo apt install npm). Then run the same command again."
            )
        (pin,) = pins
        carry_out([npm, "pack", "--silent", pin.replace("==", "@")], folder, pin)
    (archive,) = require(pins, folder, "npm").values()
    return archive


def from_pip(folder: Path) -> dict[str, Path]:
    """The wheels of wheels.lock by name."""
    pins = read_lock("wheels.lock")
    folder.mkdir(parents=True, exist_ok=True)
    have = held(folder, pins)
    missing = {pin: hashes for pin, hashes in pins.items() if pin not in have}
    if missing:
        with tempfile.TemporaryDirectory() as short:
            asked = Path(short) / "asked.txt"
            lines = [" ".join([pin, *(f"--hash=sha256:{h}" for h in hashes)]) for pin, hashes in missing.items()]
            asked.write_text("\n".join(lines), encoding="utf-8")
            tool = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]
            only = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--ignore-requires-python"]
            command = [*tool, *only, *FOR_THE_BROWSER, "-r", str(asked), "-d", str(folder)]
            carry_out(command, folder, ", ".join(missing))
    return {pin.split("==")[0]: path for pin, path in require(pins, folder, "pip").items()}
