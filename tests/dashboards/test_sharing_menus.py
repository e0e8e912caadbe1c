"""Saved views, notes and the report's buttons in the head of every page."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import actions
from dashboards.text import text
from dashboards.theme import CONFIG
from warehouse.shared import NOTES, VIEWS, read, standing

HOSTILE = "<script>x</script> [a](http://b) 13800138000"
NOTE = {"text": "gateway replaced", "noted_on": "2026-11-10", "hour": None, "platform": None, "author": "li"}


@pytest.fixture
def folder(warehouse_folder: Path, tmp_path: Path) -> Path:
    """A copy that may be written beside."""
    return Path(shutil.copytree(warehouse_folder, tmp_path / "warehouse"))


@pytest.fixture
def opened(open_app: Callable[..., AppTest], folder: Path) -> Callable[..., AppTest]:
    """opened("views", page, **address) -> the app with that menu open."""

    def open_menu(menu: str, page: str = "overview", **address: str | list[str]) -> AppTest:
        app = open_app(folder, page, **{"lang": "en", **address})
        app.session_state[f"share_{menu}"] = True
        return app.run()

    return open_menu


def press(app: AppTest, menu: str, name: str) -> AppTest:
    """Press the button of this label or key; the menu stays open, as it does in a browser."""
    next(button for button in app.button if name in (button.label, button.key)).click()
    app.session_state[f"share_{menu}"] = True
    return app.run()


def fill_in(app: AppTest, label: str, value: str) -> None:
    boxes = [*app.text_input, *app.text_area]
    next(box for box in boxes if box.label == label).set_value(value)


def marked(app: AppTest) -> list[str]:
    """What the markers of the first chart over time tell."""
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    traces = [trace for spec in specs for trace in spec["data"] if trace.get("yaxis") == "y99"]
    return [told for trace in traces for told in trace["text"]]


def shown(app: AppTest) -> str:
    return " ".join(one.value for one in [*app.markdown, *app.caption])


def test_a_view_is_saved_under_a_name_and_opens_in_the_readers_language(
    opened: Callable[..., AppTest], folder: Path
) -> None:
    app = opened("views", "causes", os="android", period="7d")
    fill_in(app, "Name", "Android, last week")
    fill_in(app, "Your name", "li")
    press(app, "views", "Save this view")
    assert not app.exception
    kept = [entry.held for entry in standing(read(folder / VIEWS)).values()]
    assert kept == [{"name": "Android, last week", "page": "causes", "address": {"os": ["android"], "period": ["7d"]}}]
    again = opened("views", "data", lang="zh")
    link = next(link for link in again.get("page_link") if "Android" in link.proto.label)
    assert link.proto.page == "causes"
    assert {"os=android", "period=7d", "lang=zh"} == set(link.proto.query_string.split("&"))


def test_a_view_is_renamed_and_deleted(opened: Callable[..., AppTest], folder: Path) -> None:
    actions.share(folder, "view", "add", {"name": "first", "page": "data", "address": {}, "author": "li"})
    app = opened("views")
    press(app, "views", "edit_view_000001")
    fill_in(app, "Name", "second")
    fill_in(app, "Your name", "wang")
    press(app, "views", "Save")
    assert [entry.held["name"] for entry in standing(read(folder / VIEWS)).values() if entry.held] == ["second"]
    press(app, "views", "edit_view_000001")
    press(app, "views", "Delete")
    assert standing(read(folder / VIEWS)) == {}
    assert [entry.kind for entry in read(folder / VIEWS)] == ["add", "change", "delete"]


def test_a_view_of_a_page_that_is_gone_and_a_hostile_name_are_no_markup(
    opened: Callable[..., AppTest], folder: Path
) -> None:
    actions.share(folder, "view", "add", {"name": HOSTILE, "page": "gone", "address": {}, "author": "li"})
    app = opened("views")
    assert not app.exception
    line = next(one.value for one in app.markdown if "not there any more" in one.value)
    assert "[a](http" not in line
    assert "13800138000" not in line
    assert "<script>" not in line.replace("\\<", "")


def test_a_note_is_a_marker_on_the_charts_at_once(opened: Callable[..., AppTest], folder: Path) -> None:
    app = opened("notes", period="all")
    assert not any("Note" in told for told in marked(app))
    fill_in(app, "What should others know?", HOSTILE)
    fill_in(app, "Your name", "li")
    press(app, "notes", "Add the note")
    assert not app.exception
    told = [told for told in marked(app) if told.startswith("Note")]
    assert told == ["Note · &lt;script&gt;x&lt;/script&gt; [a](http://b) [phone] · li"]
    assert "[a](http" not in shown(app)


def test_a_note_is_changed_with_its_history_and_deleted(opened: Callable[..., AppTest], folder: Path) -> None:
    actions.share(folder, "note", "add", NOTE | {"hour": 14})
    app = opened("notes", period="all")
    assert "10 Nov 2026 14:00" in shown(app)
    press(app, "notes", "edit_note_000001")
    app.text_area(key="text_000001").set_value("gateway replaced twice")
    app.text_input(key="author_note_000001").set_value("wang")
    press(app, "notes", "Save")
    assert any("gateway replaced twice · wang" in told for told in marked(app))
    press(app, "notes", "edit_note_000001")
    assert any("gateway replaced" in one.value and one.value.startswith("li") for one in app.caption)
    press(app, "notes", "Delete")
    assert not any(told.startswith("Note") for told in marked(app))


def test_notes_of_other_platforms_and_days_are_not_shown(open_app: Callable[..., AppTest], folder: Path) -> None:
    for change in ({"platform": "aurora"}, {"platform": "bamboo"}, {"noted_on": "2020-01-01"}, {"text": "all"}):
        actions.share(folder, "note", "add", {**NOTE, **change})
    told = marked(open_app(folder, lang="en", period="all", platform="aurora"))
    assert sorted(one for one in told if one.startswith("Note")) == [
        "Note · all · li",
        "Note · aurora · gateway replaced · li",
    ]


def test_what_is_refused_says_why(opened: Callable[..., AppTest], folder: Path) -> None:
    app = press(opened("notes"), "notes", "Add the note")
    assert "It was not kept" in app.error[0].value
    assert read(folder / NOTES) == []


def test_a_broken_file_is_named_and_the_page_goes_on(opened: Callable[..., AppTest], folder: Path) -> None:
    (folder / NOTES).write_text("no json\n")
    app = opened("notes")
    assert not app.exception
    assert "notes\\.jsonl, line 1" in app.error[0].value
    assert app.metric


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_is_offered_for_the_page_and_for_all(opened: Callable[..., AppTest], language: str) -> None:
    app = opened("report", "causes", lang=language)
    assert not app.exception
    assert [button.key for button in app.get("download_button")] == [
        *("report_causes_html", "report_causes_pdf", "report_all_html", "report_all_pdf"),
    ]
    assert text(language)("share.all_pages") in shown(app)


def test_the_button_gives_the_whole_file(folder: Path) -> None:
    made = actions.report(folder, "zh", "period=7d", "data", ".html").decode()
    assert f"<section><h2>{text('zh')('page.data')}</h2>" in made
    with pytest.raises(actions.Refused, match="no page"):
        actions.report(folder, "zh", "", "nosuch", ".html")


def test_no_chart_offers_to_send_itself_anywhere(open_app: Callable[..., AppTest], folder: Path) -> None:
    charts = open_app(folder).get("plotly_chart")
    assert charts
    assert all(json.loads(chart.proto.config) == CONFIG for chart in charts)
    assert (CONFIG["showSendToCloud"], CONFIG["plotlyServerURL"], CONFIG["displaylogo"]) == (False, "", False)
    assert CONFIG["modeBarButtons"] == [["toImage"]]
