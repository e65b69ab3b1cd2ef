"""The places of one country as a sheet may call them: by P-code, and by folded name within a parent.

A country with reference data takes no new places but settlements. A country that only sheets have told of
grows: codes and names it did not know become areas of its own. A closed area is found for work that ended while it
stood, and for no other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from tansiq.language.area_names import keys_of
from tansiq.language.bilingual import pick
from tansiq.models import Area, HistoryEntry
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import undone_imports


class AreaEntry:
    """An area, stored (with its id) or still to be entered (without)."""

    __slots__ = ("area", "id", "keys", "level", "name_ar", "name_en", "parent", "pcode")

    def __init__(self, level: int, pcode: str, parent: "AreaEntry | None", names: tuple[str, str]) -> None:
        self.id: int | None = None
        self.area: Area | None = None
        self.level = level
        self.pcode = pcode
        self.parent = parent
        self.name_ar, self.name_en = names
        self.keys = keys_of(names)

    @property
    def name(self) -> str:
        """A name with the P-code, for messages in the language now spoken."""
        return f"{pick(self, 'name')} ({self.pcode})"

    @property
    def closed_on(self) -> date | None:
        """Its last day; None while it stands."""
        return self.area.valid_until if self.area is not None else None

    def stood_on(self, day: date | None) -> bool:
        """Whether it is an area of that day; None is today and later."""
        if self.area is None:
            return True
        if day is None:
            return self.closed_on is None
        return (self.area.valid_from or day) <= day <= (self.closed_on or day)

    def line(self) -> Iterator["AreaEntry"]:
        """The place itself and what it lies in, upwards to the country."""
        above: AreaEntry | None = self
        while above is not None:
            yield above
            above = above.parent

    def at(self, level: int) -> "AreaEntry | None":
        """The place of a level in this place's line, if it has one."""
        return next((place for place in self.line() if place.level == level), None)


_Names = dict[tuple[int, str], list[AreaEntry]]


class Gazetteer:
    """The places of one country. `added` are those that are still to be entered, parents first.

    `taken` holds every code of the register, those of other countries and of closed areas too.
    """

    def __init__(self, country: AreaEntry, is_from_sheets: bool, taken: set[str] | None = None) -> None:
        self.country = country
        self.is_from_sheets = is_from_sheets
        self.by_code: dict[str, AreaEntry] = {}
        self.closed: dict[str, AreaEntry] = {}
        self.added: list[AreaEntry] = []
        self._named: _Names = defaultdict(list)
        self._once_named: _Names = defaultdict(list)
        self._numbers: dict[str, int] = {}
        self.taken = set() if taken is None else taken
        self.register(country)

    def register(self, place: AreaEntry) -> None:
        """Make a place findable by its code and its names."""
        self.by_code[place.pcode.upper()] = place
        self.taken.add(place.pcode.upper())
        for key in place.keys:
            self._named[place.level, key].append(place)

    def close(self, place: AreaEntry) -> None:
        """Make a closed area findable for the days on which it stood."""
        self.closed[place.pcode.upper()] = place
        for key in place.keys:
            self._once_named[place.level, key].append(place)

    def coded(self, code: str, day: date | None = None) -> AreaEntry | None:
        """The place with this code: a standing one, or one that stood on that day."""
        place = self.by_code.get(code.upper()) or self.closed.get(code.upper())
        return place if place is not None and (place.closed_on is None or place.stood_on(day)) else None

    def named(self, names: Iterable[str], level: int, within: AreaEntry, day: date | None = None) -> list[AreaEntry]:
        """The places of a level within another that these names mean: those that stand, else those of that day."""
        keys = keys_of(names)
        standing = self._called(self._named, keys, level, within)
        former = self._called(self._once_named, keys, level, within) if day is not None and not standing else []
        return standing or [place for place in former if place.stood_on(day)]

    def once_named(self, names: Iterable[str], level: int, within: AreaEntry) -> list[AreaEntry]:
        """The closed places of a level within another that any of these names means."""
        return self._called(self._once_named, keys_of(names), level, within)

    @staticmethod
    def _called(index: "_Names", keys: frozenset[str], level: int, within: AreaEntry) -> list[AreaEntry]:
        found = {place.pcode: place for key in keys for place in index.get((level, key), ())}
        return [place for place in found.values() if within in place.line()]

    def named_anywhere(self, names: Iterable[str]) -> list[AreaEntry]:
        """The places below the country, of whatever level, that any of these names means."""
        names = list(names)
        return [place for level in (1, 2, 3, 4) for place in self.named(names, level, self.country)]

    def inside(self, within: AreaEntry, level: int) -> list[AreaEntry]:
        """All places of a level within another, for suggestions."""
        return [place for place in self.by_code.values() if place.level == level and within in place.line()]

    def add(self, level: int, parent: AreaEntry, names: tuple[str, str], pcode: str = "") -> AreaEntry:
        """A new place; without a code of the sheet's own it is called <parent>-S<number>."""
        place = AreaEntry(level, pcode or self._own_code(parent), parent, names)
        self.added.append(place)
        self.register(place)
        return place

    def _own_code(self, parent: AreaEntry) -> str:
        number = self._numbers.get(parent.pcode, 0) + 1
        while f"{parent.pcode}-S{number}".upper() in self.taken:
            number += 1
        self._numbers[parent.pcode] = number
        return f"{parent.pcode}-S{number}"


