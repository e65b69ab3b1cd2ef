"""The arrangements of a case as its page tells them: what each would do, and how every party answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from admin.cases.step_sentences import Named, step_sentences
from admin.current_viewer import viewer
from admin.overlaps.pairs import rows_by_id
from admin.words.naming import name_of
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
    may_answer_for: list[Organization]
    proposal: Proposal | None

    @property
    def is_late(self) -> bool:
        """Whether the parties may answer no more."""
        return self.row.answer_by is not None and self.row.answer_by < clock.today()


def arrangements_told(
    case: OverlapCase, parties: Sequence[Organization], own: Sequence[Organization], may_decide: bool
) -> dict[str, Any]:
    """The newest arrangements of a case, newest first; in a few statements, however many they are."""
    query: Any = visible(Arrangement, viewer()).where(Arrangement.case == case.id, Arrangement.archived_at.is_null())
    rows: list[Arrangement] = list(query.order_by(Arrangement.id.desc()).limit(SHOWN))
    told = _told(rows, parties, parties if may_decide else own) if rows else []
    return {"arrangements": told, "waiting": [one for one in told if one.may_answer_for]}


@dataclass(frozen=True)
class _Around:
    """What is read once for all arrangements of a page."""

    parties: Sequence[Organization]
    speaking: Sequence[Organization]
    steps: dict[int, list[Any]]
    given: dict[int, list[Any]]
    named: Named
    proposers: dict[Any, Any]
    proposals: dict[Any, Any]


def _told(
    rows: list[Arrangement], parties: Sequence[Organization], speaking: Sequence[Organization]
) -> list[ToldArrangement]:
    ids = [row.id for row in rows]
    steps = _by_arrangement(ArrangementStep, ids)
    around = _Around(
        parties, speaking, steps, _by_arrangement(ArrangementAnswer, ids),
        Named.of(rows, [step for those in steps.values() for step in those]),
        rows_by_id(Organization, (row.organization_id for row in rows)),
        rows_by_id(Proposal, (row.proposal_id for row in rows)),
    )  # fmt: skip
    return [_one(row, around) for row in rows]


def _one(row: Arrangement, around: _Around) -> ToldArrangement:
    answers = _answers(around.parties, around.given.get(row.id, []))
    silent = {one.party.id for one in answers if one.answer is None}
    is_open = row.arrangement_state == "PROPOSED" and not (row.answer_by and row.answer_by < clock.today())
    proposer = around.proposers.get(row.organization_id)
    return ToldArrangement(
        row,
        step_sentences(row, around.steps.get(row.id, []), around.named),
        name_of(proposer) if proposer else gettext("The officer"),
        row.author if may_see_field(viewer(), "author", row) else "",
        answers,
        [party for party in around.speaking if is_open and party.id in silent],
        around.proposals.get(row.proposal_id),
    )


def _answers(parties: Sequence[Organization], given: Iterable[Any]) -> list[PartyAnswer]:
    """What each party answered last."""
    last = {row.organization_id: row for row in given}
    return [PartyAnswer(party, last.get(party.id)) for party in parties]


def _by_arrangement(model: Any, ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in visible(model, viewer()).where(model.arrangement.in_(ids)).order_by(model.id):
        found.setdefault(row.arrangement_id, []).append(row)
    return found
