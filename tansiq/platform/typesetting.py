"""Reports as PDF and PNG: a template of ours, set by typst with the one typeface, over data that stay data.

Whatever comes from the register reaches a template as JSON: text there is shown as it stands and never run.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import typst

from tansiq.platform.typeface import original

TEMPLATES = Path(__file__).resolve().parents[1] / "reports"
SHARPNESS = 144.0
"""Points of a PNG to an inch."""


def typeset(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], kind: str) -> bytes:
    """The template `template`.typ set over `data` as a file of `kind`, "pdf" or "png" (its first page).

    A template reads its data from data.json, and `pictures` by their names. Raises RuntimeError where the
    template itself is at fault.
    """
    parts = {
        "main.typ": (TEMPLATES / f"{template}.typ").read_bytes(),
        "data.json": orjson.dumps(dict(data)),
        **pictures,
    }
    fonts = [str(original("Regular").parent)]
    # It takes files by name too, which its types do not say.
    compiled: Any = typst.compile
    made = compiled(parts, format=kind, ppi=SHARPNESS, font_paths=fonts, ignore_system_fonts=True)
    return bytes(made[0] if isinstance(made, list) else made)
