"""What each platform asks before it closes a wallet, beside what its failures say."""

import numpy as np
import pandas as pd
import streamlit as st

from analysis.rates import Rate
from dashboards import store
from dashboards.store import View
from dashboards.text import NOTHING, is_missing
from dashboards.widgets.card import card
from dashboards.widgets.table import height_of, table

MOST_VISIBLE = 24
LEAST_FAILURES = 5  # without a clause; fewer may be slips of the classification


def show(view: View) -> None:
    """Draw the card: a row a condition, a column a platform."""
    population = view.selection.population()
    rows = view.ask(store.conditions_asked, population)
    statement = view.statement("conditions_asked", population)
    with card(view, "platforms_conditions", rows, statement, hint=view.say("platforms.conditions_hint")):
        if rows.empty:
            st.markdown(f":gray[:material/search_off: {view.say('platforms.no_conditions')}]")
            return
        matrix = shaped(view, rows)
        pinned = st.column_config.TextColumn(view.say("column.condition"), pinned=True, width=200)
        table(view, "platforms_conditions", matrix, height=height_of(len(matrix), MOST_VISIBLE), condition=pinned)
        st.caption(view.say("platforms.conditions_key", count=LEAST_FAILURES))


def shaped(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Conditions by how often all platforms together fail on them; cells name the clauses and the share of failures."""
    rows = rows[rows["platform"].isin(view.selection.platform or rows["platform"])]
    order = rows.groupby("cause")["count_failures"].sum().sort_values(ascending=False, kind="stable").index
    cells = {(row["cause"], row["platform"]): cell(view, row) for row in rows.to_dict("records")}
    platforms = sorted(rows["platform"].unique())
    columns = {name: [cells.get((cause, name), NOTHING) for cause in order] for name in platforms}
    return pd.DataFrame({"condition": [view.label(cause) for cause in order], **columns})


def cell(view: View, row: dict) -> str:
    """AUR-3.1 · 4.6% (45), with a mark where rule and log say different things."""
    clauses = list(row["clauses"]) if isinstance(row["clauses"], list | np.ndarray) else []
    count = int(row["count_failures"])
    asked = view.say.listed(clauses) or view.say("platforms.no_clause")
    mark = "⚠ " if not clauses and count >= LEAST_FAILURES else ""
    return f"{mark}{asked} · {share(view, count, row['count_all_failures'])}"


def share(view: View, count: int, total: float) -> str:
    """The share of the platform's failures with its interval; a dash where it has none."""
    if is_missing(total):
        return NOTHING
    rate = Rate.of(count, int(total))
    ends = f"{view.say.percent(rate.low)} – {view.say.percent(rate.high)}"
    return f"{view.say.percent(rate.value)} ({view.say.number(count)}; {ends})"
