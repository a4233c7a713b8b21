#!/usr/bin/env python3
"""Build the browser-only site: the course on any static host, with Python running in the reader's browser.

Needs Python 3.11 or newer and npm. The first run makes an environment of its own in build/lite/.venv.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from _pythons import Complaint, find_uv

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "lite"
LOCK = HERE / "requirements.lock"
SETTINGS = ROOT / "deploy" / "etc" / "exoteach-lab-settings.json"


def environment(work: Path = WORK) -> Path:
    """The Python of the environment that builds the site, made from requirements.lock when it is new or changed."""
    import _environment as env

    work.mkdir(parents=True, exist_ok=True)
    uv, wanted = find_uv(), hashlib.sha256(LOCK.read_bytes()).hexdigest()
    fits = env.usable(work, uv)
    python = env.venv_python(work)
    if fits and env.read_stamp(work).get("lite") == wanted:
        return python
    if not fits:
        env.create(work, uv)
    env.say("Installing what builds the site: a minute or two the first time, not again later.")
    tool = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install", "--no-input"]
    env.run_or_complain([*tool, "-q", "--require-hashes", "-r", str(LOCK)], "The packages could not be installed")
    env.write_stamp(work, {"lite": wanted})
    return python


def course_wheel(folder: Path) -> Path:
    """The course's own wheel."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if built.returncode:
        raise Complaint(f"The course's own package could not be built:\n{(built.stderr or built.stdout)[-1200:]}")
    (wheel,) = folder.glob("exoteach-*.whl")
    return wheel


def kernel_wheels() -> list[Path]:
    """The wheels that come with the kernel; of its two widget helpers the one for ipywidgets 8."""
    own = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
    return [path for path in sorted((Path(sys.prefix) / own).glob("*.whl")) if "widgetsnbextension-3" not in path.name]


def configuration() -> dict:
    from _python import KERNEL

    own = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True}
    own["loadPyodideOptions"] = {"packages": list(KERNEL)}
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": own}
    shown = {"appName": "exoteach", "exposeAppInBrowser": True, "litePluginSettings": plugins}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": shown}


def lite(project: Path, out: Path) -> None:
    """Let JupyterLite make the site of a prepared folder."""
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(project), "--output-dir", str(out)]
    command += ["--contents", str(project / "files"), "--settings-overrides", str(SETTINGS)]
    command += ["--apps", "lab", "--no-unused-shared-packages", "--no-sourcemaps", "--no-libarchive"]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True)
    if built.returncode:
        raise Complaint(f"JupyterLite could not build the site:\n{(built.stderr or built.stdout)[-2000:]}")


def build(out: Path, work: Path = WORK) -> dict[str, str]:
    """Build the whole site into `out`, which must be empty or a site; returns the versions of the browser's packages."""
    import _fetch
    import _page
    import _python

    if out.exists() and any(out.iterdir()) and not (out / "jupyter-lite.json").exists():
        raise Complaint(f"{out} holds something that is not a site. Name another folder, or empty that one.")
    archive, wheels = _fetch.from_npm(work / "downloads"), _fetch.from_pip(work / "downloads")
    with tempfile.TemporaryDirectory(dir=work) as short:
        project = Path(short)
        made = [course_wheel(project / "dist"), *kernel_wheels()]
        versions = _python.assemble(archive, wheels, made, project / "lite" / "static" / "pyodide")
        notebooks = project / "lite" / "files" / "notebooks"
        notebooks.mkdir(parents=True)
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            shutil.copy(path, notebooks)
        text = json.dumps(configuration(), indent=1)
        (project / "lite" / "jupyter-lite.json").write_text(text, encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        lite(project / "lite", out)
        _page.write(out, sorted(notebooks.glob("*.ipynb")))
    return versions


def report(out: Path, versions: dict[str, str], seconds: float) -> str:
    def size(folder: str) -> str:
        files = (path for path in (out / folder).rglob("*") if path.is_file())
        return f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB"

    shown = ", ".join(f"{name} {versions[name]}" for name in ("numpy", "pandas", "plotly", "exoteach"))
    parts = ", ".join(f"{name} {size(name)}" for name in ("static/pyodide", "build", "extensions"))
    return f"Built {out} in {seconds:.0f} s: {size('.')} ({parts}).\nIn the browser: {shown}."


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="the folder of the site (default: site)")
    options = parser.parse_args(argv)
    try:
        python = environment()
        if os.path.realpath(sys.prefix) != os.path.realpath(python.parent.parent):
            return subprocess.call([str(python), str(HERE / "build.py"), *argv])
        began = time.monotonic()
        versions = build(options.out.resolve())
        print(report(options.out.resolve(), versions, time.monotonic() - began))
        return 0
    except Complaint as complaint:
        print(f"\n{complaint}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
