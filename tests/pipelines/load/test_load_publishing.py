"""One snapshot or none: what a reader sees while loads come, fail and are killed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from load_rows import LOADED_AT, Workplace, failure, success
from taxonomy_changed import changed_taxonomy

from pipelines import audits
from pipelines.audits import AuditFailed
from pipelines.engines.duckdb import sql_names
from pipelines.load import Settings, load
from pipelines.named_files import find_files
from warehouse import NewerWarehouse, current_name, open_snapshot
from warehouse.lock import AnotherLoader, loader_lock


def test_a_reader_keeps_its_snapshot_while_a_load_publishes_the_next(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    reader = open_snapshot(place.folder)
    place.load("2.csv", *failure("2026-03-02T10:00", "w2", "b"))
    count = "SELECT count(*) AS n FROM attempts"
    assert reader.arrow(count).to_pylist() == [{"n": 1}]
    assert open_snapshot(place.folder).arrow(count).to_pylist() == [{"n": 2}]


def test_a_second_loader_is_told_who_holds_the_warehouse(place: Workplace) -> None:
    log = place.write("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    with loader_lock(place.folder), pytest.raises(AnotherLoader, match=r"process [0-9]+"):
        place.load_files(log)
    assert current_name(place.folder) is None


def test_a_warehouse_of_a_newer_version_is_left_alone(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    current = place.folder / "CURRENT"
    current.write_text(json.dumps(json.loads(current.read_text("utf-8")) | {"format_version": 99}), "utf-8")
    with pytest.raises(NewerWarehouse, match="format 99"):
        place.load("2.csv", *failure("2026-03-02T10:00", "w2", "b"))


def test_a_refused_file_leaves_the_others_to_be_loaded(place: Workplace) -> None:
    good = place.write("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    bad = place.root / "2.csv"
    bad.write_text("when,what\n1,2\n", encoding="utf-8")
    loaded = place.load_files(good, bad)
    assert next(reason for _, reason in loaded.intake.refused).startswith(f'{bad} has no column "occurred_at"')
    assert place.ask("SELECT count(*) FROM batches") == [(1,)]
    assert not list(place.folder.glob("staging-*"))


def test_files_without_any_row_publish_nothing(place: Workplace) -> None:
    assert place.load("empty.csv").published is None
    assert current_name(place.folder) is None


def test_a_file_with_a_header_alone_is_a_batch_of_no_rows(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    place.load("empty.csv")
    assert place.ask("SELECT rows_read FROM batches ORDER BY 1") == [(0,), (2,)]


@pytest.mark.parametrize("audit", sql_names("audits"))
def test_every_audit_can_fail_and_stops_the_publishing(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, audit: str
) -> None:
    """Each audit is run on marts that were spoilt for it: a check that cannot fail is none."""
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    before = current_name(place.folder)
    run = audits.run_audits

    def spoil_and_run(engine, as_of):  # type: ignore[no-untyped-def]
        for statement in SPOILT[audit]:
            engine.run(statement)
        run(engine, as_of)

    monkeypatch.setattr("pipelines.publishing.run_audits", spoil_and_run)
    with pytest.raises(AuditFailed, match=audit):
        place.load("2.csv", *failure("2026-03-02T10:00", "w2", "b"), "yesterday,termination.failed,w1,p,x")
    assert current_name(place.folder) == before


SPIKE = (
    "INSERT INTO fresh.spikes (spike_id, started_at, ended_at, observed, expected) "
    "VALUES ('s', '2026-03-02', '2026-03-01', 5, 1)"
)
RETURN = "INSERT INTO fresh.returns (wallet_key, case_number, asked_at) VALUES (1, 1, '2026-03-02')"
SPOILT = {
    "accepted_rows_are_events": ["UPDATE new_batches SET rows_accepted = rows_accepted + 1"],
    "case_days_add_up": ["UPDATE fresh.cases_daily SET count_cases = count_cases + 1"],
    "attempts_are_told_apart": ["INSERT INTO fresh.attempts FROM fresh.attempts LIMIT 1"],
    "cases_hold_their_attempts": ["UPDATE fresh.case_facts SET count_attempts = count_attempts + 1"],
    "cases_run_forward": ["UPDATE fresh.case_facts SET resolved_at = first_failed_at - INTERVAL 1 HOUR"],
    "case_mix_adds_up": ["UPDATE fresh.case_mix_daily SET count_cases = count_cases + 1"],
    "consequences_add_up": ["UPDATE fresh.efforts_daily SET count_attempts = count_attempts + 1"],
    "days_add_up": ["UPDATE fresh.attempts_daily SET count_attempts = count_attempts + 1"],
    "decided_after_requested": ["UPDATE fresh.attempts SET decided_at = requested_at - INTERVAL 1 SECOND"],
    "failures_follow_decisions": ["UPDATE fresh.attempts SET signature_id = 'x'"],
    "failure_steps_are_failures": ["DELETE FROM fresh.failure_step_facts"],
    "help_contacts_add_up": ["UPDATE fresh.case_facts SET count_help_contacts = count_help_contacts + 1"],
    "journeys_add_up": ["UPDATE fresh.journey_facts SET count_cases = count_cases + 1"],
    "one_cause_per_failure": ["UPDATE fresh.attempts SET cause = NULL"],
    "quarantined_rows_are_kept": ["UPDATE new_batches SET rows_quarantined = rows_quarantined + 1"],
    "resolution_covers_failed_cases": ["DELETE FROM fresh.resolution_facts"],
    "returns_follow_terminations": [RETURN],
    "rows_are_conserved": ["UPDATE fresh.batches SET rows_read = rows_read + 1"],
    "signatures_hold_their_failures": ["UPDATE fresh.signatures SET count_failures = count_failures + 1"],
    "spikes_are_spikes": [SPIKE],
    "waits_follow_failures": ["DELETE FROM fresh.failure_waits"],
    "wallets_count_once": ["UPDATE fresh.wallets_daily SET count_wallets = count_wallets + 1"],
}


def test_what_killed_loads_left_is_swept_by_the_next(place: Workplace) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    for name in ("staging-dead/facts", "spill-1", "facts/orphan"):
        (place.folder / name).mkdir(parents=True)
    (place.folder / "facts/orphan/000009-00000.parquet").write_bytes(b"half")
    (place.folder / "marts/000009-dead.duckdb").write_bytes(b"half")
    place.load("2.csv", *failure("2026-03-02T10:00", "w2", "b"))
    assert not [path for path in place.folder.glob("*") if path.name.startswith(("staging-", "spill-"))]
    assert not (place.folder / "facts/orphan").exists()
    assert place.ask("SELECT count(*) FROM attempts") == [(2,)]


STEPS = ("remove_duplicates", "Marts.build", "run_audits", "settle", "publish")
KILLER = """
import os, sys
from datetime import datetime
from pathlib import Path
import pipelines.load, pipelines.publishing
from pipelines.marts import Marts
step, folder, log = sys.argv[1:]
def die(*arguments, **named):
    os.kill(os.getpid(), 9)
