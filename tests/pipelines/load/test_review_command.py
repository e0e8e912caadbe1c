"""`review` and `taxonomy` on the command line: what they print, what they take in, how they end."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from load_rows import Workplace
from reviews_made import LOGS, MOON, SUN, ids, use
from taxonomy_changed import changed_taxonomy

from pipelines.commands import main
from warehouse import open_snapshot, read_manifest
from warehouse.connect import connect, literal

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(loaded: Workplace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """run("review", "list", ..., stdin=...) -> exit code, stdout (JSON read), stderr."""

    def ran(*arguments: str, stdin: object = None) -> tuple[int, Any, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(stdin).encode())))
        code = main([*arguments, "--warehouse", str(loaded.folder)])
        shown = capsys.readouterr()
        return code, json.loads(shown.out) if "--json" in arguments and not code else shown.out, shown.err

    return ran


def test_what_is_due_is_ranked_with_samples(run: Run, loaded: Workplace) -> None:
    """Of the four failures of the first log two say nothing that a rule knows, one each."""
    code, found, _ = run("review", "list", "--json")
    assert code == 0
    assert {(one["template"], one["count_failures"], one["count_wallets"]) for one in found} == {
        (MOON, 1, 1),
        (SUN, 1, 1),
    }
    assert found[0]["samples"] == [found[0]["template"]]
    assert len(run("review", "list", "--json", "--limit", "1")[1]) == 1
    assert len(run("review", "list", "--json", "--below", "1")[1]) == 3
    assert MOON in run("review", "list")[1]


def test_a_review_from_options_is_staged_seen_ahead_and_applied(run: Run, loaded: Workplace) -> None:
    moon = ids(loaded)[MOON]
    said = ("--cause", "tf_network_timeout", "--reason=-seen", "--reviewer=li")
    assert run("review", "assign", "--signature", moon, *said, "--json")[1] == {
        "review_ids": ["000001"],
        "count_pending": 1,
    }
    _, ahead, _ = run("review", "preview", "--json")
    assert (ahead["through"], ahead["count_signatures"], ahead["count_failures"], ahead["count_wallets"]) == (
        *("000001", 1, 1, 1),
    )
    assert ahead["causes"] == [
        {"cause": "tf_network_timeout", "count_before": 0, "count_after": 1},
        {"cause": "unclassified", "count_before": 2, "count_after": 1},
    ]
    assert ahead["months"][1] == {
        "month": "2026-03-01",
        "cause": "unclassified",
        "count_before": 2,
        "count_after": 1,
    }
    move = {
        "cause_before": "unclassified",
        "cause_after": "tf_network_timeout",
        "count_failures": 1,
        "count_wallets": 1,
    }
    assert ahead["moves"] == [move]
    assert "unclassified  tf_network_timeout" in run("review", "preview")[1]
    code, done, _ = run("review", "apply", "--reviewer=wang", "--through=000001", "--json")
    assert (code, done["through"], done["count_failures"]) == (0, "000001", 1)
    assert done["snapshot"] == open_snapshot(loaded.folder).name
    assert run("review", "preview", "--json")[1]["moves"] == []
    _, told, _ = run("review", "history", "--json")
    assert [(one["kind"], one["reviewer"], one["is_pending"]) for one in told] == [
        ("apply", "wang", False),
        ("assign", "li", False),
    ]
    assert "-seen" in run("review", "history", "--signature", moon)[1]
    assert run("review", "apply", "--reviewer=wang", "--json")[1] == {
        "snapshot": None,
        "through": "000001",
        "count_failures": 0,
    }


def test_many_reviews_come_as_json_all_or_none(run: Run, loaded: Workplace) -> None:
    moon, sun = ids(loaded)[MOON], ids(loaded)[SUN]
    one = {"signature_ids": [moon], "cause": "tf_network_timeout", "reason": "漢字 13812345678", "reviewer": "李"}
    two = one | {"signature_ids": [sun]}
    code, _, complaint = run("review", "assign", "--from-json", "-", stdin=[one, two | {"cause": "=1+1"}])
    assert (code, complaint) == (1, 'error: There is no cause "=1+1". The causes are in docs/taxonomy.md.\n')
    assert run("review", "history", "--json")[1] == []
    _, done, _ = run("review", "assign", "--from-json", "-", "--json", stdin=[one, two])
    assert done == {"review_ids": ["000001", "000002"], "count_pending": 2}
    assert run("review", "history", "--json")[1][0]["reason"] == "漢字 [phone]"


def test_what_is_not_written_yet_can_be_seen_ahead(run: Run, loaded: Workplace) -> None:
    asked = {"kind": "merge", "signature_ids": [ids(loaded)[MOON]], "into": ids(loaded)[SUN]}
    _, ahead, _ = run("review", "preview", "--json", "--from-json=-", stdin=asked | {"reason": "x", "reviewer": "y"})
    assert (ahead["through"], ahead["count_signatures"], ahead["moves"]) == (None, 1, [])
    assert ahead["signatures"][0]["merged_into"] == ids(loaded)[SUN]
    assert run("review", "history", "--json")[1] == []


@pytest.mark.parametrize("stdin", [[], "x", 7, None, [1]])
def test_json_that_is_no_review_is_one_sentence(run: Run, stdin: object) -> None:
    code, _, complaint = run("review", "assign", "--from-json=-", stdin=stdin)
    assert code == 1
    assert complaint.startswith("error: A review is a JSON object")
    assert complaint.count("\n") == 1


def test_a_review_without_what_it_needs_is_one_sentence(run: Run) -> None:
    for options in ((), ("--reason=x", "--reviewer=y"), ("--reason=x", "--reviewer=y", "--signature", "nosuch")):
        code, _, complaint = run("review", "split", *options)
        assert (code, complaint.count("\n"), complaint[:7]) == (1, 1, "error: ")


def test_another_taxonomy_is_seen_ahead_applied_and_logged(
    run: Run, loaded: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, before = changed_taxonomy(loaded.root), open_snapshot(loaded.folder).taxonomy_version
    assert run("taxonomy", "diff", "--json")[1]["count_signatures"] == 0
    _, ahead, _ = run("taxonomy", "diff", "--taxonomy", str(folder), "--json")
    assert ahead["moves"] == [
        {"cause_before": "unclassified", "cause_after": "pp_operating_window", "count_failures": 1, "count_wallets": 1}
    ]
    assert ahead["signatures"][0]["decided_by_after"] == "full_moon"
    assert f"the taxonomy changed: {before} -> " in run("taxonomy", "diff", "--taxonomy", str(folder))[1]
    assert run("taxonomy", "apply")[1] == "nothing changed; the warehouse stays as it was\n"
    use(monkeypatch, folder)
    assert run("taxonomy", "apply")[1].endswith("; 1 failures have another cause\n")
    _, told, _ = run("taxonomy", "log", "--json")
    assert [one["count_failures_moved"] for one in told["versions"]] == [0, 1]
    assert [one["cause_after"] for one in told["changes"]] == ["pp_operating_window"]
    assert before in run("taxonomy", "log")[1]


def test_a_warehouse_of_an_older_version_is_brought_up_to_date_by_a_load(run: Run, loaded: Workplace) -> None:
    connection = connect()
    connection.execute(f"ATTACH {literal(loaded.folder / read_manifest(loaded.folder).marts)} AS marts")
    connection.execute("ALTER TABLE marts.attempts DROP COLUMN logged_signature_id")
    for table in ("made_by", "reviews", "taxonomy_versions", "decision_changes"):
        connection.execute(f"DROP TABLE marts.{table}")
    connection.close()
    code, _, complaint = run("review", "preview")
    assert (code, complaint.count("\n")) == (1, 1)
    assert complaint.startswith("error: An older version of the product published")
    assert loaded.load_files(loaded.root / "1.csv").published is not None
    assert run("review", "preview", "--json")[0] == 0
    assert loaded.ask("SELECT count_failures_moved FROM taxonomy_versions") == [(0,)]


def test_a_load_under_another_taxonomy_says_what_it_moved(
    loaded: Workplace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, changed_taxonomy(loaded.root))
    log = loaded.write("2.csv", *LOGS[1])
    assert main(["load", str(log), "--quiet", "--warehouse", str(loaded.folder)]) == 0
    assert ": 1 failures of before have another cause. See: python -m pipelines taxonomy log" in capsys.readouterr().out
