"""Text that a spreadsheet would take for a formula, made harmless on the way out and restored on the way in."""

import re

_DANGEROUS = re.compile(r"^\s*'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet could run it (it begins with = + - @)."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; other text is left as it is.

    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    bare = text[1:] if text.startswith("'") else text
    return bare if _DANGEROUS.match(bare) else text
