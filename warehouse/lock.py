"""One loader at a time, by a lock that the kernel drops when the process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AnotherLoader(Exception):
    """A second loader was started while one is at work."""


@contextmanager
def loader_lock(folder: Path) -> Iterator[None]:
    """Hold the warehouse for writing; raises AnotherLoader at once where another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "loader.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise AnotherLoader(
                f"Another load is writing to {folder} (process {holder}). Wait for it to end, then run this again."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
