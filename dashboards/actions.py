"""What a reader may have done, each in a process of its own: reviews, notes and views kept, reports written.

The dashboard imports nothing that writes. It passes entries as JSON on stdin, never through a shell, and believes the
exit code alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
BUSY = 4
Kind = Literal["assign", "merge", "split", "undo"]
Shared = Literal["note", "view", "spike"]
Entry = Literal["add", "change", "delete"]


class Refused(Exception):
    """The write side did not do it; the text is its own sentence. `is_busy`: another load or apply is at work."""

    def __init__(self, sentence: str, is_busy: bool = False) -> None:
        super().__init__(sentence)
        self.is_busy = is_busy


def can_write(folder: Path) -> bool:
    """Whether the warehouse may be written by whom the dashboard runs as."""
    return os.access(folder, os.W_OK | os.X_OK)


def keep(folder: Path, kind: Kind, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Keep an entry as pending; returns its id and how many are pending. Raises Refused."""
    return answer(folder, ["review", kind, "--from-json", "-"], json.dumps(entry).encode())


def preview(folder: Path, drafts: list[dict[str, Any]]) -> dict[str, Any]:
    """What applying the pending entries and these drafts would change; nothing is written. Raises Refused."""
    stated = ["--from-json", "-"] if drafts else []
    return answer(folder, ["review", "preview", *stated], json.dumps(drafts).encode())


def apply(folder: Path, reviewer: str, through: str | None) -> dict[str, Any]:
    """Publish the pending entries, up to `through` where it is given; returns the snapshot. Raises Refused."""
    until = [f"--through={through}"] if through else []
    return answer(folder, ["review", "apply", f"--reviewer={reviewer}", *until])


def share(folder: Path, thing: Shared, kind: Entry, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Add, change or delete a note, a saved view or a mark on a spike; returns its id. Raises Refused."""
    return answer(folder, [thing, kind, "--from-json", "-"], json.dumps(entry).encode())


def alerts(folder: Path) -> dict[str, Any]:
    """What the alert rules come to now and over the log, and the messages so far. Raises Refused."""
    return answer(folder, ["alert", "status"])


def report(folder: Path, language: str, address: str, page: str | None, suffix: str) -> bytes:
    """A page, or without one the whole dashboard, as a file of that suffix (.html, .pdf). Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="report-") as place:
        out = Path(place) / f"report{suffix}"
        words = [f"--out={out}", f"--language={language}", f"--address={address}", f"--warehouse={folder}"]
        run(["dashboards.report", *words, *([f"--page={page}"] if page else [])])
        return out.read_bytes()


def answer(folder: Path, words: list[str], said: bytes = b"") -> dict[str, Any]:
    """What a command of the write side answers."""
    found: dict[str, Any] = json.loads(run(["pipelines", *words, "--json", "--warehouse", str(folder)], said))
    return found


def run(words: list[str], said: bytes = b"") -> bytes:
    """Run one command in a process of its own; no shell reads its words. Raises Refused."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, input=said, capture_output=True, cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(sentence(done.stderr), is_busy=done.returncode == BUSY)
    return done.stdout


def sentence(said: bytes) -> str:
    """What the command gave as its reason; without one, its last line is the nearest to it."""
    lines = said.decode(errors="replace").strip().splitlines() or ["no answer"]
    told = [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]
    return (told or lines)[-1]
