"""The server extension, in a real Jupyter server with a real kernel: quick sockets and notebooks safe to reopen."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest
import websocket

WIDGET = "application/vnd.jupyter.widget-view+json"
PROBE = '''
"""Only for this test: says what the server's end of an open connection is like, and another person's settings."""
import os, socket
from tornado import web
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

class Other(ZMQChannelsWebsocketConnection):
    pass

def mark(model, **_):
    if model["type"] == "notebook":
        model["content"]["metadata"]["marked"] = True

def no_delay(peer):
    for name in os.listdir("/dev/fd"):
        try:
            with socket.socket(fileno=os.dup(int(name))) as found:
                if found.getpeername()[1] == peer:
                    return found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        except (OSError, IndexError, TypeError):
            pass

class Asked(web.RequestHandler):
    def get(self):
        chosen = self.settings["kernel_websocket_connection_class"]
        self.write({"no_delay": no_delay(int(self.get_argument("peer"))), "chosen": chosen.__name__})

def _jupyter_server_extension_points():
    return [{"module": "probe"}]

def _load_jupyter_server_extension(app):
    app.web_app.add_handlers(".*$", [("/probe", Asked)])
'''
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a server's sockets cannot be listed on Windows")


class Server:
    """A Jupyter server with private folders; only the settings of this environment and `config` apply."""

    def __init__(self, home: Path, config: dict, extensions: dict):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        (home / "files").mkdir(parents=True)
        (home / "config" / "jupyter_server_config.d").mkdir(parents=True)
        (home / "probe.py").write_text(PROBE)
        known = {"ServerApp": {"jpserver_extensions": {"probe": True, **extensions}}}
        (home / "config" / "jupyter_server_config.d" / "probe.json").write_text(json.dumps(known))
        (home / "config" / "jupyter_server_config.json").write_text(json.dumps(config))
        folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        self.env = {**os.environ, **folders, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(home)}
        self.env["JUPYTER_PREFER_ENV_PATH"] = "0"  # config here goes before that of the environment
        self.home = home

    def __enter__(self):
        port = self.address.rsplit(":", 1)[1]
        options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
        options += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
        options += [f"--ServerApp.root_dir={self.home / 'files'}"]
        self.log = (self.home / "log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options], env=self.env, stdout=self.log, stderr=self.log
        )
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self):
        for _ in range(600):
            assert self.process.poll() is None, (self.home / "log").read_text()
            try:
                return self.ask("GET", "/api")
            except urllib.error.URLError:
                time.sleep(0.1)
        raise AssertionError((self.home / "log").read_text())

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        with urllib.request.urlopen(request, timeout=60) as got:
            return json.loads(got.read() or "null")

    def kernel_socket(self):
        """What the server says about its end of a kernel's websocket over which an answer has just come."""
        kernel = self.ask("POST", "/api/kernels", {})["id"]
        line = websocket.create_connection(
            f"{self.address.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id=test", timeout=60
        )
        try:
            header = {"msg_id": uuid.uuid4().hex, "msg_type": "kernel_info_request", "version": "5.3"}
            header |= {"session": "test", "username": "", "date": ""}
            empty = {"parent_header": {}, "metadata": {}, "content": {}, "buffers": []}
            line.send(json.dumps({"channel": "shell", "header": header, **empty}))
            while json.loads(line.recv())["parent_header"].get("msg_id") != header["msg_id"]:
                pass
            return self.ask("GET", f"/probe?peer={line.sock.getsockname()[1]}")
        finally:
            line.close()
            self.ask("DELETE", f"/api/kernels/{kernel}")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """With the extension as the wheel switches it on, and a pre-save hook that somebody else configured."""
    config = {"FileContentsManager": {"pre_save_hook": "probe.mark"}}
    with Server(tmp_path_factory.mktemp("server"), config, {}) as running:
        yield running


def output(**bundle):
    return {"output_type": "display_data", "metadata": {}, "data": bundle}


def notebook():
    view = {WIDGET: {"model_id": "1", "version_major": 2, "version_minor": 0}}
    printed = {"output_type": "stream", "name": "stdout", "text": ""}
    outputs = [output(**view, **{"text/html": "<figure>"}), output(**view), printed]
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "execution_count": 1, "outputs": outputs},
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "text"},
    ]
    state = {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"1": {}}}}}
    return {"cells": cells, "metadata": state, "nbformat": 4, "nbformat_minor": 5}


def test_the_open_socket_sends_at_once(server):
    assert server.kernel_socket() == {"no_delay": True, "chosen": "NoDelayConnection"}


@pytest.mark.parametrize(
    ("config", "extensions", "chosen"),
    [
        ({}, {"exoteach._server": False}, "ZMQChannelsWebsocketConnection"),
        ({"ServerApp": {"kernel_websocket_connection_class": "probe.Other"}}, {}, "Other"),
    ],
    ids=["switched off", "another class chosen"],
)
def test_left_alone(tmp_path, config, extensions, chosen):
    with Server(tmp_path / "server", config, extensions) as running:
        assert running.kernel_socket() == {"no_delay": False, "chosen": chosen}


def test_a_saved_notebook_keeps_its_picture_and_loses_the_dead_widget(server):
    server.ask("PUT", "/api/contents/a.ipynb", {"type": "notebook", "format": "json", "content": notebook()})
    saved = json.loads((server.home / "files" / "a.ipynb").read_text(encoding="utf-8"))
    first, second, _ = saved["cells"][0]["outputs"]
    assert first["data"] == {"text/html": ["<figure>"]}
    assert list(second["data"]) == [WIDGET]
    assert "widgets" not in saved["metadata"]
    assert saved["metadata"]["marked"] is True, "the hook that was there before must still run"


def test_other_files_are_saved_as_they_are(server):
    server.ask("PUT", "/api/contents/a.txt", {"type": "file", "format": "text", "content": WIDGET})
    assert (server.home / "files" / "a.txt").read_text() == WIDGET


def test_lab_does_not_ask_for_news(server):
    settings = server.ask("GET", "/lab/api/settings/@jupyterlab/apputils-extension:notification")
    defaults = {name: field["default"] for name, field in settings["schema"]["properties"].items()}
    assert (defaults["fetchNews"], defaults["checkForUpdates"]) == ("false", False)


def test_the_server_loads_nothing_heavy_for_it():
    heavy = "{'numpy', 'pandas', 'plotly', 'ipywidgets', 'anywidget'}"
    code = f"import sys, exoteach._server; print(*{heavy} & {{*sys.modules}})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == []
