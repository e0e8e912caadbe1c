"""What a reader may have the write side do, each in a process of its own: `python -m pipelines review ...`.

The dashboard imports nothing that writes. It passes entries as JSON on stdin, never through a shell, and believes the
exit code alone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
BUSY = 4
Kind = Literal["assign", "merge", "split", "undo"]


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
    return answer(folder, [kind, "--from-json", "-"], json.dumps(entry).encode())


def preview(folder: Path, drafts: list[dict[str, Any]]) -> dict[str, Any]:
    """What applying the pending entries and these drafts would change; nothing is written. Raises Refused."""
    stated = ["--from-json", "-"] if drafts else []
    return answer(folder, ["preview", *stated], json.dumps(drafts).encode())


def apply(folder: Path, reviewer: str, through: str | None) -> dict[str, Any]:
    """Publish the pending entries, up to `through` where it is given; returns the snapshot. Raises Refused."""
    until = [f"--through={through}"] if through else []
    return answer(folder, ["apply", f"--reviewer={reviewer}", *until])


def answer(folder: Path, words: list[str], said: bytes = b"") -> dict[str, Any]:
    """Run one review command in a process of its own; no shell reads its words."""
    command = [sys.executable, "-m", "pipelines", "review", *words, "--json", "--warehouse", str(folder)]
    done = subprocess.run(command, input=said, capture_output=True, cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(sentence(done.stderr), is_busy=done.returncode == BUSY)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sentence(said: bytes) -> str:
    """What the command gave as its reason; without one, its last line is the nearest to it."""
    lines = said.decode(errors="replace").strip().splitlines() or ["no answer"]
    told = [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]
    return (told or lines)[-1]
