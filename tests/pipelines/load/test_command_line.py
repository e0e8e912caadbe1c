"""The command line: what it prints, how it ends, and that no mistake of a user shows a traceback."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from load_rows import Workplace, failure

from pipelines.commands import argument_parser, main
from warehouse.lock import loader_lock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(place: Workplace, capsys: pytest.CaptureFixture[str]) -> Run:
    """run("load", ...) -> exit code, stdout, stderr; --warehouse is added."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--warehouse", str(place.folder)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return ran


@pytest.fixture
def log(place: Workplace) -> Path:
    rows = failure("2026-03-01T10:00", "w1", "a", "E1", "=SUM(A1) the moon is full")
    return place.write("log.csv", *rows, "never,x,y,z")


def test_a_load_ends_with_a_summary_per_source(run: Run, log: Path) -> None:
    code, out, err = run("load", log)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].split() == [
        "source",
        "files",
        "rows",
        "read",
        "accepted",
        "duplicate",
        "quarantined",
        "unclassified",
    ]
    assert lines[1].split() == ["events", "1", "3", "2", "0", "1", "1"]
    assert lines[2].split() == ["all", "1", "3", "2", "0", "1", "1"]
    assert lines[3].startswith("quarantined by rule: occurred_at_unreadable 1")
    assert lines[-1].startswith("published snapshot 000001-")


def test_loading_again_is_no_failure_and_changes_nothing(run: Run, log: Path) -> None:
    run("load", log)
    code, out, _ = run("load", log)
    assert code == 0
    assert out.splitlines()[1].split() == ["events", "1", "3", "0", "3", "0", "0"]
    assert out.splitlines()[-1] == "nothing new; the warehouse stays as it was"


def test_exit_codes_tell_what_to_do_next(run: Run, log: Path, place: Workplace) -> None:
    bad = place.root / "bad.csv"
    bad.write_bytes(b"")
    assert run("load", bad)[0] == 1  # nothing was loaded
    assert run("load", log, bad)[0] == 3  # loaded, but one file was refused
    with loader_lock(place.folder):
        code, _, err = run("load", log)
    assert (code, err.startswith("error: Another load is writing")) == (4, True)


MISTAKES = {
    "no-such-file": (("load", "nowhere.csv"), "There is no file nowhere.csv."),
    "no-match": (("load", "nowhere/*.csv"), "No file matches nowhere/*.csv."),
    "nothing-named": (("load",), "Name the files to load, or a sources file with --sources."),
    "no-sources": (("load", "--sources", "none.toml"), "There is no sources file none.toml."),
    "no-warehouse": (("status",), "There is no warehouse in"),
    "no-table": (("classify", "none.csv", "out.csv"), "There is no file none.csv."),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence(name: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, sentence = MISTAKES[name]
    if name == "no-table":
        assert main(arguments) == 1
        err = capsys.readouterr().err
    else:
        code, _, err = run(*arguments)
        assert code == 1
    assert err.startswith(f"error: {sentence}")
    assert "Traceback" not in err


def test_a_refused_file_names_the_mapping_that_would_mend_it(run: Run, place: Workplace) -> None:
    bad = place.write("bad.csv", "1,2", header="when,occurred_at")
    out = run("load", bad)[1]
    assert f'refused: {bad} has no column "event_type"' in out
    assert 'write event_type = "<their name>" under [source.columns]' in out


def test_a_folder_is_not_a_log(run: Run, place: Workplace) -> None:
    (place.root / "logs").mkdir()
    assert "is a folder. Give its files" in run("load", place.root / "logs")[1]


def test_sql_in_three_formats(run: Run, log: Path) -> None:
    run("load", log)
    select = "SELECT message, count(*) AS n, ['a'] AS l FROM failures GROUP BY message"
    assert run("sql", select)[1].split("\n")[0].split() == ["message", "n", "l"]
    # a text that a spreadsheet would run gets an apostrophe, a number does not
    assert run("sql", select, "--format", "csv")[1] == (
        'message,n,l\r\n\'=SUM(A1) the moon is full,1,"[""a""]"\r\n'
    )
    held = json.loads(run("sql", select, "--format", "json")[1])
    assert held == [{"message": "=SUM(A1) the moon is full", "n": 1, "l": ["a"]}]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE attempts",
        "SELECT 1; SELECT 2",
        "COPY attempts TO 'x.csv'",
        "ATTACH 'x.duckdb'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SET threads = 1",
        "INSTALL httpfs",
        "SELEC 1",
    ],
)
def test_sql_only_reads_the_warehouse(run: Run, log: Path, statement: str) -> None:
    run("load", log)
    code, out, err = run("sql", statement)
    assert (code, out) == (1, "")
    assert err.startswith("error: ")


