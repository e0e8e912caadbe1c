"""Figures from literal rows."""

import pandas as pd

from dashboards.charts.changes import ranked_changes
from dashboards.charts.markers import Marker
from dashboards.charts.over_time import failures_over_time
from dashboards.theme import CATEGORIES, CATEGORY_COLOURS, category_colour

DAYS = pd.to_datetime(["2026-11-18", "2026-11-19", "2026-11-20"])
NAMES = {category: category for category in CATEGORIES} | {"rate": "Rate", "markers": "Events"}
RATES = pd.DataFrame({"at": DAYS, "count_failures": [2, 0, 1], "count_decided": [8, 0, 2]})
COUNTS = pd.DataFrame({"at": DAYS[[0, 2]], "cause_category": "technical_fault", "count_failures": [2, 1]})


def traces(figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def test_the_unfinished_day_is_faint_and_out_of_the_rate() -> None:
    drawn = traces(failures_over_time(COUNTS, RATES, NAMES, DAYS[2]))
    bars = drawn["technical_fault"]
    assert list(bars.y) == [2, 0, 1]  # a day without failures is a zero, not a gap
    assert list(bars.marker.opacity) == [1.0, 1.0, 0.35]
    rate = drawn["Rate"]
    assert list(rate.x) == list(DAYS[:2])
    assert rate.y[0] == 0.25
    assert pd.isna(rate.y[1])  # none decided: not known, never 0 %


def test_a_category_keeps_its_colour_and_bears_its_name() -> None:
    drawn = traces(failures_over_time(COUNTS, RATES, NAMES, DAYS[2]))
    assert drawn["technical_fault"].marker.color == CATEGORY_COLOURS["technical_fault"]
    assert list(drawn["technical_fault"].customdata) == ["technical_fault"] * 3
    assert category_colour("never heard of") == CATEGORY_COLOURS["unclassified"]
    assert len(set(CATEGORY_COLOURS.values())) == len(CATEGORIES)


def test_markers_are_thin_and_never_markup() -> None:
    marker = Marker(DAYS[1], "release", "<b>8.4.0</b>")
    figure = failures_over_time(COUNTS, RATES, NAMES, DAYS[2], [marker])
    assert list(traces(figure)["Events"].text) == ["&lt;b&gt;8.4.0&lt;/b&gt;"]
    assert len(figure.layout.shapes) == 1


def test_the_largest_change_is_on_top_with_its_counts() -> None:
    changes = pd.DataFrame(
        {
            "cause": ["a", "b"],
            "contribution": [0.02, -0.01],
            "rate_part": [0.015, -0.01],
            "mix_part": [0.005, 0.0],
            "failures_previous": [10, 1200],
            "failures_current": [30, 900],
        }
    )
    words = {"rate_part": "Rate", "mix_part": "Mix", "points": "pp"}
    figure = ranked_changes(changes, {"a": "A", "b": "B"}, words)
    assert list(figure.data[0].y) == ["B", "A"]  # plotly draws from below
    assert list(figure.data[0].x) == [-1.0, 1.5]
    assert list(figure.data[2].text) == [" 1,200 → 900", " 10 → 30"]
