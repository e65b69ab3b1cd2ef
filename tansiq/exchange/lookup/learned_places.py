"""Names that imports taught: what the matcher reads by them, and what a sheet teaches, or asks a person.

a name that is unknown within an area -> what it was learned to mean there -> one area: read, and told until reviewed
a code, or the other name, says which area -> the unknown name beside it is nearly the area's own -> it is learned

A name is read within the very area in which it was learned: two villages of one name are not confused.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from tansiq.exchange.lookup.place_index import AreaEntry, Gazetteer
from tansiq.exchange.sheet.understand import Row
from tansiq.language.area_names import area_key
from tansiq.models import Area, LearnedName
from tansiq.models.learned_name import LONGEST_NAME
from tansiq.policy.viewer import Viewer

MOST_TAUGHT = 500
"""Names that one sheet teaches by itself."""
MOST_UNKNOWN = 500
"""Unknown names of one sheet of which a person is asked what they mean."""
_MOST_TRIED = 2_000
_MOST_NEW = 300
_ALIKE, _SHORTEST = 0.75, 3


class Learned(NamedTuple):
    """A learned name by its id, and the code of the area that it means."""

    id: int
    pcode: str


class Taught(NamedTuple):
    """What a sheet teaches: a name as it is spelled, the area that it means, and the one within which it was read."""

    spelling: str
    area: AreaEntry
    within: AreaEntry


@dataclass
class UnknownName:
    """A name that nothing within an area is called, as a sheet spells it in one or two languages; the areas whose names
    come near to it. With `is_new` a new settlement was made of it. It stands in the field `name_field` of `count` rows,
    the first of them in the cell `cell`."""

    spellings: tuple[str, ...]
    level: int
    within: AreaEntry
    near: list[AreaEntry]
    is_new: bool
    name_field: str
    count: int = 0
    cell: str = ""


_Key = tuple[int, str]
_Fact = tuple[int, str, int]


class LearnedPlaces:
    """What is known of the learned names of one country, and what one sheet adds to it."""

    def __init__(
        self, known: Iterable[tuple[_Key, Learned]] = (), rejected: frozenset[tuple[int, str, str]] = frozenset()
    ) -> None:
        self._known: dict[_Key, list[Learned]] = defaultdict(list)
        for key, learned in known:
            self._known[key].append(learned)
        self._rejected = rejected
        self._children: dict[tuple[AreaEntry | None, int], list[AreaEntry]] | None = None
        self._tried = self._new = 0
        self.taught: dict[_Fact, Taught] = {}

    def meant(self, names: Iterable[str], within: AreaEntry) -> list[Learned]:
        """What any of these names was learned to mean within an area."""
        if within.id is None or not self._known:
            return []
        found = (one for name in names for one in self._known.get((within.id, area_key(name)), ()))
        return list(dict.fromkeys(found))

    def teach(self, gazetteer: Gazetteer, name: str, place: AreaEntry, within: AreaEntry) -> None:
        """Take note of a name beside which a sheet says by other words which area it means, where the two are nearly
        the same and no neighbour of the area is called more like it."""
        key, spelling = area_key(name), name.replace("|", " ").strip()
        if not (len(key) >= _SHORTEST and len(spelling) <= LONGEST_NAME) or place.id is None or within.id is None:
            return
        is_enough = len(self.taught) == MOST_TAUGHT or self._tried == _MOST_TRIED
        fact = (within.id, key, place.id)
        if is_enough or fact in self.taught or (within.id, key, place.pcode) in self._rejected:
            return
        self._tried += 1
        if self._is_likely(gazetteer, key, place):
            self.taught[fact] = Taught(spelling, place, within)

    def may_ask_of_new(self) -> bool:
        """Whether another new settlement is compared with those that are known."""
        self._new += 1
        return self._new <= _MOST_NEW

    def _is_likely(self, gazetteer: Gazetteer, key: str, place: AreaEntry) -> bool:
        own = max((SequenceMatcher(None, key, known).ratio() for known in place.keys), default=0)
        if own < _ALIKE:
            return False
        others = {known for other in self._neighbours(gazetteer, place) for known in other.keys}
        nearest = get_close_matches(key, others, n=1, cutoff=_ALIKE)
        return not nearest or SequenceMatcher(None, key, nearest[0]).ratio() < own

    def _neighbours(self, gazetteer: Gazetteer, place: AreaEntry) -> Iterator[AreaEntry]:
        if self._children is None:
            self._children = defaultdict(list)
            for one in gazetteer.by_code.values():
                self._children[one.parent, one.level].append(one)
        yield from (one for one in self._children.get((place.parent, place.level), ()) if one is not place)


class Heard:
    """What the rows of a sheet said by learned names, and which names nobody knows."""

    def __init__(self) -> None:
        self.uses: Counter[int] = Counter()
        self.unknown: dict[tuple[str, int, tuple[str, ...]], UnknownName] = {}

    def note(self, read_by: Iterable[int], unknown: UnknownName | None, row: Row) -> None:
        """Count a row."""
        self.uses.update(set(read_by))
        if unknown is None:
            return
        key = (unknown.within.pcode, unknown.level, unknown.spellings)
        if key not in self.unknown and len(self.unknown) == MOST_UNKNOWN:
            return
        known = self.unknown.setdefault(key, unknown)
        known.count, known.cell = known.count + 1, known.cell or row.address(known.name_field)


def load_learned(viewer: Viewer, country: Area) -> LearnedPlaces:
    """The learned names of a stored country that are read in the imports of `viewer`, and those never to be learned.

    What a spelling was read as is no secret of its own: areas are open to all who import.
    """
    table = LearnedName
    rows = (
        table.select(table.id, table.within, table.name_key, table.name_state, table.is_for_all, table.taught_by)
        .select_extend(Area.pcode)
        .join(Area, on=(table.area == Area.id))
        .where(Area.country == country.id, Area.archived_at.is_null(), table.archived_at.is_null())
        .where(table.name_state.in_(("WAITING", "REJECTED")))
    )
    known, rejected = list[tuple[_Key, Learned]](), set[tuple[int, str, str]]()
    for row_id, within, key, state, is_for_all, teacher, pcode in iter(rows.order_by(table.id).tuples().execute()):
        if state == "REJECTED":
            rejected.add((within, key, pcode))
        elif is_for_all or (teacher is not None and teacher == viewer.account_id):
            known.append(((within, key), Learned(row_id, pcode)))
    return LearnedPlaces(known, frozenset(rejected))
