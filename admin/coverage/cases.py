"""What became of cases of duplication in the area and the period of a report of coverage: the very figures of the page
of figures of cases."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from admin.coverage.choices import EARLIEST, LATEST, Choices
from admin.current_viewer import viewer
from admin.panel.case_lines import (
    Figures,
    by_area,
    by_month,
    figure_texts,
    figure_titles,
    may_read_figures,
    table_lines,
    table_titles,
)
from admin.panel.list_export import Cell
from tansiq.cases.figures import case_figures, together
from tansiq.language.words import gettext
from tansiq.models.area import ANCESTORS
from tansiq.period import Period

MOST_LINES = 120
"""Months, or areas, of a table in a report; more are for a workbook."""


@dataclass(frozen=True)
class CaseSection:
    """The figures by area and month."""

    found: Figures
    is_narrowed: bool

    def told(self) -> dict[str, Any]:
        """The section as a template of ours prints it."""
        months, areas = by_month(self.found), by_area(self.found)
        in_all = (gettext("All months and areas"), together(self.found.values()))
        return {
            "title": gettext("Cases of duplication"),
            "notes": self._notes(max(len(months), len(areas))),
            "titles": figure_titles(),
            "tables": [
                [gettext("By month"), self._lines([in_all, *months[:MOST_LINES]])],
                [gettext("By area"), self._lines(areas[:MOST_LINES])],
            ],
        }

    def rows(self) -> list[list[Cell]]:
        """The titles, and a line for each area and month."""
        return [[*table_titles()], *table_lines(self.found)]

    def _lines(self, lines: Any) -> list[list[str]]:
        return [[name, *figure_texts(one)] for name, one in lines]

    def _notes(self, longest: int) -> list[str]:
        found = [gettext("These figures are of all sectors, people and organisations.")] if self.is_narrowed else []
        return [*found, gettext("There are more lines in the workbook.")] if longest > MOST_LINES else found


def case_section(choices: Choices) -> CaseSection | None:
    """The figures of the area and the period that were chosen, by areas of the level of the table but sub-districts at
    the finest; None for whoever is not told of them, and where there is nothing to tell."""
    if choices.area is None or not may_read_figures():
        return None
    period = choices.period or Period(EARLIEST, LATEST)
    found = case_figures(viewer(), period, _level(choices), [choices.area.id])
    is_narrowed = bool(choices.sectors or choices.groups or choices.kinds)
    return CaseSection(found, is_narrowed) if found else None


def figures_address(choices: Choices) -> str:
    """Where the same figures stand as a page; "" for whoever is not told of them."""
    if choices.area is None or not may_read_figures():
        return ""
    asked = choices.arguments()
    days = {name: asked[name] for name in ("from", "to")}
    return url_for("casefigures.index", within=choices.area.id, level=_level(choices), **days)


def _level(choices: Choices) -> int:
    return min(choices.level, len(ANCESTORS) - 1)
