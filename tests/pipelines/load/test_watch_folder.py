"""A folder under watch, with a clock of the test's own: files that land, grow, are renamed, are broken."""

import gzip
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from load_rows import HEADER, Workplace, failure, success

from pipelines.intake import LogFile
from pipelines.load import Loaded, load
from pipelines.named_files import files_below
from pipelines.watching import AGAIN_SECONDS, GROWING_SECONDS, SETTLED_SECONDS, STALE_SECONDS, Watch
from warehouse import open_snapshot
from warehouse.lock import AnotherLoader, loader_lock

COUNT = "SELECT count(*) FROM events"
ROWS = [*failure("2026-03-01T10:00", "w1", "a"), *success("2026-03-02T10:00", "w1", "b")]


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    return folder


def watch_of(place: Workplace, landing: Path) -> Watch:
    def loading(files: Sequence[LogFile]) -> Loaded:
        return load(files, place.settings)

    return Watch(lambda: files_below(landing, None), loading)


def text(*rows: str, end: str = "\n") -> str:
    return "\n".join([HEADER, *(row + "," * (HEADER.count(",") - row.count(",")) for row in rows)]) + end


def test_a_file_is_loaded_once_when_nobody_writes_to_it_any_more(place: Workplace, landing: Path) -> None:
    watch = watch_of(place, landing)
    assert watch.look(0.0) is None
    (landing / "a.csv").write_text(text(*ROWS))
    assert watch.look(1.0) is None
    assert watch.look(1.0 + SETTLED_SECONDS) is not None
    assert place.ask(COUNT) == [(4,)]
    assert watch.look(100.0) is None


def test_half_a_line_waits_for_its_other_half(place: Workplace, landing: Path) -> None:
    watch, log = watch_of(place, landing), landing / "a.csv"
    log.write_text(text(*ROWS)[:-20])
    assert [watch.look(at) for at in (0.0, 5.0, 40.0)] == [None, None, None]
    log.write_text(text(*ROWS))
    assert watch.look(41.0) is not None  # it waited for longer than GROWING_SECONDS, and is whole
    assert place.ask(COUNT) == [(4,)]
    assert place.ask("SELECT count(*) FROM quarantine") == [(0,)]


def test_a_last_line_that_never_ends_is_loaded_in_the_end(place: Workplace, landing: Path) -> None:
    watch = watch_of(place, landing)
    (landing / "a.csv").write_text(text(*ROWS, end=""))
    assert watch.look(0.0) is None
    assert watch.look(STALE_SECONDS) is not None
    assert place.ask(COUNT) == [(4,)]


def test_a_file_that_grows_all_the_time_is_loaded_as_far_as_it_is(place: Workplace, landing: Path) -> None:
    watch, log = watch_of(place, landing), landing / "a.csv"
    log.write_text(text(*ROWS[:2]))
    assert watch.look(0.0) is None
    for second in range(1, int(GROWING_SECONDS)):
        log.write_text(text(*ROWS[:2], *["2026-03-03T10:00Z,help.contacted,w1,p"] * second))
        assert watch.look(float(second)) is None
    assert watch.look(GROWING_SECONDS) is not None
    log.write_text(text(*ROWS))
    watch.look(100.0)
    watch.look(100.0 + SETTLED_SECONDS)
    # 2 events, one repeated 29 times, then 2 more; the first 2 once again are duplicates
    assert place.ask(COUNT) == [(5,)]


def test_a_rotated_file_is_the_same_file(place: Workplace, landing: Path) -> None:
    watch, log = watch_of(place, landing), landing / "a.csv"
    log.write_text(text(*ROWS[:2]))
    watch.look(0.0)
    assert watch.look(3.0) is not None
    log.rename(landing / "a.csv.1")
    log.write_text(text(*ROWS[2:]))
    watch.look(4.0)
    loaded = watch.look(7.0)
    assert loaded is not None
    assert [one.rows_accepted for one in loaded.batches] == [2]
    assert place.ask("SELECT count(*), sum(rows_duplicate) FROM batches") == [(2, 0)]


def test_a_watch_that_begins_anew_loads_nothing_twice(place: Workplace, landing: Path) -> None:
    (landing / "a.csv").write_text(text(*ROWS))
    for _ in range(2):
        watch = watch_of(place, landing)
        watch.look(0.0)
        watch.look(3.0)
    assert place.ask(COUNT) == [(4,)]
    assert place.ask("SELECT count(*) FROM batches") == [(1,)]


def test_half_of_a_packed_file_is_refused_and_loaded_when_it_is_whole(place: Workplace, landing: Path) -> None:
    watch, log = watch_of(place, landing), landing / "a.csv.gz"
    packed = gzip.compress(text(*ROWS).encode())
    log.write_bytes(packed[: len(packed) // 2])
    watch.look(0.0)
    refused = watch.look(3.0)
    assert refused is not None
    assert len(refused.intake.refused) == 1
    assert watch.look(10.0) is None  # it did not change: nothing is tried again
    log.write_bytes(packed)
    watch.look(11.0)
    assert watch.look(14.0) is not None
    assert place.ask(COUNT) == [(4,)]


def test_files_named_as_unfinished_and_empty_ones_are_left_alone(place: Workplace, landing: Path) -> None:
    watch = watch_of(place, landing)
    for name in ("a.csv.part", ".a.csv", "b.tmp"):
        (landing / name).write_text(text(*ROWS))
    (landing / "c.csv").write_text("")
    assert [watch.look(at) for at in (0.0, 100.0)] == [None, None]


def test_a_load_that_failed_is_tried_again_a_little_later(place: Workplace, landing: Path) -> None:
    watch = watch_of(place, landing)
    (landing / "a.csv").write_text(text(*ROWS))
    watch.look(0.0)
    with loader_lock(place.folder), pytest.raises(AnotherLoader):
        watch.look(3.0)
    assert watch.look(4.0) is None
    assert watch.look(3.0 + AGAIN_SECONDS) is not None
    assert place.ask(COUNT) == [(4,)]


def test_only_what_a_source_fits_is_found(tmp_path: Path, landing: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nname = "ours"\nfiles = ["landing/**/*.csv"]\nformat = "csv"\n')
    (landing / "deep").mkdir()
    for name in ("deep/a.csv", "notes.txt"):
        (landing / name).write_text("x\n")
    assert [(file.path.name, file.source.name) for file in files_below(landing, sources)] == [("a.csv", "ours")]


@pytest.mark.slow
def test_the_command_stops_cleanly_when_it_is_told(place: Workplace, landing: Path) -> None:
    command = [sys.executable, "-m", "pipelines", "watch", str(landing), "--warehouse", str(place.folder)]
    process = subprocess.Popen([*command, "--every", "0.2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    (landing / "a.csv").write_text(text(*ROWS))
    deadline = time.monotonic() + 60
    while not (place.folder / "CURRENT").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    said, complaints = process.communicate(timeout=60)
    assert process.returncode == 0, complaints
    assert "rows accepted 4, quarantined 0; open spikes 0" in said
    assert said.rstrip().endswith("stopped")
    assert open_snapshot(place.folder).arrow(COUNT).to_pylist() == [{"count_star()": 4}]
