"""`note` and `view` on the command line: written down masked, changed, deleted, listed; refused in one sentence."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from load_rows import Workplace

from pipelines.commands import main
from warehouse.shared import NOTES, VIEWS, read

Run = Callable[..., tuple[int, Any, str]]
NOTE = {"text": "gateway replaced", "noted_on": "2026-11-10", "hour": 14, "platform": None, "author": "li"}
VIEW = {"name": "Android", "page": "causes", "address": {"os": ["android"], "lang": ["en"]}, "author": "li"}


@pytest.fixture
def run(loaded: Workplace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """run("note", "add", ..., stdin=...) -> exit code, stdout (JSON read), stderr."""

    def ran(*arguments: str, stdin: object = None) -> tuple[int, Any, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(stdin).encode())))
        code = main([*arguments, "--json", "--warehouse", str(loaded.folder)])
        shown = capsys.readouterr()
        return code, json.loads(shown.out) if not code else shown.out, shown.err

    return ran


def test_a_note_is_masked_changed_in_part_and_deleted_with_its_history(run: Run) -> None:
    said = ("--on", "2026-11-10", "--hour", "14", "--text", "张三 13800138000 <b>called</b>", "--author", "li.wei")
    assert run("note", "add", *said)[1] == {"id": "000001", "entry_id": "000001"}
    held = {"text": "张三 [phone] <b>called</b>", "noted_on": "2026-11-10", "hour": 14, "platform": None}
    assert [one["held"] for one in run("note", "list")[1]] == [held]
    run("note", "change", "--id", "1", "--text", "a customer called", "--author", "wang")
    assert [one["held"] for one in run("note", "list")[1]] == [held | {"text": "a customer called"}]
    run("note", "delete", "--id", "1", "--author", "wang")
    assert run("note", "list")[1] == []
    told = run("note", "history")[1]
    assert [(one["kind"], one["author"], one["is_standing"]) for one in told] == [
        ("delete", "wang", False),
        ("change", "wang", False),
        ("add", "li.wei", False),
    ]


def test_a_note_as_json_may_lose_its_hour(run: Run) -> None:
    run("note", "add", "--from-json", "-", stdin=NOTE)
    run("note", "change", "--from-json", "-", stdin=NOTE | {"of": "000001", "hour": None})
    assert run("note", "list")[1][0]["held"]["hour"] is None


def test_a_view_keeps_its_filters_but_no_language_and_no_personal_data(run: Run) -> None:
    run("view", "add", "--from-json", "-", stdin=VIEW | {"address": VIEW["address"] | {"q": ["13800138000"]}})  # type: ignore[operator]
    options = ("--name", "Last week", "--page", "overview", "--address", "period=7d&os=ios&os=android")
    run("view", "add", *options, "--author", "li")
    run("view", "change", "--id", "1", "--name", "Android 13800138000", "--author", "li")
    assert [one["held"] for one in run("view", "list")[1]] == [
        {"name": "Android [phone]", "page": "causes", "address": {"os": ["android"], "q": ["[phone]"]}},
        {"name": "Last week", "page": "overview", "address": {"period": ["7d"], "os": ["ios", "android"]}},
    ]


@pytest.mark.parametrize(
    ("thing", "kind", "change", "complaint"),
    [
        ("note", "add", {"text": " \u200b"}, "A note needs a text"),
        ("note", "add", {"text": "x" * 301}, "301 characters; 300 are the most"),
        ("note", "add", {"noted_on": "2026-13-10"}, "is no day"),
        ("note", "add", {"noted_on": None}, "A note needs a noted_on"),
        ("note", "add", {"hour": 24}, "is no hour of a day"),
        ("note", "add", {"hour": "noon"}, "is no hour of a day"),
        ("note", "add", {"platform": "nosuch"}, 'no platform "nosuch"'),
        ("note", "add", {"author": ""}, "An entry needs an author"),
        ("note", "change", {"of": "7"}, "There is no 000007 to change"),
        ("note", "delete", {}, "An entry needs an of"),
        ("view", "add", {"name": "x" * 81}, "81 characters; 80 are the most"),
        ("view", "add", {"page": "../etc"}, "is no name of a page"),
        ("view", "add", {"address": ["x"]}, "an object of filters"),
        ("view", "add", {"address": {"os": "android"}}, "an object of filters"),
        ("view", "add", {"address": {"javascript:": ["x"]}}, "an object of filters"),
        ("view", "add", {"address": {"q": ["x" * 4000]}}, "longer than 4000 characters"),
        ("view", "add", [], "one JSON object"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(
    run: Run, loaded: Workplace, thing: str, kind: str, change: Any, complaint: str
) -> None:
    entry = (NOTE if thing == "note" else VIEW) | change if isinstance(change, dict) else change
    code, _, told = run(thing, kind, "--from-json", "-", stdin=entry)
    assert (code, told.count("\n")) == (1, 1)
    assert complaint in told
    assert read(loaded.folder / NOTES) == read(loaded.folder / VIEWS) == []


def test_two_views_have_two_names(run: Run) -> None:
    run("view", "add", "--from-json", "-", stdin=VIEW)
    code, _, told = run("view", "add", "--from-json", "-", stdin=VIEW | {"name": "ANDROID"})
    assert code == 1
    assert "a view named" in told


@pytest.mark.parametrize("thing", ["note", "view"])
def test_without_a_warehouse_there_is_nothing_to_write_beside(
    place: Workplace, capsys: pytest.CaptureFixture[str], thing: str
) -> None:
    assert main([thing, "delete", "--id", "1", "--author", "li", "--warehouse", str(place.folder)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
    assert not (place.folder / NOTES).exists()


def test_a_report_is_written_by_a_process_of_its_own(
    loaded: Workplace, tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path_factory.mktemp("report") / "report.html"
    asked = ["report", f"--out={out}", "--language=en", "--page", "data", "--warehouse", str(loaded.folder)]
    assert main(asked) == 0
    assert "<section><h2>Data</h2>" in out.read_text("utf-8")
    assert capfd.readouterr().err == ""
    assert main([*asked, "--page", "nosuch"]) == 1
    assert capfd.readouterr().err.startswith('error: There is no page "nosuch"')
