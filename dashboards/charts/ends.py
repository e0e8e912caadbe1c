"""How cases ended, as one bar."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, NEUTRAL, dressed

ENDS = ("succeeded", "open", "abandoned", "withdrawn")
COLOURS = dict(zip(ENDS, (ACCENT, ACCENT, NEUTRAL, NEUTRAL), strict=True))
PATTERNS = dict(zip(ENDS, ("", "/", "x", "."), strict=True))
STRENGTHS = dict(zip(ENDS, (1.0, 0.55, 0.9, 0.55), strict=True))
FAINT_STRENGTH = 0.2
HEIGHT = 92


def cases_by_end(counts: pd.DataFrame, names: Mapping[str, str], chosen: Sequence[str] = ()) -> go.Figure:
    """One stacked bar of cases by how they ended, with counts in the legend; all but the `chosen` ends are faint.

    `counts` has end_kind and count_cases.
    """
    figure = go.Figure()
    by_end = counts.set_index("end_kind")["count_cases"]
    for end in ENDS:
        count = int(by_end.get(end, 0))
        if count:
            figure.add_bar(**part(end, f"{names[end]} {count:,} ({count / by_end.sum():.0%})", count, chosen))
    dressed(figure, HEIGHT)
    figure.update_layout(
        barmode="stack", hovermode="closest", bargap=0.1, legend={"itemclick": False, "itemdoubleclick": False}
    )
    figure.update_xaxes(visible=False, range=[0, int(by_end.sum())])
    return figure.update_yaxes(visible=False)


def part(end: str, name: str, count: int, chosen: Sequence[str]) -> dict:
    """One end's part of the bar; colour is never alone, so each has a pattern too."""
    pattern = {"shape": PATTERNS[end], "size": 6, "solidity": 0.2, "fillmode": "overlay", "fgopacity": 0.5}
    strength = STRENGTHS[end] if not chosen or end in chosen else FAINT_STRENGTH
    return {
        "x": [count],
        "y": [0],
        "orientation": "h",
        "name": name,
        "marker": {"color": COLOURS[end], "opacity": strength, "pattern": pattern},
        "customdata": [end],
        "hovertemplate": "%{fullData.name}<extra></extra>",
    }
