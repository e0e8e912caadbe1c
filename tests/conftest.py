"""Shared by every test: how hypothesis draws, and what happens where there is no browser."""

import os
import shutil

import pytest
from hypothesis import settings

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_BROWSER = "NO BROWSER: install chromium, or name one in the environment variable CHROMIUM"

# Same draws on every run: a red build is red again when you look at it. A busy machine is not a bug.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def find_browser() -> str | None:
    """The Chromium the browser tests drive: $CHROMIUM, else the first one installed, else None."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *BROWSERS) if name)
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium, for playwright's `launch(executable_path=..., args=["--no-sandbox"])`."""
    path = find_browser()
    assert path, NO_BROWSER
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one worker; without a browser they are skipped, except in CI: there they fail."""
    is_skipped = find_browser() is None and not IN_CI
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if is_skipped:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
