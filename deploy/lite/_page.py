"""What the site has beside JupyterLite: its first page, with a link to each lesson, and door.js."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from urllib.parse import quote

from _pythons import Complaint

HERE = Path(__file__).resolve().parent


def title(notebook: Path) -> str:
    """The first heading of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = "".join("".join(cell["source"]) + "\n" for cell in cells if cell["cell_type"] == "markdown").splitlines()
    return next((line[2:].strip() for line in lines if line.startswith("# ")), notebook.stem)


def address(notebook: Path) -> str:
    """Where a lesson opens, from the first page on."""
    return "lab/index.html?path=" + quote(f"notebooks/{notebook.name}")


def write(site: Path, notebooks: list[Path]) -> None:
    """Write index.html over JupyterLite's, which only leads on to an empty Lab, and load door.js before Lab."""
    items = [f'<li><a href="{html.escape(address(path))}">{html.escape(title(path))}</a></li>' for path in notebooks]
    page = (HERE / "index.html").read_text(encoding="utf-8").replace("<!-- lessons -->", "\n".join(items))
    (site / "index.html").write_text(page, encoding="utf-8")
    lab = site / "lab" / "index.html"
    text = lab.read_text(encoding="utf-8")
    if text.count("<head>") != 1:
        raise Complaint("JupyterLite's lab/index.html is not what this build knows: door.js has no place in it.")
    lab.write_text(text.replace("<head>", '<head>\n<script src="../door.js"></script>'), encoding="utf-8")
    shutil.copy(HERE / "door.js", site)
