"""The charts of the resolution page: what they draw of rows one can add in the head."""

import numpy as np
import pandas as pd
import pytest

from dashboards.charts.resolution import Line, ended, unresolved
from dashboards.charts.resolution_open import held_shares, open_ages

CURVES = pd.DataFrame(
    {
        "group": ["a"] * 3 + ["b"] * 3,
        "day": [0.0, 1.0, 2.0] * 2,
        "survival": [1.0, 0.5, 0.25, 1.0, 0.9, np.nan],
        "lower": [1.0, 0.4, 0.2, 1.0, 0.8, np.nan],
        "upper": [1.0, 0.6, 0.3, 1.0, 0.95, np.nan],
        "at_risk": [40, 20, 10, 9, 8, 0],
    }
)
LINES = {"a": Line("a", "#000001", "solid"), "b": Line("<b>b</b> (few)", "#000002", "dash", is_small=True)}


def test_curves_stand_over_the_counts_of_those_still_observed() -> None:
    at_risk = CURVES.assign(tick="day " + CURVES["day"].astype(str))
    figure = unresolved(CURVES, LINES, at_risk, {"at_risk": "still observed"})
    lines = [trace for trace in figure.data if trace.mode == "lines" and trace.showlegend is not False]
    assert [trace.name for trace in lines] == ["a", "&lt;b&gt;b&lt;/b&gt; (few)"]
    assert [list(trace.y) for trace in lines] == [[1.0, 0.5, 0.25], [1.0, 0.9]]
    assert [list(trace.text) for trace in figure.data if trace.mode == "text"] == [["40", "20", "10"], ["9", "8", "0"]]
    assert list(figure.layout.xaxis.ticktext) == ["day 0.0", "day 1.0", "day 2.0"]
    # Only the large group has a band: its two limits.
    assert sum(trace.showlegend is False and trace.mode == "lines" for trace in figure.data) == 2


def test_ends_are_stacked_and_one_that_nobody_had_is_left_out() -> None:
    shares = pd.DataFrame({"day": [0, 1], "succeeded": [0.0, 0.5], "withdrawn": [0.0, 0.1], "abandoned": [0.0, 0.0]})
    names = {"succeeded": "terminated", "withdrawn": "withdrawn", "abandoned": "abandoned"}
    figure = ended(shares, names, {"day": "days"})
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [
        ("terminated", [0.0, 0.5]),
        ("withdrawn", [0.0, 0.1]),
    ]
    assert {trace.stackgroup for trace in figure.data} == {"ends"}


def test_the_shares_of_a_bar_are_the_whole() -> None:
    held = pd.DataFrame({"group": ["<i>", "none"], "user": [3.0, 0.0], "platform": [1.0, 0.0], "third_party": 0.0,
                         "unknown": 0.0})  # fmt: skip
    figure = held_shares(held, {name: name for name in ("user", "platform", "third_party", "unknown")})
    assert list(figure.data[0].y) == ["none", "&lt;i&gt;"]  # the first row is drawn last, on top
    shares = [trace.x[1] for trace in figure.data]
    assert shares == pytest.approx([0.75, 0.25, 0.0, 0.0])
    assert pd.isna(figure.data[0].x[0])  # nobody held it: no share, not 0 %


def test_ages_are_told_apart_by_the_promise() -> None:
    ages = pd.DataFrame({"place": [0, 0, 1, 1], "is_past": [False, False, False, True], "count_cases": [2, 3, 4, 5]})
    within, past = open_ages(ages, ["0-10", "10+"], {"within": "within", "past": "past"}).data
    assert (list(within.y), list(past.y)) == ([5, 4], [0, 5])
