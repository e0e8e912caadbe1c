"""What the charts of what helps are drawn of."""

import pandas as pd

from dashboards.charts.helps import differences, success_bars


def test_bars_carry_their_counts_and_what_the_others_reach() -> None:
    rows = pd.DataFrame(
        {
            "count_succeeded": [30, 1],
            "count_decided": [60, 2],
            "rate": [0.5, 0.5],
            "low": [0.38, 0.09],
            "high": [0.62, 0.91],
            "is_small": [False, True],
            "difference": [0.1, None],
        }
    )
    words = {"success": "<b>yes</b>", "others": "others", "attempts": "attempts"}
    bars, marks = success_bars(rows, ["1", "2"], words).data
    assert list(bars.customdata) == ["30 / 60", "1 / 2"]
    assert bars.name == "&lt;b&gt;yes&lt;/b&gt;"
    assert list(bars.marker.opacity) == [1.0, 0.4]  # a small sample is pale
    assert marks.y[0] == 0.4  # 0.5 less the difference of 0.1
    assert pd.isna(marks.y[1])  # nobody to compare with


def test_differences_stand_in_points_in_the_order_of_the_rows() -> None:
    rows = pd.DataFrame(
        {
            "step": ["a", "b"],
            "difference": [0.05, -0.02],
            "low": [0.01, -0.06],
            "high": [0.09, 0.02],
            "naive_difference": [0.15, -0.1],
        }
    )
    figure = differences(rows, {"a": "A <i>", "b": "B"}, {"fair": "fair", "naive": "naive", "points": "pp"})
    naive, fair = figure.data
    assert (list(fair.x), list(naive.x)) == ([5.0, -2.0], [15.0, -10.0])
    assert [round(reach, 9) for reach in fair.error_x.array] == [4.0, 4.0]
    assert list(figure.layout.yaxis.categoryarray) == ["B", "A &lt;i&gt;"]  # drawn from below
