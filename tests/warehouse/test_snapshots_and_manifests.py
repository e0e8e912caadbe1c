"""The reading side of the warehouse: names, refusals, many readers at once."""

import threading
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.load import Settings, load
from pipelines.named_files import find_files
from warehouse import NoWarehouse, QueryFailed, current_name, open_snapshot
from warehouse.cells import defused
from warehouse.connect import literal
from warehouse.durable import replace_text
from warehouse.manifest import Manifest, publish, read_manifest
from warehouse.sweep import sweep

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse") / "w"
    files = find_files([str(RAW / "aurora/events-2026-06.csv")], RAW / "sources.toml", None)
    load(files, Settings(folder, datetime(2026, 11, 25), is_silent=True))
    return folder


def manifest(sequence: int) -> Manifest:
    return Manifest(
        snapshot=f"{sequence:06d}-x",
        sequence=sequence,
        marts=f"marts/{sequence:06d}-x.duckdb",
        as_of=datetime(2026, 3, 1, 10, 30),
        utc_offset_minutes=480,
        taxonomy_version="1.0",
        facts={"b": ["facts/b/1.parquet"]},
        quarantine={"b": "quarantine/b.parquet"},
    )


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, manifest(3))
    assert read_manifest(tmp_path) == manifest(3)
    assert current_name(tmp_path) == "000003-x"
    assert manifest(3).files() == {"facts/b/1.parquet", "quarantine/b.parquet", "marts/000003-x.duckdb"}


def test_nothing_published_is_said_with_what_to_do(tmp_path: Path) -> None:
    assert current_name(tmp_path) is None
    with pytest.raises(NoWarehouse, match="python -m pipelines load"):
        open_snapshot(tmp_path)


def test_a_small_file_is_replaced_whole(tmp_path: Path) -> None:
    replace_text(tmp_path / "CURRENT", "one")
    replace_text(tmp_path / "CURRENT", "two")
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]
    assert (tmp_path / "CURRENT").read_text("utf-8") == "two"


def test_the_sweep_keeps_what_is_published_and_the_last_marts(tmp_path: Path) -> None:
    kept = manifest(5)
    for number in range(1, 6):
        marts = tmp_path / f"marts/{number:06d}-x.duckdb"
        marts.parent.mkdir(exist_ok=True)
        marts.touch()
    for name in ("facts/b/1.parquet", "facts/b/2.parquet", "quarantine/b.parquet", "quarantine/old.parquet"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    sweep(tmp_path, kept)
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == [
        "facts/b/1.parquet",
        "marts/000003-x.duckdb",
        "marts/000004-x.duckdb",
        "marts/000005-x.duckdb",
        "quarantine/b.parquet",
    ]


def test_the_public_relations_have_the_columns_of_the_contract(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    for relation, columns in CONTRACT.items():
        held = set(snapshot.arrow(f"SELECT * FROM {relation} LIMIT 0").column_names)
        assert set(columns.split()) - held == set(), relation


DIMENSIONS = "channel region app_version os component bank release"
CONTRACT = {
    "events": "event_id occurred_at event_type wallet_token user_token platform request_id error_code message "
    f"signature_id {DIMENSIONS} amount currency policy_clause attributes batch_id source_file source_line",
    "attempts": "attempt_id case_id attempt_number wallet_token platform requested_at decided_at outcome error_code "
    f"message cause_category cause other_causes decided_by confidence taxonomy_version {DIMENSIONS}",
    "failures": "attempt_id case_id cause",
    "cases": "case_id wallet_token platform first_requested_at first_failed_at resolved_at ended_at end_kind "
    "is_resolved time_to_resolution_hours hours_observed count_attempts count_failures first_cause causes "
    "frozen_amount frozen_days interest_amount count_credit_reports count_documents_requested "
    "count_reviews_repeated count_legal_actions channels countermeasures is_reregistered",
    "signatures": "signature_id error_code template count_failures first_seen_at last_seen_at cause_category cause "
    "other_causes decided_by confidence",
    "quarantine": "batch_id source_file source_line rule detail row_masked",
    "batches": "batch_id source source_file loaded_at rows_read rows_accepted rows_duplicate rows_quarantined "
    "first_event_at last_event_at",
    "spikes": "spike_id series started_at ended_at observed expected score severity explained_by count_wallets",
    "causes": "cause cause_category label_en label_zh owner advice taxonomy_version",
}


def test_many_threads_may_ask_one_snapshot(folder: Path) -> None:
    snapshot, counts = open_snapshot(folder), []

    def ask() -> None:
        counts.extend(
            snapshot.arrow("SELECT count(*) AS n FROM events").to_pylist()[0]["n"] for _ in range(20)
        )

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counts) == 160
    assert len(set(counts)) == 1


def test_values_go_in_as_parameters(folder: Path) -> None:
    found = open_snapshot(folder).query("SELECT $text AS text", {"text": "'; DROP TABLE attempts; --"})
    assert found["text"].tolist() == ["'; DROP TABLE attempts; --"]


def test_a_bad_select_says_where(folder: Path) -> None:
    with pytest.raises(QueryFailed, match="nothing_of_that_name"):
        open_snapshot(folder).query("SELECT nothing_of_that_name FROM attempts")


@pytest.mark.parametrize("path", ["/etc/passwd", "../secret.parquet", "/var/*"])
def test_no_file_outside_the_warehouse_can_be_read(folder: Path, path: str) -> None:
    with pytest.raises(QueryFailed):
        open_snapshot(folder).query(f"SELECT * FROM read_text({literal(path)})")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        (-1, -1),
        (None, None),
        ("a=1", "a=1"),
    ],
)
def test_formulas_are_defused_and_numbers_are_not(cell: object, safe: object) -> None:
    assert defused(cell) == safe


def test_literals_hold_what_they_are_given() -> None:
    assert literal(["it's", 1, True]) == "['it''s', 1, true]"
