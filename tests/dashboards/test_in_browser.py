"""Every page in a real browser: both languages and themes, desktop and phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from app import PAGES

pytestmark = pytest.mark.browser

Visit = Callable[..., tuple[Page, list[str]]]

ROUTES = ["" if number == 0 else page.name for number, page in enumerate(PAGES)]
SCREENS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
FAILURES = Path(__file__).parents[1] / "browser-failures"
# Streamlit looks for its base path below each deep link: two harmless 404s a page.
HARMLESS = "status of 404"
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every(chart => chart.querySelector('.main-svg'));
}"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def visit(browser: Browser, server: str) -> Visit:
    """visit(path, screen, scheme) -> the page at rest, and the errors it reports.

    One context a screen and scheme, so that the scripts of the first visit stay in its cache.
    """
    contexts: dict[tuple[str, str], BrowserContext] = {}

    def visited(path: str, screen: str = "desktop", scheme: str = "light") -> tuple[Page, list[str]]:
        if (screen, scheme) not in contexts:
            contexts[screen, scheme] = browser.new_context(viewport=SCREENS[screen], color_scheme=scheme)
        page, errors = contexts[screen, scheme].new_page(), list[str]()
        page.on("console", lambda said: errors.append(said.text) if is_error(said) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server}/{path}")
        page.wait_for_function(SETTLED, timeout=60_000)
        return page, errors

    return visited


def is_error(said: ConsoleMessage) -> bool:
    return said.type == "error" and HARMLESS not in said.text


@pytest.mark.parametrize(
    ("language", "screen", "scheme"),
    [
        ("zh", "desktop", "light"),
        pytest.param("en", "desktop", "dark", marks=pytest.mark.slow),
        pytest.param("en", "phone", "light", marks=pytest.mark.slow),
        ("zh", "phone", "dark"),
    ],
)
@pytest.mark.parametrize("route", ROUTES)
def test_a_page_is_sound(visit: Visit, route: str, language: str, screen: str, scheme: str) -> None:
    page, errors = visit(f"{route}?lang={language}", screen, scheme)
    try:
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
        assert errors == []
    except AssertionError:
        FAILURES.mkdir(exist_ok=True)
        page.screenshot(path=FAILURES / f"{route or 'home'}-{language}-{screen}-{scheme}.png")
        raise
    finally:
        page.close()


def test_back_brings_the_filters_back(visit: Visit) -> None:
    page, _ = visit("?lang=en")
    page.get_by_text("7 days", exact=True).click()
    page.wait_for_function("() => location.search.includes('period=7d')")
    page.get_by_text("Reset", exact=True).wait_for()
    page.go_back()
    page.get_by_text("Reset", exact=True).wait_for(state="hidden")
    assert "period" not in page.url
    page.close()


def test_a_click_on_a_bar_filters_its_category(visit: Visit) -> None:
    page, errors = visit("?lang=en")
    box = page.locator(".st-key-card_failures_over_time .bars .point path").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => location.search.includes('category=')")
    page.wait_for_function(SETTLED)
    assert errors == []
    page.close()


def test_a_ticked_row_of_the_queue_is_chosen_for_review(visit: Visit) -> None:
    page, errors = visit("review?lang=en&below=100")
    table = page.locator(".st-key-card_review_queue [data-testid=stDataFrame]")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 15, box["y"] + 45)  # the box of the first row, drawn on a canvas
    page.wait_for_function("() => location.search.includes('signature=')")
    page.get_by_text("Assign a cause", exact=True).wait_for()
    assert errors == []
    page.close()


def test_closing_the_drawer_takes_the_case_out_of_the_address(visit: Visit) -> None:
    page, _ = visit("?lang=en&case=nobody")
    page.get_by_role("dialog").get_by_label("Close").click()
    page.wait_for_function("() => !location.search.includes('case=')")
    page.close()
