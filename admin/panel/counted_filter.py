"""Narrowing a list to the very rows that a figure counts: one choice more, in force where the address holds it.

    intervention/?among=area:DISTRICT~12+from~2026-01-01   --reads-->  Counted(question, keys)  --condition-->  rows

Filters of lists mean other things by the same names: an organisation is found by all areas it works in, and counted at
its seat. So the condition is made of the very expressions that figures are grouped by.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from admin.current_viewer import viewer
from admin.panel.filters import AMONG, FilterValue
from admin.panel.own_columns import is_quick
from admin.words.formatting import day_text
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, gettext, isolated, language
from tansiq.models import Area
from tansiq.models.definitions import Holder
from tansiq.models.record_type import type_named
from tansiq.period import Period
from tansiq.policy.visibility import visible
from tansiq.summaries import Grouping, Key, Subject, SummaryQuestion, keys_named, rows_counted, subject_of

LONGEST = 300
"""Letters of the parameter that are read."""


@dataclass(frozen=True)
class Counted:
    """Rows of a question of figures, and what they have in common."""

    question: SummaryQuestion
    keys: tuple[Key, ...]


def spelled_grouping(grouping: Grouping) -> str:
    """How a grouping is spelled: "area:DISTRICT", "status"."""
    return f"{grouping.name}:{grouping.step}" if grouping.step else grouping.name


def grouping_at(spelled: str) -> Grouping:
    """What is spelled so."""
    name, _, step = spelled.partition(":")
    return Grouping(name, step)


def spelled_question(question: SummaryQuestion, keys: Iterable[Key]) -> str:
    """What the rows of a group have in common, and of which area and days they are, as an address holds it."""
    said = {spelled_grouping(key.grouping): key.value for key in keys}
    if question.within is not None:
        said["within"] = question.within.id
    if question.period is not None:
        said |= {"from": question.period.begins, "to": question.period.ends}
    if question.period is not None and question.day:
        said["day"] = question.day
    return " ".join(f"{name}~{_spelled(value)}" for name, value in said.items())


def _spelled(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class CountedFilter:
    """The rows that a figure of these records counts; nobody is offered it but by the figure itself."""

    holder: Holder
    name = AMONG
    names = (AMONG,)
    widget = "none"

    @property
    def label(self) -> Sentence:
        return label(AMONG)

    def read(self, given: Mapping[str, str]) -> FilterValue:
        text = " ".join(given.get(AMONG, "").replace("\x00", "")[:LONGEST].split())
        subject = subject_of(viewer(), self.holder) if text else None
        found = _counted(subject, dict(part.partition("~")[::2] for part in text.split())) if subject else None
        return FilterValue() if found is None else FilterValue({AMONG: text}, _said(found), found)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        if value.meant is None:
            return None
        return table.id.in_(rows_counted(viewer(), value.meant.question, value.meant.keys))


def counted_filters(holder: Holder) -> Iterator[CountedFilter]:
    """The filter by figures, of records of which figures are made."""
    if "extra" in type_named(holder[0]).model._meta.fields:
        yield CountedFilter(holder)


def _counted(subject: Subject, said: dict[str, str]) -> Counted | None:
    """What the address says; None where any of it makes no sense, or is not for the viewer."""
    try:
        area, days = _area(said.pop("within", "")), _days(said.pop("from", ""), said.pop("to", ""))
    except ValueError:
        return None
    day = said.pop("day", "")
    by = tuple(grouping_at(name) for name in said)
    question = SummaryQuestion(subject, by, within=area, period=days, day=day)
    if any(True for _ in question.faults(viewer())):
        return None
    keys = keys_named(viewer(), question, list(said.values()))
    is_known = len(keys) == len(by) and all(key.value is not None and _is_in_time(subject, key) for key in keys)
    return Counted(question, keys) if is_known else None


def _is_in_time(subject: Subject, key: Key) -> bool:
    return key.offered.field is None or is_quick(subject.holder, key.offered.field)


def _area(given: str) -> Area | None:
    """Raises ValueError where the viewer sees no such area."""
    if not given:
        return None
    found: Area | None = visible(Area, viewer()).where(Area.id == (whole(given) or 0)).first()
    if found is None:
        raise ValueError(given)
    return found


def _days(begins: str, ends: str) -> Period | None:
    """Raises ValueError for what are no two days."""
    return Period(date.fromisoformat(begins), date.fromisoformat(ends)) if begins or ends else None


def _said(found: Counted) -> str:
    question, table = found.question, found.question.subject.kind.table
    told = [f"{label(key.grouping.name, table)}: {key.label(language())}" for key in found.keys]
    if question.within is not None:
        told.append(name_of(question.within))
    if (days := question.period) is not None:
        told.append(gettext("%(first)s to %(last)s", first=day_text(days.begins), last=day_text(days.ends)))
    return " · ".join(map(isolated, told))
