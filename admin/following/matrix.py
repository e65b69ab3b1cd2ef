"""The table of a form, units by periods, as a page shows it: some units at a time, with the sums of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from admin.following.asked import Asked
from admin.following.looks import LOOKS, code_of, label_of, words_of
from admin.panel.list_export import Cell
from admin.panel.report_address import fill_address
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.forms.following import FollowedReports, Stand
from tansiq.language.spoken_days import Day
from tansiq.language.words import gettext, language
from tansiq.models import Unit
from tansiq.reporting_period import ReportingPeriod

AT_ONCE = 50
"""Units of one page: with twelve months each, it is as heavy as a slow line bears."""
_SHORT = {"MONTH": "LLL", "QUARTER": "QQQ", "YEAR": "y"}


@dataclass(frozen=True)
class MatrixPage:
    """The units of one page in their rows, the periods in their columns with (received, expected) of all units."""

    asked: Asked
    reports: FollowedReports
    sums: Sequence[tuple[int, int]]

    @property
    def units(self) -> Sequence[Unit]:
        return self.reports.units[self.asked.page * AT_ONCE :][:AT_ONCE]

    @property
    def has_next(self) -> bool:
        return len(self.reports.units) > (self.asked.page + 1) * AT_ONCE

    def cells(self, unit: Unit) -> Markup:
        """The cells of a row: made here, as a template takes longer for them than all else takes."""
        return Markup("").join(self._cell(unit, period) for period in self.reports.periods)

    def legend(self) -> list[tuple[str, str, str]]:
        """(sign, style, what it stands for) of all that the table shows."""
        shown = {code_of(stand) for stand in self.reports.stands.values()}
        return [(look.sign, look.style, label_of(code)) for code, look in LOOKS.items() if code in shown]

    @property
    def has_late(self) -> bool:
        """Whether anything is or was late."""
        return any(stand.days_late for stand in self.reports.stands.values())

    def _cell(self, unit: Unit, period: ReportingPeriod) -> Markup:
        stand = self.reports.stands.get((unit.id, period.key))
        number = _mark(period)
        if stand is None:
            return Markup('<td role="cell" data-p="{}"></td>').format(number)
        code = code_of(stand)
        late = Markup(" <small>{}</small>").format(f"+{number_text(stand.days_late)}") if stand.days_late else ""
        words = f"{short_name(period)}: {words_of(stand, language())}"
        address = fill_address(self.asked.form.id, unit.id, period.key)
        return Markup('<td role="cell" class="{}" data-p="{}"><a href="{}" aria-label="{}">{}{}</a></td>').format(
            LOOKS[code].style, number, address, words, LOOKS[code].sign, late
        )


def matrix_page(asked: Asked, reports: FollowedReports) -> MatrixPage:
    """The page that was asked for."""
    return MatrixPage(asked, reports, [reports.received(period) for period in reports.periods])


def short_name(period: ReportingPeriod) -> str:
    """A period within its year: "March", "Q1"."""
    pattern = _SHORT.get(period.period_type)
    return str(period.name) if pattern is None else str(Day(period.begins, pattern))


def _mark(period: ReportingPeriod) -> str:
    """What tells a period where there is no room for its name: the number in its year, or the year."""
    return str(period.year if period.period_type == "YEAR" else period.number)


def titles(reports: FollowedReports) -> list[str]:
    """The heads of the columns of the table as a file."""
    return [gettext("Administrative unit"), *(str(period.name) for period in reports.periods)]


def rows(reports: FollowedReports) -> Iterator[list[Cell]]:
    """Its rows: how each report stands, in words."""
    for unit in reports.units:
        stands = (reports.stands.get((unit.id, period.key)) for period in reports.periods)
        yield [name_of(unit), *(_told(stand) for stand in stands)]


def _told(stand: Stand | None) -> str:
    return "" if stand is None else words_of(stand, language())
