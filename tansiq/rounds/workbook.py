"""The workbook of a report in a round: the 5W sheet of exactly its rows, with a column for the month that is asked."""

from collections.abc import Iterator
from typing import Any

from tansiq.exchange.export.exporting import cell, own_sheet_columns
from tansiq.exchange.export.month_layout import SheetColumn, figures_of, lines, sheet_columns
from tansiq.exchange.export.rendering import Renderer, with_partners
from tansiq.exchange.export.workbook_writer import BookLayout, choices_of, write_book
from tansiq.language.words import gettext
from tansiq.models import RoundReport
from tansiq.policy.viewer import Viewer
from tansiq.rounds.asked_rows import Asked, asked_rows


def write_report(viewer: Viewer, report: RoundReport, out: Any) -> int:
    """Write the sites that a report asks about to a binary stream, in the language now spoken; how many rows."""
    asked = asked_rows(viewer, report)
    told = columns(viewer, asked)
    return write_book(BookLayout(gettext("5W"), told, choices_of(viewer)), _rows(viewer, asked, told), out)


def columns(viewer: Viewer, asked: Asked) -> list[SheetColumn]:
    """The columns: people reached stand below their month alone, so that nobody overwrites those of an earlier one."""
    told = sheet_columns("columns", [asked.month])
    return [one for one in told if one.month is not None or one.field != "reached"] + own_sheet_columns(viewer)


def _rows(viewer: Viewer, asked: Asked, told: list[SheetColumn]) -> Iterator[list[Any]]:
    renderer = Renderer(viewer)
    pairs = [(site, work.row) for work in asked.works for site in work.sites]
    figures = figures_of(viewer, [site.id for site, _ in pairs])
    for record in with_partners(pairs, viewer):
        for line in lines(renderer.cells(record), figures.get(record.site.id, {}), told):
            yield [cell(value) for value in line]
