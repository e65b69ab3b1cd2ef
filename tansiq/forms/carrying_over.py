"""Reports that are being filled go over to the version in which their period is asked now, item by item, by number.

version 1   draft {"12": 40, "13": 7}  --version 2 leaves out 13-->  draft {"12": 40}, told what has changed
                                       --version 2 is withdrawn-->   draft {"12": 40, "13": 7}

What was submitted, approved, or opened again after that stays as it was asked. What a version has no place for is taken
out, told in the history, and comes back with a version that asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import structlog
from peewee import DatabaseError

from tansiq.faults import Refused
from tansiq.forms.version_changes import VersionChange, changes_between
from tansiq.models import FormVersion, HistoryEntry, Report, TypeDefinition
from tansiq.models.data_stamps import table_name
from tansiq.models.extra import extra_name, number_of
from tansiq.models.form_version import FormVersions
from tansiq.models.frozen_definitions import definitions_of
from tansiq.models.report import OPEN_STATES
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.extra_values import extra_faults

CARRIED_STATES = ("DRAFT", "RETURNED")
_BRIEF = ("id", "unit", "period", "form", "form_version", "report_state", "first_submitted_at")
_MARK = "carried_from"
_Changes = Mapping[str, list[Any]]
"""What one entry of the history tells: by name what was and what is."""


@dataclass(frozen=True)
class CarriedOver:
    """What the person who fills a report is told once: from which version it came, what has changed since that, and by
    number of the item what was taken out of it."""

    before: FormVersion
    changes: list[VersionChange]
    taken_out: Mapping[int, Any]


@dataclass(frozen=True)
class WhatBecomes:
    """How many reports of a version that is withdrawn go over to another, stay to be filled in it, or were sent."""

    carried: int
    stay: int
    sent: int


def carry_over(viewer: Viewer, form: TypeDefinition) -> int:
    """Let the drafts and returned reports of a form be asked by the versions that hold for their periods now; how many
    went over. The caller holds the form. What a report says stops no version: one that cannot be read, or would not be
    saved, stays as it is (`left_behind`)."""
    hold(Report, [int(row.id) for row in _being_filled(form)])
    versions = FormVersions(form)
    going = [row.id for row in _being_filled(form) if _next_version(row, versions) is not None]
    return sum(_is_carried(viewer, row_id, versions) for row_id in going)


def _is_carried(viewer: Viewer, report_id: int, versions: FormVersions) -> bool:
    try:
        with changes.together():
            return carry(viewer, Report.get_by_id(report_id), versions)
    except DatabaseError:
        # Nothing that the report says: another transaction waits for this one, or the database is gone.
        raise
    except Exception:
        structlog.get_logger("forms").exception("report stays in its version", report=report_id)
        return False


def carry(viewer: Viewer, report: Report, versions: FormVersions | None = None) -> bool:
    """The same of one report that is being filled; whether it went over. `versions` are those of its form where they
    are read already. Raises Refused as `changes.save` does."""
    versions = versions or FormVersions(report.form)
    version = _next_version(report, versions)
    if version is None:
        return False
    report.carried_from = versions.named(report.form_version_id).number
    report.form_version = version
    # What is kept as null is not known, what is kept under no number is of no item: no form ever writes such.
    report.extra = {key: one for key, one in report.extra.items() if one is not None and number_of(extra_name(key))}
    for name, value in _taken_out(_entries_of(report)).items():
        if report.entered(name) is None:
            report.enter(name, value)
    # All of it is asked, as if it were new: what was right in its version may be nothing to this one.
    for name in [fault.field for fault in extra_faults(report, {})]:
        report.enter(name, None)
    changes.save(viewer, report)
    return True


def left_behind(form: TypeDefinition) -> list[Report]:
    """The reports that are being filled in a version which does not hold for their period any more, as they could not
    go over; without what they say."""
    versions = FormVersions(form)
    return [row for row in _being_filled(form) if _begins(row) is None or _next_version(row, versions) is not None]


def what_becomes(version: FormVersion) -> WhatBecomes:
    """What withdrawing a version would do to its reports."""
    rows, versions = list(_brief(Report.form_version == version.id)), FormVersions(version.form)
    filled = [row for row in rows if row.report_state in OPEN_STATES]
    carried = sum(_next_version(row, versions, without=version.number) is not None for row in filled)
    return WhatBecomes(carried, len(filled) - carried, len(rows) - len(filled))


def carried_over(report: Report) -> CarriedOver | None:
    """What is to be told of a report that nobody has saved since it went over; else None."""
    entries = _since_filled(report) if report.carried_from is not None and report.report_state in OPEN_STATES else []
    if not entries or entries[-1][_MARK][1] == report.form_version.number:
        return None
    number = entries[-1][_MARK][1]
    before = FormVersion.get_or_none(FormVersion.form == report.form_id, FormVersion.number == number)
    if before is None:
        return None
    found = changes_between(definitions_of(before), definitions_of(report.form_version))
    taken_out = {number_of(name) or 0: value for name, value in _taken_out(entries).items()}
    held = {number: value for number, value in taken_out.items() if str(number) not in (report.extra or {})}
    return CarriedOver(before, found, held)


def _being_filled(form: TypeDefinition) -> list[Report]:
    return list(_brief(Report.form == form.id, Report.report_state.in_(CARRIED_STATES)))


def _brief(*conditions: Any) -> Any:
    """Reports without what they say: that is read of those alone that go over, one by one."""
    rows: Any = Report.select(*(getattr(Report, name) for name in _BRIEF)).where(Report.archived_at.is_null())
    return rows.where(*conditions).order_by(Report.id)


def _begins(report: Report) -> date | None:
    try:
        return report.reported.begins
    except Refused:
        return None


def _next_version(report: Report, versions: FormVersions, without: int | None = None) -> FormVersion | None:
    """The version to which a report goes over; None where it stays. `without` is the number of one that is withdrawn.

    What was submitted in time stays so: it is not carried to a version with another due day.
    """
    begins = _begins(report) if report.report_state in CARRIED_STATES else None
    version = None if begins is None else versions.of_period(begins, without)
    own = versions.named(report.form_version_id)
    is_due_alike = report.first_submitted_at is None or (version is not None and version.due_days == own.due_days)
    return version if version is not None and version.id != own.id and is_due_alike else None


def _since_filled(report: Report) -> list[_Changes]:
    """The entries of a report since somebody filled it, in which it went over, newest first."""
    found = []
    for entry in _entries_of(report):
        if not _is_carrying(entry):
            break
        found.append(entry)
    return found


def _is_carrying(entry: _Changes) -> bool:
    return _MARK in entry


def _entries_of(report: Report) -> Iterator[_Changes]:
    rows: Any = HistoryEntry.select(HistoryEntry.changes)
    about_it = rows.where(HistoryEntry.record_type == table_name(Report), HistoryEntry.record_id == report.id)
    yield from (_told(text) for (text,) in about_it.order_by(HistoryEntry.id.desc()).tuples())


def _told(text: str) -> _Changes:
    """What an entry tells; nothing where it cannot be read."""
    try:
        return {name: pair for name, pair in orjson.loads(text).items() if isinstance(pair, list) and len(pair) == 2}
    except (ValueError, AttributeError):
        return {}


def _taken_out(entries: Iterable[_Changes]) -> dict[str, Any]:
    """By name of the item, newest first: what a going over took out last, and nobody has touched since."""
    found: dict[str, Any] = {}
    for entry in entries:
        for name, (old, new) in entry.items():
            if number_of(name) is not None and name not in found:
                found[name] = old if _is_carrying(entry) and new is None else None
    return {name: value for name, value in found.items() if value is not None}
