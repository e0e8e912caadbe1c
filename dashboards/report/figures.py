"""The charts of a page as data for plotly.js, in the colours of the light theme."""

import html
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CONFIG_FILE = Path(__file__).parents[2] / ".streamlit" / "config.toml"
# What streamlit.elements.lib.streamlit_plotly_theme has the browser replace: #000001 to #000010 categories, then ten
# of a sequence, then ten that diverge.
SENTINEL = re.compile(r"#0000(0[1-9]|[12][0-9]|30)\b")
INK, FADED, GRID, PAPER = "#101828", "#667085", "#E4E7EC", "#FFFFFF"
AXIS = {"gridcolor": GRID, "linecolor": GRID, "zerolinecolor": GRID, "tickfont": {"color": FADED}, "automargin": True}
DEFAULT_HEIGHT = 300


@cache
def palette() -> dict[str, str]:
    """The colour behind each sentinel."""
    light = tomllib.loads(CONFIG_FILE.read_text("utf-8"))["theme"]["light"]
    names = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")
    return {
        f"{10 * group + place + 1:02d}": light[name][place % len(light[name])]
        for group, name in enumerate(names)
        for place in range(10)
    }


def figure(spec: str, alt: str) -> str:
    """A place for the chart and, beside it, the chart as data."""
    drawn = json.loads(SENTINEL.sub(lambda found: palette()[found[1]], spec))
    layout = drawn.setdefault("layout", {})
    layout["template"] = template()
    height = int(layout.get("height") or DEFAULT_HEIGHT)
    place = f'<div class=chart role=img aria-label="{html.escape(alt)}" style="height:{height}px"></div>'
    return f"{place}<script type='application/json'>{as_json(drawn)}</script>"


def as_json(value: Any) -> str:
    """JSON that cannot end the script it stands in, whatever its texts are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def template() -> dict[str, Any]:
    """What Streamlit's browser side would give the chart: fonts, grid and colours."""
    colours = list(palette().values())
    sequence = [[place / 9, colour] for place, colour in enumerate(colours[10:20])]
    return {
        "data": {"heatmap": [{"colorscale": sequence, "type": "heatmap"}]},
        "layout": {
            "colorway": colours[:10],
            "colorscale": {"sequential": sequence},
            "font": {"family": "Inter, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif", "size": 12, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK}},
            "xaxis": AXIS,
            "yaxis": AXIS,
        },
    }
