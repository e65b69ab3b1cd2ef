"""Which Chromium the tests walk with, and how it is started."""

import os
import shutil

import pytest

PLACES = (
    # The same engine without windows and menus of its own: two fifths less work.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """The program TANSIQ_CHROMIUM names, else the first found; a test without it fails and says so."""
    named = os.environ.get("TANSIQ_CHROMIUM")
    found = next((path for place in ([named] if named else PLACES) if (path := shutil.which(place))), None)
    if found is None:
        missing = f"TANSIQ_CHROMIUM names {named}, which is no program" if named else "Chromium is missing"
        pytest.fail(f"{missing}. Install it (Debian: apt-get install chromium) or name it in TANSIQ_CHROMIUM.")
    return found
