"""What an arrangement says: its kind, and what becomes of which intervention; and what is wrong with it.

WITHDRAW        one leaves, or all but one          MOVE, AREAS     each named one has an area
DATES           each named one has other days       GROUPS          each named one has a group of people
SAME_PROJECT    one leads, the others carry out     COMPLEMENTARY, NOT_SAME   nothing changes
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from tansiq.cases.members import members_of
from tansiq.faults import Fault, Refused
from tansiq.language.case_vocabulary import ARRANGEMENT_KINDS
from tansiq.language.words import Sentence, say
from tansiq.models import Area, Arrangement, ArrangementStep, Intervention, OverlapCase, PopulationGroup, Record
from tansiq.models.column_values import is_row_id
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR


@dataclass(frozen=True)
class Step:
    """What becomes of one intervention: the ids of its new area and group of people, its new days; None stays."""

    intervention_id: int
    area_id: int | None = None
    population_group_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


_SAID: dict[str, tuple[str, ...]] = {
    "WITHDRAW": (),
    "MOVE": ("area_id",),
    "AREAS": ("area_id",),
    "DATES": ("starts_on", "ends_on"),
    "GROUPS": ("population_group_id",),
    "SAME_PROJECT": (),
}
"""By kind: what its steps say beside the intervention. Kinds that are not named have no steps."""


class Terms(NamedTuple):
    """What is arranged: a code of ARRANGEMENT_KINDS, its steps, and the id of the intervention that leads."""

    kind: str
    steps: tuple[Step, ...] = ()
    lead_id: int | None = None

    @classmethod
    def of(cls, kind: str, steps: Sequence[Step], lead_id: int | None) -> "Terms":
        """The terms without what their kind does not ask for, such as the area of one that withdraws."""
        said = _SAID.get(kind, ())
        kept = [Step(step.intervention_id, **{name: getattr(step, name) for name in said}) for step in steps]
        return cls(kind, tuple(kept) if kind in _SAID else (), lead_id if kind == "SAME_PROJECT" else None)

    @classmethod
    def stored(cls, row: Arrangement) -> "Terms":
        """What a stored arrangement says."""
        table = ArrangementStep
        columns = (table.intervention, table.area, table.population_group, table.starts_on, table.ends_on)
        steps: Any = table.select(*columns).where(table.arrangement == row.id).order_by(table.id).tuples()
        return cls(row.arrangement_kind, tuple(Step(*cells) for cells in steps), row.lead_id)


def require_right(case: OverlapCase, terms: Terms) -> None:
    """Raise Refused with all that is wrong with the terms for a case, each at its field: "arrangement_kind", "steps",
    "steps.0.area", "lead"."""
    if found := list(faults_of(case, terms)):
        raise Refused(*found)


def faults_of(case: OverlapCase, terms: Terms) -> Iterator[Fault]:
    """All that is wrong with the terms for a case as it stands now."""
    if terms.kind not in ARRANGEMENT_KINDS:
        yield Fault("UNKNOWN_CODE", "arrangement_kind", say("Choose one of the listed arrangements."))
        return
    members = {row.id: row for row in members_of(OPERATOR, [case])[case.id]}
    yield from _faults_of_number(terms, len(members))
    yield from _faults_of_lead(terms, members)
    for number, step in enumerate(terms.steps):
        earlier = {one.intervention_id for one in terms.steps[:number]}
        for fault in _faults_of_step(case, terms.kind, step, members, earlier):
            yield replace(fault, field=f"steps.{number}.{fault.field}")


def _faults_of_number(terms: Terms, members: int) -> Iterator[Fault]:
    found = len(terms.steps)
    if terms.kind in _SAID and terms.kind != "SAME_PROJECT" and not found:
        yield Fault("MISSING", "steps", say("Say which of the interventions change."))
    elif terms.kind == "WITHDRAW" and found not in (1, members - 1):
        yield Fault("TOO_MANY", "steps", say("One of the interventions withdraws, or all but one."))
    elif terms.kind in ("AREAS", "GROUPS") and found > 1 and len({(s.area_id, s.population_group_id)
                                                                  for s in terms.steps}) == 1:  # fmt: skip
        yield Fault("SAME_SHARE", "steps", say("Give each another share: like this they would still do the same."))


def _faults_of_lead(terms: Terms, members: Collection[int]) -> Iterator[Fault]:
    if terms.kind != "SAME_PROJECT":
        return
    if terms.lead_id is None:
        yield Fault("MISSING", "lead", say("Say which of the interventions leads."))
    elif terms.lead_id not in members:
        yield Fault("NO_MEMBER", "lead", NO_MEMBER)


def _faults_of_step(
    case: OverlapCase, kind: str, step: Step, members: dict[int, Intervention], earlier: Collection[int]
) -> Iterator[Fault]:
    if step.intervention_id not in members:
        yield Fault("NO_MEMBER", "intervention", NO_MEMBER)
    elif step.intervention_id in earlier:
        yield Fault("TWICE", "intervention", say("Say once what becomes of this intervention."))
    elif kind == "DATES":
        yield from _faults_of_days(step, members[step.intervention_id])
    elif kind in ("MOVE", "AREAS"):
        yield from _faults_of_area(case, kind, step)
    elif kind == "GROUPS":
        yield from _faults_of_row(PopulationGroup, step.population_group_id, "population_group", NO_GROUP)


def _faults_of_days(step: Step, row: Intervention) -> Iterator[Fault]:
    if step.starts_on is None and step.ends_on is None:
        yield Fault("MISSING", "starts_on", say("Say from when until when."))
        return
    begins, ends = step.starts_on or row.starts_on, step.ends_on or row.ends_on
    if begins and ends and ends < begins:
        yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))


def _faults_of_area(case: OverlapCase, kind: str, step: Step) -> Iterator[Fault]:
    yield from (found := list(_faults_of_row(Area, step.area_id, "area", NO_AREA)))
    if found:
        return
    area = Area.get_by_id(step.area_id)
    if area.valid_until is not None and area.valid_until < clock.today():
        yield Fault("ARCHIVED", "area", say("This area is no longer in use. Choose another one."))
    elif kind == "MOVE" and area.id == case.area_id:
        yield Fault("SAME_PLACE", "area", say("This is where it overlaps. Choose another place."))


def _faults_of_row(model: type[Record], row_id: object, field: str, missing: Sentence) -> Iterator[Fault]:
    row = model.get_or_none(model.id == row_id) if is_row_id(row_id) else None
    if row is None:
        yield Fault("MISSING" if row_id is None else "NOT_FOUND", field, missing)
    elif row.archived_at is not None:
        yield Fault("ARCHIVED", field, say("This is no longer in use. Choose another one."))


NO_MEMBER = say("This intervention takes no part in the case.")
NO_AREA = say("Choose the area in which it is to work.")
NO_GROUP = say("Choose the people whom it is to serve.")
