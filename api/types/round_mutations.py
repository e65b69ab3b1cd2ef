"""The mutation by which portals state a report in a round: what differs is proposed, faults are told at their values.

round, organization -> its report -> cells of works, sites, items -> carried out -> RoundReportSent | Refusal
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import PlanItemState, Status
from api.field_paths import faults_at
from api.filters.arguments import Info
from api.refusals import refuse
from api.types.client_key import MOST as MOST_SIGNS
from api.types.client_key import sending
from api.types.proposal import Refusal, as_refusal
from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.proposals.creating_once import create_once
from tansiq.records import changes
from tansiq.rounds.asked_rows import Key, own_ids
from tansiq.rounds.carrying_out import state
from tansiq.rounds.counts import counts_in_round
from tansiq.rounds.statement import Statement

_KINDS = {"works": "work", "sites": "site", "items": "item"}
_STAYS: Any = strawberry.UNSET


@strawberry.input(description="What is stated of an intervention. A field that is left out stays as it is.")
class RoundWorkInput:
    id: strawberry.ID = strawberry.field(description="Number of the intervention, which is one of the organisation's.")
    status: Status | None = strawberry.field(default=_STAYS, description="How far it has come.")
    starts_on: date | None = strawberry.field(default=_STAYS, description="First day; only where intentions are asked.")
    ends_on: date | None = strawberry.field(default=_STAYS, description="Last day; null: still running.")
    budget: Decimal | None = strawberry.field(
        default=_STAYS, description="In units of the currency of the intervention; only where intentions are asked."
    )


@strawberry.input(description="What is stated of a site. A field that is left out stays as it is.")
class RoundSiteInput:
    id: strawberry.ID = strawberry.field(description="Number of the site.")
    reached: int | None = strawberry.field(
        default=_STAYS, description="Persons reached until the end of the period, all since the beginning."
    )
    targeted: int | None = strawberry.field(
        default=_STAYS, description="Persons the organisation means to reach; only where intentions are asked."
    )


@strawberry.input(description="What is stated of an item of the round's plan. A field that is left out stays as it is.")
class RoundItemInput:
    id: strawberry.ID = strawberry.field(description="Number of the item.")
    item_state: PlanItemState | None = strawberry.field(default=_STAYS, description="How far it has come.")
    progress: Decimal | None = strawberry.field(default=_STAYS, description="In hundredths, from 0 to 100.")


@strawberry.input(description="The report of an organisation in a round. Only what differs from the register is sent.")
class RoundReportInput:
    round: strawberry.ID = strawberry.field(description="Number of the round.")
    organization: strawberry.ID = strawberry.field(description="Number of the organisation whose report it is.")
    works: list[RoundWorkInput] | None = strawberry.field(default=None, description="Its interventions.")
    sites: list[RoundSiteInput] | None = strawberry.field(default=None, description="Their sites.")
    items: list[RoundItemInput] | None = strawberry.field(default=None, description="Its items of the round's plan.")
    nil: str | None = strawberry.field(default=None, description="Why nothing was done; then nothing else is sent.")
    unchanged: bool = strawberry.field(default=False, description="Whether all stands as it is in the register.")
    client_key: str | None = strawberry.field(
        default=None,
        description=f"""A key of the sender's own for this one report, such as a UUID: 1 to {MOST_SIGNS} Latin letters,
