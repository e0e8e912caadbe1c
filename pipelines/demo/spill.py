"""Rows between simulation and files: one scratch file for each file to be, so that memory stays small."""

import shutil
from pathlib import Path

import numpy as np

from pipelines.demo.arrays import Ints, Rows
from pipelines.demo.rows import ROW


class Spill:
    """Appends rows by file; gives each file's rows back in the order in which they arrive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)  # what a run that was killed left behind
        folder.mkdir(parents=True)

    def add(self, rows: Rows, file: Ints) -> None:
        """Keep each row for the file with this number."""
        order = np.argsort(file, kind="stable")
        rows, file = rows[order], file[order]
        numbers, starts = np.unique(file, return_index=True)
        for number, part in zip(numbers, np.split(rows, starts[1:]), strict=True):
            with self._path(int(number)).open("ab") as scratch:
                scratch.write(part.tobytes())

    def take(self, number: int) -> Rows:
        """The rows of one file, by arrival; its scratch file is gone afterwards."""
        path = self._path(number)
        if not path.exists():
            return np.zeros(0, dtype=ROW)
        rows = np.fromfile(path, dtype=ROW)
        path.unlink()
        ordered: Rows = rows[np.lexsort((rows["copy"], rows["number"], rows["arrived"]))]
        return ordered

    def close(self) -> None:
        self._folder.rmdir()

    def _path(self, number: int) -> Path:
        return self._folder / f"{number}.rows"
