"""What every layer of tests may use."""

import os
import re
import shutil
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NO_BROWSER = "no Chromium or Chrome was found: install one, or name it in EXOTEACH_CHROMIUM"
LESSON_ID = re.compile(r"(?:^|-)(\d\d[a-z]?)_")


def find_chromium() -> str | None:
    """The path of an installed Chromium, Chrome or Edge; EXOTEACH_CHROMIUM goes first and must exist."""
    named = os.environ.get("EXOTEACH_CHROMIUM")
    if named:
        return shutil.which(named)
    found = [*map(shutil.which, BROWSERS), *(place for place in PLACES if Path(place).exists())]
    return next(filter(None, found), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser for tests that need one; without it they are skipped, or fail with EXOTEACH_REQUIRE_BROWSER=1."""
    path = find_chromium()
    if path is None:
        if os.environ.get("EXOTEACH_REQUIRE_BROWSER") == "1":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)
    return path


def pytest_collection_modifyitems(config, items):
    """LESSON=01 leaves out tests whose parameter names another lesson, such as test_runs[02_biogenesis]."""
    wanted = os.environ.get("EXOTEACH_LESSON")
    if not wanted:
        return

    def other_lesson(item):
        callspec = getattr(item, "callspec", None)
        named = LESSON_ID.search(callspec.id) if callspec else None
        return named is not None and named.group(1) != wanted

    config.hook.pytest_deselected(items=[item for item in items if other_lesson(item)])
    items[:] = [item for item in items if not other_lesson(item)]
