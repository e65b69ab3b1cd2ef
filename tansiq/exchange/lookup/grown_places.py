"""The areas of a country that has no reference data, made from what the codes and names of a sheet say.

A code may stand under several parents in a careless sheet: a code that its own code begins with wins (ML0502
contains ML050201), else the parent that most rows name. Names are spelled as most rows spell them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from tansiq.exchange.lookup.place_index import Gazetteer, Place
from tansiq.exchange.lookup.place_matcher import Step, steps


def grow(gazetteer: Gazetteer, rows: Iterable[dict[str, Any]]) -> list[Place]:
    """Add the coded areas that `rows` (the values of rows) name and the country lacks; return the new ones."""
    told: dict[tuple[int, str], _Told] = defaultdict(_Told)
    for values in rows:
        above = ""
        for step in steps(values):
            if step.level < 4 and step.code:
                told[step.level, step.code.upper()].hear(step, above)
                above = step.code.upper()
    missing = [(level, code) for level, code in sorted(told) if code not in gazetteer.taken]
    return [_enter(gazetteer, level, code, told[level, code]) for level, code in missing]


class _Told:
    """What all rows say of one code: its parents and names, counted."""

    def __init__(self) -> None:
        self.parents: Counter[str] = Counter()
        self.names: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    def hear(self, step: Step, above: str) -> None:
        self.parents[above] += 1
        for counter, name in zip(self.names, step.names, strict=True):
            if name:
                counter[name] += 1


def _enter(gazetteer: Gazetteer, level: int, code: str, told: _Told) -> Place:
    arabic, english = (_most(counter) for counter in told.names)
    names = (arabic, english) if arabic or english else ("", code)
    return gazetteer.add(level, _parent(gazetteer, level, code, told), names, code)


def _parent(gazetteer: Gazetteer, level: int, code: str, told: _Told) -> Place:
    prefixes = (gazetteer.by_code.get(code[:length]) for length in range(len(code) - 1, 1, -1))
    stated = (gazetteer.by_code.get(above) for above, _ in told.parents.most_common() if above)
    fitting = (place for place in (*prefixes, *stated) if place is not None and 0 < place.level < level)
    return next(fitting, gazetteer.country)


def _most(counter: Counter[str]) -> str:
    return counter.most_common(1)[0][0] if counter else ""