digits and signs. Sent again with the same input within seven days it is answered as before.""",
    )


@strawberry.type(description="A report in a round was submitted, now or before in the same way.")
class RoundReportSent:
    id: strawberry.ID = strawberry.field(description="Number of the report.")
    submitted_at: datetime | None = strawberry.field(description="When it was submitted last (UTC).")
    first_submitted_at: datetime | None = strawberry.field(
        description="When it was submitted first (UTC); that tells whether it is late."
    )
    proposals: list[strawberry.ID] = strawberry.field(
        description="Numbers of the proposals that it led to, which an officer reviews; none where nothing differs."
    )


SentRound = Annotated[
    RoundReportSent | Refusal,
    strawberry.union("RoundReportSentOrRefusal", description="What became of the report."),
]
RoundReportArgument = Annotated[RoundReportInput, strawberry.argument(name="input", description="What is stated.")]


def round_report(info: Info[Any, Any], given: RoundReportArgument) -> SentRound:
    """Submit the report of an organisation in a round: what differs from the register is proposed. What is wrong is
    told at its value, such as sites.0.reached, and then nothing is kept. It needs the scope rounds:read too."""
    context = info.context
    if context.viewer.portal is None:
        raise refuse("TOKEN_NEEDED")
    try:
        return _told(_sent_once(context, given))
    except Refused as refusal:
        return as_refusal(refusal)


def _sent_once(context: Context, given: RoundReportInput) -> models.RoundReport:
    known, row = sending(context.viewer, given, given.client_key), models.RoundReport()

    def make() -> None:
        row.id = _stated(context, given).id

    before = create_once(context.viewer, known.key, row, make, known.body)
    found: models.RoundReport = models.RoundReport.get_by_id(row.id if before is None else before.record_id)
    return found


def _stated(context: Context, given: RoundReportInput) -> models.RoundReport:
    report, cells = _report(context, given), _Cells(given)
    try:
        state(context.viewer, report, replace(cells.said, nil_reason=given.nil or "", is_unchanged=given.unchanged))
    except Refused as refusal:
        raise Refused(*(replace(fault, field=cells.place(fault)) for fault in refusal.faults)) from refusal
    return report


def _report(context: Context, given: RoundReportInput) -> models.RoundReport:
    with faults_at("round"):
        asked = changes.find(context.viewer, models.Round, given.round)
    with faults_at("organization"):
        organization = changes.find(context.viewer, models.Organization, given.organization)
        reports = models.RoundReport.select(models.RoundReport.id).where(models.RoundReport.round == asked.id)
        whose = models.RoundReport.organization.in_(_names(organization)) & counts_in_round(models.RoundReport)
        return changes.find(context.viewer, models.RoundReport, reports.where(whose).scalar())


def _names(organization: models.Organization) -> list[int]:
    return sorted(own_ids(models.RoundReport(organization=organization.id)))


@dataclass
class _Cells:
    """What was sent as cells of a statement, and where each was sent."""

    given: RoundReportInput
    said: Statement = field(init=False)
    places: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = Statement(dict(self._read()))

    def _read(self) -> Iterator[tuple[Key, Any]]:
        for name, kind in _KINDS.items():
            for position, row in enumerate(getattr(self.given, name) or ()):
                row_id = int(row.id) if row.id.isascii() and row.id.isdecimal() and len(row.id) < 16 else 0
                self.places[f"{kind}-{row_id}"] = f"{name}.{position}"
                yield from self._values(kind, row_id, row)

    def _values(self, kind: str, row_id: int, row: Any) -> Iterator[tuple[Key, Any]]:
        for name, value in vars(row).items():
            if name != "id" and value is not strawberry.UNSET:
                yield Key(kind, row_id, name), getattr(value, "value", value)

    def place(self, fault: Fault) -> str:
        """Where the value was sent that a fault is about."""
        kind, _, rest = fault.field.partition("-")
        row_id, _, name = rest.partition("-")
        found = self.places.get(f"{kind}-{row_id}")
        if found is None:
            return "nil" if fault.field == "nil_reason" else fault.field
        return f"{found}.{name}" if name else found


def _told(report: models.RoundReport) -> RoundReportSent:
    table = models.RoundChange
    query: Any = table.select(table.proposal).where(table.report == report.id, table.proposal.is_null(False))
    proposals = [strawberry.ID(str(key)) for (key,) in query.order_by(table.proposal).distinct().tuples()]
    return RoundReportSent(
        id=strawberry.ID(str(report.id)),
        submitted_at=report.submitted_at,
        first_submitted_at=report.first_submitted_at,
        proposals=proposals,
    )
