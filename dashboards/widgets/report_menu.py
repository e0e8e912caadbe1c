"""The page, or the whole dashboard, as one file: HTML that needs no network, or a PDF."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from dashboards import actions
from dashboards.report.paper import browser
from dashboards.store import View

SUFFIXES = {".html": ("HTML", "text/html"), ".pdf": ("PDF", "application/pdf")}


def fill(view: View, page: str) -> None:
    """A download for each of page and whole, HTML and PDF; the file is made when it is asked for."""
    st.caption(view.say("share.report_hint"))
    has_browser = browser() is not None
    for scope, name in ((f"page.{page}", page), ("share.all_pages", None)):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(view.say(scope), width="content")
            with st.container(horizontal=True, width="content", gap="small"):
                for suffix in SUFFIXES:
                    button(view, name, suffix, is_disabled=suffix == ".pdf" and not has_browser)
    if not has_browser:
        st.caption(view.say("share.no_browser"))


def button(view: View, page: str | None, suffix: str, is_disabled: bool) -> None:
    label, mime = SUFFIXES[suffix]
    st.download_button(
        label,
        data=made_later(view, page, suffix),
        file_name=f"{page or 'report'}-{view.snapshot.name}-{view.say.language}{suffix}",
        mime=mime,
        key=f"report_{page or 'all'}_{suffix[1:]}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        disabled=is_disabled,
    )


def made_later(view: View, page: str | None, suffix: str) -> Callable[[], bytes]:
    """What makes the file, under the address as it is now."""
    address = urlencode({key: st.query_params.get_all(key) for key in st.query_params if key != "case"}, doseq=True)
    return lambda: actions.report(view.snapshot.folder, view.say.language, address, page, suffix)
