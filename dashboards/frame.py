"""The frame around every page: navigation, head, filters, drawer; and what stands there before any data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards import store
from dashboards.filters import Address, read_filters
from dashboards.store import View
from dashboards.text import Text, current
from dashboards.widgets import states
from dashboards.widgets.drawer import drawer
from dashboards.widgets.filter_row import filter_row
from dashboards.widgets.head import fresh, head, quiet_platforms
from dashboards.widgets.links import register
from dashboards.widgets.sharing import sharing

STATIC = Path(__file__).parent.parent / "static"


@dataclass(frozen=True)
class Page:
    """One page: its name in the address and in the locales (`page.<name>`), what draws it, its icon."""

    name: str
    show: Callable[[View], None]
    icon: str


def serve(pages: Sequence[Page]) -> None:
    """Draw the page that the address names; the first of `pages` is the home page."""
    say = current()
    routes = {page.name: route(page, say, is_home=page is pages[0]) for page in pages}
    register(routes)
    chosen = st.navigation(list(routes.values()), position="hidden")
    st.logo(STATIC / f"logo-{say.language}.svg", size="large", icon_image=STATIC / "icon.svg")
    st.html(STATIC / "app.css")
    st.html(f"<style>.modebar-btn::after {{ content: '{say('card.png')}' !important; }}</style>")
    sidebar(say, routes)
    chosen.run()


def route(page: Page, say: Text, is_home: bool) -> StreamlitPage:
    def run() -> None:
        frame(page, say)

    return st.Page(run, title=say(f"page.{page.name}"), icon=page.icon, url_path=page.name, default=is_home)


def sidebar(say: Text, routes: dict[str, StreamlitPage]) -> None:
    """Page links that keep the language and the filters of the address."""
    held = {key: st.query_params.get_all(key) for key in st.query_params if key != "case"}
    with st.sidebar:
        st.caption(say("head.pages"))
        for name, page in routes.items():
            params = {**held, "lang": say.language}
            st.page_link(
                page, label=say(f"page.{name}"), icon=page.icon, query_params=params, width="stretch"
            )


def frame(page: Page, say: Text) -> None:
    """One page with all that stands around it, or what to do where there is no warehouse to read."""
    title = say(f"page.{page.name}")
    try:
        view = look(say, {key: st.query_params.get_all(key) for key in st.query_params})
    except store.NoWarehouse as missing:
        head(say, title)
        states.welcome(say, str(missing))
    except store.NewerWarehouse as newer:
        head(say, title)
        states.newer(say, str(newer))
    else:
        head(say, title, fresh(view), lambda: sharing(view, page.name))
        filter_row(view)
        quiet_platforms(view)
        page.show(view)
        drawer(view)


def look(say: Text, address: Address) -> View:
    """The snapshot published now under an address's filters. Raises NoWarehouse, NewerWarehouse."""
    now = store.snapshot()
    known = store.known(now)
    return View(now, read_filters(address, known), known, say, store.names(now, say))
