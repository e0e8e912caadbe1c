"""The charts of causes as they are drawn, from rows given to them."""

import pandas as pd
import pytest

from dashboards.charts.causes import next_cause_matrix, rates_by_cause

BALANCE, TIMEOUT = "pp_balance_not_zero", "tf_network_timeout"
NAMES = {BALANCE: "Balance <left>", TIMEOUT: "Time-out", "platform_policy": "Policy", "technical_fault": "Technical"}


def test_the_bars_stand_in_blocks_with_their_interval() -> None:
    rows = pd.DataFrame(
        {
            "cause_category": ["technical_fault", "platform_policy"],
            "cause": [TIMEOUT, BALANCE],
            "count_failures": [4, 20],
            "rate": [0.1, 0.5],
            "low": [0.04, 0.35],
            "high": [0.23, 0.65],
            "is_small": [True, False],
        }
    )
    figure = rates_by_cause(rows, NAMES, {"failures": "failures", "small": "small sample"})
    drawn = {trace.name: trace for trace in figure.data}
    assert list(drawn["Policy"].y) == ["Balance &lt;left&gt;"]
    assert list(drawn["Policy"].error_x.array) == pytest.approx([0.15])
    assert list(drawn["Technical"].marker.opacity) == [0.4]  # a small sample is pale ...
    assert "small sample" in drawn["Technical"].text[0]  # ... and says so
    assert list(figure.layout.yaxis.categoryarray) == ["Time-out", "Balance &lt;left&gt;"]  # plotly draws from below


def test_a_cell_of_the_matrix_tells_share_cases_and_days() -> None:
    rows = pd.DataFrame(
        {
            "first_cause": [BALANCE],
            "next_cause": [TIMEOUT],
            "count_cases": [6],
            "cases_of_first": [20],
            "share": [0.3],
            "median_days": [1.25],
        }
    )
    figure = next_cause_matrix(rows, NAMES, {"cases": "cases", "days": "days between"})
    cell = figure.data[2]  # after the heat map and the cells of small shares, which are none here
    assert list(cell.text) == ["30%<br>6"]
    assert list(cell.hovertext) == ["Balance &lt;left&gt; → Time-out<br>30.0% (6 / 20 cases)<br>days between 1.2"]
    assert list(cell.customdata) == [f"{BALANCE} {TIMEOUT}"]
