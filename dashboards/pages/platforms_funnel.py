"""The funnel: which platforms stand out by more than their size lets chance do."""

import pandas as pd
import streamlit as st

from dashboards.charts.platforms import SYMBOLS, funnel
from dashboards.pages.platforms_choices import LIMITS, Choices, pick
from dashboards.pages.platforms_numbers import Compared
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.card import card
from dashboards.widgets.chart import chart

STANDS = {"chance": "stands", "spread": "stands_widely"}


def show(view: View, chosen: Choices, compared: Compared) -> None:
    """Draw the card; without rows the one above says why."""
    rows = compared.rows[compared.rows["indirect"].notna()]
    if rows.empty:
        return
    column = STANDS[chosen.limits]
    twin = compared.rows[["platform", "count", "total", "expected", "indirect", *STANDS.values()]]
    hint = view.say(f"platforms.funnel_{chosen.limits}")
    with card(view, "platforms_funnel", twin, compared.statement, hint=hint):
        pick(view, "limits", LIMITS, chosen.limits, LIMITS[0])
        st.markdown(outside(view, rows, column))
        if not is_missing(compared.dispersion):
            st.caption(view.say("platforms.dispersion", value=view.say.number(compared.dispersion, 1), count=len(rows)))
        between = compared.between if chosen.limits == "spread" else 0.0
        words = {key: view.say(f"platforms.{key}") for key in ("inner", "outer", "all", "cases", *SYMBOLS)}
        chart(view, "platforms_funnel", lambda: funnel(rows, compared.target, between, column, words), chosen)


def outside(view: View, rows: pd.DataFrame, column: str) -> str:
    """Who stands outside, by name."""
    said = []
    for place in ("beyond_outer", "beyond_inner"):
        if names := [plain(name) for name in rows.loc[rows[column] == place, "platform"]]:
            said.append(view.say(f"platforms.{place}_named", names=view.say.listed(names)))
    return " ".join(said) or view.say("platforms.all_inside")
