"""Figures of cases as the lines of a table: month by month, area by area, and each area and month of its own.

Pages, files, reports and dashboards tell them alike.
"""

from collections.abc import Iterable, Iterator, Mapping

from admin.current_viewer import viewer
from admin.panel.list_export import Cell
from admin.words.formatting import month_text, number_text
from admin.words.labels import label
from admin.words.naming import paths_by_id
from tansiq.cases.figures import CaseFigures, Key, together
from tansiq.language.words import gettext
from tansiq.models import AvoidedOverlap, OverlapCase
from tansiq.policy.visibility import may

Figures = Mapping[Key, CaseFigures]
Line = tuple[str, CaseFigures]
NOT_KNOWN = "—"


def may_read_figures() -> bool:
    """Whether the viewer is told figures of cases: officers, administrators and auditors are."""
    return may(viewer(), "READ", OverlapCase) and may(viewer(), "READ", AvoidedOverlap)


def figure_titles() -> list[str]:
    """What stands above the figures."""
    return [
        gettext("Opened"),
        gettext("Settled"),
        gettext("Avoided at entry"),
        gettext("Days to settle (median)"),
        gettext("People freed"),
    ]


def figure_cells(one: CaseFigures) -> list[Cell]:
    """The figures under these titles; None is not known."""
    return [one.opened, one.settled, one.avoided, one.days_to_settle, one.people_freed]


def figure_texts(one: CaseFigures) -> list[str]:
    """The same as a person reads them."""
    return [NOT_KNOWN if value is None else number_text(value) for value in figure_cells(one)]  # type: ignore[arg-type]  # These cells are numbers.


def by_month(found: Figures) -> list[Line]:
    """All areas of each month together, the newest month first."""
    months = sorted({month for _area_id, month in found}, reverse=True)
    return [(month_text(one), together(part for (_, month), part in found.items() if month == one)) for one in months]


def by_area(found: Figures) -> list[Line]:
    """All months of each area together, by name."""
    places = _places(found)
    parts: dict[int | None, list[CaseFigures]] = {}
    for (area_id, _month), one in found.items():
        parts.setdefault(area_id, []).append(one)
    lines = [(_called(places, area_id), together(several)) for area_id, several in parts.items()]
    return sorted(lines, key=lambda line: line[0])


def table_titles() -> list[str]:
    """What stands above `table_lines`."""
    return [gettext("Month"), str(label("area")), *figure_titles()]


def table_lines(found: Figures) -> Iterator[list[Cell]]:
    """A line for each area and month, the newest month first, the areas in an order of their ids."""
    places = _places(found)
    for (area_id, month), one in sorted(found.items(), key=lambda one: (-one[0][1].toordinal(), one[0][0] or 0)):
        yield [f"{month:%Y-%m}", _called(places, area_id), *figure_cells(one)]


def _places(keys: Iterable[Key]) -> dict[int, str]:
    return paths_by_id((area_id for area_id, _month in keys), viewer())


def _called(places: dict[int, str], area_id: int | None) -> str:
    """What lies above the level has no area of it; an archived one is not seen by everybody."""
    if area_id is None:
        return gettext("Located above this level")
    return places.get(area_id, gettext("Archived area"))
