"""What a row says of an organisation: its number, acronym, names and kind, each in its place."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tansiq.exchange.lookup.acronyms import ALONE, abbreviates, acronym_key, looks_like_acronym
from tansiq.exchange.lookup.place_steps import in_both
from tansiq.language.arabic import fold_tight, is_arabic
from tansiq.models import Organization

_IN_BRACKETS = re.compile(r"^(.{4,}?)\s*\(([^()]{2,20})\)$")
_BEFORE = re.compile(r"^(\S{2,12}?)\s*(?:\s[-–—]|:)\s+(\S.{3,})$")
_NO_ACRONYM = 20
"""So many letters are none that stand for others."""
_AFTER = re.compile(r"^(.{3,}\S)\s+[-–—]\s+(\S{2,12})$")


@dataclass(frozen=True)
class Mention:
    """What one row says of an organisation; "" where it says nothing. `kind` is a code, "" if not said.

    A kind is vague where the row says no more than NGO, be it a national or an international one.
    """

    registration: str = ""
    acronym: str = ""
    name_ar: str = ""
    name_en: str = ""
    kind: str = ""
    is_kind_vague: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name_ar, self.name_en) if name)

    @property
    def is_too_long(self) -> bool:
        """Whether no organisation of the register can be called so."""
        columns = Organization.name_ar, Organization.acronym
        names, acronyms = (column.max_length for column in columns)
        return len(self.acronym) > acronyms or any(len(name) > names for name in self.names)

    @property
    def pair(self) -> str:
        """The acronym and name as the sheet pairs them, for messages."""
        name = self.name_en or self.name_ar
        return f"{name} ({self.acronym})" if name and self.acronym else name or self.acronym


def mention(values: dict[str, Any], kind: str) -> Mention | None:
    """What a row's values say of the organisation that carries the work out; None if they say nothing."""
    arabic, english = in_both(values, "organization_name")
    acronym = values.get("organization_acronym", "")
    return spelled(arabic, english, acronym, values.get("registration_number", ""), kind)


@lru_cache(maxsize=65_536)
def spelled(name_ar: str, name_en: str, acronym: str = "", registration: str = "", kind: str = "") -> Mention | None:
    """A mention with the acronym taken out of "World Food Programme (WFP)" or "WFP - World Food Programme"."""
    acronym = _own_acronym(acronym, name_en or name_ar)
    name_en, acronym = _parted(name_en, acronym)
    name_ar, acronym = _parted(name_ar, acronym)
    if not acronym and not name_ar and ALONE.fullmatch(name_en):
        name_en, acronym = "", name_en
    if not (name_ar or name_en or acronym or registration):
        return None
    return Mention(registration.strip(), acronym.strip(), name_ar.strip(), name_en.strip(), kind)


def mention_by_name(text: str, kind: str = "") -> Mention | None:
    """A mention by one text alone, such as a donor's name."""
    return spelled(text, "", kind=kind) if is_arabic(text) else spelled("", text, kind=kind)


def _own_acronym(acronym: str, name: str) -> str:
    """A cell for acronyms that holds the name with its brackets, or the cut-off beginning of a long one, holds none."""
    whole, begun = fold_tight(name), fold_tight(acronym)
    is_cut_off = len(begun) > _NO_ACRONYM and whole != begun
    return "" if whole.startswith(begun) and ("(" in acronym or is_cut_off) else acronym


def _parted(name: str, acronym: str) -> tuple[str, str]:
    """A name and its acronym where the name holds it in brackets, before it or behind it."""
    for pattern, name_at in ((_IN_BRACKETS, 1), (_BEFORE, 2), (_AFTER, 1)):
        found = pattern.match(name)
        if found is None:
            continue
        rest, said = found[name_at], found[3 - name_at]
        is_one = looks_like_acronym(said, rest) if pattern is _IN_BRACKETS else abbreviates(said, rest)
        is_one = is_one or fold_tight(said) == fold_tight(rest)
        if is_one and acronym_key(acronym) in ("", acronym_key(said)):
            return rest, acronym or said
    return name, acronym
