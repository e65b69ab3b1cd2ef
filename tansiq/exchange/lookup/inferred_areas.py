"""The areas of a country that has no reference data, made from what the codes and names of a sheet say.

    Region   Zone         Woreda    Woreda code        ET04    Oromia        one level is two digits here
    Oromia   East Shewa   Fentale   ET040701     ->    ET0407  East Shewa
    Amhara   West Gojam   Mecha     ET030901           ET040701  Fentale

A code may stand under several parents in a careless sheet: a code that its own code begins with wins (ML0502
contains ML050201), else the parent that most rows name. Names are spelled as most rows spell them. A parent that is
named without a code takes the beginning that all codes within it share, where no other name has it but another
spelling of the same; else a code of our own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from tansiq.exchange.lookup.place_index import AreaEntry, Gazetteer
from tansiq.exchange.lookup.place_steps import Step, steps
from tansiq.language.area_names import keys_of

_SETTLEMENT = 4
_ALIKE = 0.75


class _Named(NamedTuple):
    """A place that is named without a code: known by its level, its folded name, and what it is said to lie in."""

    level: int
    key: str
    above: "str | _Named"


_Known = str | _Named
"""How rows know a place: by its code, else by its name. "" is the country."""


class _Mentions:
    """What all rows say of one place: its parents and names, and the codes of what lies in it, counted."""

    def __init__(self, level: int) -> None:
        self.level = level
        self.parents: Counter[_Known] = Counter()
        self.names: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.inner: set[str] = set()
        self.rows = 0

    def count(self, step: Step, above: _Known) -> None:
        self.rows += 1
        self.parents[above] += 1
        for counter, name in zip(self.names, step.names, strict=True):
            if name:
                counter[name] += 1


def infer_areas(gazetteer: Gazetteer, rows: Iterable[dict[str, Any]]) -> list[AreaEntry]:
    """Add the coded areas, and those that coded ones are said to lie in, that `rows` (the values of rows) name and
    the country lacks; return the new ones."""
    mentions: dict[_Known, _Mentions] = {}
    for values in rows:
        _count(mentions, steps(values))
    before = len(gazetteer.added)
    beginnings = _shared_beginnings(gazetteer, mentions)
    places: dict[_Known, AreaEntry] = {"": gazetteer.country}
    for known, told in sorted(mentions.items(), key=lambda item: (item[1].level, -item[1].rows, str(item[0]))):
        stated = [places[above] for above, _ in told.parents.most_common()]
        if isinstance(known, _Named):
            places[known] = _place_of_name(gazetteer, told, stated, beginnings.get(known, ""))
        else:
            places[known] = _place_of_code(gazetteer, told, stated, known)
    return gazetteer.added[before:]


def _count(mentions: dict[_Known, _Mentions], said: list[Step]) -> None:
    """Count the steps of one row down to its lowest code; what stands below that is no parent of a coded place."""
    lowest = max((step.level for step in said if step.code and step.level < _SETTLEMENT), default=0)
    line: list[_Known] = [""]
    for step in (step for step in said if step.level <= lowest):
        known: _Known = step.code.upper() or _Named(step.level, _key(step.names), line[-1])
        mentions.setdefault(known, _Mentions(step.level)).count(step, line[-1])
        line.append(known)
    for above in line[1:-1]:
        mentions[above].inner.add(str(line[-1]))


def _key(names: tuple[str, str]) -> str:
    """The folded name, without the word for the level."""
    return min(keys_of([names[1] or names[0]]), key=len, default="")


def _shared_beginnings(gazetteer: Gazetteer, mentions: dict[_Known, _Mentions]) -> dict[_Named, str]:
    """The code of each named place, where codes have as many signs for every level and only spellings of one name
    begin so: two names with one beginning show that codes say nothing of this level."""
    found: dict[str, list[_Named]] = defaultdict(list)
    for known, told in mentions.items():
        if isinstance(known, _Named):
            beginnings = {_beginning(gazetteer, told.level, code, mentions[code].level) for code in told.inner}
            if len(beginnings) == 1:
                found[beginnings.pop()].append(known)
    return {
        known: beginning
        for beginning, named in found.items()
        if beginning and all(_are_alike(named[0].key, other.key) for other in named)
        for known in named
    }


def _are_alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _beginning(gazetteer: Gazetteer, level: int, code: str, its_level: int) -> str:
    """The part of a code that stands for a level above its own; "" where its levels are not equally long."""
    country = gazetteer.country.pcode.upper()
    length, rest = divmod(len(code) - len(country), its_level)
    return code[: len(country) + length * level] if code.startswith(country) and length and not rest else ""


def _place_of_code(gazetteer: Gazetteer, told: _Mentions, stated: list[AreaEntry], code: str) -> AreaEntry:
    if code in gazetteer.taken:
        return gazetteer.by_code.get(code) or gazetteer.closed.get(code) or gazetteer.country
    return gazetteer.add(told.level, _parent(gazetteer, told.level, code, stated), _names(told, code), code)


def _place_of_name(gazetteer: Gazetteer, told: _Mentions, stated: list[AreaEntry], beginning: str) -> AreaEntry:
    """The place that is called so within its parent, or whose code begins as those within it do, or a new one."""
    names, parent = _names(told, ""), _parent(gazetteer, told.level, beginning, stated)
    known = gazetteer.named(names, told.level, parent)
    coded = gazetteer.by_code.get(beginning)
    if len(known) == 1:
        return known[0]
    if coded is not None and coded.level == told.level and any(_are_alike(_key(names), key) for key in coded.keys):
        return coded
    return gazetteer.add(told.level, parent, names, "" if beginning in gazetteer.taken else beginning)


def _names(told: _Mentions, code: str) -> tuple[str, str]:
    arabic, english = (_most(counter) for counter in told.names)
    return (arabic, english) if arabic or english else ("", code)


def _parent(gazetteer: Gazetteer, level: int, code: str, stated: list[AreaEntry]) -> AreaEntry:
    prefixes = (gazetteer.by_code.get(code[:length]) for length in range(len(code) - 1, 1, -1))
    fitting = (place for place in (*prefixes, *stated) if place is not None and 0 < place.level < level)
    return next(fitting, gazetteer.country)


def _most(counter: Counter[str]) -> str:
    return counter.most_common(1)[0][0] if counter else ""
