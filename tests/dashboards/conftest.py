"""A small real warehouse, loaded once; the app under AppTest; one server for the browser."""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pipelines.demo import write
from pipelines.load import Settings, load
from pipelines.named_files import find_files

ROOT = Path(__file__).resolve().parents[2]
HOME = "overview"
SECONDS_TO_START = 40
OpenApp = Callable[..., AppTest]


@pytest.fixture(scope="session")
def warehouse_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of 1,500 wallets over 60 days, loaded; the workers of one run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "dashboard-warehouse"
    with (shared / "dashboard-warehouse.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "CURRENT").exists():
            sources = write(shared / "dashboard-logs", wallets=1500, seed=7, days=60)
            load(find_files([], sources, None), Settings(folder, datetime(2026, 11, 25), is_silent=True))
    return folder


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """open_app(folder, page, **address) -> the app, run once on that page with that address."""

    def opened(folder: Path, page: str = HOME, **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("TERMINATION_WAREHOUSE", str(folder))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in address.items():
            app.query_params[key] = value
        # The pages are functions, which AppTest.switch_page cannot name; this is what it would set.
        app._page_hash = calc_hash("" if page == HOME else page)
        return app.run()

    return opened


@pytest.fixture(scope="session")
def server(warehouse_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served over the small warehouse."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"TERMINATION_WAREHOUSE": str(warehouse_folder)}
    log = tmp_path_factory.mktemp("server") / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_healthy(port, process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server answers; raises with its log where it does not."""
    for _ in range(SECONDS_TO_START * 10):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text())
