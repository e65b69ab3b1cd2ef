"""The report: an area and a period, and what each section tells of them to whoever asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tansiq.area_reports import kinds_of_section
from tansiq.area_reports.content import Content
from tansiq.area_reports.question import AreaReportQuestion, Asked, asked_of
from tansiq.area_reports.sections import Section, sections_for
from tansiq.policy.viewer import Viewer

__all__ = ["AreaReport", "ToldSection", "area_report", "kinds_of_section"]


@dataclass(frozen=True)
class ToldSection:
    """A section with what it tells."""

    section: Section
    content: Content


@dataclass(frozen=True)
class AreaReport:
    """What was asked, and the sections in their order."""

    asked: Asked
    sections: Sequence[ToldSection]


def area_report(viewer: Viewer, question: AreaReportQuestion, only: Collection[str] | None = None) -> AreaReport:
    """The report of an area, of the sections that `viewer` is told, or of some of these by their keys.

    Each section asks a few statements, however many lines it has. Raises Refused: NOT_FOUND, DATES_REVERSED,
    UNKNOWN_CODE, LEVEL_ABOVE_AREA, OUT_OF_RANGE, TOO_MANY_CELLS.
    """
    asked = asked_of(viewer, question)
    return AreaReport(asked, [ToldSection(one, one.tell(asked)) for one in sections_for(viewer, only)])
