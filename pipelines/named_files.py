"""Which files a load was asked for, and how each is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from glob import glob, has_magic
from pathlib import Path

from pipelines.intake import LogFile
from pipelines.sources import Source, SourceError, read_sources, ready_source

DEFAULT_SOURCE = "events"


def find_files(patterns: Sequence[str], sources_file: Path | None, name: str | None) -> list[LogFile]:
    """The files to load: all of a sources file, or those named, each with its source.

    A named file is read by the source called `name`, else by the one of the sources file whose patterns match it,
    else as the contract's own format. Raises SourceError where nothing matches.
    """
    sources = read_sources(sources_file) if sources_file else []
    if not patterns:
        if not sources:
            raise SourceError("Name the files to load, or a sources file with --sources.")
        chosen = [source for source in sources if name in (None, source.name)]
        if not chosen:
            raise SourceError(f'{sources_file} has no source "{name}".')
        return [LogFile(path, source) for source in chosen for path in source.paths()]
    paths = dict.fromkeys(path for pattern in patterns for path in _matching(pattern))
    return [LogFile(path, _source_of(path, sources, name)) for path in paths]


def files_below(folder: Path, sources_file: Path | None) -> list[LogFile]:
    """The files in a folder and its folders as they are now, each with its source, in the order of their names.

    With a sources file those that one of its sources fits; else all, in the contract's own format. None is an answer.
    Raises SourceError where the sources file is broken.
    """
    below = sorted(path for path in folder.rglob("*") if path.is_file() and path != sources_file)
    if sources_file is None:
        return [LogFile(path, _ready(path)) for path in below]
    fits: dict[Path, Source] = {}
    for source in reversed(read_sources(sources_file)):
        fits |= {found.resolve(): source for pattern in source.files for found in source.folder.glob(pattern)}
    return [LogFile(path, fits[path.resolve()]) for path in below if path.resolve() in fits]


def _matching(pattern: str) -> Iterator[Path]:
    if not has_magic(pattern) or Path(pattern).exists():
        if not Path(pattern).exists():
            raise SourceError(f"There is no file {pattern}.")
        yield Path(pattern)
        return
    found = sorted(glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise SourceError(f"No file matches {pattern}.")
    yield from (Path(path) for path in found)


def _source_of(path: Path, sources: Sequence[Source], name: str | None) -> Source:
    if name:
        own = {source.name: source for source in sources}
        return own[name] if name in own else ready_source(name)
    whole = path.resolve()
    fits = [source for source in sources if _is_of(source, whole)]
    if sources and not fits:
        raise SourceError(f"{path} matches no source of the sources file. Name one with --source.")
    return fits[0] if fits else _ready(path)


def _ready(path: Path) -> Source:
    return replace(ready_source(DEFAULT_SOURCE), folder=path.parent)


def _is_of(source: Source, path: Path) -> bool:
    return any(path == found.resolve() for pattern in source.files for found in source.folder.glob(pattern))
