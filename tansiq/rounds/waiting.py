"""What a report has stated already and what waits for approval: its proposals, read as cells of a statement.

A report that was returned is filled on from there: what waits stands in its cells, and is amended instead of proposed
twice.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tansiq.models import Proposal, ReachedFigure, RoundChange, RoundReport
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import OPEN
from tansiq.proposals.steps import Step, read_steps
from tansiq.rounds.asked_rows import MODELS, Asked, Key
from tansiq.rounds.statement import Waiting, piece_of


def waiting_of(viewer: Viewer, asked: Asked) -> Waiting:
    """The open proposals of a report that the viewer may amend, and what they would enter."""
    values: dict[Key, Any] = {}
    proposals: dict[tuple[str, int], Proposal] = {}
    for proposal in open_proposals(viewer, asked.report):
        told = {key: value for key, value in _cells(asked, proposal) if (key.kind, key.row_id) in asked.rows}
        if told and may(viewer, "CHANGE", proposal):
            values |= told
            proposals |= {piece_of(asked, key): proposal for key in told}
    return Waiting(values, proposals)


def open_proposals(viewer: Viewer, report: RoundReport) -> list[Proposal]:
    """The proposals that a report led to and that are not decided yet, as far as the viewer may see them."""
    own = RoundChange.select(RoundChange.proposal).where(
        RoundChange.report == report.id, RoundChange.proposal.is_null(False)
    )
    query = visible(Proposal, viewer).where(Proposal.id.in_(own), Proposal.state.in_(OPEN))
    return list(query.order_by(Proposal.id))


def _cells(asked: Asked, proposal: Proposal) -> Iterator[tuple[Key, Any]]:
    kinds = {model._meta.table_name: kind for kind, model in MODELS.items()}
    for step in read_steps(proposal.steps):
        if step.model is ReachedFigure:
            yield from _figure(asked, step)
        elif step.id > 0 and step.table in kinds:
            kind = kinds[step.table]
            known = asked.fields[kind]
            yield from ((Key(kind, step.id, name), step.kind.typed(name, new)) for name, (_old, new) in step.values()
                        if name in known)  # fmt: skip


def _figure(asked: Asked, step: Step) -> Iterator[tuple[Key, Any]]:
    """The people reached that a figure of the month which is asked about would hold."""
    told: Mapping[str, Any] = {name: new for name, (_old, new) in step.fields.items()}
    if step.id > 0 and (stored := ReachedFigure.get_or_none(ReachedFigure.id == step.id)) is not None:
        told = {"site": stored.site_id, "month": stored.month.isoformat(), **told}
    is_asked = "people" in told and date.fromisoformat(str(told.get("month", "0001-01-01"))) == asked.month
    if is_asked and told.get("site", 0) > 0:
        yield Key("site", told["site"], "reached"), told["people"]
