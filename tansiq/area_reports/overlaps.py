"""Overlaps that were found and decided: cases of duplication, as the page of figures of cases tells them."""

from collections.abc import Mapping

from tansiq.area_reports.content import Content, Line, Measure, Number, Table, told
from tansiq.area_reports.question import Asked
from tansiq.area_reports.sections import Section, register
from tansiq.cases.figures import CaseFigures, Key, case_figures, together
from tansiq.language.words import say
from tansiq.models import AvoidedOverlap, OverlapCase
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may

MEASURES = (
    Measure(
        "opened",
        say("Cases opened"),
        say("Cases of duplication that were found in the period, those apart that became part of another one."),
    ),
    Measure("settled", say("Cases settled"), say("Cases that were settled or dismissed in the period.")),
    Measure(
        "avoided",
        say("Avoided at entry"),
        say("Overlaps of which somebody was warned while they entered an intervention, and which they did not enter."),
    ),
    Measure(
        "days_to_settle",
        say("Days to settle (median)"),
        say("Days from finding to settling, the middle one of the cases settled; not known where none was."),
        "DAYS",
    ),
    Measure(
        "people_freed",
        say("People freed"),
        say("Persons targeted by those who left the place of a case because it was so arranged."),
        "PEOPLE",
    ),
)


def _tell(asked: Asked) -> Content:
    found = case_figures(asked.viewer, asked.period, asked.level, [asked.area.id])
    lines = [_line(area_id, figures) for area_id, figures in _by_area(asked, found)]
    table = Table("by_area", say("By area"), say("Area"), MEASURES, lines)
    return Content(told(MEASURES, _values(together(found.values()))), [table])


def _by_area(asked: Asked, found: Mapping[Key, CaseFigures]) -> list[tuple[int | None, CaseFigures]]:
    """All months of each area together, those areas of which there is anything to tell."""
    parts: dict[int | None, list[CaseFigures]] = {}
    for (area_id, _month), one in found.items():
        parts.setdefault(area_id, []).append(one)
    known = [area_id for area_id in asked.area_ids if area_id in parts]
    others = sorted((one for one in parts if one not in set(known)), key=lambda one: (one is None, one or 0))
    return [(area_id, together(parts[area_id])) for area_id in (*known, *others)]


def _line(area_id: int | None, figures: CaseFigures) -> Line:
    label = say("Located above this level") if area_id is None else None
    return Line(_values(figures), area_id, label=label)


def _values(one: CaseFigures) -> tuple[Number, ...]:
    return (one.opened, one.settled, one.avoided, one.days_to_settle, one.people_freed)


def is_told_of_cases(viewer: Viewer) -> bool:
    """Whether somebody is told figures of cases: officers, administrators, auditors, and portals by their scope."""
    return viewer.portal is not None or (may(viewer, "READ", OverlapCase) and may(viewer, "READ", AvoidedOverlap))


OVERLAPS = register(
    Section(
        "overlaps",
        30,
        say("Overlaps found and decided"),
        say("What became of cases of duplication in the area, as the page of their figures tells it."),
        "duplication:read",
        _tell,
        is_told_of_cases,
    )
)
