"""Quarantined rows move to accepted once the mapping is mended, within their batch."""

from datetime import datetime
from pathlib import Path

import pytest
from load_rows import Workplace

from pipelines.replay import Replayed, ReplayError, replay

AT = datetime(2026, 11, 26)
MAPPED = """
[[source]]
name = "ours"
files = "*.csv"
[source.values.event_type]
"closed" = "termination.succeeded"
"""
BARE = '[[source]]\nname = "ours"\nfiles = "*.csv"\n'
ROWS = (
    "2026-03-01T10:00:00Z,termination.requested,w1,p,1,r1",
    "2026-03-01T10:05:00Z,closed,w1,p,2,r1",
    "2026-03-01T10:06:00Z,opened,w1,p,3,r1",
)


@pytest.fixture
def sources(place: Workplace) -> Path:
    """A sources file whose mapping lacks a word; one row in three is sound."""
    path = place.root / "sources.toml"
    path.write_text(BARE, encoding="utf-8")
    place.load_files(place.write("log.csv", *ROWS), sources=path)
    assert place.ask("SELECT rows_accepted, rows_quarantined FROM batches") == [(1, 2)]
    return path


def test_what_is_sound_under_the_mended_mapping_is_accepted(place: Workplace, sources: Path) -> None:
    sources.write_text(MAPPED, encoding="utf-8")
    found = replay(place.folder, sources, None, AT)
    assert list(found.replayed) == [Replayed(str(place.root / "log.csv"), 2, 1, 0, 1)]
    assert place.ask("SELECT rows_read, rows_accepted, rows_quarantined, rules FROM batches") == [
        (3, 2, 1, '{"event_type_unknown": 1}')
    ]
    assert place.ask("SELECT source_line FROM quarantine") == [(4,)]
    assert place.ask(
        "SELECT outcome, source_line FROM attempts JOIN events USING (request_id) ORDER BY 2"
    ) == [
        ("succeeded", 2),
        ("succeeded", 3),
    ]


def test_a_second_replay_finds_nothing_more(place: Workplace, sources: Path) -> None:
    sources.write_text(MAPPED, encoding="utf-8")
    replay(place.folder, sources, None, AT)
    again = replay(place.folder, sources, None, AT)
    assert again.replayed == (Replayed(str(place.root / "log.csv"), 1, 0, 0, 1),)
    assert place.ask("SELECT rows_accepted, rows_quarantined FROM batches") == [(2, 1)]


def test_a_file_that_changed_is_not_read_again(place: Workplace, sources: Path) -> None:
    place.write("log.csv", *ROWS, ROWS[0])
    assert "has changed since" in replay(place.folder, sources, None, AT).skipped[0]
    batch = str(place.ask("SELECT batch_id FROM batches")[0][0])
    with pytest.raises(ReplayError, match="has changed since"):
        replay(place.folder, sources, batch, AT)


def test_a_file_that_is_gone_is_asked_for(place: Workplace, sources: Path) -> None:
    (place.root / "log.csv").unlink()
    assert "not there any more" in replay(place.folder, sources, None, AT).skipped[0]


def test_the_sources_file_is_asked_for_where_the_source_is_not_a_ready_one(
    place: Workplace, sources: Path
) -> None:
    assert sources.exists()
    assert "--sources" in replay(place.folder, None, None, AT).skipped[0]


def test_a_batch_nobody_knows(place: Workplace, sources: Path) -> None:
    with pytest.raises(ReplayError, match="There is no batch 123"):
        replay(place.folder, sources, "123", AT)
