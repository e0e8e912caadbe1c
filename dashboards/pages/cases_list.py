"""The list of cases: a part of it as a table with a button that opens the drawer, the whole as a file."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.cases_choices import Choices
from dashboards.store import View
from dashboards.text import NOTHING
from dashboards.theme import CATEGORY_BADGES
from dashboards.widgets.card import card
from dashboards.widgets.drawer import open_case
from dashboards.widgets.links import set_filter
from dashboards.widgets.table import ALL_ROWS, exports, headings, height_of

ROWS_A_PART = 50
COLUMNS = (
    *("first_failed_at_local", "causes", "end_kind", "platform", "count_attempts", "count_failures"),
    *("days_observed", "frozen_amount", "currency", "channels", "help_channels", "count_help_contacts", "case_id"),
)


def show(view: View, choices: Choices, counts: pd.DataFrame) -> None:
    """Draw the list; `counts` has the cases of each end kind."""
    is_chosen = counts["end_kind"].isin(choices.ends or counts["end_kind"])
    total = int(counts.loc[is_chosen, "count_cases"].sum())
    parts = max(1, -(-total // ROWS_A_PART))
    part = min(choices.part, parts)
    skipped = (part - 1) * ROWS_A_PART
    own = asked(choices, ROWS_A_PART, skipped)
    rows = view.ask(store.cases_listed, choices.selection, **own)
    query = view.statement("cases_listed", choices.selection, **own)
    with card(view, "cases", query=query, hint=shown(view, skipped, len(rows), total)):
        if rows.empty:
            st.caption(view.say("cases.none_of_these_ends"))
            return
        cases_table(view, rows)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            pages(view, part, parts)
            export_all(view, choices, total)


def asked(choices: Choices, count_rows: int, skipped: int) -> dict[str, Any]:
    """The parameters of the list's own query."""
    return {"ends": list(choices.ends), "sort": choices.sort, "count_rows": count_rows, "skipped": skipped}


def shown(view: View, skipped: int, count: int, total: int) -> str:
    """Which rows of how many are on the screen, and how they are opened."""
    say = view.say
    first, last = say.number(skipped + 1 if count else 0), say.number(skipped + count)
    return say("cases.shown", first=first, last=last, total=say.number(total))


def cases_table(view: View, rows: pd.DataFrame) -> None:
    """The rows as the reader sees them; the first column opens the drawer."""
    drawn = told(view, rows)
    drawn.insert(0, "open", view.say("cases.open"))
    st.dataframe(
        drawn,
        hide_index=True,
        height=height_of(len(drawn), 20),
        column_config=columns(view, drawn, rows["case_id"].tolist()),
        key="table_cases",
        placeholder=NOTHING,
        alt=view.say("card.cases"),
    )


def told(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every id called by its name; each cause once, in the order they showed."""
    labelled = rows.assign(
        days_observed=rows["hours_observed"] / 24,
        end_kind=[view.say(f"end_kind.{end}") for end in rows["end_kind"]],
        frozen_amount=rows["frozen_amount"].astype(float),
    )
    for name in ("causes", "channels", "help_channels"):
        labelled[name] = [[view.label(id_) for id_ in dict.fromkeys(ids)] for ids in rows[name]]
    return labelled[list(COLUMNS)]


def columns(view: View, drawn: pd.DataFrame, case_ids: list[str]) -> dict:
    """How each column is drawn."""
    heads, kinds = headings(view, drawn), st.column_config
    labels, colours = cause_colours(view)
    return {
        **heads,
        "open": kinds.ButtonColumn(
            "", type="tertiary", pinned=True, width=66, key="case_opened", on_click=opened, args=(case_ids,)
        ),
        "first_failed_at_local": kinds.DatetimeColumn(heads["first_failed_at_local"], format="YYYY-MM-DD HH:mm"),
        "causes": kinds.MultiselectColumn(heads["causes"], options=labels, color=colours, width=300),
        "days_observed": kinds.NumberColumn(
            heads["days_observed"], format="%.1f", help=view.say("cases.days_observed")
        ),
        "frozen_amount": kinds.NumberColumn(heads["frozen_amount"], format="accounting"),
        "channels": kinds.ListColumn(heads["channels"]),
        "help_channels": kinds.ListColumn(heads["help_channels"], width=200),
    }


def cause_colours(view: View) -> tuple[list[str], list[str]]:
    """Every cause by its name and the colour of its category."""
    listed = store.labels(view.snapshot)
    causes = listed[listed["cause_category"].notna()]
    names = [view.label(id_) for id_ in causes["id"]]
    return names, [CATEGORY_BADGES.get(category, "gray") for category in causes["cause_category"]]


def opened(case_ids: list[str]) -> None:
    open_case(case_ids[st.session_state["case_opened"].row])


def pages(view: View, part: int, parts: int) -> None:
    """The parts of the list, where there are several."""
    if parts < 2:
        return
    key = f"case_part_{part}_{parts}"  # another key, so that the address decides which part is shown as chosen
    st.pagination(parts, default=part, key=key, on_change=turn, args=(key,))


def turn(key: str) -> None:
    part = st.session_state[key]
    set_filter(part=None if part == 1 else str(part))


def export_all(view: View, choices: Choices, total: int) -> None:
    """The whole list as a file."""
    say = view.say
    own = asked(choices, ALL_ROWS, 0)

    def every() -> pd.DataFrame:
        return told(view, view.ask(store.cases_listed, choices.selection, **own))

    chosen = {"search": choices.search, "end": ", ".join(choices.ends), "sort": choices.sort}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.caption(say("cases.exported", count=say.number(min(total, ALL_ROWS))), width="content")
        exports(view, "cases", every, {key: value for key, value in chosen.items() if value})
