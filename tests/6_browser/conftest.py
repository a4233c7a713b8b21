"""One JupyterLab and one browser for all tests of this layer; every lesson that is opened gets a folder of its own."""

import importlib.util
import itertools
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCREENSHOTS = ROOT / "build" / "screenshots"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
expect.set_options(timeout=30_000)
_folders = itertools.count(1)


def _helper(name):
    """Load a helper that stands beside this file: the folder is no package."""
    spec = importlib.util.spec_from_file_location(f"exoteach_browser_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


server, reader, looking = _helper("server"), _helper("reader"), _helper("looking")


class Reader(reader.Reader, looking.Looking):
    """A reader at the browser who also looks at the page as a whole."""


@pytest.fixture(scope="session")
def screenshots():
    """Where pictures are kept for people to look at; git ignores it."""
    return SCREENSHOTS


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The folder that JupyterLab serves."""
    return tmp_path_factory.mktemp("lessons")


@pytest.fixture(scope="session")
def lab(files, tmp_path_factory):
    """The address of a running JupyterLab."""
    with server.running_lab(files, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def browser_window(chromium):
    """A running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def open_lesson(lab, files, browser_window):
    """Return a function that opens a fresh copy of a lesson (01 unless named), or a notebook by its path, and gives its Reader.

    When the module is done: kernels are shut down, and no page may have asked another host for anything.
    """
    opened = []

    def opening(name="01_structure", width=1280, height=900, run=True):
        if "/" not in name:
            original = ROOT / "notebooks" / f"{name}.ipynb"
            name = f"{next(_folders):02d}/{original.name}"
            (files / name).parent.mkdir()
            shutil.copy(original, files / name)
        page = browser_window.new_page(viewport={"width": width, "height": height})
        opened.append(Reader(page, lab, files))
        opened[-1].open(name)
        return opened[-1].run_all() if run else opened[-1]

    yield opening
    outside = [url for one in opened for url in one.outside]
    for one in opened:
        if not one.page.is_closed():
            one.leave()
            one.page.close()
    assert not outside, outside
