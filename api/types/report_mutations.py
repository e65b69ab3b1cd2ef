"""The mutation by which portals send reports: what is wrong is told at its value, and nothing is kept by halves.

form, unit, period -> begun, or as it stands -> values read, faults gathered -> submitted | Refusal(every fault)
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.field_paths import faults_at
from api.filters.arguments import Info, says, takes
from api.filters.conditions import record_with_id
from api.planner.rows import Rows, planned
from api.refusals import refuse
from api.types.client_key import ClientKey, sending
from api.types.extra_input import ExtraInput, Faults, Noting, sent_value, told_of_unsent
from api.types.form import FormKey, Key, form_with_key
from api.types.proposal import Fault as ToldFault
from api.types.proposal import Refusal, as_refusal, told_fault
from api.types.report import Report
from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.forms.filling import begin, submit
from tansiq.forms.reported_values import told_items
from tansiq.language.words import say
from tansiq.models import FieldDefinition
from tansiq.models.breakdowns import cells_of, is_broken_down
from tansiq.models.extra import number_of
from tansiq.models.frozen_definitions import definitions_for
from tansiq.models.report import COUNTED_STATES
from tansiq.policy.visibility import may
from tansiq.proposals.creating_once import create_once
from tansiq.records import changes
from tansiq.records.rule_faults import WARNS, newly_broken, place_of, told_of
from tansiq.reporting_period import period_named


@strawberry.input(
    description="""The value of an item, or of one cell of an item that is broken down. Beside the key one of the others
