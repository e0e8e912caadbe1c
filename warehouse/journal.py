"""Files of one entry a line that are added to and never changed: what people say, kept beside the snapshots.

An entry that was added survives a power cut; half a line that a crash left never counted.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from warehouse.durable import sync_folder


@contextmanager
def writing(lock: Path) -> Iterator[None]:
    """Hold a journal for writing; another writer is waited for. The kernel drops the lock when the process dies."""
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def read_lines(path: Path) -> list[bytes]:
    """The whole lines, without what a crash left half written; none where there is no file."""
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def add_lines(path: Path, lines: Sequence[str]) -> None:
    """Add lines durably, in place of half a line that a crash left; only while the journal is held."""
    with path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
