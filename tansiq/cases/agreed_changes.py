"""What an arrangement does to the records: written through `changes`, tried for its effect and carried out alike.

WITHDRAW        the sites in the place of the case are archived; an intervention without another site is cancelled
MOVE, AREAS     these sites are in the new area      GROUPS          they serve the new group
DATES           the intervention has the new days    SAME_PROJECT    the others carry out parts of the one that leads
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tansiq.cases.members import members_of
from tansiq.cases.speaking import canonical_id
from tansiq.cases.terms import Step, Terms
from tansiq.faults import Fault, Refused
from tansiq.models import Area, Intervention, OverlapCase, Partnership, Site
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.records import changes
from tansiq.records.undone_fields import part_values


def change_records(viewer: Viewer, case: OverlapCase, terms: Terms) -> None:
    """Do to the records what the terms say, as the viewer. Raises Refused as `changes` does, at the step ("steps.0")
    or at "lead"."""
    if terms.kind == "SAME_PROJECT":
        with _refusing_at("lead"):
            _become_partners(viewer, case, terms)
        return
    for number, step in enumerate(terms.steps):
        with _refusing_at(f"steps.{number}"):
            row = Intervention.get_by_id(step.intervention_id)
            _CHANGES[terms.kind](viewer, case, row, step)


@contextmanager
def _refusing_at(place: str) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise Refused(*(Fault(fault.code, place, fault.sentence) for fault in refusal.faults)) from refusal


def sites_of_case(case: OverlapCase, intervention_ids: Sequence[int]) -> list[Site]:
    """The standing sites by which interventions take part in a case: those in its place, or where one has none there,
    those of the areas around it."""
    found: list[Site] = []
    area = Area.get_by_id(case.area_id)
    around = [getattr(area, f"{name}_id") for name in ANCESTORS[: area.level]]
    for row_id in intervention_ids:
        standing = Site.select().where(Site.intervention == row_id, Site.archived_at.is_null()).order_by(Site.id)
        there = list(standing.where(Site.area == case.area_id))
        found += there or list(standing.where(Site.area.in_(around)))
    return found


def leaving(case: OverlapCase, terms: Terms) -> list[Site]:
    """The sites that are no longer in the place of the case afterwards."""
    if terms.kind not in ("WITHDRAW", "MOVE", "AREAS"):
        return []
    gone = [step.intervention_id for step in terms.steps if step.area_id != case.area_id]
    return sites_of_case(case, gone)


def _withdraw(viewer: Viewer, case: OverlapCase, row: Intervention, _step: Step) -> None:
    there = sites_of_case(case, [row.id])
    standing = Site.select().where(Site.intervention == row.id, Site.archived_at.is_null())
    if standing.where(Site.id.not_in([site.id for site in there])).exists():
        for site in there:
            changes.archive(viewer, site)
        return
    row.status = "CANCELLED"
    changes.save(viewer, row)


def _move(viewer: Viewer, case: OverlapCase, row: Intervention, step: Step) -> None:
    for site in sites_of_case(case, [row.id]):
        if site.area_id != step.area_id:
            # The point on the map was that of the former place.
            site.latitude = site.longitude = None
            site.enter("area", step.area_id)
            changes.save(viewer, site)


def _serve_others(viewer: Viewer, case: OverlapCase, row: Intervention, step: Step) -> None:
    for site in sites_of_case(case, [row.id]):
        site.enter("population_group", step.population_group_id)
        changes.save(viewer, site)


def _change_days(viewer: Viewer, _case: OverlapCase, row: Intervention, step: Step) -> None:
    row.starts_on, row.ends_on = step.starts_on or row.starts_on, step.ends_on or row.ends_on
    changes.save(viewer, row)


_CHANGES: Mapping[str, Callable[[Viewer, OverlapCase, Intervention, Step], None]] = {
    "WITHDRAW": _withdraw,
    "MOVE": _move,
    "AREAS": _move,
    "GROUPS": _serve_others,
    "DATES": _change_days,
}


def _become_partners(viewer: Viewer, case: OverlapCase, terms: Terms) -> None:
    lead = Intervention.get_by_id(terms.lead_id)
    stored = [part_values(Partnership, Intervention, cells) for cells in changes.parts_of(lead, Partnership)]
    new = [{"organization": row_id, "role": "IMPLEMENTING"} for row_id in _joining(case, terms, lead)]
    changes.replace_parts(viewer, lead, Partnership, [*stored, *(part for part in new if part not in stored)])


def _joining(case: OverlapCase, terms: Terms, lead: Intervention) -> Iterator[int]:
    """The ids of the organisations that carry out parts of the one that leads: those of the steps, or else all."""
    named = {step.intervention_id for step in terms.steps}
    others: list[Any] = [row for row in members_of(OPERATOR, [case])[case.id] if not named or row.id in named]
    own = canonical_id(lead.organization_id)
    yield from sorted({row.organization_id for row in others if canonical_id(row.organization_id) != own})
