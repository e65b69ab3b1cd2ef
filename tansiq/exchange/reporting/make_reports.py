"""From what a file says to the report of each unit: which one it is, and what each cell means. Nothing is written here.

sheet or row -> its form, unit, period and version -> the stored report -> its values, item by item
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.planning.own_facts import find_one
from tansiq.exchange.reporting.flat_sheet import MOST_REPORTS, TOO_MANY, flat_reports
from tansiq.exchange.reporting.lines import is_filled, items_of, places_of
from tansiq.exchange.reporting.marked_sheets import marked_reports
from tansiq.exchange.reporting.report_draft import ReportDraft, ReportsPlan
from tansiq.exchange.reporting.told_sheet import ToldFile, ToldReport
from tansiq.exchange.reporting.typed_cells import CellReader, read_reason
from tansiq.exchange.values.periods import read_period
from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.workbook.opening import open_book
from tansiq.faults import Refused
from tansiq.forms.filling import report_of
from tansiq.forms.versions import last_version
from tansiq.language.words import N_, InBoth, say
from tansiq.models import FieldDefinition, FormVersion, Report, TypeDefinition, Unit
from tansiq.models.breakdowns import is_broken_down
from tansiq.models.definitions import Definitions, known
from tansiq.models.form_version import FormVersions
from tansiq.models.frozen_definitions import definitions_for, definitions_of
from tansiq.policy.entry_rule import knows
from tansiq.policy.viewer import Viewer
from tansiq.records.named_rows import NamedRows
from tansiq.reporting_period import ReportingPeriod, period_named, period_of

_WRONG_FORM = N_(
    "This is a workbook of “%(other)s”, and it was sent for “%(form)s”. Send it for its own form, or get the workbook "
    "of this one from its page."
)
_WRONG_PERIOD = N_(
    "This is of %(period)s, and it was sent for %(wanted)s. Send it for its own period, or get the workbook of that "
    "one from the page of the form."
)
_WRONG_VERSION = N_(
    "This workbook is of version %(old)s of the form, and this report is filled in version %(new)s. Get the workbook "
    "anew from the page of the form."
)
_TORN = N_(
    "Items of the form that are missing in this sheet: %(count)s. Get the workbook anew and copy the values into it."
)
_NOT_THERE = say("There is no such unit, or it is not yours to see.")
_NO_PERIOD = say("Say of which period it is, such as 2026-03, 2026-Q1, 2026-H1 or 2026.")
_OTHER_TYPE = say("This form is not filled for such periods.")
_NO_ITEM = say("This item is not asked in the version in which this report is filled.")
_BOTH = say("Values and a reason for having nothing to report stand here: leave one of them out.")
_UNFILLED = say("Nothing is filled in here, so this report stays as it is.")


def make_reports(viewer: Viewer, path: Path, plan: ReportsPlan, wanted: ReportingPeriod | None = None) -> None:
    """Read a file into a plan: the reports of units for a form, of the `wanted` period where one is given.

    Raises Unreadable where the file is none of reports, or holds too many.
    """
    book = open_book(path, plan.file_name)
    told = ToldFile("", list(marked_reports(book)))
    if len(told.reports) > MOST_REPORTS:
        raise Unreadable(TOO_MANY)
    if not told.reports:
        version = last_version(plan.form)
        definitions = definitions_of(version) if version is not None else Definitions()
        told = flat_reports(book, definitions, items_of(viewer, Report(form=plan.form), definitions))
    plan.sheet = told.sheet or ", ".join(report.name for report in told.reports)[:255]
    plan.unknown_columns, plan.file_problems = told.unknown, [*book.notices, *told.problems]
    plan.versions = FormVersions(plan.form)
    reading = _Reading(viewer, plan.versions, plan.form, wanted)
    plan.drafts = [reading.draft(one) for one in told.reports]


class _Reading:
    """Finds what each report of a file is of, and reads its cells."""

    def __init__(
        self, viewer: Viewer, versions: FormVersions, form: TypeDefinition, wanted: ReportingPeriod | None
    ) -> None:
        self._viewer, self._versions, self._form, self._wanted = viewer, versions, form, wanted
        self._units, self._renderer = NamedRows(viewer, Unit), OwnRenderer(viewer)
        self._seen: dict[tuple[int, str], ToldReport] = {}

    def draft(self, told: ToldReport) -> ReportDraft:
        """One report as far as it can be understood."""
        draft = ReportDraft(told)
        if told.is_empty and not told.problems:
            told.tell("nothing-filled", _UNFILLED, severity="notice")
        self._require_form(told)
        self._find_unit(draft)
        self._find_period(draft)
        if draft.is_wrong or draft.unit is None or draft.period is None:
            return draft
        self._require_once(draft, draft.unit, draft.period)
        draft.stored = report_of(self._viewer, self._form, draft.unit, draft.period)
        version = self._version(draft.stored, draft.period)
        if version is not None and self._is_of_version(told, version):
            self._read(draft, version)
        return draft

    def _version(self, stored: Report | None, period: ReportingPeriod) -> FormVersion | None:
        """In which version a report is asked; a stored one is told it, and asks for it no more."""
        if stored is None:
            return self._versions.of_period(period.begins)
        stored.form_version = version = self._versions.named(stored.form_version_id)
        return version

    def _require_form(self, told: ToldReport) -> None:
        if told.form and told.form != self._form.key:
            other = next((kind for kind in known().types.values() if kind.key == told.form), None)
            name = _called(other) if other is not None and knows(self._viewer, other) else told.form
            told.tell("wrong-form", say(_WRONG_FORM, other=name, form=_called(self._form)))

    def _find_unit(self, draft: ReportDraft) -> None:
        told = draft.told
        if told.unit_id is None:
            raw = told.unit[1] if told.unit else None
            text = "" if raw is None else str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
            told.unit_id, wrong = find_one(self._units, text)
            if wrong is not None:
                sentence = wrong[1] if wrong[0] == "reference-doubled" else _NOT_THERE
                told.tell(wrong[0].replace("reference", "unit"), sentence, told.unit)
        if told.unit_id is not None:
            draft.unit = self._unit(told.unit_id)
            if draft.unit is None:
                told.tell("unit-unknown", _NOT_THERE)

    def _unit(self, unit_id: int) -> Unit | None:
        found: Unit | None = Unit.get_or_none(Unit.id == unit_id) if self._units.name(unit_id) else None
        return found

    def _find_period(self, draft: ReportDraft) -> None:
        told = draft.told
        raw = told.period[1] if told.period else None
        if raw is None and self._wanted is not None and told.period is None:
            draft.period = self._wanted
            return
        found = _period(self._form.period_type, raw)
        if found is None or found.period_type != self._form.period_type:
            told.tell("no-period", _NO_PERIOD if found is None else _OTHER_TYPE, told.period)
        elif self._wanted is not None and found != self._wanted:
            text = say(_WRONG_PERIOD, period=found.name, wanted=self._wanted.name)
            told.tell("wrong-period", text, told.period)
        else:
            draft.period = found

    def _require_once(self, draft: ReportDraft, unit: Unit, period: ReportingPeriod) -> None:
        first = self._seen.setdefault((unit.id, period.key), draft.told)
        if first is not draft.told:
            text = say(
                "The report of this unit and period stands in this file twice, first at %(place)s.", place=first.at
            )
            draft.told.tell("report-twice", text)

    def _is_of_version(self, told: ToldReport, version: FormVersion) -> bool:
        if not told.digest or version.digest.startswith(told.digest):
            return True
        told.tell("wrong-version", say(_WRONG_VERSION, old=told.version, new=version.number))
        return False

    def _read(self, draft: ReportDraft, version: FormVersion) -> None:
        told, report = draft.told, draft.stored
        report = report or Report(form=self._form, unit=draft.unit, period="", form_version=version)
        definitions = draft.definitions = definitions_for(report)
        items = {one.number: one for one in items_of(self._viewer, report, definitions) if is_filled(one)}
        reader = CellReader(definitions, self._renderer)
        self._read_reason(draft)
        known_places = set(places_of(definitions, items.values()))
        for place, (address, raw) in told.cells.items():
            one = items.get(place[0])
            if one is None or place not in known_places:
                if raw is not None:
                    told.tell("unknown-item", _NO_ITEM, (address, raw))
                continue
            self._enter(draft, one, place[1], reader.read(one, raw, address))
        if told.is_whole and (missing := known_places - told.cells.keys()):
            told.tell("torn", say(_TORN, count=len({number for number, _ in missing})))
        self._conclude(draft, items.values())

    @staticmethod
    def _read_reason(draft: ReportDraft) -> None:
        address, raw = draft.told.nil or ("", None)
        reason = read_reason(raw, address)
        if isinstance(reason, Problem):
            draft.told.problems.append(reason)
        else:
            draft.nil_reason = reason

    def _enter(self, draft: ReportDraft, one: FieldDefinition, key: str, value: Any) -> None:
        if isinstance(value, Problem):
            draft.told.problems.append(value)
            return
        if not key:
            draft.values[one.number] = value
            return
        cells = draft.values.get(one.number)
        if cells is None:
            kept = (draft.stored.extra or {}).get(str(one.number)) if draft.stored and not draft.told.is_whole else None
            cells = draft.values[one.number] = dict(kept) if isinstance(kept, dict) else {}
        cells.pop(key, None)
        if value is not None:
            cells[key] = value

    @staticmethod
    def _conclude(draft: ReportDraft, items: Iterable[FieldDefinition]) -> None:
        for one in items:
            if is_broken_down(one) and draft.values.get(one.number) == {}:
                draft.values[one.number] = None
        if draft.nil_reason:
            if any(value is not None for value in draft.values.values()):
                draft.told.tell("nil-and-values", _BOTH, draft.told.nil)
            draft.values = {}


def _period(period_type: str, raw: Any) -> ReportingPeriod | None:
    """The period that a cell names: by its key, in words, or where a spreadsheet made a day of "2026-03" by that."""
    if isinstance(raw, float) and raw.is_integer():
        raw = str(int(raw))
    if isinstance(raw, str):
        try:
            return period_named(raw)
        except Refused:
            pass
    elif not isinstance(raw, date):
        return None
    found = read_period(raw, "")
    if isinstance(raw, date) and period_type == "MONTH":
        return period_of(period_type, raw)
    if isinstance(found, tuple):
        period = period_of(period_type, found[0])
        return period if (period.begins, period.ends) == tuple(found) else None
    return None


def _called(form: TypeDefinition) -> InBoth:
    return InBoth(form.many_en or form.many_ar, arabic=form.many_ar or form.many_en)
