"""The resolution page: curves, ends, times, holders and the promise, with no rows, one row, and many."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from logged_rows import ROWS, load_rows
from streamlit.testing.v1 import AppTest

from dashboards.pages import resolution_numbers as numbers
from dashboards.text import NOTHING, text
from warehouse import open_snapshot

OpenApp = Callable[..., AppTest]
CARDS = ("resolution_curves", "resolution_ends", "resolution_groups", "time_held")
ENDS = ("succeeded", "withdrawn", "abandoned")


def durations(*rows: tuple[str, str, float, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group_value", "end_kind", "hours", "count_cases"])


def texts(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*app.markdown, *app.caption, *app.warning, *app.subheader))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("by", ["category", "cause", "platform", "channel", "month"])
def test_each_grouping_is_drawn(open_app: OpenApp, warehouse_folder: Path, language: str, by: str) -> None:
    app = open_app(warehouse_folder, "resolution", lang=language, by=by, period="all")
    assert not app.exception
    assert [text(language)(f"card.{name}") in texts(app) for name in CARDS] == [True] * len(CARDS)
    assert text(language)("card.breach_forecast") in texts(app)


def test_a_grouping_that_there_is_not_is_named(open_app: OpenApp, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, "resolution", lang="en", by="<b>no</b>")
    assert not app.exception
    assert [warning.value for warning in app.warning] == [
        "The address asks for the grouping “\\<b\\>no\\</b\\>”, which there is not; it was ignored."
    ]


def test_no_rows_say_so_and_the_promise_stays(open_app: OpenApp, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, "resolution", lang="en", **{"from": "2020-01-01", "to": "2020-01-02"})
    assert not app.exception
    assert text("en")("state.nothing") in texts(app)
    assert text("en")("card.breach_forecast") in texts(app)


def test_a_handful_of_cases_is_marked_and_not_compared(open_app: OpenApp, warehouse_folder: Path) -> None:
    now = open_snapshot(warehouse_folder)
    (case,) = now.query(
        "SELECT platform, first_requested_on, first_cause FROM resolution_times ORDER BY first_requested_on LIMIT 1"
    ).to_dict("records")
    day = case["first_requested_on"].date().isoformat()
    chosen = {"from": day, "to": day, "platform": case["platform"], "cause": case["first_cause"]}
    app = open_app(warehouse_folder, "resolution", lang="en", **chosen)
    assert not app.exception
    assert "Not compared" in texts(app)


def test_the_table_tells_the_whole_and_its_parts(open_app: OpenApp, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, "resolution", lang="en", by="platform", period="all")
    table = next(one.value for one in app.dataframe if "resolved_of" in one.value)
    counts = [int(told.split(" / ")[1].replace(",", "")) for told in table["resolved_of"]]
    assert table["group"].iloc[0] == "All cases"
    assert counts[0] == sum(counts[1:])
    told = open_snapshot(warehouse_folder).query("SELECT count(*) AS count_cases FROM failed_cases")
    assert counts[0] == told["count_cases"].iloc[0]


def test_ends_and_what_is_open_are_the_whole(open_app: OpenApp, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, "resolution", lang="en", period="all")
    table = next(one.value for one in app.dataframe if "share_succeeded" in one.value)
    shares = table[[*(f"share_{end}" for end in ENDS), "share_open"]].iloc[0]
    parts = [float(told.split("%")[0]) for told in shares if told != NOTHING]
    assert sum(parts) == pytest.approx(100, abs=0.3)  # four numbers of one digit


def test_the_nearest_case_opens(open_app: OpenApp, warehouse_folder: Path) -> None:
    app = open_app(warehouse_folder, "resolution", lang="en")
    table = next(one.value for one in app.dataframe if "days_left" in one.value)
    assert table["days_left"].is_monotonic_increasing
    assert (table["days_left"] > 0).all()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_open_case_is_told_without_an_end(open_app: OpenApp, tmp_path: Path, language: str) -> None:
    folder = load_rows(tmp_path, ROWS[5:7])  # w2 fails on the 3rd at 10:01, and nothing more is logged
    app = open_app(folder, "resolution", lang=language)
    assert not app.exception
    say = text(language)
    assert say("resolution.none_ended") in texts(app)
    assert say("resolution.none_held") in texts(app)  # the newest event is its failure
    table = next(one.value for one in app.dataframe if "resolved_of" in one.value)
    assert table["resolved_of"].tolist() == ["0 / 1", "0 / 1"]
    assert table["median"].tolist() == [NOTHING, NOTHING]


def test_three_cases_by_hand(open_app: OpenApp, tmp_path: Path) -> None:
    # w1 is resolved 24 h after its failure, w3 withdrawn after 24 h, w2 open.
    app = open_app(load_rows(tmp_path), "resolution", lang="en", by="platform")
    assert not app.exception
    table = next(one.value for one in app.dataframe if "resolved_of" in one.value)
    assert table["resolved_of"].tolist() == ["1 / 3", "1 / 2", "0 / 1"]
    # On p one of two is resolved after 24 h, level at one half to the 408 h that w2 was seen: the middle, 216 h.
    assert [told.split(" (")[0] for told in table["median"]] == [NOTHING, "9 d", NOTHING]
    ends = next(one.value for one in app.dataframe if "share_succeeded" in one.value)
    third = ends[ends["within_days"] == "3 d"].iloc[0]
    shares = [third[f"share_{end}"].split(" ")[0] for end in ("succeeded", "withdrawn", "abandoned", "open")]
    assert shares == ["33.3%", "33.3%", NOTHING, "33.3%"]


def test_all_censored_has_no_median_and_no_zero() -> None:
    row = numbers.summary("a", durations(("a", "open", 5.0, 3), ("a", "abandoned", 2.0, 1)), working_of(5.0, "open"), 1)
    assert (row["count_cases"], row["count_succeeded"], row["count_open"]) == (4, 0, 3)
    assert pd.isna([row["median"], row["ninth"], row["mean"], row["working"]]).all()


def working_of(days: float, end_kind: str) -> pd.DataFrame:
    return durations(("a", end_kind, days, 1)).rename(columns={"hours": "working_days"})


def test_one_case_has_its_time_and_no_interval() -> None:
    row = numbers.summary("a", durations(("a", "succeeded", 48.0, 1)), working_of(1.5, "succeeded"), 7)
    assert (row["median"], row["ninth"], row["mean"], row["working"]) == (48.0, 48.0, 48.0, 1.5)
    assert pd.isna([row["median_high"], row["mean_low"]]).all()


def test_groups_come_by_size_and_the_unnamed_is_one_of_them() -> None:
    rows = durations(("a", "open", 1.0, 2), (None, "open", 1.0, 5), ("b", "open", 2.0, 3))
    groups = numbers.by_group(rows)
    assert [int(one["count_cases"].sum()) for one in groups.values()] == [5, 3, 2]
    assert pd.isna(next(iter(groups)))


def test_a_curve_is_read_at_days_and_ends_with_its_last_case() -> None:
    # Of four cases one is resolved after a day, one after two; the others were seen for two and a half.
    curve = numbers.curve_of(durations(("a", "succeeded", 24, 1), ("a", "succeeded", 48, 1), ("a", "open", 60, 2)))
    read = numbers.read_at(curve, pd.Series([0.0, 1.0, 1.5, 2.5, 3.0]).to_numpy())
    assert read["survival"].tolist()[:4] == pytest.approx([1.0, 0.75, 0.75, 0.5])
    assert pd.isna(read["survival"].iloc[4])
    assert read["at_risk"].tolist() == [4, 4, 3, 2, 0]


def test_the_mean_looks_as_far_as_the_cases() -> None:
    assert numbers.mean_days(durations(("a", "open", 29 * 24.0, 1))) == 15
    assert numbers.mean_days(durations(("a", "open", 2.0, 1))) == 1
