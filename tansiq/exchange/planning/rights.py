"""What the sender of a sheet may do with each intervention in it: enter it, send it for review, or neither.

team -> its rows one may not even propose are told at their cells and left out
     -> all that it does is allowed: it is entered; something is not: it is proposed as a whole
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from tansiq.exchange.lookup.organization_index import Body
from tansiq.exchange.lookup.place_index import Place
from tansiq.exchange.lookup.project_index import Venture
from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import Draft, Team
from tansiq.language.words import say
from tansiq.models import Intervention, Organization, Project, Record, Site
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


class Rights:
    """Judges the teams of a sheet as one viewer; equal questions are asked once."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[Any, ...], bool] = {}

    def judge(self, teams: list[Team]) -> list[Team]:
        """The teams of which something may be entered or proposed, each noted as what it is."""
        if self._viewer.is_admin:
            return teams
        for team in teams:
            team.drafts = [draft for draft in team.drafts if self._may_send(team, draft)]
            team.is_proposed = not all(self._may(*act) for act in acts(team))
        return [team for team in teams if team.drafts]

    def may_spell(self, body: Body) -> bool:
        """Whether a spelling of a stored organisation may be kept; what others call it is not theirs to propose."""
        return self._viewer.is_admin or may(self._viewer, "CHANGE", Organization.get_by_id(body.id))

    def _may_send(self, team: Team, draft: Draft) -> bool:
        if draft.facts.place is not None and any(place.id is None for place in draft.facts.place.line()):
            draft.reading.tell("error", "area-new", filled(draft.reading, *_PLACE_FIELDS), _NEW_AREA)
            return False
        if all(self._may("PROPOSE", row) for row in _touched(team, draft)):
            return True
        if team.stored is None:
            name = filled(draft.reading, "registration_number", "organization_name", "organization_acronym")
            draft.reading.tell("error", "organization-not-yours", name, _NOT_OURS)
        else:
            draft.reading.tell("error", "record-not-yours", "record_id", _RECORD_NOT_OURS)
        return False

    def _may(self, act: str, row: Record) -> bool:
        key = (act, type(row), *(row.__data__.get(name) for name in ("id", "area", "organization", "home_area")))
        if key not in self._known:
            self._known[key] = may(self._viewer, act, row)
        return self._known[key]


def acts(team: Team) -> Iterator[Act]:
    """All that entering a team does, but for its parts: each act with the row as it would be."""
    for body in filter(None, (team.facts.body, *(one for bodies in _partners(team) for one in bodies))):
        if body.id is None:
            yield "CREATE", Organization()
    if team.facts.venture is not None and team.facts.venture.id is None:
        yield "CREATE", Project(organization=_id(team.facts.body))
    yield from _acts_on_work(team)
    for draft in team.drafts:
        yield from _acts_on_site(team, draft)


def _partners(team: Team) -> Iterator[tuple[Body, ...]]:
    yield from team.facts.partners.values()
    yield from team.partners.values()
    yield tuple(value for _old, value in team.told.values() if isinstance(value, Body))


def _acts_on_work(team: Team) -> Iterator[Act]:
    if team.stored is None:
        yield "CREATE", _work(team)
    elif team.told or team.partners:
        yield "CHANGE", _work(team)


def _acts_on_site(team: Team, draft: Draft) -> Iterator[Act]:
    if draft.site is None:
        yield "CREATE", Site(area=_id(draft.facts.place), intervention=team.stored)
    elif draft.told or team.stored is None:
        yield "CHANGE", as_changed(draft.site, draft.told)


def _touched(team: Team, draft: Draft) -> Iterator[Record]:
    """The stored rows that a row of the sheet is about, as they would be, or the new intervention it tells of."""
    is_about_work = team.stored is None or team.told or team.partners or draft.site is None
    if is_about_work:
        yield _work(team)
    if draft.site is not None and (draft.told or team.stored is None):
        yield as_changed(draft.site, draft.told)


def _work(team: Team) -> Intervention:
    if team.stored is None:
        return Intervention(organization=_id(team.facts.body))
    return as_changed(team.stored, team.told)


def as_changed(row: R, told: dict[str, list[Any]]) -> R:
    """The row with what a sheet tells of it; it is not saved."""
    return type(row)(**{**row.__data__, **{name: _id(value) for name, (_old, value) in told.items()}})


def _id(value: Any) -> Any:
    return value.id if isinstance(value, Body | Place | Venture) else value
