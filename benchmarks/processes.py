"""A command run as a whole process: its wall time, the CPU time of all its threads, its peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One process: wall and CPU seconds, peak resident memory in MiB."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float


def run(arguments: Sequence[str]) -> Run:
    """Run `python ARGUMENTS` and wait for it. Raises RuntimeError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {process.returncode}")
    kib_per_unit = 1 if sys.platform == "linux" else 1 / 1024  # macOS gives bytes
    wall = time.perf_counter() - started
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * kib_per_unit / 1024)


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure, and the largest memory."""
    return Run(
        median(one.wall_seconds for one in runs),
        median(one.cpu_seconds for one in runs),
        max(one.peak_mib for one in runs),
    )
