"""The arrangements of a case as its page tells them: what each would do, and how every party answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.cases.step_sentences import Named, step_sentences
from admin.current_viewer import viewer
from admin.overlaps.pairs import rows_by_id
from admin.words.naming import name_of
from tansiq.cases.answering import is_answered_by
from tansiq.cases.arranging import arrangements
from tansiq.cases.deciding import OPEN_ARRANGEMENTS
from tansiq.language.words import gettext
from tansiq.models import Arrangement, ArrangementAnswer, ArrangementStep, Organization, OverlapCase, Proposal
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import visible

SHOWN = 10
"""Arrangements of a case that its page tells, the newest."""


@dataclass(frozen=True)
class PartyAnswer:
    """One party and what it last answered to an arrangement; None where it has not answered."""

    party: Organization
    answer: ArrangementAnswer | None

    @property
    def name(self) -> str:
        return name_of(self.party)


@dataclass(frozen=True)
class ToldArrangement:
    """One arrangement: what it does in sentences, who proposed it, the answers, for whom the viewer may answer, and the
    proposal for the records where there is one that they may read."""

    row: Arrangement
    steps: list[str]
    proposed_by: str
    person: str
    answers: list[PartyAnswer]
    may_answer_for: list[PartyAnswer]
    proposal: Proposal | None
    may_withdraw: bool

    @property
    def asked(self) -> PartyAnswer | None:
        """The first party for which the viewer may answer that has not answered yet."""
        return next((one for one in self.may_answer_for if one.answer is None), None)


@dataclass(frozen=True)
class Speaking:
    """Who looks at the arrangements: for which parties they speak, and whether they decide the case."""

    parties: Sequence[Organization]
    own: Sequence[Organization]
    may_decide: bool

    @property
    def answering(self) -> set[int]:
        """The ids of the parties for which they answer; an officer records what any of them said."""
        return {party.id for party in (self.parties if self.may_decide else self.own)}


def arrangements_told(case: OverlapCase, who: Speaking) -> dict[str, Any]:
    """The newest arrangements of a case, newest first, and those that wait for an answer of the reader's own
    organisations; in a few statements, however many they are."""
    rows: list[Arrangement] = list(arrangements(viewer(), case).limit(SHOWN))
    told = _told(rows, who) if rows else []
    own = {party.id for party in who.own}
    waiting = [one for one in told if any(each.party.id in own and not each.answer for each in one.may_answer_for)]
    return {"arrangements": told, "waiting": waiting}


@dataclass(frozen=True)
class _Around:
    """What is read once for all arrangements of a page."""

    who: Speaking
    steps: dict[int, list[Any]]
    given: dict[int, list[Any]]
    named: Named
    organizations: dict[Any, Any]
    proposals: dict[Any, Any]

    def party(self, organization_id: int | None) -> int | None:
        """The party that an organisation is, which it may have been merged into since."""
        row = self.organizations.get(organization_id)
        return organization_id if row is None else row.canonical_id or row.id


def _told(rows: list[Arrangement], who: Speaking) -> list[ToldArrangement]:
    ids = [row.id for row in rows]
    steps, given = _by_arrangement(ArrangementStep, ids), _by_arrangement(ArrangementAnswer, ids)
    named = Named.of(rows, [step for those in steps.values() for step in those])
    speakers = [row.organization_id for those in (rows, *given.values()) for row in those]
    around = _Around(
        who, steps, given, named, rows_by_id(Organization, speakers),
        rows_by_id(Proposal, (row.proposal_id for row in rows)),
    )  # fmt: skip
    return [_one(row, around) for row in rows]


def _one(row: Arrangement, around: _Around) -> ToldArrangement:
    last = {around.party(one.organization_id): one for one in around.given.get(row.id, ())}
    answers = [PartyAnswer(party, last.get(party.id)) for party in around.who.parties]
    is_open = row.arrangement_state in OPEN_ARRANGEMENTS
    may_answer = is_open and is_answered_by(row, clock.today())
    proposer = around.organizations.get(row.organization_id)
    return ToldArrangement(
        row,
        step_sentences(row, around.steps.get(row.id, []), around.named),
        name_of(proposer) if proposer else gettext("The officer"),
        row.author if may_see_field(viewer(), "author", row) else "",
        answers,
        [one for one in answers if may_answer and one.party.id in around.who.answering],
        around.proposals.get(row.proposal_id),
        (is_open or row.arrangement_state == "LAPSED") and _may_withdraw(row, around),
    )


def _may_withdraw(row: Arrangement, around: _Around) -> bool:
    """As tansiq.cases.arranging.may_withdraw, of what was read already."""
    is_mine = row.account_id is not None and row.account_id == viewer().account_id
    own = {party.id for party in around.who.own}
    return is_mine or around.who.may_decide or around.party(row.organization_id) in own


def _by_arrangement(model: Any, ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in visible(model, viewer()).where(model.arrangement.in_(ids)).order_by(model.id):
        found.setdefault(row.arrangement_id, []).append(row)
    return found
