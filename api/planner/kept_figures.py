"""Figures that the domain reckons for rows, kept from request to request until what they are made of changes.

    ids -> known for this viewer's scope, under the same stamp -> given again
       `-> all others -> asked at once -> kept

A stamp is the day and the data versions of the tables that the figures are made of. The oldest give way.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from api.context import Context
from api.planner.plan import ById, Ids
from tansiq.platform import clock
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer

MOST = 200_000
"""Figures of single rows that one process keeps, some 200 bytes each: about 40 megabytes."""


def _one(_figures: object) -> int:
    return 1


@dataclass(frozen=True, eq=False)
class Reckoning:
    """A question of the domain about many rows at once: `ask(viewer, ids)` gives by id what it tells.

    `tables` are those it reads. `size` says for how many rows one of its answers tells something.
    """

    ask: Callable[[Viewer, Ids], Mapping[Any, Any]]
    tables: tuple[str, ...]
    size: Callable[[Any], int] = _one


class KeptFigures:
    """The figures that one process keeps, by question, scope of viewers and id of the row."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any, int]] = OrderedDict()
        self._held = 0
        self._turn = Lock()

    def known(self, about: Hashable, ids: Ids, stamp: Hashable) -> dict[Any, Any]:
        """By id: what is kept under this stamp."""
        found = {}
        with self._turn:
            for row_id in ids:
                kept = self._kept.get((about, row_id))
                if kept is not None and kept[0] == stamp:
                    self._kept.move_to_end((about, row_id))
                    found[row_id] = kept[1]
        return found

    def keep(self, about: Hashable, told: Mapping[Any, Any], stamp: Hashable, size: Callable[[Any], int]) -> None:
        """Keep answers by id in place of those under older stamps; the oldest of all give way."""
        with self._turn:
            for row_id, answer in told.items():
                taken = 1 if answer is None else size(answer)
                former = self._kept.pop((about, row_id), None)
                self._held += taken - (former[2] if former else 0)
                self._kept[about, row_id] = (stamp, answer, taken)
            while self._held > self._most and len(self._kept) > 1:
                self._held -= self._kept.popitem(last=False)[1][2]

    def clear(self) -> None:
        """Drop everything."""
        with self._turn:
            self._kept.clear()
            self._held = 0


_figures = KeptFigures()


def figures(question: Reckoning, ids: Ids, context: Context) -> ById:
    """By id: what the question tells, None where it tells nothing."""
    stamp = (clock.today(), context.stamps_of(question.tables))
    about, wanted = (db.obj, question, context.viewer.scope), ids - {None}
    found = _figures.known(about, wanted, stamp)
    if missing := wanted - found.keys():
        told = dict.fromkeys(missing)
        told.update(question.ask(context.viewer, missing))
        _figures.keep(about, told, stamp, question.size)
        found.update(told)
    return found


def forget() -> None:
    """Drop everything kept; for tests, which take their changes back together with the stamps."""
    _figures.clear()
