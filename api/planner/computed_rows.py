"""Answers of the two questions as rows for plans: the computed objects themselves, and pages of them.

A field may read an attribute of the object, or ITSELF: the whole object, for a function of the domain.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from api.planner.fields import computed
from api.planner.pages import TOTAL
from api.planner.rows import Found, Planned, Source, Values, attributes
from tansiq.faults import Fault, Refused
from tansiq.language.words import say

if TYPE_CHECKING:
    from api.planner.plan import Writer

ITSELF = "itself"
"""The source that is the object; it leads every row."""
Rank = tuple[int, ...]


def follows(by: Callable[[Any], object], description: str) -> Any:
    """A field that a function of the domain makes of the whole object."""
    return computed(ITSELF, by=by, description=description)


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
class Computed(_Objects):
    """A list of objects, or one."""

    objects: Sequence[Any]

    def fetch(self, sources: Sequence[Source], wants: frozenset[str]) -> Found:
        return Found(self.rows(sources))


@dataclass(frozen=True)
class Ranked(_Objects):
    """One page of objects in the order of their rank, which is their cursor."""

    objects: Sequence[Any]
    has_next: bool
    count: Callable[[], int]
    rank: Callable[[Any], Rank]

    is_page = True

    def cursor(self, writer: "Writer") -> str:
        return f"{writer.constant(cursor)}({writer.constant(self.rank)}(row[0]))"

    def fetch(self, sources: Sequence[Source], wants: frozenset[str]) -> Found:
        total = self.count() if TOTAL in wants else None
        end = cursor(self.rank(self.objects[-1])) if self.objects else None
        return Found(self.rows(sources), total, self.has_next, end)


def cursor(rank: Rank) -> str:
    """The opaque place of an object with this rank."""
    return base64.urlsafe_b64encode(orjson.dumps([*rank])).decode().rstrip("=")


def place(after: str | None, width: int) -> Rank | None:
    """The rank a cursor speaks of, at least `width` numbers. Raises Refused(BAD_CURSOR) for one we did not give."""
    if after is None:
        return None
    try:
        rank = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except ValueError:
        rank = None
    if not isinstance(rank, list) or len(rank) < width or not all(map(_is_rankable, rank)):
        text = say("This place marker does not belong to this list and order. Begin again without it.")
        raise Refused(Fault("BAD_CURSOR", "after", text))
    return tuple(rank)


def _is_rankable(value: object) -> bool:
    """Whether this is a number that both databases can compare."""
    return type(value) is int and abs(value) < 2**53
