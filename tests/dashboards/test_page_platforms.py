"""The page of platforms, against rows one can add in the head."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import load_rows
from streamlit.testing.v1 import AppTest

from dashboards.charts.platforms import funnel, raw_and_standardised
from dashboards.queries import Selection, Snapshot, platforms
from dashboards.text import LANGUAGES, text
from warehouse import open_snapshot

BALANCE, LOAN = "E2,余额不为零,,,", "E3,贷款未结清,,,"
Rows = tuple[str, ...]


def attempt(wallet: str, day: str, platform: str, channel: str, said: str | None) -> Iterator[str]:
    at, request = f"2026-{day}T10", f"{wallet}-{day}"
    yield f"{at}:00Z,termination.requested,{wallet},{platform},{request}a,{request},,,,,{channel}"
    told = f"failed,{wallet},{platform},{request}b,{request},{said}{channel}"
    yield f"{at}:01Z,termination.{told if said else f'succeeded,{wallet},{platform},{request}b,{request}'}"


def cases(platform: str, channel: str, count: int, failed: int, resolved: int, again: str = "10-04") -> Iterator[str]:
    """So many cases of 1 October, the first of which fail; of these the first succeed on another day."""
    for number in range(count):
        wallet = f"{platform}{channel}{number}"
        yield from attempt(wallet, "10-01", platform, channel, BALANCE if number < failed else None)
        if number < resolved:
            yield from attempt(wallet, again, platform, channel, None)


# By app 5 of 50 fail, by phone 25 of 50, on both platforms alike; p has 40 + 10 cases, q 10 + 40.
# p resolves all its 9 after 3 days, q the 7 first of 20 by phone, and none of the app. r is small and alone on the web.
def rows() -> Iterator[str]:
    yield from cases("p", "app", 40, 4, 4)
    yield from cases("p", "phone", 10, 5, 5)
    yield from cases("q", "app", 10, 1, 0)
    yield from cases("q", "phone", 40, 20, 7)
    yield from cases("r", "web", 5, 1, 1, again="10-30")
    yield from attempt("late", "11-10", "p", "app", LOAN)
    yield "2026-10-20T10:00Z,reregistration.requested,papp0,p,n1"
    yield "2026-10-20T11:00Z,reregistration.accepted,papp0,p,n2"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_rows(tmp_path_factory.mktemp("platforms"), tuple(rows()))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return open_snapshot(folder)


OCTOBER = Selection(date(2026, 10, 1), date(2026, 10, 31))
ADDRESS = {"from": "2026-10-01", "to": "2026-10-31"}


def by_platform(frame: pd.DataFrame) -> dict:
    return {row["platform"]: row for row in frame.to_dict("records")}


def shown(app: AppTest) -> str:
    return "\n".join(markdown.value for markdown in app.markdown)


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if column in frame.value)


def test_the_same_mix_makes_them_alike(snapshot: Snapshot) -> None:
    cells = platforms.mix_cells(snapshot, OCTOBER, "case_rate", ("channel",), 14)
    assert cells[["count", "total"]].sum().tolist() == [31, 105]
    found = by_platform(platforms.compared(cells))
    assert (found["p"]["rate"], found["q"]["rate"]) == (0.18, 0.42)
    assert (found["p"]["ratio"], found["q"]["ratio"]) == pytest.approx((1, 1))
    assert found["p"]["indirect"] == pytest.approx(31 / 105)
    assert found["q"]["stands"] == "inside"
    assert found["r"]["is_small"]
    assert pd.isna(found["r"]["rank"])


def test_without_a_mix_the_ratio_is_to_all(snapshot: Snapshot) -> None:
    found = by_platform(platforms.compared(platforms.mix_cells(snapshot, OCTOBER, "case_rate", (), 14)))
    assert found["q"]["ratio"] == pytest.approx(0.42 / (31 / 105))
    assert found["q"]["expected"] == pytest.approx(50 * 31 / 105)
    assert (found["p"]["rank"], found["q"]["rank"]) == (1, 2)


def test_resolution_counts_those_seen_long_enough(snapshot: Snapshot) -> None:
    # Within 14 days: p 9 of 9, q 7 of 21, r (after 29 days) 0 of 1; within 30 days r 1 of 1.
    cells = platforms.mix_cells(snapshot, OCTOBER, "resolution", ("cause",), 14)
    assert cells.set_index("group")[["count", "total"]].to_numpy().tolist() == [[9, 9], [7, 21], [0, 1]]
    assert platforms.mix_cells(snapshot, OCTOBER, "resolution", (), 30)["count"].tolist() == [9, 7, 1]
    # The loan of 10 November, the newest event, is not seen for 7 days.
    november = Selection(date(2026, 11, 1), date(2026, 11, 30))
    assert platforms.mix_cells(snapshot, november, "resolution", (), 7).empty
    found = platforms.compared(cells, is_highest_first=True)
    assert found["is_small"].all()


@pytest.mark.parametrize("chosen", [{"cause": ("lr_loan_outstanding",)}, {"category": ("legal_regulatory",)}])
def test_a_cause_filter_keeps_the_cases_below(snapshot: Snapshot, chosen: dict) -> None:
    period = Selection(date(2026, 10, 1), date(2026, 11, 30), **chosen)
    cells = platforms.mix_cells(snapshot, period, "case_rate", ("channel",), 14)
    assert cells.groupby("group")[["count", "total"]].sum().loc["p"].tolist() == [1, 51]


def test_other_filters_count_from_the_cases(snapshot: Snapshot) -> None:
    by_phone = Selection(OCTOBER.from_on, OCTOBER.to_on, channel=("phone",))
    cells = platforms.mix_cells(snapshot, by_phone, "case_rate", ("channel", "os"), 14)
    assert cells[["group", "count", "total"]].to_numpy().tolist() == [["p", 5, 10], ["q", 20, 40]]


def test_conditions_are_those_of_the_platforms_of_the_log(snapshot: Snapshot) -> None:
    found = platforms.conditions_asked(snapshot, OCTOBER)
    assert found["platform"].tolist() == ["p", "q", "r"]  # the ledger's own five are not in this log
    assert found[["count_failures", "count_all_failures"]].to_numpy().tolist() == [[9, 9], [21, 21], [1, 1]]
    assert platforms.reregistration_rules(snapshot).empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_raw_beside_standardised(open_app, folder: Path, language: str) -> None:
    app = open_app(folder, "platforms", lang=language, platforms_mix="channel", **ADDRESS)
    assert not app.exception
    shaped = table_with(app, "observed_over_expected").set_index("platform")
    assert shaped.loc["q", "counted_of"] == "21 / 50"
    assert shaped.loc["q", "raw_rate"].startswith("42.0% (")
    assert shaped.loc["q", "indirect"].startswith("29.5% (")
    assert shaped.loc["q", "observed_over_expected"].startswith("1.00 (")
    assert shaped.loc["r", "rank_with_interval"] == "–"
    say = text(language)
    assert say("platforms.shifted", platform="q", rate="42.0%", indirect="29.5%") in shown(app)
    assert say("platforms.all_inside") in shown(app)
    matrix = table_with(app, "condition")
    assert matrix["p"].tolist() == [f"⚠ {say('platforms.no_clause')} · 100.0% (9; 70.1% – 100.0%)"]
    assert matrix["r"].tolist() == [f"{say('platforms.no_clause')} · 100.0% (1; 20.7% – 100.0%)"]
    assert table_with(app, "rate_accepted")["rate_accepted"].tolist()[0].startswith("100.0% (1 / 1;")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choices_are_in_the_address(open_app, folder: Path, language: str) -> None:
    app = open_app(folder, "platforms", lang=language, platforms_of="resolution", platforms_within="30", **ADDRESS)
    assert not app.exception
    assert table_with(app, "observed_over_expected")["counted_of"].tolist() == ["7 / 21", "9 / 9", "1 / 1"]
    assert text(language)("platforms.one_alone") in shown(app)
    app.button_group(key="platforms_of").set_value("case_rate").run()
    assert "platforms_of" not in app.query_params
    app.button_group(key="platforms_mix").set_value(["region"]).run()
    assert app.query_params["platforms_mix"] in ("region", ["region"])
    app.button_group(key="platforms_limits").set_value("spread").run()
    assert app.query_params["platforms_limits"] in ("spread", ["spread"])
    assert not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_nonsense_in_the_address_is_named(open_app, folder: Path, language: str) -> None:
    told = {"platforms_of": "<b>", "platforms_within": "-1", "platforms_mix": ["channel", "x"], "platforms_limits": "?"}
    app = open_app(folder, "platforms", lang=language, **told, **ADDRESS)
    assert not app.exception
    assert sum("filter_alt_off" in warning.icon for warning in app.warning) == 4
    assert not any("<b>" in warning.value for warning in app.warning)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rows_one_platform_and_too_young_say_so(open_app, folder: Path, language: str) -> None:
    say = text(language)
    app = open_app(folder, "platforms", lang=language, **{"from": "2026-01-01", "to": "2026-01-31"})
    assert not app.exception
    assert say("state.nothing") in shown(app)
    assert say("platforms.no_conditions") in shown(app)
    app = open_app(folder, "platforms", lang=language, platform="p", **ADDRESS)
    assert not app.exception
    assert say("platforms.one_alone") in shown(app)
    young = {"from": "2026-11-01", "to": "2026-11-10"}
    app = open_app(folder, "platforms", lang=language, platforms_of="resolution", **young)
    assert not app.exception
    assert say("platforms.none_resolution") in shown(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_row_is_no_comparison(open_app, tmp_path: Path, language: str) -> None:
    app = open_app(load_rows(tmp_path, tuple(attempt("w", "10-01", "p", "app", BALANCE))), "platforms", lang=language)
    assert not app.exception
    assert text(language)("platforms.one_alone") in shown(app)


def test_platforms_named_like_markup_stay_text(open_app, tmp_path: Path) -> None:
    hostile = "<b>x</b> :blue[y] =1+1"
    both = (*cases(hostile, "app", 40, 30, 0), *cases("q", "app", 40, 2, 0))
    app = open_app(load_rows(tmp_path, both), "platforms", lang="en", **ADDRESS)
    assert not app.exception
    assert "\\<b\\>" in shown(app)
    assert ":blue[y]" not in shown(app)


WORDS = dict.fromkeys(
    ("raw", "standardised", "all", "inner", "outer", "cases", "inside", "beyond_inner", "beyond_outer", "unknown"),
    "word",
)


def test_charts_hold_each_platform_once_and_escape_names(snapshot: Snapshot) -> None:
    compared = platforms.compared(platforms.mix_cells(snapshot, OCTOBER, "case_rate", (), 14))
    named = compared.assign(platform=["<b>", "q", "r"])
    target = platforms.target_of(compared)
    rates = raw_and_standardised(named, target, WORDS)
    assert list(rates.data[-1].y) == ["&lt;b&gt;", "q", "r"]
    drawn = funnel(named, target, 0.0, "stands", WORDS)
    texts = [name for trace in drawn.data if trace.text is not None for name in trace.text]
    assert sorted(texts) == ["&lt;b&gt;", "q", "r"]
