"""People in need from a sheet (HXL, HDX HAPI) to the register, by area, sector, group, period and source."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peewee import chunked

from tansiq.exchange.applying import enter_areas, lock_imports
from tansiq.exchange.lookup.known_rows import AT_ONCE
from tansiq.exchange.planning.context import PlanningContext, planning_context
from tansiq.exchange.planning.merged_counts import refuse_merged_counts
from tansiq.exchange.planning.need_rows import GatheredNeeds, Key, NeedFigures, gather_need, settle
from tansiq.exchange.planning.repeated_rows import EVERY, problems_of
from tansiq.exchange.report import problem_lines
from tansiq.exchange.sheet.reading import Reading, read_row, readable_fields
from tansiq.exchange.sheet.understand import AS_IT_STANDS, UnderstoodSheet, Ways, understand
from tansiq.exchange.values.periods import Period
from tansiq.exchange.values.problems import Problem
from tansiq.faults import Refused
from tansiq.language.words import N_, gettext, ngettext
from tansiq.models import Need
from tansiq.models.column_values import text_fault
from tansiq.platform import clock
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes

HAPI = "HDX HAPI"


@dataclass(frozen=True)
class NeedsChoices:
    """What the person who imports chose. `source` names who says so; `period` is for rows that give none."""

    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    country: str | None = None
    source: str | None = None
    period: Period | None = None
    is_dry: bool = False
    good_rows_only: bool = False
    ways: Ways = AS_IT_STANDS


@dataclass
class NeedsPlan:
    """What an import of needs would do. `skipped` counts the rows that were left out, by cause."""

    rows: int = 0
    new: list[Need] = field(default_factory=list)
    changed: list[Need] = field(default_factory=list)
    unchanged: int = 0
    wrong: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    areas: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_written: bool = False

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep rows out."""
        return [problem for problem in self.problems if problem.severity == "error"]


def import_needs(viewer: Viewer, path: Path, choices: NeedsChoices, progress: Progress) -> NeedsPlan:
    """Import people in need as `viewer`, through the face IMPORT; all rows or, with an error among them, none.

    A need that the same source gave before for the same area, sector, group and period is changed or left as
    it is. Raises Unreadable or Refused; then nothing was written.
    """
    viewer = viewer.through("IMPORT")
    changes.require(viewer, "CREATE", Need)
    table = _understand(path, choices)
    with changes.together() as transaction:
        if not choices.is_dry:
            lock_imports()
        made, gathered = _plan(viewer, table, choices, progress)
        may_write = not choices.is_dry and (choices.good_rows_only or not made.errors)
        source = choices.source or (HAPI if "population_status" in table.places else path.stem)
        if wrong := text_fault("source", source, Need.source.max_length):
            raise Refused(wrong)
        if may_write:
            enter_areas(viewer, made.areas)
        _compare(viewer, made, gathered, source)
        if may_write and (made.new or made.changed):
            _write(viewer, made)
        else:
            transaction.rollback()
    made.is_written = may_write
    return made


def _understand(path: Path, choices: NeedsChoices) -> UnderstoodSheet:
    """HDX HAPI calls its population group a category, which in other sheets is a sector."""
    table = understand(path, choices.sheet, choices.mapping, ways=choices.ways)
    headers = {column.header.casefold() for column in table.columns}
    if "population_status" in table.places and "category" in headers and not choices.mapping:
        return understand(path, choices.sheet, {"category": "population_group"}, ways=choices.ways)
    return table


def _plan(
    viewer: Viewer, table: UnderstoodSheet, choices: NeedsChoices, progress: Progress
) -> tuple[NeedsPlan, GatheredNeeds]:
    context = planning_context(viewer, choices.country, clock.today())
    fields = readable_fields(table)
    readings = [read_row(row, fields) for row in table.rows()]
    refuse_merged_counts(table, readings)
    progress("read", len(readings))
    context.lists.learn(reading.values for reading in readings)
    context.geocoder.prepare(readings)
    gathered = GatheredNeeds()
    for number, reading in enumerate(readings, 1):
        if not reading.is_wrong:
            gather_need(context, gathered, reading, choices.period)
        if number % EVERY == 0:
            progress("resolve", number)
    settle(gathered)
    return _conclude(context, table, readings, gathered), gathered


def _conclude(
    context: PlanningContext, table: UnderstoodSheet, readings: list[Reading], gathered: GatheredNeeds
) -> NeedsPlan:
    made = NeedsPlan(rows=len(readings), skipped=gathered.skipped)
    made.wrong = sum(reading.is_wrong for reading in readings)
    made.problems = [*table.notices, *problems_of(readings)]
    used = {above for key, figures in gathered.needs.items() if _is_need(figures) for above in key[0].line()}
    made.areas = sorted((place for place in context.geocoder.added if place in used), key=lambda place: place.level)
    return made


def _is_need(figures: NeedFigures) -> bool:
    return figures.values.get("people_in_need") is not None


def _compare(viewer: Viewer, made: NeedsPlan, gathered: GatheredNeeds, source: str) -> None:
    """Each need beside the stored one of the same key; areas that are not entered yet have none."""
    known: dict[tuple[Any, ...], Need] = {
        (row.area_id, row.sector_id, row.population_group_id, row.starts_on, row.ends_on): row
        for row in _stored(viewer, gathered, source)
    }
    for key, figures in gathered.needs.items():
        if not _is_need(figures):
            made.skipped["no-figure"] += not any(one.reading.is_wrong for one in figures.told)
            continue
        row = known.get((key[0].id, *key[1:]))
        if row is None:
            made.new.append(_need(key, figures, source))
            continue
        differing = {name: count for name, count in figures.values.items() if getattr(row, name) != count}
        for name, count in differing.items():
            setattr(row, name, count)
        if differing:
            made.changed.append(row)
        made.unchanged += not differing


def _stored(viewer: Viewer, gathered: GatheredNeeds, source: str) -> Iterator[Need]:
    ids = {key[0].id for key in gathered.needs if key[0].id is not None}
    for piece in chunked(ids, AT_ONCE):
        yield from visible(Need, viewer).where((Need.source == source) & Need.area.in_(piece))


def _need(key: Key, figures: NeedFigures, source: str) -> Need:
    place, sector, group, starts_on, ends_on = key
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    return Need(area=place.id, sector=sector, population_group=group, source=source, **dates, **figures.values)


def _write(viewer: Viewer, made: NeedsPlan) -> None:
    bulk.enter(viewer, made.new)
    for row in made.changed:
        changes.save(viewer, row)


_SKIPPED = {
    "other-status": N_("figures that are no needs (targeted, reached, population)"),
    "part": N_("parts of a total, by sex, age or disability"),
    "no-sector": N_("rows that name no sector"),
    "no-figure": N_("rows without a number of people in need"),
}


def lines(made: NeedsPlan) -> Iterator[str]:
    """The report in the language now spoken, line by line."""
    yield ngettext("%(count)s row", "%(count)s rows", made.rows)
    for text, count in (
        (N_("new needs"), len(made.new)),
        (N_("changed needs"), len(made.changed)),
        (N_("unchanged needs"), made.unchanged),
        (N_("wrong rows, not entered"), made.wrong),
        *((_SKIPPED[cause], number) for cause, number in made.skipped.items()),
    ):
        yield f"  {count:>9,}  {gettext(text)}"
    if made.areas:
        yield gettext("New areas: %(count)s", count=len(made.areas))
    yield from problem_lines(made.problems)
