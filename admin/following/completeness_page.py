"""How complete a form is in two figures, by the areas below the one that was chosen: reports, and cells of these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin.current_viewer import viewer
from admin.following.asked import Asked
from admin.panel.list_export import Cell
from admin.words.naming import name_of
from tansiq.forms.completeness import Completeness, completeness_of
from tansiq.forms.expected_reports import open_by_now
from tansiq.language.arabic import fold
from tansiq.language.words import gettext
from tansiq.models import Area, Unit
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod


@dataclass(frozen=True)
class CompletenessPage:
    """The period that is told of, the figures of all, and those of each area below; None of units in charge of all."""

    period: ReportingPeriod
    total: Completeness
    lines: Sequence[tuple[Area | None, Completeness]]


def completeness_page(asked: Asked) -> CompletenessPage | None:
    """What is told of the period that was asked for, or of the last one that may be filled; None where none may."""
    periods = open_by_now(asked.form, asked.recent)
    if not periods:
        return None
    units: Any = asked.units.select(Unit.id).tuples()
    unit_ids = {unit_id for (unit_id,) in units}
    found = completeness_of(viewer(), asked.form, periods[-1], asked.area.meant, unit_ids)
    known = _areas([area_id for area_id in found.areas if area_id is not None])
    lines = [(known.get(area_id or 0), one) for area_id, one in found.areas.items()]
    return CompletenessPage(periods[-1], found.total, sorted(lines, key=_order))


def titles() -> list[str]:
    """The heads of the columns of the file."""
    return [
        gettext("P-code"), gettext("Area"), gettext("Reports received"), gettext("Reports expected"),
        gettext("Cells filled"), gettext("Cells to be filled"),
    ]  # fmt: skip


def rows(page: CompletenessPage) -> Iterator[list[Cell]]:
    """Its rows."""
    for area, one in page.lines:
        named = (area.pcode, name_of(area)) if area else ("", of_all())
        yield [*named, one.received, one.expected, one.filled_cells, one.required_cells]


def of_all() -> str:
    """What units are called together that are in charge of all of the area."""
    return gettext("For all of the area")


def _order(line: tuple[Area | None, Completeness]) -> tuple[bool, str]:
    area = line[0]
    return area is None, fold(name_of(area)) if area else ""


def _areas(ids: Sequence[int]) -> Mapping[int, Area]:
    return {area.id: area for area in visible(Area, viewer()).where(Area.id.in_(ids))} if ids else {}
