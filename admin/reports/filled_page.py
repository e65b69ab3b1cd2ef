"""The page of a report: what stands in it, when it is due, who approved it, and what may be done with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from werkzeug.datastructures import MultiDict

from admin.current_viewer import viewer
from admin.panel.own_fields import own_values
from admin.panel.own_script import own_script
from admin.reports.carried import carried_told
from admin.reports.cells import Telling, is_typed_as_number, read_cells
from admin.reports.lines import Page, form_of, form_values, groups_of
from tansiq.faults import Fault
from tansiq.forms.approving import approvals_of, may_approve, open_notes
from tansiq.forms.deadlines import punctuality
from tansiq.forms.filling import days_of, may_fill, report_of
from tansiq.forms.outliers import Jump, jumps
from tansiq.language.words import Sentence
from tansiq.models import FieldDefinition, Report, ReportNote
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.extra import extra_name
from tansiq.models.frozen_definitions import definitions_of
from tansiq.models.report import OPEN_STATES
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.records.extra_values import previous_values
from tansiq.records.rule_faults import broken_told


@dataclass(frozen=True)
class Sent:
    """What a form of a report sent: by number of the item what was typed, and by name what cannot be read."""

    values: Mapping[int, Any]
    wrong: Mapping[str, str]


@dataclass
class Refusal:
    """What stood against a deed: by name of the item and above the form; `newer` is the report as somebody else saved
    it meanwhile."""

    at_items: dict[str, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    is_warned: bool = False
    newer: Report | None = None

    def add(self, faults: Sequence[Fault], items: Sequence[FieldDefinition]) -> None:
        """Put each fault at its item; those of what the page does not show on top."""
        names = {extra_name(one.number) for one in items}
        for fault in faults:
            if fault.field in names:
                self.at_items[fault.field] = " ".join(filter(None, (self.at_items.get(fault.field), str(fault))))
            else:
                self.above.append(str(fault))
            self.is_warned |= fault.code == "RULE_WARNS"


class ReportForm:
    """The items of a report that the viewer may see, as a form: what is typed as numbers, and all else."""

    def __init__(self, report: Report, sent: MultiDict[str, str] | None = None) -> None:
        self.report, self.sent = report, sent
        # Its days are asked of the version as well.
        self.definitions: Definitions = definitions_of(report.form_version)
        items = [one for one in self.definitions.of((ENTRY, report.form_id)) if one.value_type != "ROWS"]
        person = viewer()
        self.items = [one for one in items if may_see_field(person, extra_name(one.number), report)]
        made = form_of(self.definitions, self.items)
        held = own_values({"extra": report.extra or {}})
        self.form = made(data=held) if sent is None else made(sent, data=held)

    def read(self) -> Sent:
        """What was sent. Nothing but what the page shows is read."""
        values: dict[int, Any] = {}
        wrong: dict[str, str] = {}
        for one in self.items:
            if is_typed_as_number(one):
                values[one.number], unread = read_cells(self.definitions, one, self.sent or {})
                wrong |= unread
        self.form.validate()
        answers = form_values(self.form)
        wrong |= {answer.short_name: " ".join(map(str, answer.errors)) for answer in self.form if answer.errors}
        return Sent(values | answers, wrong)

    @cached_property
    def previous(self) -> Mapping[int, Any]:
        """What formulas know of the period before."""
        return previous_values(self.definitions, self.report)

    @cached_property
    def script(self) -> dict[str, Any] | None:
        """What the script of the page reckons with."""
        shown = {extra_name(one.number): one for one in self.items}
        found = own_script((ENTRY, self.report.form_id), shown, self.definitions)
        previous = self.previous if found else {}
        seen = {number: value for number, value in previous.items() if extra_name(number) in shown}
        return {**found, "previous": {str(number): _plain(value) for number, value in seen.items()}} if found else None


def _plain(value: Any) -> Any:
    """A value as a script takes it."""
    return float(value) if isinstance(value, Decimal) else value


def told(form: ReportForm, wrong: Mapping[str, str] | None = None, refusal: Refusal | None = None) -> dict[str, Any]:
    """All that the page of a report tells, by the names of its template."""
    report, refused = form.report, refusal or Refusal()
    before = _before(report)
    notes = open_notes(report) if report.id else []
    telling = Telling(
        kept=report.extra or {},
        sent={} if form.sent is None else form.sent.to_dict(),
        before=(before.extra or {}) if before else {},
        stored=(refused.newer.extra or {}) if refused.newer else {},
        is_stale=refused.newer is not None,
        wrong=wrong or {},
    )
    page = Page(
        form.definitions,
        form.items,
        telling,
        form.form,
        refused.at_items,
        _by_item(notes),
        form.previous,
        _jumps(report),
    )
    return {
        "report": report,
        "version": (report.version if form.sent is None else form.sent.get("version", "")) if report.id else "",
        "groups": groups_of(page),
        "form": form,
        "refused": refused,
        "wrong": wrong or {},
        "before": before,
        "notes": page.notes.get(None, ()),
        "approvals": approvals_of(report) if report.id else [],
        "carried": carried_told(report),
        "questions": _questions(report),
        **_standing(report),
        **_deeds(report),
    }


def _by_item(notes: Sequence[ReportNote]) -> dict[int | None, list[str]]:
    found: dict[int | None, list[str]] = {}
    for note in notes:
        found.setdefault(note.item, []).append(note.text)
    return found


def _jumps(report: Report) -> Mapping[int, Jump]:
    """What of a stored report is asked about, to those who fill it in and who approve it."""
    is_asked = bool(report.id) and (may_fill(viewer(), report) or may_approve(viewer(), report))
    return jumps(report) if is_asked else {}


def _questions(report: Report) -> list[Sentence]:
    """What the rules of the ministry say of a report that waits, to those who approve it: units below may have reported
    since it was submitted."""
    is_asked = report.report_state == "SUBMITTED" and may_approve(viewer(), report)
    return broken_told(viewer(), report) if is_asked else []


def _before(report: Report) -> Report | None:
    """The report of the period before, as far as the viewer may read it."""
    return report_of(viewer(), report.form, report.unit, report.reported.after(-1))


def _standing(report: Report) -> dict[str, Any]:
    """Its days, and whether it is in time."""
    days = days_of(report.form_version, report.unit_id, report.reported)
    return {"days": days, "punctuality": punctuality(days, report.first_submitted_at, clock.today())}


def _deeds(report: Report) -> dict[str, bool]:
    """What the viewer may do with it now."""
    person, state = viewer(), report.report_state
    fills, approves = may_fill(person, report), bool(report.id) and may_approve(person, report)
    is_approved = state == "APPROVED"
    return {
        "may_fill": fills and state in OPEN_STATES,
        "may_take_back": fills and state == "SUBMITTED" and not report.approved_level,
        "may_approve": approves and state == "SUBMITTED",
        "may_reopen": approves and is_approved,
        "may_correct": fills and is_approved and not report.is_nil,
        "may_discard": fills and state == "DRAFT" and bool(report.id),
    }


def as_new(report: Report) -> Report:
    """A report that nobody has begun yet, with what its page needs."""
    report.complete()
    return report


def with_values(report: Report, values: Mapping[int, Any]) -> Report:
    """The report as it would be with these values, for telling what they come to."""
    extra = {key: value for key, value in (report.extra or {}).items() if int(key) not in values}
    report.extra = extra | {str(number): value for number, value in values.items() if value is not None}
    return report
