"""What is wrong, told on the page to which a deed leads: the texts travel in the cookie of the session."""

from collections.abc import Iterable

from flask import flash

LONGEST = 300
"""Letters of one text."""
MOST = 5
"""Texts at once: a browser forgets a cookie of more than four thousand letters, and the session with it."""


def flash_wrong(texts: Iterable[object]) -> None:
    """Tell faults, or texts, each once; a longer one, such as one that quotes what was typed, is cut."""
    for text in list(dict.fromkeys(map(str, texts)))[:MOST]:
        flash(text if len(text) <= LONGEST else f"{text[:LONGEST]}…", "error")
