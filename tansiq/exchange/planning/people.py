"""The numbers of a row: wholes and parts made consistent without inventing, contradictions told.

What is kept where a whole and its parts contradict each other: the whole. The parts are left out, because
which of them is wrong cannot be told. An empty whole is the sum of its parts.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tansiq.exchange.sheet.labels import Label
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.numbers import MOST_PEOPLE
from tansiq.exchange.values.problems import Severity
from tansiq.language.words import say
from tansiq.models.site import COUNTS, PEOPLE_PARTS

_ELDERLY = ("elderly_women", "elderly_men")
_CHAIN = ("population", "affected", "in_need", "targeted", "reached")
_SEXES = ("female", "male")


def counts(reading: Reading) -> dict[str, int | None]:
    """All counts of a site by field name, persons but for households; what contradicts is told on the reading."""
    found: dict[str, int | None] = {name: reading.values.get(name) for name in COUNTS}
    for measure in ("targeted", "reached"):
        _sum_up(reading, found, measure)
        _part(reading, found, measure)
    _compare(reading, found)
    return found


def _parts(found: dict[str, int | None], measure: str) -> dict[str, int]:
    named = {f"{measure}_{part}": found[f"{measure}_{part}"] for part in PEOPLE_PARTS}
    return {name: count for name, count in named.items() if count is not None}


def _sum_up(reading: Reading, found: dict[str, int | None], measure: str) -> None:
    """An empty whole from its parts; from females and males of every age where nothing finer is told."""
    if found[measure] is not None:
        return
    parts = _parts(found, measure)
    sexes = [count for sex in _SEXES if (count := reading.values.get(f"{measure}_{sex}")) is not None]
    if parts:
        found[measure] = sum(parts.values())
    elif len(sexes) == len(_SEXES):
        found[measure] = sum(sexes)
    if (found[measure] or 0) > MOST_PEOPLE:
        found[measure] = None
        text = say("The parts add up to more than is possible. Check them.")
        reading.tell("error", "too-large", next(iter(parts), f"{measure}_female"), text)


def _part(reading: Reading, found: dict[str, int | None], measure: str) -> None:
    whole, parts = found[measure], _parts(found, measure)
    if whole is None or not parts or sum(parts.values()) <= whole:
        return
    elderly = [name for name in parts if name.removeprefix(f"{measure}_") in _ELDERLY]
    others = sum(count for name, count in parts.items() if name not in elderly)
    if elderly and 0 < others <= whole:
        _leave_out(found, elderly)
        text = say("The parts add up to %(parts)s, the whole is %(whole)s. The elderly seem to be counted twice "
                   "and were left out.", parts=sum(parts.values()), whole=whole)  # fmt: skip
    else:
        _leave_out(found, list(parts))
        text = say("The parts add up to %(parts)s, the whole is %(whole)s. The whole was kept and the parts were "
                   "left out.", parts=sum(parts.values()), whole=whole)  # fmt: skip
    reading.tell("warning", "parts-exceed-whole", measure, text)


def _leave_out(found: dict[str, int | None], names: list[str]) -> None:
    for name in names:
        found[name] = None


def _compare(reading: Reading, found: dict[str, int | None]) -> None:
    """Population >= affected >= in need >= targeted >= reached, each with the next one that is told."""
    told = [(name, count) for name, count in _chain(reading.values, found) if count is not None]
    for (wider, more), (name, less) in pairwise(told):
        if less > more:
            severity: Severity = "notice" if (wider, name) == ("targeted", "reached") else "warning"
            text = say("%(less)s is more than the %(more)s of %(wider)s.", less=less, more=more, wider=Label(wider))
            reading.tell(severity, f"{name}-exceeds-{wider}", name, text)


def _chain(values: dict[str, Any], found: dict[str, int | None]) -> Iterator[tuple[str, int | None]]:
    for name in _CHAIN:
        yield name, found.get(name, values.get(name))
