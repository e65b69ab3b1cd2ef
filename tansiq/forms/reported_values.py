"""What many reports say, item by item and cell by cell, as whoever reads them may be told it; each in its own version.

extra {"12": 40, "13": {"M": 3, "F": 4}}  ->  (vehicles, "", 40), (staff, "", 7), (staff, "F", 4), (staff, "M", 3)
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from tansiq.models import FieldDefinition, Figure, Report
from tansiq.models.breakdowns import cells_of, is_broken_down
from tansiq.models.definitions import ENTRY, Definitions, known
from tansiq.models.field_definition import NUMERIC
from tansiq.models.frozen_definitions import definitions_by_version
from tansiq.models.kept_values import taken
from tansiq.models.report import COUNTED_STATES
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.own_values import OwnValue, values_of


@dataclass(frozen=True)
class ReportedValue(OwnValue):
    """One value of a report: of a cell of its item, "" where that is all of it. `of` is the text of the report."""

    cell: str = ""

    @property
    def on(self) -> date | None:
        """The value of an item of days."""
        return None if self.day is None else date.fromisoformat(self.day)


def values_of_reports(viewer: Viewer, report_ids: Collection[int]) -> Mapping[int, Sequence[ReportedValue]]:
    """By id of a report that `viewer` sees: what it says, in the order of the form. What is personal or not published,
    when it was asked or today, is left out. As many statements as there are versions, however many reports."""
    rows: Any = visible(Report, viewer).where(among(Report.id, id_list(report_ids)))
    columns = (Report.id, Report.form, Report.form_version, Report.report_state, Report.extra)
    reports = list(rows.select(*columns))
    by_version: dict[int, list[Report]] = {}
    for report in reports:
        by_version.setdefault(report.form_version_id, []).append(report)
    calculated = _calculated([report.id for report in reports if report.report_state in COUNTED_STATES])
    found: dict[int, Sequence[ReportedValue]] = {}
    for version_id, definitions in definitions_by_version(by_version).items():
        found.update(_of_version(viewer, definitions, by_version[version_id], calculated))
    return found


def told_items(definitions: Definitions, form_id: int) -> list[FieldDefinition]:
    """The items of a version that whoever reads a report may be told of, in their order."""
    today = known().fields
    open_ones = [one for one in definitions.open_to_all(ENTRY) if one.record_type_id == form_id]
    return [one for one in open_ones if one.number in today and today[one.number].is_open and one.use_state == "ACTIVE"]


Calculated = Mapping[tuple[int, int], float]
"""By report and item."""


def _of_version(
    viewer: Viewer, definitions: Definitions, reports: Sequence[Report], calculated: Calculated
) -> Iterator[tuple[int, Sequence[ReportedValue]]]:
    """Reports of one version, each with its values."""
    by_text: dict[str, list[Report]] = {}
    for report in reports:
        by_text.setdefault(orjson.dumps([report.form_id, report.extra or {}]).decode(), []).append(report)
    items = told_items(definitions, reports[0].form_id)
    told: dict[str, dict[int, OwnValue]] = {text: {} for text in by_text}
    for value in values_of(viewer, definitions, by_text, items):
        told[value.of][value.field.number] = value
    for text, alike in by_text.items():
        for report in alike:
            yield report.id, list(_of_report(definitions, items, report, (told[text], calculated)))


def _of_report(
    definitions: Definitions,
    items: Sequence[FieldDefinition],
    report: Report,
    told: tuple[Mapping[int, OwnValue], Calculated],
) -> Iterator[ReportedValue]:
    values, calculated = told
    for one in items:
        value, figure = values.get(one.number), calculated.get((report.id, one.number))
        is_kept = one.value_type == "CALCULATED" and report.report_state in COUNTED_STATES
        if is_kept and definitions.told_type(one) in NUMERIC:
            # It may rest on the period before: what it came to is kept beside the report.
            value = None if figure is None else OwnValue("", one, "NUMBER", figure, {})
        if value is not None:
            whole = ReportedValue(value.of, one, value.type, value.value, value.answers, value.row)
            yield whole
            yield from _cells(definitions, whole, (report.extra or {}).get(str(one.number)))


def _cells(definitions: Definitions, whole: ReportedValue, kept: object) -> Iterator[ReportedValue]:
    """The cells of an item that is broken down, in the order of the answers; retired ones that are kept come last."""
    if not (is_broken_down(whole.field) and isinstance(kept, dict)):
        return
    for key in dict.fromkeys([*cells_of(definitions, whole.field), *kept]):
        number = taken(whole.field, kept.get(key))
        if number is not None:
            yield replace(whole, cell=key, value=number)


def _calculated(report_ids: Sequence[int]) -> Calculated:
    """What calculated items of reports come to; what is reported stands beside it and is not asked for."""
    items = [one.number for one in known().fields.values() if one.value_type == "CALCULATED"]
    if not (report_ids and items):
        return {}
    rows: Any = Figure.select(Figure.report, Figure.item, Figure.value)
    rows = rows.where(among(Figure.report, id_list(report_ids)), among(Figure.item, id_list(items)))
    return {(report_id, item): value for report_id, item, value in rows.tuples()}
