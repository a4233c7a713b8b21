"""The browser-only site, built once, served on this machine alone, and a reader in Chromium who knows no other host."""

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_NPM = "no npm was found: the browser-only site cannot be built, so nothing of it was tested"
PLAIN_NAME = "class.test"  # plain http under a name that is not this machine's: no secure context
WIDGET = "window.jupyterapp?.shell.currentWidget"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
ALONE = f"--host-resolver-rules=MAP {PLAIN_NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
MEASURED = []


def pytest_terminal_summary(terminalreporter):
    """Say what was measured; nothing of it is asserted."""
    if MEASURED:
        terminalreporter.section("browser-only site, measured")
        for line in MEASURED:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def measured():
    """Lines for the end of the run."""
    return MEASURED


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site, built from this checkout into a temporary folder."""
    if not shutil.which("npm"):
        if os.environ.get("EXOTEACH_REQUIRE_BROWSER") == "1":
            pytest.fail(NO_NPM, pytrace=False)
        pytest.skip(NO_NPM)
    out = tmp_path_factory.mktemp("lite") / "site"
    command = [sys.executable, str(ROOT / "deploy/lite/build.py"), "--out", str(out)]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode:
        pytest.fail(f"The site was not built:\n{built.stdout[-2000:]}{built.stderr[-3000:]}", pytrace=False)
    MEASURED.extend(built.stdout.strip().splitlines()[-2:])
    yield out
    shutil.rmtree(out, ignore_errors=True)


class Served(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, as any static host gives them; counts bytes."""

    protocol_version = "HTTP/1.1"
    sent, lock = 0, threading.Lock()

    def log_message(self, *_):
        pass

    def copyfile(self, source, outputfile):
        with self.lock:
            type(self).sent += os.fstat(source.fileno()).st_size
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)


@contextlib.contextmanager
def serving(folder, host="127.0.0.1"):
    """Serve a folder; yields its address under a name, and the handler that counts."""

    class Counted(Served):
        pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counted, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_address[1]}", Counted
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser_for(playwright, chromium, tmp_path_factory):
    """Start Chromium with an empty profile of its own; every outside host is unresolvable."""
    with contextlib.ExitStack() as stack:

        def start():
            context = playwright.chromium.launch_persistent_context(
                str(tmp_path_factory.mktemp("profile")), executable_path=chromium, headless=True,
                viewport={"width": 1280, "height": 1400}, args=[*QUIET, ALONE],
            )  # fmt: skip
            stack.callback(context.close)
            return context

        yield start


class Visit:
    """One page of a reader: opens a lesson, runs it, presses keys. Notes errors and requests to other hosts."""

    def __init__(self, context, address):
        self.page, self.address = context.new_page(), address
        self.errors, self.outside = [], []
        self.page.set_default_timeout(30_000)
        self.page.on("console", lambda m: self.errors.append(f"{m.text} {m.location['url']}") if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.errors.append(f"page error: {e}"))
        self.page.on("request", self._note)

    def _note(self, request):
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.outside.append(request.url)

    def until(self, condition, arg=None, seconds=120):
        """Wait until JavaScript says yes."""
        self.page.wait_for_function(
            f"arg => {{ const w = {WIDGET}; return !!({condition}); }}", arg=arg, timeout=1000 * seconds, polling=50
        )

    def wait_for_lesson(self):
        """Wait until the notebook is there and Python has started."""
        self.until("w?.context?.isReady && w.content?.widgets?.length")
        self.until("w.sessionContext.isReady && w.sessionContext.session?.kernel?.status === 'idle'")

    def open(self, name):
        """Open a lesson by its address."""
        self.page.goto(f"{self.address}/lab/index.html?path=notebooks/{name}")
        self.wait_for_lesson()

    def command(self, name):
        """Carry out one of Lab's commands."""
        self.page.evaluate("async name => { await window.jupyterapp.commands.execute(name) }", name)

    def run_all(self):
        """Press "Run all cells" in the note that Python is ready; wait until each cell has its card, or one an error."""
        self.page.get_by_role("button", name="Run all cells", exact=True).click()
        self.until("""(cells => cells.some(c => c.outputs.toJSON().some(o => o.output_type === 'error'))
            || w.node.querySelectorAll('.exo-card').length >= cells.length
            && w.sessionContext.session.kernel.status === 'idle')
            ([...w.content.model.cells].filter(c => c.type === 'code' && /lesson\\.\\w+\\(/.test(c.sharedModel.getSource())))""")

    def rewrite_cell(self, name, source):
        """Type a new source into the cell of an exercise and run it."""
        self.page.evaluate(
            f"""async ([name, source]) => {{ const w = {WIDGET};
            const at = [...w.content.model.cells].findIndex(c => c.getMetadata('exoteach')?.id === name);
            w.content.activeCellIndex = at;
            w.content.model.cells.get(at).sharedModel.setSource(source);
            await window.jupyterapp.commands.execute('notebook:run-cell'); }}""",
            [name, source],
        )

    def problems(self):
        """Return every error among the outputs and in the cards."""
        said = self.page.evaluate(f"""() => [...{WIDGET}.content.model.cells].filter(c => c.type === 'code').flatMap(c =>
            c.outputs.toJSON()).filter(o => o.output_type === 'error').map(o => o.ename + ': ' + o.evalue)""")
        return said + self.page.locator(".exo-trouble[role=alert]").all_text_contents()

    def card(self, kind):
        """Return the first card of a kind."""
        return self.page.locator(f".exo-card.exo-{kind}").first


@pytest.fixture(scope="session")
def visit():
    return Visit


@pytest.fixture(scope="session")
def serve():
    return serving
