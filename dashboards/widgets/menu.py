"""What stands behind a number: definition, numerator and interval, rows, exports, SQL, versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from dashboards.store import Statement, View
from dashboards.widgets.links import link
from dashboards.widgets.table import exports, readable, twin


@dataclass(frozen=True)
class Behind:
    """What is behind the number or chart `name`; its definition is the locale's `definition.<name>`.

    `frame`: the rows it shows. `query`: the .sql file they came from, or the statement itself where the file has
    parameters of its own. `evidence`: label -> value. `whole` gives all rows, where `frame` is the first of them.
    """

    name: str
    frame: pd.DataFrame | None = None
    query: str | Statement | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    whole: Callable[[], pd.DataFrame] | None = None


def menu(view: View, behind: Behind) -> None:
    """The menu, as wide as its button (a fragment alone would take the whole row)."""
    with st.container(width="content"):
        menu_alone(view, behind)


@st.fragment
def menu_alone(view: View, behind: Behind) -> None:
    """It is filled only while it is open; opening it reruns nothing but itself."""
    opened = st.popover(
        "",
        icon=":material/more_horiz:",
        type="tertiary",
        help=view.say("card.menu"),
        key=f"menu_{behind.name}",
        on_change="rerun",
        width=40,
    )
    with opened:
        if opened.open:
            with st.container(width=520):
                fill(view, behind)


def fill(view: View, behind: Behind) -> None:
    definition(view, behind)
    if behind.frame is not None:
        rows = readable(view, behind.frame)
        st.caption(view.say("card.rows", count=view.say.number(len(rows))))
        twin(view, behind.name, rows)
        if behind.whole:
            st.caption(view.say("card.whole"))
        exports(view, behind.name, behind.whole or behind.frame)
    origin(view, behind)


def definition(view: View, behind: Behind) -> None:
    """The definition and the evidence, and the way to the rows of the log."""
    if view.say.has(f"definition.{behind.name}"):
        st.markdown(view.say(f"definition.{behind.name}"))
    if behind.evidence:
        st.markdown("  \n".join(f":small[{label}: **{value}**]" for label, value in behind.evidence.items()))
    link(view, "cases", view.say("definition.rows"))


def origin(view: View, behind: Behind) -> None:
    """The versions a number was made with, and its SQL with the values of its parameters."""
    versions = {"version": view.snapshot.taxonomy_version, "snapshot": view.snapshot.name}
    st.caption(view.say("definition.taxonomy", **versions))
    if behind.query:
        ready = view.statement(behind.query) if isinstance(behind.query, str) else behind.query
        st.code(as_text(ready), language="sql", height=240)


def as_text(statement: Statement) -> str:
    """The SQL under a comment for each parameter's value."""
    shown = {key: str(value) if hasattr(value, "isoformat") else value for key, value in statement.parameters.items()}
    return "\n".join([*(f"-- ${name} = {value!r}" for name, value in shown.items()), statement.sql])
