"""What the charts of the review page hold."""

import pandas as pd
import pytest

from dashboards.charts.quality import coverage_risk, reliability_curve
from dashboards.charts.review import causes_moved, changes_by_month, months_moved

MONTHS = pd.DataFrame(
    {
        "month": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-03-01", "2026-03-01"]),
        "cause": ["unclassified", "a", "unclassified", "a"],
        "count_before": [10, 0, 5, 1],
        "count_after": [4, 6, 5, 1],
    }
)
NAMES = {"unclassified": "Unclassified", "a": "<b>A</b>", "others": "Others", "before": "Before", "after": "After"}


def test_months_without_a_change_are_drawn_too() -> None:
    wide = changes_by_month(MONTHS)
    assert list(wide.index.strftime("%Y-%m")) == ["2026-01", "2026-02", "2026-03"]
    assert wide["a"].tolist() == [6, 0, 0]  # 6 - 0, nothing, 1 - 1
    assert wide["unclassified"].tolist() == [-6, 0, 0]


def test_many_causes_are_told_as_others_and_nothing_is_lost() -> None:
    many = pd.DataFrame(
        {
            "month": pd.to_datetime(["2026-01-01"] * 8),
            "cause": list("abcdefgh"),
            "count_before": [0] * 8,
            "count_after": [1, 2, 3, 4, 5, 6, 7, 8],
        }
    )
    wide = changes_by_month(many)
    assert list(wide.columns) == ["h", "g", "f", "e", "d", "others"]
    assert wide["others"].tolist() == [1 + 2 + 3]
    assert wide.to_numpy().sum() == 36


def test_bars_stand_on_their_side_and_labels_are_no_markup() -> None:
    bars = {bar.name: list(bar.y) for bar in months_moved(MONTHS, NAMES, {"a": "technical_fault"}).data}
    assert bars == {"Unclassified": [-6, 0, 0], "&lt;b&gt;A&lt;/b&gt;": [6, 0, 0]}


def test_causes_before_and_after_the_largest_change_on_top() -> None:
    causes = pd.DataFrame({"cause": ["a", "unclassified"], "count_before": [1, 30], "count_after": [4, 20]})
    figure = causes_moved(causes, NAMES)
    ends = {trace.name: list(trace.x) for trace in figure.data if trace.mode == "markers"}
    assert ends == {"Before": [1, 30], "After": [4, 20]}  # from the bottom: +3, then -10
    assert [trace.text for trace in figure.data if trace.mode == "text"] == [("   +3", "   -10")]


def test_the_reliability_curve_has_its_intervals() -> None:
    bins = pd.DataFrame(
        {
            "confidence": [0.6, 0.9],
            "accuracy": [0.5, 0.95],
            "lower": [0.4, None],
            "upper": [0.7, None],
            "count_rows": [20, 1],
        }
    )
    words = {"right": "Right", "ideal": "Ideal", "rows": "rows", "stated": "Stated"}
    curve = reliability_curve(bins, words).data[1]
    assert list(curve.y) == [0.5, 0.95]
    assert curve.error_y.array[0] == pytest.approx(0.2)
    assert curve.error_y.arrayminus[0] == pytest.approx(0.1)
    assert list(curve.customdata) == ["20 rows", "1 rows"]


def test_coverage_is_in_order_and_the_one_in_use_is_marked() -> None:
    points = pd.DataFrame(
        {
            "coverage": [1.0, 0.5],
            "risk": [0.2, 0.05],
            "lower": [0.15, 0.02],
            "upper": [0.25, 0.1],
            "count_rows": [200, 100],
            "is_chosen": [False, True],
        }
    )
    words = {"risk": "Risk", "interval": "95%", "in_use": "In use", "rows": "rows", "coverage": "Decided"}
    traces = {trace.name: trace for trace in coverage_risk(points, words).data}
    assert list(traces["Risk"].x) == [0.5, 1.0]
    assert (list(traces["In use"].x), list(traces["In use"].y)) == ([0.5], [0.05])
