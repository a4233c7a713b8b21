"""A real JupyterLab for the tests: private settings, a private folder of notebooks, no way out to the network."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

NOT_INHERITED = ("EXOTEACH_PROGRESS", "EXOTEACH_INSTRUCTOR", "EXOTEACH_DATA")
OPTIONS = [
    "--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password=",
    "--expose-app-in-browser", "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]  # fmt: skip


def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def private_environment(home):
    """Return an environment whose Jupyter settings and kernels' files are all under ``home``; progress stays beside the notebook."""
    settings = home / "settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
    names = {"CONFIG_DIR": "config", "DATA_DIR": "data", "RUNTIME_DIR": "runtime"}
    jupyter = {f"JUPYTER_{k}": str(home / v) for k, v in names.items()}
    lab = {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    inherited = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
    return inherited | jupyter | lab | {"IPYTHONDIR": str(home / "ipython"), "HOME": str(home)}


@contextlib.contextmanager
def running_lab(folder: Path, home: Path):
    """Serve ``folder`` with JupyterLab; yields the base address. The server stops its kernels when it is told to stop."""
    port, log = free_port(), home / "lab.log"
    command = [sys.executable, "-m", "jupyterlab", f"--port={port}", *OPTIONS, f"--ServerApp.root_dir={folder}"]
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=private_environment(home), cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + "/api", process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(address, process, log, patience=120):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped at once:\n{log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{address}\n{log.read_text()[-2000:]}")
