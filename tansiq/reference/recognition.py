"""Which code a word of somebody's sheet means: by code, name in any language, or alias; folded, never guessed."""

from collections.abc import Iterable
from functools import cache
from typing import Protocol

from tansiq.language.arabic import fold
from tansiq.reference import tables


class _Named(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def name_ar(self) -> str: ...

    @property
    def name_en(self) -> str: ...

    @property
    def aliases(self) -> str: ...


def sector(text: str) -> str | None:
    """The code of the sector that `text` names ("EHA", "Sécurité alimentaire", "المأوى"), if it is known."""
    return _sectors().get(fold(text))


def activity_type(text: str) -> str | None:
    """The code of the kind of activity that `text` names, if it is known."""
    return _keys(tables.activity_types()).get(fold(text))


def population_group(text: str) -> str | None:
    """The code of the population group that `text` names ("IDPs", "العائدين"), if it is known."""
    return _keys(tables.population_groups()).get(fold(text))


def organization_kind(text: str) -> str | None:
    """The code of the kind of organisation that `text` names ("ONG Int", "441", "جمعية"), if it is known."""
    return _keys(tables.organization_kinds()).get(fold(text))


def sector_of_dac(code: str) -> str | None:
    """The sector that a DAC purpose code means: the one that lists it, else the one that lists its category.

    `code` has five digits, or three for a category alone.
    """
    known = _dac_codes()
    return known.get(code) or known.get(code[:3])


@cache
def _sectors() -> dict[str, str]:
    french = {fold(facts.name_fr): facts.code for facts in tables.sectors()}
    return french | _keys(tables.sectors())


@cache
def _dac_codes() -> dict[str, str]:
    return {code: facts.code for facts in tables.sectors() for code in facts.dac_codes}


@cache
def _keys(rows: Iterable[_Named]) -> dict[str, str]:
    return {fold(name): row.code for row in rows for name in spellings(row)}


def spellings(row: _Named) -> list[str]:
    """All names of a row by which it may be called: code, names and aliases; blanks left out."""
    return [name for name in (row.code, row.name_ar, row.name_en, *row.aliases.split("|")) if name]
