"""Objects that the domain computes (cells of coverage, overlaps) as rows for plans, in lists and in pages.

A field may read an attribute of the object, or ITSELF: the whole object, for a function of the domain. Where the domain
knows its objects by column, lists are written from these (column_texts.py), and no object is made.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from api.planner import cursors
from api.planner.fields import Computed, declared
from api.planner.pages import TOTAL
from api.planner.rows import FetchedRows, Planned, Source, Values, attributes
from tansiq.platform.columns import Column, InColumns

ITSELF = "itself"
"""The source that is the object; it leads every row."""
Rank = tuple[int, ...]


def from_object(
    by: Callable[[Any], object], description: str, by_column: Callable[[InColumns], Column] | None = None
) -> Any:
    """A field that a function of the domain makes of the whole object; `by_column` makes the same of all at once."""
    return declared(Computed((ITSELF,), by, by_column), description)


class _Objects(Planned):
    """Objects that a question of the domain gave; each leads its row."""

    objects: Sequence[Any]

    @property
    def leading(self) -> tuple[Source, ...]:
        return (ITSELF,)

    def rows(self, sources: Sequence[Source]) -> list[Values]:
        """Each object with its attributes named after ITSELF."""
        own = attributes(self.objects, sources[1:])
        return [(item, *values) for item, values in zip(self.objects, own, strict=True)]


@dataclass(frozen=True)
class ComputedRows(_Objects):
    """A list of objects, or one."""

    objects: Sequence[Any]

    @property
    def in_columns(self) -> InColumns | None:
        return self.objects if isinstance(self.objects, InColumns) else None

    @property
    def variant(self) -> Hashable:
        return self.in_columns is not None

    def fetch(self, sources: Sequence[Source], wants: frozenset[str]) -> FetchedRows:
        return FetchedRows(self.rows(sources))


@dataclass(frozen=True)
class ComputedPage(_Objects):
    """One page of objects in the order of their rank, which is their cursor."""

    objects: Sequence[Any]
    has_next: bool
    count: Callable[[], int]
    rank: Callable[[Any], Rank]

    is_page = True

    @property
    def cursor_of(self) -> Callable[[Values], str]:
        # Not a method of the page, which a plan would keep alive with its objects.
        rank = self.rank
        return lambda row: cursors.encode(rank(row[0]))

    def fetch(self, sources: Sequence[Source], wants: frozenset[str]) -> FetchedRows:
        total = self.count() if TOTAL in wants else None
        end = cursors.encode(self.rank(self.objects[-1])) if self.objects else None
        return FetchedRows(self.rows(sources), total, self.has_next, end)


def rank_after(after: str | None, width: int) -> Rank | None:
    """The rank in a cursor, at least `width` numbers. Raises Refused(BAD_CURSOR) for one that we did not give."""
    if after is None:
        return None
    try:
        rank = cursors.decode(after)
        if isinstance(rank, list) and len(rank) >= width and all(type(number) is int for number in rank):
            return tuple(map(cursors.comparable, rank))
    except ValueError:
        pass
    raise cursors.bad_cursor()
