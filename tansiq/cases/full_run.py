"""A look at everything that goes on where one before it was killed.

CaseUpkeep.steps    {"intervention": ..., "site": ...}                cases follow the register up to these steps
                    {"run": {"steps": ..., "day": ..., "cell": ...}}  every cell up to this one was looked at since

What changed after a run began is followed once it is over: it is over as of the steps at which it began, and its cells
are looked at in their order.
"""

from datetime import date
from typing import NamedTuple

import orjson

from tansiq.cases.changed_works import Steps
from tansiq.cases.clusters import Cell


class Run(NamedTuple):
    """What cases follow, or will when the run is over: the steps of the stamps, the weights of the score, and the day.
    `cell` is the last one that was looked at, None before the first."""

    steps: Steps
    weights: str
    day: date
    cell: Cell | None = None

    def text(self) -> str:
        """It as CaseUpkeep.steps keeps it."""
        return orjson.dumps({"run": self._asdict() | {"cell": self.cell and [*self.cell]}}).decode()

    def after(self, before: "Run | None") -> "Run":
        """The run before where it may go on: it began by these weights, and on this day or an earlier one."""
        if before is None or before.weights != self.weights or before.day > self.day:
            return self
        return before


def on_the_way(text: str) -> Run | None:
    """The run that CaseUpkeep.steps tells of; None where none was killed."""
    told = orjson.loads(text or "{}").get("run")
    if told is None:
        return None
    steps = {name: (number, mark) for name, (number, mark) in told["steps"].items()}
    return Run(steps, told["weights"], date.fromisoformat(told["day"]), told["cell"] and Cell(*told["cell"]))
