"""A log of four attempts an hour with rules over it, and what real servers that take messages are made of."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.load import Settings, load
from pipelines.named_files import find_files

FIRST = datetime(2026, 11, 1)
HEADER = "occurred_at,event_type,wallet_id,platform,event_id,request_id,error_code,message"


@dataclass
class Log:
    """Hours of p, loaded piece by piece; in those of `broken` all four attempts fail. Days begin at midnight UTC."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "warehouse"

    def load(self, hours: range, broken: range = range(0), count: int = 4) -> None:
        path = self.root / f"{hours.start}-{count}.csv"
        path.write_text("\n".join([HEADER, *rows(hours, broken, count)]) + "\n", encoding="utf-8")
        settings = Settings(self.folder, datetime(2026, 11, 25), utc_offset_minutes=0, is_silent=True)
        load(find_files([str(path)], None, None), settings)

    def rules(self, text: str = "", to: str = '["ops"]') -> Path:
        path = self.root / "alerts.toml"
        path.write_text(f"{CHANNEL}{RATE.format(to=to)}{text}", encoding="utf-8")
        return path


CHANNEL = '[[channel]]\nname = "ops"\nurl_from = "TEST_ALERT_URL"\nlanguage = "both"\n'
# half of the attempts of two hours, and six failures at least
RATE = """[[rule]]
name = "half"
kind = "rate"
least_failures = 6
least_rate = 0.5
over_hours = 2
clear_hours = 2
owner = "li.wei"
to = {to}
"""


def rows(hours: range, broken: range, count: int) -> Iterator[str]:
    """A request and its end a minute later, `count` times an hour."""
    for hour in hours:
        for number in range(count):
            at = FIRST + timedelta(hours=hour, minutes=10 * number)
            key = f"{hour}x{number}x{count}"
            yield f"{at:%Y-%m-%dT%H:%M}Z,termination.requested,w{key},p,{key}a,r{key},,"
            is_broken = hour in broken
            end, said = ("failed", "SVC,Service unavailable") if is_broken else ("succeeded", ",")
            yield f"{at + timedelta(minutes=1):%Y-%m-%dT%H:%M}Z,termination.{end},w{key},p,{key}b,r{key},{said}"


@dataclass
class Web:
    """A webhook: what it was sent, and the status it answers with, once it is let go on."""

    address: str
    status: int = 200
    taken: list[str] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)


class Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to hand over a message."""

    letters: list[str]

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            word = line.strip().upper()
            if word == b"DATA":
                self.say("354 go on")
                self.letters.append(self.letter())
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def letter(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines).decode()

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[None]:
    """Serve in a thread, and stop."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
