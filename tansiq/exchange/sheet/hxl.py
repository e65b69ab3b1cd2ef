"""HXL tags: the row such as `#adm1+code  #org+name  #targeted+f` that says what each column holds.

A tag is read whatever the order of its attributes; the old style (`#lat_deg`, `#period_date`) too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.fields import static_fields_of
from tansiq.exchange.sheet.own_fields import own_headers
from tansiq.models.definitions import known

_TAG = re.compile(r"#\s*([a-z][a-z0-9_]*)((?:\s*\+\s*[a-z][a-z0-9_]*)*)\s*", re.IGNORECASE)

# Attributes that add a unit, a vocabulary or a language, and so do not change which field a column is.
_NEUTRAL = frozenset({"num", "ind", "total", "all", "main", "label", "text", "persons", "people", "en", "fr"})


@dataclass(frozen=True)
class Tag:
    """One hashtag and its attributes, all in small letters: `Tag("adm1", {"name", "ar"})`."""

    name: str
    attributes: frozenset[str]

    def __str__(self) -> str:
        return f"#{self.name}" + "".join(f"+{attribute}" for attribute in sorted(self.attributes))


def parse_tag(text: Any) -> Tag | None:
    """The tag that a cell holds, or None. Languages lose HXL's older prefix: `+i_ar` is `+ar`."""
    found = _TAG.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    attributes = {part.strip().lower() for part in found[2].split("+")[1:]}
    return Tag(found[1].lower(), frozenset(a.removeprefix("i_") for a in attributes))


def _patterns(kind: SheetKind) -> dict[str, list[tuple[frozenset[str], str]]]:
    """For every hashtag, its patterns of attributes and their fields, the most telling pattern first."""
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for field in (*static_fields_of(kind), *own_headers(kind).fields.values()):
        for text in field.hxl.split():
            tag = parse_tag(text)
            if tag is not None:
                found.setdefault(tag.name, []).append((tag.attributes, field.name))
    return {name: sorted(patterns, key=lambda p: -len(p[0])) for name, patterns in found.items()}


def _patterns_of(kind: SheetKind) -> dict[str, list[tuple[frozenset[str], str]]]:
    return known().kept(("tags", kind), lambda: _patterns(kind))


def field_of_tag(tag: Tag, kind: SheetKind = "FIVEW") -> str | None:
    """The field a tag means in a kind of sheet; None where an attribute says more than we know (`#reached+f+idps`)."""
    for attributes, field in _patterns_of(kind).get(tag.name, []):
        rest = tag.attributes - attributes
        if attributes <= tag.attributes and all(_neutral(attribute) for attribute in rest):
            return field
    return None


def _neutral(attribute: str) -> bool:
    return attribute in _NEUTRAL or attribute.startswith("v_")


def is_hxl_row(cells: Sequence[Any]) -> bool:
    """Whether at least half of the filled cells are tags; many sheets tag only some of their columns."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    tags = sum(parse_tag(cell) is not None for cell in filled)
    return tags > 0 and tags * 2 >= len(filled)
