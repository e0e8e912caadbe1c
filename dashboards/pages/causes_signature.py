"""One signature, opened by `?signature=<id>`: its whole template, cause, witness, and the way to its cases."""

import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.drawer import cause_badge
from dashboards.widgets.links import link, set_filter


def show(view: View) -> None:
    """Draw what the address asks for; where the period has no such signature, say so."""
    asked = st.query_params.get("signature")
    if not asked:
        return
    found = view.ask(store.signature_board, compared=view.compared, signature=asked)
    with st.container(border=True, gap="small", key="causes_signature"):
        if found.empty:
            st.markdown(view.say("causes.unknown_signature", signature=plain(asked[:80])))
        else:
            details(view, found.to_dict("records")[0])
        st.button(view.say("causes.close"), icon=":material/close:", type="tertiary", on_click=close)


def close() -> None:
    set_filter(signature=None)


def details(view: View, row: dict) -> None:
    say = view.say
    code = say("causes.no_code") if is_missing(row["error_code"]) else plain(row["error_code"])
    st.markdown(f"**{code}** &nbsp; {cause_badge(view, row['cause'], row['cause_category'])}")
    st.code(row["template"] or say("causes.no_message"), language=None, wrap_lines=True)
    facts = {
        "decided_by": f"{row['decided_by']} · {say.percent(row['confidence'], 0)}",
        "count_failures": say.number(row["count_failures"]),
        "count_wallets": say.number(row["count_wallets"]),
        "platforms": ", ".join(row["platforms"]),
        "first_seen_at": say.instant(view.local(row["first_seen_at"])),
        "last_seen_at": say.instant(view.local(row["last_seen_at"])),
    }
    st.markdown(" &nbsp;·&nbsp; ".join(f":gray[{say(f'column.{key}')}] {plain(value)}" for key, value in facts.items()))
    codes = None if is_missing(row["error_code"]) else [row["error_code"]]
    with st.container(horizontal=True, gap="small"):
        link(view, "cases", say("causes.cases_of_signature"), code=codes, q=row["template"])
        link(view, "cases", say("causes.cases_of_code"), code=codes)
        link(view, "causes", say("causes.only_cause"), cause=[row["cause"]], category=None)
        link(view, "review", say("review.open"), signature=row["signature_id"])
