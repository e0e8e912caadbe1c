"""A log with rules over it, and real servers that take messages."""

import socketserver
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from alert_log import Log, Mail, Web, served


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    monkeypatch.setenv("TERMINATION_TOKEN_KEY", "a key of no secret at all")
    monkeypatch.delenv("TERMINATION_ALERTS", raising=False)
    return Log(tmp_path)


@pytest.fixture
def web() -> Iterator[Web]:
    found: list[Web] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if found[0].status == 200:
                found[0].taken.append(body)
            found[0].may_answer.wait(60)
            self.send_response(found[0].status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.append(Web(f"json://127.0.0.1:{server.server_port}/secret-hook-key"))
    found[0].may_answer.set()
    with served(server):
        yield found[0]


@pytest.fixture
def mail() -> Iterator[tuple[int, list[str]]]:
    """The port of a mail server, and the letters it took."""
    letters: list[str] = []
    handler: Callable[..., Mail] = type("Handler", (Mail,), {"letters": letters})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    with served(server):
        yield server.server_address[1], letters
