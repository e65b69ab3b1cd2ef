"""Where the files of the one typeface lie, for Arabic and Latin alike: a wheel brings them."""

from importlib.resources import files
from pathlib import Path

PACKAGE = "fontpkg_ibm_plex_sans_arabic"


def original(weight: str) -> Path:
    """The file of a weight in the wheel, for whoever sets pages on the server."""
    return Path(str(files(PACKAGE) / "files" / f"IBMPlexSansArabic-{weight}.ttf"))
