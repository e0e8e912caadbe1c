"""A page's table and chart on paper: the same columns, headings and values; texts are texts."""

import json

import numpy as np
import pandas as pd
import pytest

from dashboards.report.figures import as_json, figure
from dashboards.report.tables import table
from dashboards.text import NOTHING, text

EN, ZH = text("en"), text("zh")


def cells(frame: pd.DataFrame, config: dict, language: str = "en") -> str:
    return table(frame, json.dumps(config), 100, text(language))


def test_headings_formats_and_what_is_hidden() -> None:
    """0.0783 is 7.83 %; buttons and hidden columns stay on the page."""
    frame = pd.DataFrame({"open": ["x"], "rate": [0.0783], "secret": ["s"], "count": [1234], "hours": [7.25]})
    config = {
        "open": {"type_config": {"type": "button"}},
        "rate": {"label": "Rate", "type_config": {"type": "number", "format": "percent"}},
        "secret": {"hidden": True},
        "hours": {"type_config": {"type": "number", "format": "%.1f"}},
        "_index": {"hidden": True},
    }
    written = cells(frame, config)
    assert "<tr><th>Rate</th><th>count</th><th>hours</th></tr>" in written
    assert [part.split("<")[0] for part in written.split('<td class="number">')[1:]] == ["7.83%", "1,234", "7.2"]


def test_missing_lists_days_and_instants() -> None:
    frame = pd.DataFrame(
        {
            "nothing": [None],
            "nan": [np.nan],
            "list": [np.array(["a", "b"], dtype=object)],
            "day": [pd.Timestamp("2026-11-20")],
            "at": [pd.Timestamp("2026-11-20 09:05")],
            "sure": [True],
        }
    )
    written = cells(frame, {}, "zh")
    assert [part.split("</td>")[0].split(">")[-1] for part in written.split("<td")[1:]] == (
        [NOTHING, NOTHING, "a、b", "2026-11-20", "2026-11-20 09:05", "✓"]
    )


def test_a_long_table_tells_how_many_rows_it_has() -> None:
    frame = pd.DataFrame({"row": range(12)})
    written = table(frame, "", 5, EN)
    assert written.count("<tr>") == 6
    assert "The first 5 of 12 rows" in written
    assert "12" not in table(frame.head(5), "", 5, ZH)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "</td><img src=http://x>", '"><b>'])
def test_log_text_is_never_markup(hostile: str) -> None:
    written = cells(pd.DataFrame({hostile: [hostile]}), {})
    assert "<script" not in written
    assert "<img" not in written
    assert '"><b>' not in written
    assert "&lt;" in written


def test_a_chart_cannot_end_its_script_and_has_the_palette() -> None:
    """#000001 is the first of the light theme's colours, #1F4FD8."""
    spec = json.dumps({"data": [{"text": ["</script><b>"], "marker": {"color": "#000001"}}], "layout": {"height": 250}})
    written = figure(spec, 'a "b" <c>')
    assert written.count("</script>") == 1
    assert "#1F4FD8" in written
    assert "#000001" not in written
    assert "height:250px" in written
    assert "a &quot;b&quot; &lt;c&gt;" in written


def test_json_in_a_script_reads_back() -> None:
    value = {"text": "</script><!--", "zh": "余额"}
    assert "<" not in as_json(value)
    assert json.loads(as_json(value)) == value
