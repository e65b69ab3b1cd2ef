"""People in need from a sheet (HXL, HDX HAPI) to the register, by area, sector, group, period and source.

read -> compared with the stored needs -> rows checked and bound, while everybody works (attempts) -> written
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from peewee import chunked

from tansiq.exchange.applying import enter_areas, lock_imports
from tansiq.exchange.attempts import attempted
from tansiq.exchange.learned_names import count_uses
from tansiq.exchange.lookup.known_rows import AT_ONCE
from tansiq.exchange.lookup.learned_places import Heard
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.planning.context import planning_context
from tansiq.exchange.planning.facts_of_needs import OwnFactsOfNeeds
from tansiq.exchange.planning.merged_counts import refuse_merged_counts
from tansiq.exchange.planning.need_rows import GatheredNeeds, Key, NeedFigures, gather_need, settle
from tansiq.exchange.planning.repeated_rows import EVERY, problems_of
from tansiq.exchange.report import column_lines, problem_lines
from tansiq.exchange.sheet.reading import read_row, readable_fields
from tansiq.exchange.sheet.understand import AS_IT_STANDS, UnderstoodSheet, Ways, understand
from tansiq.exchange.values.periods import Period
from tansiq.exchange.values.problems import Problem
from tansiq.faults import Refused
from tansiq.language.words import N_, gettext, ngettext
from tansiq.models import Area, LearnedName, Need, PopulationGroup, Sector
from tansiq.models.column_values import text_fault
from tansiq.models.data_stamps import held_still, stamps, table_name
from tansiq.models.definitions import TABLES
from tansiq.platform import clock
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes
from tansiq.records.prepared import Overtaken, preparing

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
    places: list[AreaEntry] = field(default_factory=list)
    """Where each of `new` is: places that are not entered yet have no id."""
    before: list[dict[str, Any]] = field(default_factory=list)
    """The values of each of `changed` as they are stored."""
    heard: Heard = field(default_factory=Heard)
    """What was read by names that imports taught."""
    left_out: list[str] = field(default_factory=list)
    not_kept: list[str] = field(default_factory=list)

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
    source = choices.source or (HAPI if "population_status" in table.places else path.stem)
    if wrong := text_fault("source", source, Need.source.max_length):
        raise Refused(wrong)

    def plan() -> NeedsPlan:
        # Each cell of the ministry's own columns is read by what is defined.
        with held_still():
            return _plan(viewer, table, replace(choices, source=source), progress)

    if choices.is_dry:
        return plan()
    return attempted(viewer, lambda is_last: _attempt(viewer, plan, choices.good_rows_only, is_last), progress)


def _attempt(viewer: Viewer, plan: Callable[[], NeedsPlan], good_rows_only: bool, is_last: bool) -> NeedsPlan:
    """Plan, and write what was planned if it may be and still is right. Raises Overtaken, Refused."""
    seen = _stamps()
    made = plan()
    made.is_written = good_rows_only or not made.errors
    if not (made.is_written and (made.new or made.changed)):
        return made
    with preparing() as writes:
        _write(viewer, made)
        count_uses(made.heard.uses)
    with changes.together():
        lock_imports()
        if not is_last and _stamps() != seen:
            raise Overtaken
        writes.carry_out()
    return made


def _stamps() -> list[int | None]:
    """Of all tables that the rows of a sheet are compared with; they change seldom."""
    now = stamps()
    compared = (*(table_name(table) for table in (Area, LearnedName, Sector, PopulationGroup, Need)), *TABLES)
    return [now.get(name) for name in compared]


def _understand(path: Path, choices: NeedsChoices) -> UnderstoodSheet:
    """HDX HAPI calls its population group a category, which in other sheets is a sector."""
    ways = replace(choices.ways, kind="NEEDS")
    table = understand(path, choices.sheet, choices.mapping, ways=ways)
    headers = {column.header.casefold() for column in table.columns}
    if "population_status" in table.places and "category" in headers and not choices.mapping:
        return understand(path, choices.sheet, {"category": "population_group"}, ways=ways)
    return table


def _plan(viewer: Viewer, table: UnderstoodSheet, choices: NeedsChoices, progress: Progress) -> NeedsPlan:
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
    made, own = NeedsPlan(rows=len(readings), skipped=gathered.skipped), OwnFactsOfNeeds(viewer, table)
    _compare(viewer, made, gathered, own, str(choices.source))
    made.wrong = sum(reading.is_wrong for reading in readings)
    made.problems = [*table.notices, *problems_of(readings)]
    made.left_out, made.not_kept = own.columns.hidden, own.columns.calculated
    made.heard = context.geocoder.heard
    used = {above for place in made.places for above in place.line()}
    made.areas = sorted((place for place in context.geocoder.added if place in used), key=lambda place: place.level)
    return made


def _is_need(figures: NeedFigures) -> bool:
    return figures.values.get("people_in_need") is not None


def _compare(viewer: Viewer, made: NeedsPlan, gathered: GatheredNeeds, own: OwnFactsOfNeeds, source: str) -> None:
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
        if row is not None:
            _compare_with(row, made, figures, own)
        elif own.enter(new := _need(key, figures, source), figures.reading):
            made.new.append(new)
            made.places.append(key[0])


def _compare_with(row: Need, made: NeedsPlan, figures: NeedFigures, own: OwnFactsOfNeeds) -> None:
    before = row.values()
    for name, count in figures.values.items():
        setattr(row, name, count)
    if not own.enter(row, figures.reading, before):
        return
    if row.values() != before:
        made.changed.append(row)
        made.before.append(before)
    else:
        made.unchanged += 1


def _stored(viewer: Viewer, gathered: GatheredNeeds, source: str) -> Iterator[Need]:
    ids = {key[0].id for key in gathered.needs if key[0].id is not None}
    for piece in chunked(ids, AT_ONCE):
        yield from visible(Need, viewer).where((Need.source == source) & Need.area.in_(piece))


def _need(key: Key, figures: NeedFigures, source: str) -> Need:
    place, sector, group, starts_on, ends_on = key
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    return Need(area=place.id, sector=sector, population_group=group, source=source, **dates, **figures.values)


def _write(viewer: Viewer, made: NeedsPlan) -> None:
    enter_areas(viewer, made.areas)
    for row, place in zip(made.new, made.places, strict=True):
        row.area_id = cast("int", place.id)
    bulk.enter(viewer, made.new)
    bulk.change(viewer, made.changed, made.before)


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
    yield from column_lines(made.left_out, made.not_kept)
    yield from problem_lines(made.problems)
