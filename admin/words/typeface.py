"""IBM Plex Sans Arabic from its wheel, cut down to the letters of Arabic, English and French.

wheel (TTF, 236 kB a weight) --subset--> WOFF2 of some 40 kB, kept in memory and in instance/, served for a year
"""

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from tansiq.platform.typeface import original

WEIGHTS = {"Regular": 400, "Bold": 700}
"""The weights that the style sheet uses, by the names of their files."""

LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin letters with marks: French names, Turkish and Somali ones.
    *range(0x600, 0x700),  # Arabic, with Persian letters and both rows of digits.
    *range(0x2010, 0x2028),
    0x2030, 0x2039, 0x203A, 0x2190, 0x2192, 0x2212, 0x25B2, 0x25BC, 0x25CF,
)  # fmt: skip


@lru_cache(maxsize=1)
def font_digest() -> str:
    """Twelve letters that change with the wheel and with LETTERS: the address of the files carries them."""
    return hashlib.sha256(f"{version('fontpkg-ibm-plex-sans-arabic')}{LETTERS}".encode()).hexdigest()[:12]


@lru_cache(maxsize=len(WEIGHTS))
def woff2(weight: str, folder: Path) -> bytes:
    """The font file of a weight, cut down once and kept in `folder`. Raises KeyError for another weight."""
    WEIGHTS[weight]
    kept = folder / f"{weight}-{font_digest()}.woff2"
    if kept.exists():
        return kept.read_bytes()
    content = _cut_down(original(weight))
    folder.mkdir(parents=True, exist_ok=True)
    # Several processes may do this at once: each puts a whole file in place.
    half_done = kept.with_name(f"{kept.name}.{os.getpid()}")
    half_done.write_bytes(content)
    half_done.replace(kept)
    return content


def font_style_sheet(address: Callable[[str], str]) -> str:
    """The style sheet that names the font files; `address` gives that of a weight."""
    family = "font-family:'IBM Plex Sans Arabic';font-display:swap"
    rule = f"@font-face{{{{{family};font-weight:{{}};src:url('{{}}') format('woff2')}}}}"
    return "\n".join(rule.format(number, address(weight)) for weight, number in WEIGHTS.items())


def _cut_down(path: Path) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.notdef_outline = True
    # It tells of languages for which the font was made, and cannot be cut down.
    options.drop_tables = [*options.drop_tables, "meta"]
    font = TTFont(path)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    target = BytesIO()
    font.save(target)
    return target.getvalue()
