"""What is asked of figures, and what is wrong with a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tansiq.faults import Fault
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import Sentence, say
from tansiq.models import Area
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.summaries.subjects import AREA, DAY, Offered, Subject, groupings_of, is_money, is_of_people, measured_of

STEPS = ("MONTH", "QUARTER", "YEAR")
"""By what days are grouped."""
WAYS = ("COUNT", "SUM", "AVERAGE", "LEAST", "MOST")
"""What is reckoned of rows: how many there are, or one of four figures of a number."""
MOST_GROUPINGS = 2
RUNS = "starts_on ends_on"
"""Stands for all days on which a row runs, where a period is about no single one."""


@dataclass(frozen=True)
class Grouping:
    """A column to group by ("status", "extra.12"); `step` is the level of an area (a code of LEVELS) or of a day MONTH,
    QUARTER or YEAR; "" is GOVERNORATE and MONTH."""

    name: str
    step: str = ""


@dataclass(frozen=True)
class Measure:
    """What is reckoned: a code of WAYS, and of which number; COUNT takes none."""

    way: str = "COUNT"
    name: str = ""


@dataclass(frozen=True)
class SummaryQuestion:
    """Figures of a subject's standing rows by at most two groupings. `within` is an area in which rows lie; `period` is
    about the day `day`, or else about the day that is grouped by, or else about the days on which a row runs;
    `conditions` are those of a list, over the subject's own table."""

    subject: Subject
    by: tuple[Grouping, ...] = ()
    measure: Measure = Measure()
    within: Area | None = None
    period: Period | None = None
    day: str = ""
    conditions: tuple[Any, ...] = ()

    def faults(self, viewer: Viewer) -> Iterator[Fault]:
        """What cannot be asked, with the fields "by", "measure", "within" and "period". What the viewer may not see is
        refused in the words for what is not there."""
        offered = groupings_of(viewer, self.subject)
        if len(self.by) > MOST_GROUPINGS or len({one.name for one in self.by}) < len(self.by):
            yield Fault("TOO_MANY", "by", say("Group by at most two things, each once."))
        for one in self.by:
            yield from _faults_of_grouping(one, offered.get(one.name))
        yield from self._faults_of_measure(viewer)
        if self.within is not None and not self.subject.kind.lies_in:
            yield Fault("NOT_PLACED", "within", say("These records lie in no area."))
        if self.period is not None and not self.dated(offered):
            yield Fault("NOT_DATED", "period", say("Say of which day the period is."))
        if self.day and (self.day not in offered or offered[self.day].sort != DAY):
            yield _unknown("day", self.day)

    def dated(self, offered: dict[str, Offered]) -> str:
        """The name of the day that the period is about; RUNS where it is about the days on which a row runs, "" where
        nothing says which."""
        if self.day:
            return self.day
        grouped = [one.name for one in self.by if one.name in offered and offered[one.name].sort == DAY]
        return grouped[0] if grouped else (RUNS if self.runs else "")

    @property
    def runs(self) -> bool:
        """Whether rows of the subject run from one day to another."""
        return {"starts_on", "ends_on"} <= set(self.subject.model._meta.fields)

    def _faults_of_measure(self, viewer: Viewer) -> Iterator[Fault]:
        way, name = self.measure.way, self.measure.name
        if way not in WAYS:
            yield _unknown("measure", way)
        elif way != "COUNT" and name not in measured_of(viewer, self.subject):
            yield _unknown("measure", name)
        elif way == "SUM" and is_of_people(self.subject, name):
            text = say("People are not added up: the same persons may stand in several records. Coverage counts them.")
            yield Fault("NOT_ADDED", "measure", text)
        elif way != "COUNT" and is_money(self.subject, name) and "currency" not in {one.name for one in self.by}:
            yield Fault("MIXED_CURRENCIES", "measure", say("Amounts have currencies: group by the currency too."))


def _faults_of_grouping(one: Grouping, offered: Offered | None) -> Iterator[Fault]:
    if offered is None:
        yield _unknown("by", one.name)
    elif one.step and one.step not in _steps(offered):
        yield _unknown("by", one.step)


def _steps(offered: Offered) -> tuple[str, ...]:
    return {AREA: LEVEL_NAMES, DAY: STEPS}.get(offered.sort, ())


def _unknown(field: str, name: str) -> Fault:
    text: Sentence = say("There is no such code: %(codes)s.", codes=name[:40])
    return Fault("UNKNOWN_CODE", field, text)
