"""HTML printed to PDF by a Chromium that is on the machine.

The charts are drawn by plotly.js, and only a browser runs it: a PDF library would need a second hand to draw every
chart, and would show others than the page. Who has no Chromium prints the HTML from their own browser; its print style
is the same.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
SECONDS_TO_PRINT = 300
# How long the page's own clock may run, in its milliseconds: enough for every chart, and it waits for nothing else.
CLOCK = 120_000


class ReportFailed(Exception):
    """The report cannot be made; the text is one sentence that says why and what to do."""


def browser() -> str | None:
    """The Chromium of this machine, the one that CHROMIUM names before others; None where there is none."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in (named, *BROWSERS) if name and (found := shutil.which(name))), None)


def to_pdf(document: str) -> bytes:
    """The document as a PDF. Raises ReportFailed."""
    found = browser()
    if not found:
        raise ReportFailed(
            "A PDF is printed by Chromium or Chrome, and none is installed. Install one (on Debian: apt-get install "
            "chromium fonts-noto-cjk) or name it in CHROMIUM; or write an .html and print it in your browser."
        )
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        return printed(found, Path(folder), document)


def printed(found: str, folder: Path, document: str) -> bytes:
    source, target = folder / "report.html", folder / "report.pdf"
    source.write_text(document, "utf-8")
    options = ["--headless", "--disable-gpu", "--disable-extensions", "--no-first-run", "--no-pdf-header-footer"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium refuses to run as root with it
    own = [f"--user-data-dir={folder / 'profile'}", f"--virtual-time-budget={CLOCK}", f"--print-to-pdf={target}"]
    command = [found, *options, *own, source.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS_TO_PRINT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ReportFailed(f"{found} did not print within {SECONDS_TO_PRINT} seconds. Try fewer pages.") from error
    if not target.exists():
        last = (done.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"])[-1]
        raise ReportFailed(f"{found} could not print the report: {last}")
    return target.read_bytes()
