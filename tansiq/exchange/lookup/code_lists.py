"""Sectors, kinds of activity and groups of people as a sheet may call them: by code, name or alias, folded."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from tansiq.exchange.sheet.header_people import groups_people, names_sex_or_age
from tansiq.exchange.values.decorations import Words, reading_of, shared_affixes
from tansiq.language.arabic import fold
from tansiq.language.bilingual import pick
from tansiq.models import ActivityType, PopulationGroup, Record, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_COLUMNS = {
    "sectors": ("sector", "sector_en", "sector_ar", "sector_code", "subsector", "subsector_en", "subsector_ar"),
    "activities": ("activity", "activity_en", "activity_ar"),
    "groups": ("population_group", "population_group_en", "population_group_ar"),
}
_AND = frozenset(("and", "et"))


class CodeList:
    """The standing rows of one short list (sectors, activities or groups), found by any of their spellings."""

    def __init__(self, viewer: Viewer, model: type[Record]) -> None:
        table: Any = model
        query = visible(model, viewer).where(table.archived_at.is_null()).order_by(table.id)
        self.rows: list[Any] = list(query)
        self.by_id: dict[int, Any] = {row.id: row for row in self.rows}
        self._by_key: dict[str, list[Any]] = {}
        for row in self.rows:
            for key in {fold(text) for text in _spellings(row)} - {""}:
                self._by_key.setdefault(key, []).append(row)
        self._loosely = _loosely(self._by_key)
        # "IDP (women)" is a part of the group, and never read as the whole of it.
        self._is_of_people = model is PopulationGroup
        self._words: Words[Any] = Words(self._known, _finest, are_narrowed=self._is_of_people)
        self._read: dict[str, Any] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Take note of the values of a column: what most of them share is no part of any."""
        shared = frozenset(affix for affix in shared_affixes(texts) if not groups_people(affix))
        self._words = self._words._replace(shared=shared)
        self._read = {}

    def find(self, *texts: str) -> Any:
        """The one row that the first telling text means, else None; a text that means several means none."""
        told = (text for text in texts if text and not self._says_two(text))
        return next(filter(None, (self._exactly(text) or self._undecorated(text) for text in told)), None)

    def is_decorated(self, text: str) -> bool:
        """Whether a text is no spelling of any row, so that what was found of it is to be told."""
        return bool(text) and self._exactly(text) is None

    def find_in(self, sector_ids: set[int], *texts: str) -> Any:
        """The same among activities, those of the given sectors first."""
        for text in texts:
            found = self._by_key.get(fold(text), []) if text else []
            inside = [row for row in found if row.sector_id in sector_ids]
            if len(inside) == 1 or len(found) == 1:
                return (inside or found)[0]
        return next(filter(None, (self._undecorated(text) for text in texts if text)), None)

    def _exactly(self, text: str) -> Any:
        return _only(self._by_key.get(fold(text), []))

    def _says_two(self, text: str) -> bool:
        """Whether both sides of a stroke are words of their own: "IDP/Returnees" is not "IDP returnees"."""
        rows = {_only(self._by_key.get(fold(part), [])) for part in text.split("/")} if "/" in text else {None}
        return None not in rows and _finest(rows) is None

    def _undecorated(self, text: str) -> Any:
        if text not in self._read:
            is_part = self._is_of_people and names_sex_or_age(text)
            self._read[text] = None if is_part else reading_of(text, self._words)
        return self._read[text]

    def _known(self, folded: str) -> Any:
        rows = self._by_key.get(folded)
        return _only(rows if rows is not None else self._loosely.get(_loose(folded), []))

    def called(self, row: Any) -> str:
        """A row by its name and code, for messages."""
        return f"{pick(row, 'name')} ({row.code})"

    def nearest(self, text: str) -> str:
        """Names of the rows that a text comes near to, for messages; the first few of the list if none."""
        keys = get_close_matches(fold(text), self._by_key, n=4, cutoff=0.5)
        rows = dict.fromkeys(row for key in keys for row in self._by_key[key]) or self.rows[:6]
        return ", ".join(map(self.called, rows))


def _only(rows: list[Any]) -> Any:
    return rows[0] if len(rows) == 1 else None


def _finest(rows: set[Any]) -> Any:
    """The one row of several that all others contain, as a sector its sub-sector; None where there is none."""
    within = (
        row for row in rows if all(other.id == getattr(row, "parent_id", None) for other in rows if other is not row)
    )
    return _only(list(within))


def _loosely(by_key: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows by their keys without "and": "Shelter & NFI" is "Shelter and NFI"."""
    found: dict[str, list[Any]] = {}
    for key, rows in by_key.items():
        known = found.setdefault(_loose(key), [])
        known += [row for row in rows if row not in known]
    return found


def _loose(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in _AND)


def _spellings(row: Any) -> list[str]:
    return [row.code, row.name_ar, row.name_en, getattr(row, "name_fr", ""), *row.aliases.split("|")]


class CodeLists:
    """The three short lists at one moment."""

    def __init__(self, viewer: Viewer) -> None:
        self.sectors = CodeList(viewer, Sector)
        self.activities = CodeList(viewer, ActivityType)
        self.groups = CodeList(viewer, PopulationGroup)

    def learn(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take note of what the values of rows say in the columns of each list."""
        said: dict[str, set[str]] = {name: set() for name in _COLUMNS}
        for values in rows:
            for name, columns in _COLUMNS.items():
                said[name].update(str(values[column]) for column in columns if column in values)
        for name, texts in said.items():
            getattr(self, name).learn(texts)
