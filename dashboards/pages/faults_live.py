"""The live strip: a card for each spike that is open or has just ended; looked after while the page is open."""

from datetime import timedelta
from typing import Literal

import pandas as pd
import streamlit as st

from dashboards import store
from dashboards.pages.faults_spikes import Spike, known, sliced, title
from dashboards.store import View
from dashboards.text import is_missing, plain
from dashboards.widgets.links import set_filter

LOOKED_AFTER_SECONDS = 20
JUST_ENDED = timedelta(hours=24)
MOST_CARDS = 6
ICONS = {
    "opened": ":material/fiber_new:",
    "growing": ":material/trending_up:",
    "lasting": ":material/trending_flat:",
    "recovering": ":material/trending_down:",
    "closed": ":material/check_circle:",
}
COLOURS: dict[str, Literal["red", "orange", "blue", "green"]] = {
    "opened": "red",
    "growing": "red",
    "lasting": "orange",
    "recovering": "blue",
    "closed": "green",
}


def show(view: View) -> None:
    """Draw the strip, and ask now and then whether a newer snapshot is published."""
    look_after(view.snapshot.name)
    spikes = known(view)
    recent = spikes[spikes["ended_at"].isna() | (spikes["ended_at"] > view.snapshot.as_of - JUST_ENDED)]
    told = watched(view)
    if recent["ended_at"].isna().any():
        st.caption(f":material/radar: {told}")
    else:
        st.success(f"{view.say('faults.none_open')} {told}", icon=":material/check_circle:")
    if len(recent):
        with st.grid(min(len(recent), 3), min_column_width=300, gap="small"):
            for spike in recent.head(MOST_CARDS).to_dict("records"):
                strip_card(view, spike)


@st.fragment(run_every=LOOKED_AFTER_SECONDS)
def look_after(snapshot_name: str) -> None:
    """Draw the whole page anew where a newer snapshot is published; the address keeps the reader's place."""
    if store.snapshot().name != snapshot_name:
        st.rerun()


def watched(view: View) -> str:
    """How much is watched, up to when, and what could not be judged: silence about it would be a false all-clear."""
    row = store.series_watched(view.snapshot, view.selection.platform).iloc[0]
    say, count, judged = view.say, int(row["count_series"]), int(row["count_judged"])
    if not count:
        return say("faults.none_watched")
    until = say.instant(row["newest_at_local"])
    told = say("faults.watched", count=say.number(count), judged=say.number(judged), until=until)
    return told if judged == count else f"{told} {say('faults.not_judged', count=say.number(count - judged))}"


def strip_card(view: View, spike: Spike) -> None:
    """What, where it is going, since when, how many, which slice."""
    say, stage = view.say, spike["stage"]
    with st.container(border=True, gap="xsmall", height="stretch", key=f"live_{spike['spike_id']}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(title(view, spike))}**", width="content")
            st.badge(say(f"stage.{stage}"), icon=ICONS[stage], color=COLOURS[stage])
        st.markdown(say("faults.counts", **counts(view, spike)))
        st.caption(f"{when(view, spike)} · {plain(sliced(view, spike))}")
        st.button(
            say("faults.look"), icon=":material/search:", type="tertiary", key=f"look_{spike['spike_id']}",
            on_click=set_filter, kwargs={"spike": spike["spike_id"]},
        )  # fmt: skip


def counts(view: View, spike: Spike) -> dict[str, str]:
    say = view.say
    return {
        "observed": say.number(spike["observed"]),
        "expected": say.number(spike["expected"], 1),
        "wallets": say.number(spike["count_wallets"]),
    }


def when(view: View, spike: Spike) -> str:
    """Since when and for how long; or when it ended."""
    say, as_of = view.say, pd.Timestamp(view.snapshot.as_of)
    is_open = is_missing(spike["ended_at"])
    lasted = (as_of if is_open else spike["ended_at"]) - spike["started_at"]
    words = {"at": say.instant(view.local(spike["started_at"])), "lasted": say.hours(lasted.total_seconds() / 3600)}
    if is_open:
        return say("faults.since", **words)
    return say("faults.ended", **words, ended=say.instant(view.local(spike["ended_at"])))
