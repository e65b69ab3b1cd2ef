"""What the codes and names of a row say of each level of its place."""

from dataclasses import dataclass
from typing import Any

from tansiq.language.arabic import is_arabic

LANGUAGES = ("", "_ar", "_en")
LEVELS = ((1, "adm1"), (2, "adm2"), (3, "adm3"), (4, "settlement"))
_PARTS = ("pcode", "name", "name_ar", "name_en")
_FIELDS = tuple((level, stem, frozenset(f"{stem}_{part}" for part in _PARTS)) for level, stem in LEVELS)
PLACE_FIELDS = tuple(f"{stem}_{part}" for _, stem in LEVELS for part in _PARTS)


@dataclass(frozen=True)
class Step:
    """What a row says of one level: its code and names, "" or empty where it says nothing."""

    level: int
    code: str
    names: tuple[str, str]
    code_field: str
    name_field: str

    @property
    def said(self) -> str:
        return self.names[1] or self.names[0]


def steps(values: dict[str, Any]) -> list[Step]:
    """What the values of a row say of each level from adm1 to the settlement; silent levels are left out."""
    said = (_step(level, stem, values) for level, stem, fields in _FIELDS if not fields.isdisjoint(values))
    return [step for step in said if step.code or any(step.names)]


def _step(level: int, stem: str, values: dict[str, Any]) -> Step:
    filled = [f"{stem}_name{code}" for code in LANGUAGES if values.get(f"{stem}_name{code}")]
    names = in_both(values, f"{stem}_name")
    return Step(level, values.get(f"{stem}_pcode", ""), names, f"{stem}_pcode", (filled or [f"{stem}_name"])[0])


def in_both(values: dict[str, Any], stem: str) -> tuple[str, str]:
    """The Arabic and the English text of a field; a text without a language goes where its letters belong."""
    arabic, english = values.get(f"{stem}_ar", ""), values.get(f"{stem}_en", "")
    plain = values.get(stem, "")
    if plain and is_arabic(plain):
        return arabic or plain, english
    return arabic, english or plain