def test_status_counts(run: Run, log: Path) -> None:
    run("load", log)
    held = json.loads(run("status", "--format", "json")[1])
    assert {name: held[name] for name in ("rows_read", "attempts", "failures", "unclassified", "cases")} == {
        "rows_read": 3,
        "attempts": 1,
        "failures": 1,
        "unclassified": 1,
        "cases": 1,
    }
    assert held["platforms"][0]["platform"] == "p"
    assert run("status")[1].startswith("snapshot          000001-")


def test_quarantine_lists_masked_rows_with_their_place(run: Run, log: Path) -> None:
    run("load", log)
    out = run("quarantine", "list")[1]
    assert "occurred_at_unreadable     1" in out
    assert f"{log}:4  occurred_at_unreadable  never" in out
    assert run("quarantine", "list", "--rule", "other")[1].count("\n") == 1


def test_start_writes_samples_once(run: Run, monkeypatch: pytest.MonkeyPatch, place: Workplace) -> None:
    monkeypatch.setattr("pipelines.commands.start.DEFAULT_FOLDER", place.root / "demo")
    wallets = main.__globals__["start"].write_demo
    monkeypatch.setattr("pipelines.commands.start.write_demo", lambda out: wallets(out, wallets=30, days=20))
    code, out, _ = run("start")
    assert code == 0
    assert "published snapshot 000001-" in out
    assert run("start") == (0, "", "")


def test_start_says_when_the_port_is_taken(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = run("start", "--port", port)
    assert code == 1
    assert err == f"error: Port {port} is in use. Serve on another one: make app PORT={port + 1}\n"


def test_the_cfpb_table_is_accounted_for(run: Run, place: Workplace) -> None:
    header = (
        "Date received,Product,Issue,Consumer complaint narrative,Company,State,Submitted via,"
        "Date sent to company,Company response to consumer,Complaint ID"
    )
    table = place.write(
        "complaints.csv",
        "2026-01-02,Checking,Closing an account,My balance is not zero,BANK A,CA,Web,2026-01-05,Closed,1",
        "2026-01-02,Mortgage,Trouble paying,No,BANK A,CA,Web,2026-01-05,Closed,2",
        header=header,
    )
    out = run("load", table, "--source", "cfpb")[1]
    assert out.splitlines()[1].split() == ["cfpb", "1", "2", "1", "0", "1", "0"]
    assert place.ask("SELECT rows_out_of_scope FROM batches") == [(1,)]
    assert place.ask("SELECT cause, platform, region FROM failures") == [
        ("pp_balance_not_zero", "BANK A", "CA")
    ]


def commands_named() -> set[str]:
    """The words that the command line knows, as its own help lists them."""
    [actions] = [action for action in argument_parser()._actions if action.choices and action.dest != "help"]
    return set(actions.choices or ())


@pytest.mark.parametrize("command", sorted(commands_named()))
def test_every_command_helps_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert "example:\n  python -m pipelines" in capsys.readouterr().out


def test_a_full_disk_is_a_sentence(run: Run, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", "marts.duckdb")

    monkeypatch.setattr("pipelines.publishing.settle", full)
    code, _, err = run("load", log)
    assert (code, err) == (1, "error: marts.duckdb: No space left on device. Nothing was published.\n")
    assert run("status")[0] == 1