def load(viewer: Viewer, country: Area, taken: set[str]) -> Gazetteer:
    """All standing areas of a stored country."""
    root = _place(country, None)
    gazetteer = Gazetteer(root, is_from_sheets(country), taken)
    inside = visible(Area, viewer).where((Area.country == country.id) & (Area.level > 0))
    known = {country.id: root}
    for area in inside.order_by(Area.level, Area.pcode):
        place = known[area.id] = _place(area, known.get(area.parent_id or 0, root))
        if area.archived_at is None:
            (gazetteer.register if area.valid_until is None else gazetteer.close)(place)
    return gazetteer


def _place(area: Area, parent: AreaEntry | None) -> AreaEntry:
    place = AreaEntry(area.level, area.pcode, parent, (area.name_ar, area.name_en))
    place.id, place.area = area.id, area
    place.keys = keys_of([area.name_ar, area.name_en, *area.aliases.split("|")])
    return place


def is_from_sheets(country: Area) -> bool:
    """Whether only sheets have told of this country: all its first-level areas were entered by imports."""
    first = Area.select(Area.id).where((Area.country == country.id) & (Area.level == 1))
    if not first.exists():
        return _entered_by_import([country.id]) == {country.id}
    ids = {area_id for (area_id,) in iter(first.tuples().execute())}
    return ids == _entered_by_import(ids)


def _entered_by_import(ids: Iterable[int]) -> set[int]:
    entries = HistoryEntry.select(HistoryEntry.record_id).where(
        (HistoryEntry.record_type == "area")
        & (HistoryEntry.act == "CREATE")
        & (HistoryEntry.face == "IMPORT")
        & HistoryEntry.record_id.in_(list(ids))
    )
    return {record_id for (record_id,) in iter(entries.tuples().execute())}


def ancestors(place: AreaEntry) -> dict[str, int | None]:
    """The ids of a stored place's ancestors, itself included, by the names in ANCESTORS."""
    ids = {above.level: above.id for above in place.line()}
    return {name: ids.get(level) for level, name in enumerate(ANCESTORS)}


def all_codes(viewer: Viewer) -> set[str]:
    """The codes of all areas of all countries, in capitals, closed and archived ones included.

    Those that an undone import entered are free again.
    """
    taken_back = undone_imports.undone_row_ids(Area)
    codes = visible(Area, viewer).select(Area.id, Area.pcode)
    return {code.upper() for area_id, code in iter(codes.tuples().execute()) if area_id not in taken_back}
