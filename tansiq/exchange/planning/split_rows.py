"""Rows of a 5W sheet that split one number by sex, age or disability.

Beside a row for all, the others are its parts and are not added to it. Without one they are entered each, in one
intervention whose sites add up, where nobody is in two of them; else they are refused at their cells.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tansiq.exchange.lookup.fingerprints import PEOPLE
from tansiq.exchange.planning.parts import Part, are_apart, part_of
from tansiq.exchange.planning.row_digests import people_of, unread
from tansiq.exchange.sheet.reading import Reading, own_id
from tansiq.language.words import Sentence, say
from tansiq.records.row_identity import digest

_AXES = ("sex", "age", "disability")
_EACH_ITS_OWN = PEOPLE | {*_AXES, "source_id"}


def parts_of_wholes(readings: Iterable[Reading]) -> list[tuple[Reading, Reading]]:
    """The rows that are parts of another one of the sheet, each with that one; parts that overlap or that are more
    than their whole are told as wrong, with it."""
    alike: dict[bytes, list[tuple[Part, Reading]]] = defaultdict(list)
    for reading in readings:
        part = part_of(*(str(reading.values.get(name, "")) for name in _AXES))
        if part is not None and own_id(reading) is None and people_of(reading)[1] is not None:
            shared = {name: str(value) for name, value in reading.values.items() if name not in _EACH_ITS_OWN}
            alike[digest(shared)].append((part, reading))
    return [pair for rows in alike.values() for pair in _settle(rows)]


def _settle(rows: Sequence[tuple[Part, Reading]]) -> list[tuple[Reading, Reading]]:
    parts = [part for part, _ in rows]
    if all(part.is_whole for part in parts):
        return []
    if len(set(parts)) < len(parts):
        return _settle_by_unread(rows)
    whole = next((reading for part, reading in rows if part.is_whole), None)
    others = [(part, reading) for part, reading in rows if not part.is_whole]
    if whole is None:
        if not are_apart(parts):
            _refuse([reading for _, reading in rows], _OVERLAPPING)
        return []
    named = [part for part, _ in others]
    people = sum(people_of(reading)[1] or 0 for _, reading in others) if are_apart(named) else 0
    if people > (people_of(whole)[1] or 0):
        _refuse([reading for _, reading in rows], _EXCEEDING)
        return []
    return [(reading, whole) for _, reading in others]


def _settle_by_unread(rows: Sequence[tuple[Part, Reading]]) -> list[tuple[Reading, Reading]]:
    """One part stands twice: rows are told apart by the cells that are not read, or cannot be added up."""
    apart: dict[bytes, list[tuple[Part, Reading]]] = defaultdict(list)
    for part, reading in rows:
        apart[unread(reading)].append((part, reading))
    if any(len({part for part, _ in group}) < len(group) for group in apart.values()):
        _refuse([reading for _, reading in rows], _OVERLAPPING)
        return []
    return [pair for group in apart.values() for pair in _settle(group)]


def _refuse(readings: Iterable[Reading], sentence: Sentence) -> None:
    for reading in readings:
        reading.tell("error", "parts-overlap", people_of(reading)[0], sentence)


_OVERLAPPING = say(
    "These rows count parts of the same people by sex, age or disability, and some people are in two of them. Write "
    "one row for all, or parts that do not overlap."
)
_EXCEEDING = say(
    "These rows count parts of the same people, which are more than the row for all. Correct the numbers, or say which "
    "part each row counts."
)
