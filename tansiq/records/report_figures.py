"""The figures of a report, kept beside it within the same change: what they are is told by the report alone."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from peewee import chunked

from tansiq.models import FieldDefinition, Figure, Report, Unit
from tansiq.models.breakdowns import is_broken_down
from tansiq.models.definitions import Definitions, holder_of
from tansiq.models.field_definition import NUMERIC
from tansiq.models.frozen_definitions import definitions_for
from tansiq.models.kept_values import taken
from tansiq.models.report import COUNTED_STATES, share_version
from tansiq.records.extra_values import asks_for_previous, calculated_values

_AT_ONCE = 100
"""Rows that one statement writes: SQLite takes no more values."""


def keep_figures(report: Report) -> None:
    """Let the stored figures of a report be what it says now, and those of the next one that asks for it."""
    _keep(report)
    after = _report_after(report)
    if after is not None and asks_for_previous(definitions_for(after), holder_of(after)):
        _keep(after)


def _report_after(report: Report) -> Report | None:
    rows: Any = Report.select().where(Report.form == report.form_id, Report.unit == report.unit_id)
    found: Report | None = rows.where(Report.period == report.reported.after().key).first()
    if found is not None:
        share_version(report, found)
    return found


def _keep(report: Report) -> None:
    Figure.delete().where(Figure.report == report.id).execute()
    write_figures(figures_of(report))


def write_figures(rows: Sequence[dict[str, Any]]) -> None:
    """Add figures as `figures_of` tells them."""
    for piece in chunked(rows, _AT_ONCE):
        Figure.insert_many(piece).execute()


def figures_of(report: Report, area_id: int | None = None) -> list[dict[str, Any]]:
    """The figures that a report has, each with the columns of its table; `area_id` is that of its unit, asked where it
    is not given. None while it is being filled, or archived."""
    if report.report_state not in COUNTED_STATES or report.archived_at is not None:
        return []
    found: Any = area_id or Unit.select(Unit.area).where(Unit.id == report.unit_id).scalar()
    shared = {
        "report": report.id,
        "period_ends": report.period_ends,
        "area": found,
        "unit": report.unit_id,
        "is_approved": report.report_state == "APPROVED",
    }
    numbers = _numbers(definitions_for(report), report)
    return [{**shared, "item": number, "cell": cell, "value": value} for number, cell, value in numbers]


def _numbers(definitions: Definitions, report: Report) -> Iterator[tuple[int, str, float]]:
    """(item, cell, value) of all that a report says in numbers."""
    for one in definitions.of(holder_of(report)):
        if one.value_type in NUMERIC:
            cells = _cells(one, (report.extra or {}).get(str(one.number)))
            yield from ((one.number, cell, number) for cell, number in cells.items())
    for number, value in calculated_values(definitions, report).items():
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            yield number, "", float(value)


def _cells(one: FieldDefinition, kept: object) -> Mapping[str, float]:
    """By the key of a cell: what an item says, with "" what it comes to; nothing where it is not known."""
    total = taken(one, kept)
    if total is None:
        return {}
    cells = kept if is_broken_down(one) and isinstance(kept, dict) else {}
    told = {cell: taken(one, value) for cell, value in cells.items()}
    return {"": float(total), **{cell: float(value) for cell, value in told.items() if value is not None}}
