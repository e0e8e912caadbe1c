"""The dashboard: `streamlit run app.py`. A new page is one file in dashboards/pages and one line here."""

from pathlib import Path

import streamlit as st

from dashboards import frame
from dashboards.pages import (
    alerts,
    cases,
    causes,
    consequences,
    data,
    faults,
    help,
    overview,
    platforms,
    policy,
    resolution,
    review,
)

PAGES = (
    frame.Page("overview", overview.show, ":material/dashboard:"),
    frame.Page("causes", causes.show, ":material/account_tree:"),
    frame.Page("policy", policy.show, ":material/gavel:"),
    frame.Page("faults", faults.show, ":material/build_circle:"),
    frame.Page("consequences", consequences.show, ":material/payments:"),
    frame.Page("resolution", resolution.show, ":material/timer:"),
    frame.Page("help", help.show, ":material/support_agent:"),
    frame.Page("platforms", platforms.show, ":material/balance:"),
    frame.Page("cases", cases.show, ":material/list_alt:"),
    frame.Page("review", review.show, ":material/rate_review:"),
    frame.Page("data", data.show, ":material/verified:"),
    frame.Page("alerts", alerts.show, ":material/notifications:"),
)

if __name__ == "__main__":
    st.set_page_config(
        page_title="Termination failures",
        page_icon=str(Path(__file__).parent / "static" / "favicon.png"),
        layout="wide",
        initial_sidebar_state=232,
    )
    frame.serve(PAGES)
