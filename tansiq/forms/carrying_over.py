"""Reports that are being filled go over to the version in which their period is asked now, item by item, by number.

version 1   draft {"12": 40, "13": 7}  --version 2 leaves out 13-->  draft {"12": 40}, told what has changed
                                       --version 2 is withdrawn-->   draft {"12": 40, "13": 7}

What was submitted, approved, or opened again after that stays as it was asked. What a version has no place for is taken
out, told in the history, and comes back with a version that asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from tansiq.forms.version_changes import VersionChange, changes_between
from tansiq.models import FormVersion, HistoryEntry, Report, TypeDefinition
from tansiq.models.data_stamps import table_name
from tansiq.models.extra import PREFIX
from tansiq.models.form_version import version_of_period
from tansiq.models.frozen_definitions import definitions_of
from tansiq.models.report import OPEN_STATES
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.extra_values import extra_faults

CARRIED_STATES = ("DRAFT", "RETURNED")
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
    went over. The caller holds the form. Raises Refused as `changes.save` does."""
    hold(Report, [int(row.id) for row in _being_filled(form)])
    return sum(carry(viewer, report) for report in _being_filled(form))


def carry(viewer: Viewer, report: Report) -> bool:
    """The same of one report that is being filled; whether it went over."""
    version = _next_version(report)
    if version is None:
        return False
    report.carried_from = report.form_version.number
    report.form_version = version
    for name, value in _taken_out(_entries_of(report)).items():
        if report.entered(name) is None:
            report.enter(name, value)
    # All of it is asked, as if it were new: what was right in its version may be nothing to this one.
    for name in [fault.field for fault in extra_faults(report, {})]:
        report.enter(name, None)
    changes.save(viewer, report)
    return True


def what_becomes(version: FormVersion) -> WhatBecomes:
    """What withdrawing a version would do to its reports."""
    rows: Any = Report.select().where(Report.form_version == version.id, Report.archived_at.is_null())
    filled = [row for row in rows if row.report_state in OPEN_STATES]
    carried = sum(_next_version(row, without=version.number) is not None for row in filled)
    return WhatBecomes(carried, len(filled) - carried, len(rows) - len(filled))


def carried_over(report: Report) -> CarriedOver | None:
    """What is to be told of a report that nobody has saved since it went over; else None."""
    entries = _since_filled(report) if report.carried_from is not None and report.report_state in OPEN_STATES else []
    if not entries or entries[-1][_MARK][1] == report.form_version.number:
        return None
    number = entries[-1][_MARK][1]
    before = FormVersion.get(FormVersion.form == report.form_id, FormVersion.number == number)
    found = changes_between(definitions_of(before), definitions_of(report.form_version))
    taken_out = {int(name.removeprefix(PREFIX)): value for name, value in _taken_out(entries).items()}
    held = {number: value for number, value in taken_out.items() if str(number) not in (report.extra or {})}
    return CarriedOver(before, found, held)


def _being_filled(form: TypeDefinition) -> list[Report]:
    rows: Any = Report.select().where(Report.form == form.id, Report.archived_at.is_null())
    return list(rows.where(Report.report_state.in_(CARRIED_STATES)).order_by(Report.id))


def _next_version(report: Report, without: int | None = None) -> FormVersion | None:
    """The version to which a report goes over; None where it stays. `without` is the number of one that is withdrawn.

    What was submitted in time stays so: it is not carried to a version with another due day.
    """
    if report.report_state not in CARRIED_STATES:
        return None
    version, own = version_of_period(report.form_id, report.reported.begins, without), report.form_version
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
    yield from (orjson.loads(text) for (text,) in about_it.order_by(HistoryEntry.id.desc()).tuples())


def _taken_out(entries: Iterable[_Changes]) -> dict[str, Any]:
    """By name of the item, newest first: what a going over took out last, and nobody has touched since."""
    found: dict[str, Any] = {}
    for entry in entries:
        for name, (old, new) in entry.items():
            if name.startswith(PREFIX) and name not in found:
                found[name] = old if _is_carrying(entry) and new is None else None
    return {name: value for name, value in found.items() if value is not None}
