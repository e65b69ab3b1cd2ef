"""What the sender of a sheet may do with each intervention in it: enter it, send it for review, or neither.

intervention -> its rows one may not even propose are told at their cells and left out
             -> all that it does is allowed: it is entered; something is not: it is proposed as a whole
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import InterventionDraft, SiteDraft
from tansiq.language.words import say
from tansiq.models import Commitment, Intervention, Organization, Project, Record, Site
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may

_NEW_AREA = say(
    "This place is not in the register, and only the ministry adds places. Write one that is known, clear the cell to "
    "enter the row for the area above it, or ask the ministry to add the place."
)
_NOT_OURS = say("This organisation is not yours. Send the rows of your own organisation.")
_RECORD_NOT_OURS = say("This record belongs to another organisation. Leave the row as it was exported, or take it out.")
_PLACE_FIELDS = ("settlement_pcode", "settlement_name", "adm3_pcode", "adm3_name", "adm2_pcode", "adm2_name",
                 "adm1_pcode", "adm1_name")  # fmt: skip

R = TypeVar("R", bound=Record)
Act = tuple[str, Record]


class SenderRights:
    """Judges the interventions of a sheet as one viewer; equal questions are asked once."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[Any, ...], bool] = {}

    def judge(self, interventions: list[InterventionDraft]) -> list[InterventionDraft]:
        """The interventions of which something may be entered or proposed, each noted as what it is."""
        if self._viewer.is_admin:
            return interventions
        for intervention in interventions:
            intervention.sites = [draft for draft in intervention.sites if self._may_send(intervention, draft)]
            intervention.is_proposed = not all(self._may(*act) for act in acts(intervention))
        return [intervention for intervention in interventions if intervention.sites]

    def may_spell(self, organization: OrganizationEntry) -> bool:
        """Whether a spelling of a stored organisation may be kept; what others call it is not theirs to propose."""
        return self._viewer.is_admin or may(self._viewer, "CHANGE", Organization.get_by_id(organization.id))

    def _may_send(self, intervention: InterventionDraft, draft: SiteDraft) -> bool:
        if draft.facts.place is not None and any(place.id is None for place in draft.facts.place.line()):
            draft.reading.tell("error", "area-new", filled(draft.reading, *_PLACE_FIELDS), _NEW_AREA)
            return False
        if all(self._may("PROPOSE", row) for row in _touched(intervention, draft)):
            return True
        if intervention.stored is None:
            name = filled(draft.reading, "registration_number", "organization_name", "organization_acronym")
            draft.reading.tell("error", "organization-not-yours", name, _NOT_OURS)
        else:
            draft.reading.tell("error", "record-not-yours", "record_id", _RECORD_NOT_OURS)
        return False

    def _may(self, act: str, row: Record) -> bool:
        key = (
            act,
            type(row),
            *(row.__data__.get(name) for name in ("id", "area", "organization", "home_area", "item")),
        )
        if key not in self._known:
            self._known[key] = may(self._viewer, act, row)
        return self._known[key]


def acts(intervention: InterventionDraft) -> Iterator[Act]:
    """All that entering an intervention does, but for its parts: each act with the row as it would be."""
    for organization in _organizations(intervention):
        if organization.id is None:
            yield "CREATE", Organization()
    if intervention.facts.project is not None and intervention.facts.project.id is None:
        yield "CREATE", Project(organization=_id(intervention.facts.organization))
    yield from _acts_on_work(intervention)
    yield from (("CREATE", commitment) for commitment in _commitments(intervention))
    for draft in intervention.sites:
        yield from _acts_on_site(intervention, draft)


def _organizations(intervention: InterventionDraft) -> Iterator[OrganizationEntry]:
    """Who carries it out and its partners, as the sheet says and as they become where that differs."""
    yield from intervention.facts.organizations
    for organizations in intervention.partners.values():
        yield from organizations
    yield from (value for _old, value in intervention.changes.values() if isinstance(value, OrganizationEntry))


def _acts_on_work(intervention: InterventionDraft) -> Iterator[Act]:
    if intervention.stored is None:
        yield "CREATE", _work(intervention)
    elif intervention.changes or intervention.partners:
        yield "CHANGE", _work(intervention)


def _commitments(intervention: InterventionDraft) -> Iterator[Commitment]:
    """Those that the items of an intervention ask for, as far as rights to them hang on it; not saved."""
    owner = _id(intervention.facts.organization)
    stored = intervention.stored.organization_id if intervention.stored is not None else None
    yield from (Commitment(item=item, organization=owner or stored) for item in intervention.items)


def _acts_on_site(intervention: InterventionDraft, draft: SiteDraft) -> Iterator[Act]:
    if draft.site is None:
        yield "CREATE", Site(area=_id(draft.facts.place), intervention=intervention.stored)
    elif draft.changes or intervention.stored is None:
        yield "CHANGE", as_changed(draft.site, draft.changes)


def _touched(intervention: InterventionDraft, draft: SiteDraft) -> Iterator[Record]:
    """The stored rows that a row of the sheet is about, as they would be, or the new intervention it tells of."""
    is_about_work = intervention.stored is None or intervention.changes or intervention.partners or draft.site is None
    if is_about_work:
        yield _work(intervention)
    if draft.site is not None and (draft.changes or intervention.stored is None):
        yield as_changed(draft.site, draft.changes)


def _work(intervention: InterventionDraft) -> Intervention:
    if intervention.stored is None:
        return Intervention(organization=_id(intervention.facts.organization))
    return as_changed(intervention.stored, intervention.changes)


def as_changed(row: R, changes: dict[str, list[Any]]) -> R:
    """The row with what a sheet tells of it; it is not saved."""
    return type(row)(**{**row.__data__, **{name: _id(value) for name, (_old, value) in changes.items()}})


def _id(value: Any) -> Any:
    return value.id if isinstance(value, OrganizationEntry | AreaEntry | ProjectEntry) else value
