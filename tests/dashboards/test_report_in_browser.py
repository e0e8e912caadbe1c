"""The report in a browser without a network, and printed: every chart is drawn, and nothing is asked for."""

import io
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from dashboards.report.__main__ import main
from dashboards.text import text
from warehouse import open_snapshot

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BEYOND_A4 = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def report(warehouse_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """report("r.html", ...) -> the file, written with these options."""
    monkeypatch.setenv("TERMINATION_WAREHOUSE", str(warehouse_folder))

    def written(name: str, *options: str) -> Path:
        assert main([f"--out={tmp_path / name}", *options]) == 0
        return tmp_path / name

    return written


def test_it_is_drawn_without_asking_for_anything(chromium: str, report) -> None:
    path = report("r.html", "--language=en", "--page=overview", "--page=data")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True, viewport={"width": 390, "height": 844}).new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        count = page.locator(".chart").count()
        for number in range(count):
            page.locator(".chart").nth(number).scroll_into_view_if_needed()
            page.locator(".chart").nth(number).locator(".main-svg").first.wait_for()
        assert (asked, said) == ([path.as_uri()], [])
        assert count > 3
        assert page.locator("[data-title*=cloud i], [data-title*=share i], .modebar-btn--logo").count() == 0
        assert not page.evaluate(BEYOND_A4), "it scrolls sideways on a phone"
        browser.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_printed_report_has_its_text(
    chromium: str, report, language: str, warehouse_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", chromium)
    say, printed = text(language), report("r.pdf", f"--language={language}", "--page=overview")
    pdf = PdfReader(io.BytesIO(printed.read_bytes()))
    text_of_all = unicodedata.normalize("NFKC", "".join(page.extract_text() for page in pdf.pages))  # ligatures undone
    told = "".join(text_of_all.split())
    for expected in ("paper.title", "page.overview", "card.failure_rate", "card.wallets_affected"):
        assert "".join(say(expected).split()) in told
    assert open_snapshot(warehouse_folder).name in told
    assert [round(side) for side in pdf.pages[0].mediabox[2:]] == [595, 842]  # A4 in points
    assert 1 < len(pdf.pages) < 10
