"""What platforms are compared by, at which mix, and how strictly; held in the address."""

from dataclasses import dataclass

import streamlit as st

from dashboards import store
from dashboards.store import View
from dashboards.text import plain
from dashboards.widgets.links import set_filter
from dashboards.widgets.search import hold

MEASURES, MIXES = store.platforms.MEASURES, store.platforms.MIXES
USUAL_MIX = {"case_rate": ("channel", "os"), "resolution": ("cause",)}
WITHIN_DAYS, USUAL_DAYS = ("7", "14", "30"), "14"
LIMITS = ("chance", "spread")


@dataclass(frozen=True)
class Choices:
    """`mix`: the dimensions standardised for, in the order of MIXES; none: raw rates. `limits`: of the funnel."""

    measure: str
    mix: tuple[str, ...]
    within_days: int
    limits: str

    @property
    def is_highest_first(self) -> bool:
        """Whether a high rate is a good one."""
        return self.measure == "resolution"


def choices(view: View) -> Choices:
    """What the address asks for; what it asks for in vain is named."""
    measure = one_of(view, "of", MEASURES, MEASURES[0])
    within = one_of(view, "within", WITHIN_DAYS, USUAL_DAYS)
    return Choices(measure, asked_mix(view, measure), int(within), one_of(view, "limits", LIMITS, LIMITS[0]))


def asked_mix(view: View, measure: str) -> tuple[str, ...]:
    """The dimensions asked for that the measure has; those of the other measure are let be, as one goes to and fro."""
    asked, every = st.query_params.get_all("platforms_mix"), {name for names in MIXES.values() for name in names}
    for value in asked:
        if value not in every:
            refuse(view, "mix", value)
    known = tuple(name for name in MIXES[measure] if name in asked)
    return known or USUAL_MIX[measure]


def one_of(view: View, key: str, options: tuple[str, ...], usual: str) -> str:
    asked = st.query_params.get(f"platforms_{key}", usual)
    if asked in options:
        return asked
    refuse(view, key, asked)
    return usual


def refuse(view: View, key: str, value: str) -> None:
    message = view.say("filter.refused", name=view.say(f"platforms.{key}"), value=plain(value[:80]))
    st.warning(message, icon=":material/filter_alt_off:")


def controls(view: View, chosen: Choices) -> None:
    """The widgets of measure, days and mix."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        pick(view, "of", MEASURES, chosen.measure, MEASURES[0])
        if chosen.measure == "resolution":
            pick(view, "within", WITHIN_DAYS, str(chosen.within_days), USUAL_DAYS)
        hold("platforms_mix", list(chosen.mix))
        st.segmented_control(
            view.say("platforms.mix"),
            MIXES[chosen.measure],
            selection_mode="multi",
            key="platforms_mix",
            format_func=lambda name: view.say(f"filter.{name}"),
            on_change=push_mix,
            args=(USUAL_MIX[chosen.measure],),
        )


def pick(view: View, key: str, options: tuple[str, ...], chosen: str, usual: str) -> None:
    widget = f"platforms_{key}"
    hold(widget, chosen)
    st.segmented_control(
        view.say(f"platforms.{key}"),
        options,
        key=widget,
        format_func=lambda option: view.say(f"platforms.{key}_{option}"),
        required=True,
        on_change=push,
        args=(widget, usual),
    )


def push(widget: str, usual: str) -> None:
    picked = str(st.session_state[widget])
    set_filter(**{widget: None if picked == usual else picked})


def push_mix(usual: tuple[str, ...]) -> None:
    """An empty choice is the usual one."""
    picked = st.session_state["platforms_mix"]
    set_filter(platforms_mix=None if set(picked) == set(usual) else picked)
