"""What a load shows while it works: one bar over all bytes, with rows and time left, on the error stream."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tqdm import tqdm


class Progress:
    """A bar over the bytes of all files. Silent where nobody watches (no terminal) or where it is told to be."""

    def __init__(self, total_bytes: int, is_silent: bool = False) -> None:
        hidden = is_silent or not sys.stderr.isatty()
        self._bar = tqdm(
            total=total_bytes, unit="B", unit_scale=True, disable=hidden, leave=False, file=sys.stderr
        )
        self._rows = 0

    @contextmanager
    def file(self, path: Path) -> Iterator[Callable[[int, int], None]]:
        """Yields `tell(bytes_read, rows_read)`, to be called as one file is read."""
        start = self._bar.n
        rows = self._rows
        self._bar.set_description(path.name[:40])

        def tell(bytes_read: int, rows_read: int) -> None:
            self._rows = rows + rows_read
            self._bar.set_postfix_str(f"{self._rows:,} rows", refresh=False)
            self._bar.update(start + bytes_read - self._bar.n)

        yield tell
        self._bar.update(start + path.stat().st_size - self._bar.n)

    def skip(self, path: Path) -> None:
        """A file that need not be read counts as done."""
        self._bar.update(path.stat().st_size)

    def step(self, label: str) -> None:
        """Say what is being done once the files are read."""
        self._bar.set_description(label)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()
