"""Colours and the look of every chart. Pages take the rest from .streamlit/config.toml."""

import plotly.graph_objects as go

CATEGORIES = (
    "personal_information",
    "technical_fault",
    "platform_policy",
    "legal_regulatory",
    "unclassified",
)
# Streamlit's browser side swaps these for theme.chartCategoricalColors: light and dark both fit at once.
SLOTS = ("#000001", "#000002", "#000003", "#000004", "#000005")
CATEGORY_COLOURS = dict(zip(CATEGORIES, SLOTS, strict=True))
CATEGORY_PATTERNS = dict(zip(CATEGORIES, ("", "/", ".", "x", "-"), strict=True))
# The badge of a category in tables and drawers, by Streamlit's colour names.
CATEGORY_BADGES = dict(zip(CATEGORIES, ("blue", "yellow", "green", "violet", "gray"), strict=True))
ACCENT = SLOTS[0]
ALERT = "#E5484D"  # with a sign beside it, never alone
NEUTRAL = "#7A8599"  # readable on white and on near black
FAINT = "rgba(122, 133, 153, 0.22)"

# Numbers only: plotly writes month names in English whatever the language.
DATES = [
    {"dtickrange": [None, 86_399_999], "value": "%H:%M\n%m-%d"},
    {"dtickrange": [86_400_000, "M1"], "value": "%m-%d"},
    {"dtickrange": ["M1", None], "value": "%Y-%m"},
]
# The camera saves the picture in the reader's browser; nothing is sent anywhere.
CONFIG = {
    "displayModeBar": "hover",
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "doubleClick": "reset",
    "showSendToCloud": False,
    "plotlyServerURL": "",
}


def category_colour(category: str | None) -> str:
    """The fixed colour of a cause category; grey for what we do not know."""
    return CATEGORY_COLOURS.get(category or "", CATEGORY_COLOURS["unclassified"])


def dressed(figure: go.Figure, height: int = 300) -> go.Figure:
    """The common look: no chart title, thin grid, legend above, numeric dates, one hover for all traces."""
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        hovermode="x unified",
        bargap=0.28,
        barcornerradius=3,
        dragmode=False,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "title": None,
            "traceorder": "normal",
            "font_size": 12,
        },
        hoverlabel={"font_size": 12},
        uirevision="keep",
    )
    figure.update_xaxes(
        showgrid=False,
        zeroline=False,
        title=None,
        ticks="",
        automargin=True,
        tickformatstops=DATES,
        hoverformat="%Y-%m-%d %H:%M",
    )
    figure.update_yaxes(gridwidth=1, zeroline=False, title=None, nticks=5, automargin=True)
    return figure
