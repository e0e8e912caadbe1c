"""Files loaded as they land: which of those in a folder are complete, and which of them are not loaded yet.

What was loaded is known by its hash in the warehouse, so a watch that begins anew finds its place by loading what it
finds: nothing is lost, and nothing counted twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.intake import LogFile
from pipelines.load import Loaded

SETTLED_SECONDS = 2.0  # a file that nobody wrote to for so long is complete, if its last line is
GROWING_SECONDS = 30.0  # one that is written to all the time is loaded as far as it is
STALE_SECONDS = 60.0  # a last line without an end that waited so long will not get one
AGAIN_SECONDS = 15.0  # a load that failed, or found another at work, is tried again
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".swp")
PACKED = (".gz", ".zst", ".parquet")


class Sight(NamedTuple):
    """A file as it was seen; another name for the same inode is the same file."""

    inode: int
    count_bytes: int
    written_ns: int


@dataclass
class Watched:
    """One file that is not loaded as it is: what was seen of it last, since when, and since when it is waited for."""

    sight: Sight
    unchanged_since: float
    waiting_since: float


@dataclass
class Watch:
    """One folder under watch. `find` lists its files, `load` loads some of them; instants are seconds of one clock."""

    find: Callable[[], Sequence[LogFile]]
    load: Callable[[Sequence[LogFile]], Loaded]
    loaded: dict[int, Sight] = field(default_factory=dict)
    waiting: dict[int, Watched] = field(default_factory=dict)
    failed_at: float | None = None

    def look(self, now: float) -> Loaded | None:
        """Load what is complete and not loaded yet; None where there is nothing. What `load` raises is raised on.

        A file that was refused is not tried again before it changes; a load that failed, after AGAIN_SECONDS.
        """
        due = list(self._due(now))
        if not due or (self.failed_at is not None and now - self.failed_at < AGAIN_SECONDS):
            return None
        self.failed_at = now
        loaded = self.load([file for file, _ in due])
        self.failed_at = None
        for _, sight in due:
            self.loaded[sight.inode] = sight
            del self.waiting[sight.inode]
        return loaded

    def _due(self, now: float) -> Iterator[tuple[LogFile, Sight]]:
        for file in self.find():
            sight = seen(file.path)
            if sight is None or self.loaded.get(sight.inode) == sight:
                continue
            if self._is_due(file.path, self._waited(sight, now), now):
                yield file, sight

    def _waited(self, sight: Sight, now: float) -> Watched:
        one = self.waiting.setdefault(sight.inode, Watched(sight, now, now))
        if one.sight != sight:
            one.sight, one.unchanged_since = sight, now
        return one

    def _is_due(self, path: Path, one: Watched, now: float) -> bool:
        unchanged = now - one.unchanged_since
        is_settled = unchanged >= SETTLED_SECONDS or now - one.waiting_since >= GROWING_SECONDS
        return is_settled and (ends_whole(path) or unchanged >= STALE_SECONDS)


def seen(path: Path) -> Sight | None:
    """The file as it is; None where it is gone, empty, or named as one that is still being written."""
    if path.name.startswith(".") or path.suffix in UNFINISHED:
        return None
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Sight(found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else None


def ends_whole(path: Path) -> bool:
    """Whether the last line of a text is complete; what is packed has none, and half of it is refused by the load."""
    if path.suffix in PACKED:
        return True
    try:
        with path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) in (b"\n", b"\r", b"\0")  # the last byte of a line end in UTF-16
    except OSError:
        return False