is given, as `values` of a report tells it; with none of them, or null, it is not known. An item that is left out stays
as it is; of one that is broken down all cells are given that are known."""
)
class ReportValueInput(ExtraInput):
    cell: str = strawberry.field(
        default="",
        description="Code of the answer by which the item is broken down; with two lists one of each, a space between.",
    )


def _report(root: "ReportSent", info: Info[Any, Any]) -> Report | None:
    return planned(Rows(record_with_id(info.context, models.Report, str(root.report_id))))


def _warnings(root: "ReportSent", info: Info[Any, Any]) -> list[ToldFault]:
    report, viewer = models.Report.get_by_id(root.report_id), info.context.viewer
    sent = _Sent(info.context, report, root.asked)
    broken = [(rule, said) for rule, said in newly_broken(viewer, report, {}) if rule.rule_severity == "WARN"]
    faults = [
        sent.told(Fault(WARNS, place_of(rule, said), told_of(viewer, report, rule, said))) for rule, said in broken
    ]
    return [told_fault(fault) for fault in faults if fault is not None]


@strawberry.type(description="A report was submitted, now or before in the same way.")
class ReportSent:
    report_id: strawberry.Private[int]
    asked: strawberry.Private["ReportArguments"]
    report: Report | None = strawberry.field(
        resolver=_report, description="The report as it is now: with no level of approval it is approved at once."
    )
    warnings: list[ToldFault] = strawberry.field(
        resolver=_warnings, description="What rules of the ministry warn of in it; whoever approves it is told as well."
    )


SentAnswer = Annotated[
    ReportSent | Refusal, strawberry.union("ReportSentOrRefusal", description="What became of the report.")
]


@dataclass(frozen=True)
class ReportArguments:
    """What is sent."""

    form: FormKey
    unit: Annotated[strawberry.ID, says("Number of the unit whose report it is.")]
    period: Key
    values: Annotated[list[ReportValueInput] | None, says("What it says.")] = None
    nil: Annotated[str | None, says("Why there was nothing to report; then no values are sent.")] = None
    reason: Annotated[str | None, says("Why what a rule warns of is right all the same.")] = None
    client_key: ClientKey = None


@takes(ReportArguments)
def report_submit(info: Info[Any, Any], asked: ReportArguments) -> SentAnswer:
    """Submit the report of a unit for a period to those who approve it. What is wrong is told at its value, such as
    values.3, and then nothing is kept. The same report sent again is answered as before."""
    context = info.context
    if context.viewer.portal is None and not may(context.viewer, "CREATE", models.Report):
        raise refuse("TOKEN_NEEDED")
    try:
        return ReportSent(report_id=_sent_once(context, asked), asked=asked)
    except Refused as refusal:
        return as_refusal(refusal)


def _sent_once(context: Context, asked: ReportArguments) -> int:
    known, row = sending(context.viewer, asked, asked.client_key), models.Report()

    def make() -> None:
        row.id = _submitted(context, asked).id

    before = create_once(context.viewer, known.key, row, make, known.body)
    return int(row.id if before is None else before.record_id or 0)


def _submitted(context: Context, asked: ReportArguments) -> models.Report:
    viewer, form = context.viewer.giving(asked.reason or ""), form_with_key(context, asked.form)
    with faults_at("unit"):
        unit = changes.find(viewer, models.Unit, asked.unit)
    report = begin(viewer, form, unit, period_named(asked.period))
    sent = _Sent(context, report, asked)
    if sent.is_there_already:
        return report
    faults = list(sent.unknown)
    try:
        submit(viewer, report, sent.values, asked.nil or "")
    except Refused as refusal:
        faults += [fault for one in refusal.faults if (fault := sent.told(one)) is not None]
    if faults:
        raise Refused(*faults)
    return report


class _Sent:
    """What was sent of a report: its values by number of the item, and what cannot be read."""

    def __init__(self, context: Context, report: models.Report, asked: ReportArguments) -> None:
        self._context, self.report, self._asked = context, report, asked
        self._definitions = definitions_for(report)
        self._items = told_items(self._definitions, report.form_id)
        self.values: dict[int, Any] = {}
        self.unknown: Faults = []
        self._unread: set[int] = set()
        self._places: dict[tuple[int, str], str] = {}
        if (asked.nil or "").strip() and asked.values:
            text = say("A report that declares nothing to report holds no figures.")
            self.unknown.append(Fault("NOT_FILLED", "nil", text))
        self._read_all()

    @property
    def is_there_already(self) -> bool:
        """Whether the report is submitted and says just this."""
        report, kept = self.report, self.report.extra or {}
        if report.report_state not in COUNTED_STATES or self.unknown:
            return False
        is_same = all(_if_known(kept.get(str(number))) == _if_known(value) for number, value in self.values.items())
        return is_same and report.nil_reason == (self._asked.nil or "").strip()

    def told(self, fault: Fault) -> Fault | None:
        """A fault of the report at the place where its value was sent; nothing of what could not be read."""
        number = number_of(fault.field)
        if number is None:
            return replace(fault, field={"nil_reason": "nil"}.get(fault.field, fault.field))
        if number in self._unread:
            return None
        places = [place for (sent, _), place in self._places.items() if sent == number]
        if places:
            return replace(fault, field=places[0])
        return told_of_unsent(fault, next((one for one in self._items if one.number == number), None), "values")

    def _read_all(self) -> None:
        by_key = {key: one for one in self._items for key in one.keys[1:]} | {one.key: one for one in self._items}
        for position, given in enumerate(self._asked.values or ()):
            note, one = Noting(self.unknown, f"values.{position}"), by_key.get(given.key)
            if one is None:
                note("UNKNOWN_FIELD", "key", say("These records have no field “%(key)s”.", key=given.key[:40]))
            elif not self._read(one, given, note):
                self._unread.add(one.number)

    def _read(self, one: FieldDefinition, given: ReportValueInput, note: Noting) -> bool:
        """Note a value; whether it can be read."""
        if not self._is_in_place(one, given, note):
            return False
        self._places[one.number, given.cell] = note.place
        found = sent_value(self._context, one, given, note)
        if found is None:
            return False
        if not is_broken_down(one):
            self.values[one.number] = found[0]
            return True
        cells = self.values.setdefault(one.number, {})
        cells |= {} if found[0] is None else {given.cell: found[0]}
        return True

    def _is_in_place(self, one: FieldDefinition, given: ReportValueInput, note: Noting) -> bool:
        """Whether a value is of an item, or of a cell that it has, of which none was sent before."""
        if one.value_type == "CALCULATED":
            note("NOT_FILLED", "key", say("Nobody fills this field."))
            return False
        cells = cells_of(self._definitions, one) if is_broken_down(one) else {"": ()}
        if given.cell not in cells:
            codes = ", ".join(list(cells)[:10])
            note("UNKNOWN_CODE", "cell", say("There is no such cell. There are: %(codes)s.", codes=codes))
            return False
        if (one.number, given.cell) in self._places:
            note("TWICE", "key", say("“%(key)s” is given twice.", key=given.key))
            return False
        return True


def _if_known(value: Any) -> Any:
    """A value, None where it says nothing; zero and no are known."""
    return None if value in ("", [], {}) else value