if step == "Marts.build":
    Marts.build = die
elif step == "remove_duplicates":
    pipelines.load.remove_duplicates = die
else:
    setattr(pipelines.publishing, step, die)
pipelines.load.load(pipelines.load_files(log), pipelines.load.Settings(Path(folder), datetime(2026, 11, 25), 0, True))
""".replace(
    "pipelines.load_files(log)",
    "__import__('pipelines.named_files').named_files.find_files([log], None, None)",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_load_shows_nothing_and_a_re_run_is_exact(place: Workplace, step: str) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a"))
    before = current_name(place.folder)
    log = place.write("2.csv", *success("2026-03-02T10:00", "w1", "b"))
    died = subprocess.run(
        [sys.executable, "-c", KILLER, step, str(place.folder), str(log)],
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert died.returncode == -9
    assert current_name(place.folder) == before
    place.load_files(log)
    assert place.ask("SELECT count_attempts, is_resolved FROM cases") == [(2, True)]
    assert place.ask("SELECT count(*) FROM batches") == [(2,)]


def test_a_changed_taxonomy_reclassifies_all_history(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.load("1.csv", *failure("2026-03-01T10:00", "w1", "a", "X", "the moon is full tonight"))
    assert place.ask("SELECT cause FROM failures") == [("unclassified",)]
    folder = changed_taxonomy(place.root)
    monkeypatch.setattr(
        "pipelines.load.Taxonomy.read", lambda read=load.__globals__["Taxonomy"].read: read(folder)
    )
    published = load(find_files([str(place.root / "1.csv")], None, None), place.settings).published
    assert published is not None
    assert place.ask("SELECT cause, decided_by FROM failures") == [("pp_operating_window", "full_moon")]
    versions = place.ask("SELECT DISTINCT taxonomy_version FROM failures")
    assert versions == [(open_snapshot(place.folder).taxonomy_version,)]


def test_another_reporting_zone_counts_all_days_anew(place: Workplace) -> None:
    log = place.write("1.csv", *failure("2026-03-01T16:00", "w1", "a"))
    place.load_files(log)
    assert place.ask("SELECT requested_on::VARCHAR FROM attempts_daily") == [("2026-03-01",)]
    load(find_files([str(log)], None, None), Settings(place.folder, LOADED_AT, 480, is_silent=True))
    assert place.ask("SELECT requested_on::VARCHAR FROM attempts_daily") == [("2026-03-02",)]
