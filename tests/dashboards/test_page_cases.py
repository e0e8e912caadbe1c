"""The page of cases: what is found, in which order, and what hostile searches do."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import load_rows

from dashboards.charts.ends import cases_by_end
from dashboards.pages.cases_choices import LONGEST_SEARCH, SORTS
from dashboards.queries import Selection, Snapshot, found_cases
from dashboards.queries.case_relations import search_parameters
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

PERIOD = {"from": "2026-11-01", "to": "2026-11-20"}
HOSTILE = (
    "%",
    "_",
    "'; DROP TABLE cases; --",
    '"',
    "<b>bold</b>",
    ":red[x]",
    "[a](http://b)",
    "\\",
    "x" * 10_000,
    "🙂",
    "#",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


def selected(search: str = "") -> Selection:
    return Selection(date(2026, 11, 1), date(2026, 11, 20), search=search)


def listed(snapshot: Snapshot, search: str = "", ends: tuple[str, ...] = (), sort: str = "newest") -> list[str]:
    """The codes of the first failures that are found: each wallet has its own."""
    rows = found_cases.cases_listed(snapshot, selected(search), list(ends), sort, 50, 0)
    states = {"succeeded": "w1", "open": "w2", "withdrawn": "w3"}
    return [states[end] for end in rows["end_kind"]]


def test_cases_with_a_failure_are_counted_by_their_end(snapshot: Snapshot) -> None:
    # w4 never failed: it is no row of this list.
    ended = found_cases.cases_ended(snapshot, selected())
    assert dict(ended.itertuples(index=False)) == {"open": 1, "succeeded": 1, "withdrawn": 1}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["w3", "w2", "w1"]),  # first failures on 5, 3 and 1 November
        ("longest_open", ["w2", "w3", "w1"]),  # only w2 is open; then the newest
        ("attempts", ["w3", "w2", "w1"]),  # two each: then the newest
        ("frozen", ["w1", "w3", "w2"]),  # only w1 had money frozen
    ],
)
def test_the_list_is_in_the_order_asked_for(snapshot: Snapshot, sort: str, order: list[str]) -> None:
    assert listed(snapshot, sort=sort) == order


def test_the_hours_observed_end_with_the_case_or_the_newest_event(snapshot: Snapshot) -> None:
    rows = found_cases.cases_listed(snapshot, selected(), [], "newest", 50, 0).set_index("end_kind")
    # w2: 3 Nov 10:01 to the newest event, 20 Nov 10:01, is 17 days; w1 and w3 end a day after they failed.
    assert rows["hours_observed"].to_dict() == {"withdrawn": 24.0, "open": 17 * 24.0, "succeeded": 24.0}
    assert (rows.loc["succeeded", "frozen_amount"], rows.loc["succeeded", "currency"]) == (100, "CNY")


@pytest.mark.parametrize("sort", SORTS)
def test_parts_of_the_list_neither_overlap_nor_miss(snapshot: Snapshot, sort: str) -> None:
    whole = found_cases.cases_listed(snapshot, selected(), [], sort, 50, 0)
    parts = [found_cases.cases_listed(snapshot, selected(), [], sort, 2, skipped) for skipped in (0, 2)]
    assert pd.concat(parts)["case_id"].tolist() == whole["case_id"].tolist()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("e1", ["w1"]),  # a code, in either case
        ("NETWORK time", ["w1"]),
        ("余额不为零", ["w2"]),
        ("剩余 99.00 元", ["w2"]),  # numbers are variable parts of a message
        ("%", ["w3"]),  # itself, not a wildcard: one message holds a percent sign
        ("_sure", ["w3"]),
        ("_", ["w3"]),  # a wildcard would find all
        ("<b>bold</b>", ["w3"]),
        ("12345", []),  # a number alone is no `#` that stands for every number
        ("' OR true --", []),
    ],
)
def test_a_search_finds_what_it_says(snapshot: Snapshot, search: str, found: list[str]) -> None:
    assert listed(snapshot, search) == found


def test_an_id_or_a_wallet_is_found_even_without_a_failure(snapshot: Snapshot) -> None:
    case_id, wallet = snapshot.query("SELECT case_id, wallet_token FROM cases WHERE count_failures = 0").iloc[0]
    for search in (case_id, wallet):
        assert found_cases.cases_listed(snapshot, selected(search), [], "newest", 50, 0)["case_id"].tolist() == [
            case_id
        ]
    assert listed(snapshot, wallet[:-1]) == []


def test_states_narrow_the_list(snapshot: Snapshot) -> None:
    assert listed(snapshot, ends=("open", "withdrawn")) == ["w3", "w2"]
    assert listed(snapshot, ends=("abandoned",)) == []


def test_the_form_without_numbers_needs_words() -> None:
    assert search_parameters("余额 12.50 元")["search_template"] == "余额 # 元"
    assert search_parameters("504")["search_template"] == "504"
    assert search_parameters("")["search"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_numbers(open_app, folder: Path, language: str) -> None:
    app = open_app(folder, "cases", lang=language, **PERIOD)
    assert not app.exception
    captions = " ".join(caption.value for caption in app.caption)
    say = text(language)
    # Of three, one is resolved at 24 h, one withdrawn at 24 h, one open: 2/3 are left, so the median is not reached.
    interval = say("kpi.interval", low="–", high="–")
    values = {"cases": 3, "median": "–", "resolved": 1, "failed": 3}
    assert say("cases.summary", interval=interval, **values).split("（")[0].split("(")[0] in captions
    assert say("cases.shown", first=1, last=3, total=3) in captions
    table = app.dataframe[0].value
    assert table["end_kind"].tolist() == [say(f"end_kind.{end}") for end in ("withdrawn", "open", "succeeded")]
    assert table["count_failures"].tolist() == [1, 2, 1]
    assert table["causes"].iloc[1] == [say_cause(folder, language, "pp_balance_not_zero")]  # twice, told once


def say_cause(folder: Path, language: str, cause: str) -> str:
    rows = open_snapshot(folder).query(
        f"SELECT label_{language} AS name FROM causes WHERE cause = $cause", {"cause": cause}
    )
    return str(rows["name"].iloc[0])


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_search_is_only_text(open_app, folder: Path, hostile: str) -> None:
    app = open_app(folder, "cases", lang="en", q=hostile, **PERIOD)
    assert not app.exception
    shown = " ".join(element.value for element in [*app.caption, *app.markdown])
    assert ":red[x]" not in shown
    assert "[a](http" not in shown
    assert "<b>" not in shown
    assert len(app.text_input(key="case_search").value) <= LONGEST_SEARCH


def test_nothing_found_says_so_and_leads_on(open_app, folder: Path) -> None:
    app = open_app(folder, "cases", lang="en", q="e1", **{"from": "2026-11-04", "to": "2026-11-20"})
    assert any("Over all days and without filters: 1." in markdown.value for markdown in app.markdown)
    next(button for button in app.button if button.label == "Look everywhere").click().run()
    assert app.query_params["period"] in ("all", ["all"])
    assert len(app.dataframe[0].value) == 1


def test_what_the_address_asks_in_vain_is_named(open_app, folder: Path) -> None:
    app = open_app(folder, "cases", lang="en", end=["open", "lost"], sort="luck", part="-1", **PERIOD)
    assert not app.exception
    assert sum("not known here" in warning.value for warning in app.warning) == 3
    assert app.dataframe[0].value["count_attempts"].tolist() == [2]  # the good half applies


def test_a_part_beyond_the_last_is_the_last(open_app, folder: Path) -> None:
    app = open_app(folder, "cases", lang="en", part="99", **PERIOD)
    assert len(app.dataframe[0].value) == 3


def test_a_search_goes_to_the_address_and_keeps_the_filters(open_app, folder: Path) -> None:
    app = open_app(folder, "cases", lang="en", part="2", **PERIOD)
    app.text_input(key="case_search").set_value(" e2 ").run()
    assert app.query_params["q"] in ("e2", ["e2"])
    assert "part" not in app.query_params
    assert app.query_params["from"] in ("2026-11-01", ["2026-11-01"])
    assert len(app.dataframe[0].value) == 1


def test_the_bar_counts_each_end_and_fades_the_others() -> None:
    counts = pd.DataFrame({"end_kind": ["open", "succeeded"], "count_cases": [1, 3]})
    figure = cases_by_end(counts, dict.fromkeys(("succeeded", "open", "abandoned", "withdrawn"), "n"), ["open"])
    assert [(trace.name, trace.x[0]) for trace in figure.data] == [("n 3 (75%)", 3), ("n 1 (25%)", 1)]
    assert figure.data[0].marker.opacity < figure.data[1].marker.opacity
