"""What stands where there is nothing to show, and the way out."""

import streamlit as st

from dashboards.store import View
from dashboards.text import Text, plain
from dashboards.widgets.filter_row import reset

SAMPLE_BY_HAND = """python -m pipelines demo
python -m pipelines load --sources data/demo/sources.toml"""


def welcome(say: Text, message: str) -> None:
    """The first visit: nothing is loaded yet."""
    with st.container(border=True, key="welcome", gap="small"):
        st.subheader(say("welcome.title"), anchor=False)
        st.markdown(say("welcome.body"))
        st.markdown(say("welcome.sample"))
        st.code("make app", language="bash")
        st.markdown(say("welcome.sample_by_hand"))
        st.code(SAMPLE_BY_HAND, language="bash")
        st.markdown(say("welcome.own"))
        st.code("python -m pipelines load LOG.csv", language="bash")
        st.caption(plain(message))
        st.button(say("welcome.again"), icon=":material/refresh:")


def newer(say: Text, message: str) -> None:
    """The warehouse was written by a newer version."""
    st.error(say("welcome.newer"), icon=":material/update:")
    st.caption(plain(message))


def older(view: View) -> None:
    """The snapshot was published by an older version, which did not make what the page reads."""
    st.info(view.say("state.older"), icon=":material/update:")


def nothing(view: View, name: str = "empty") -> None:
    """No row matches the filters: say so, and offer the way out."""
    with st.container(key=f"nothing_{name}", gap="small"):
        st.markdown(f":gray[:material/search_off: {view.say('state.nothing')}]")
        if view.filters.is_set:
            label = view.say("filter.reset")
            st.button(
                label, icon=":material/restart_alt:", on_click=reset, key=f"reset_{name}", type="tertiary"
            )
