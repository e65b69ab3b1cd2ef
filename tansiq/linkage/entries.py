"""Entries as lists give them, column by column, and what may stand in each of these.

id              a whole number, each once
head, spouse    the name of a person; text
national_id, telephone                 text, however it is written
district, subdistrict, settlement      whatever tells one place from another: a number, a P-code, a name
birth_year, size (people)              whole numbers

All but `id` may be unknown, which is None.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Integral
from typing import Any

TEXTS = ("head", "spouse", "national_id", "telephone")
PLACES = ("district", "subdistrict", "settlement")
NUMBERS = ("birth_year", "size")
GREATEST_ID = 2**63 - 1
GREATEST_NUMBER = 30_000

Entries = Mapping[str, Sequence[Any]]


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Entries given one by one, as columns."""
    kept = list(rows)
    return {name: [row.get(name) for row in kept] for name in ("id", *TEXTS, *PLACES, *NUMBERS)}


def check(entries: Entries) -> None:
    """Raise ValueError, with the column and the place in it, for the first value that cannot be compared."""
    ids = entries["id"]
    _check_each("id", ids, _is_id, "a whole number")
    if len(set(ids)) < len(ids):
        raise ValueError("An id is that of several entries.")
    for name in (*TEXTS, *PLACES, *NUMBERS):
        if len(entries[name]) != len(ids):
            raise ValueError(f"{name} has {len(entries[name])} values for {len(ids)} entries.")
    for name in TEXTS:
        _check_each(name, entries[name], _is_text, "text")
    for name in NUMBERS:
        _check_each(name, entries[name], _is_number, f"a whole number up to {GREATEST_NUMBER}")


def _check_each(name: str, values: Sequence[Any], is_good: Callable[[Any], bool], wanted: str) -> None:
    for at, value in enumerate(values):
        if not is_good(value):
            raise ValueError(f"{name} of entry {at} is not {wanted}.")


def _is_id(value: Any) -> bool:
    return isinstance(value, Integral) and abs(int(value)) <= GREATEST_ID


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_number(value: Any) -> bool:
    """Whether it is not known or whole; columns of which some are not known are often floating-point numbers."""
    is_whole = isinstance(value, Integral) or (isinstance(value, float) and value.is_integer())
    return value is None or (is_whole and abs(int(value)) <= GREATEST_NUMBER)
