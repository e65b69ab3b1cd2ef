"""How much feedback came in, how much was replied to and in time, and how long that took: in all, and by one grouping.

    figures(viewer, survey, asked)     of what the viewer may see, exact, to this day
    public_figures(survey, asked)      of all of it in months that are over, rounded to fives (small_cells.rounded)
    overview, public_overview          the same by every grouping, for a page

Unlike the results of a survey these go on, and may be asked by place, month and answer: one question less another one
would tell of few people. So all that is public is rounded, and a month is told once it is over.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any, NamedTuple

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, language
from tansiq.models import Area, AreaClosure, Entry, Feedback, FieldDefinition, Survey, tables
from tansiq.models.definitions import known
from tansiq.models.kept_values import taken
from tansiq.models.survey import fields_asked
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.belonging import area_ids_within
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition
from tansiq.records.slow_answers import cached
from tansiq.reporting_period import period_named
from tansiq.surveys import small_cells

LEVELS = {"GOVERNORATE": 1, "DISTRICT": 2}
"""By grouping: the level of the areas that are told apart."""


@dataclass(frozen=True)
class Asked:
    """What is asked: within an area, of the whole months from that of one day to that of another, and apart by MONTH,
    by one of LEVELS, or by a `field` with a list of answers; "" for the total alone."""

    area_id: int | None = None
    first: date | None = None
    last: date | None = None
    by: str = ""
    field: FieldDefinition | None = None


@dataclass(frozen=True)
class Figures:
    """How much came in, was replied to, and was until its day; the median of days until the first reply. None where
    that is not told, or is not known."""

    received: int | None
    replied: int | None
    in_time: int | None
    median_days: float | None


class Group(NamedTuple):
    """Figures of one month ("2026-03"), area (its P-code) or answer (its code; None for no answer)."""

    key: str | None
    label: str
    figures: Figures


class Told(NamedTuple):
    """The figures in all, and of each group in order; no groups where the figures in all are not told."""

    total: Figures
    groups: Sequence[Group]


class Overview(NamedTuple):
    """The figures in all, and by each grouping (a code, or a field with answers) that tells something apart."""

    total: Figures
    groups: Mapping[str | FieldDefinition, Sequence[Group]]


class _Row(NamedTuple):
    received_at: datetime
    due_on: date | None
    replied_at: datetime | None
    area_id: int | None
    extra: Mapping[str, Any] | None


def figures(viewer: Viewer, survey: Survey, asked: Asked) -> Told:
    """The figures of what a viewer may see."""
    allowed = condition(Feedback, viewer)
    return _told(_rows(survey, asked, clock.today(), [] if allowed is None else [allowed]), asked, lambda one: one)


def public_figures(survey: Survey, asked: Asked) -> Told | None:
    """What everybody may know; None for a survey of which that is nothing."""
    if not public_figures_are_told(survey):
        return None
    return _told(_rows(survey, asked, last_day_told(), []), asked, _rounded)


def public_figures_are_told(survey: Survey) -> bool:
    """Whether everybody may know them."""
    return survey.reply_days is not None and survey.has_public_results and survey.archived_at is None


def overview(viewer: Viewer, survey: Survey) -> "Overview":
    """All that there is to tell a viewer of a survey."""
    allowed = condition(Feedback, viewer)
    rows = _rows(survey, Asked(), clock.today(), [] if allowed is None else [allowed])
    return _overview(survey, rows, is_public=False)


def public_overview(survey: Survey) -> "Overview | None":
    """All that there is to tell everybody; None for a survey of which that is nothing."""
    if not public_figures_are_told(survey):
        return None

    def find() -> Overview:
        return _overview(survey, _rows(survey, Asked(), last_day_told(), []), is_public=True)

    # Whoever asks may ask often, and has no account to be held to.
    return cached(("public feedback", survey.id, language()), tables().values(), find).value


def _overview(survey: Survey, rows: list["_Row"], is_public: bool) -> "Overview":
    fields = answered_fields(survey, is_public)
    asked = [Asked(by=by) for by in ("MONTH", *LEVELS)] + [Asked(field=one) for one in fields]
    shown = _rounded if is_public else lambda one: one
    found = {one.field or one.by: _told(rows, one, shown).groups for one in asked}
    return Overview(
        _told(rows, Asked(), shown).total, {key: groups for key, groups in found.items() if _tells_apart(groups)}
    )


def _tells_apart(groups: Sequence[Group]) -> bool:
    """Whether there is more than one, and of one at least how much came in."""
    return len(groups) > 1 and any(one.figures.received for one in groups)


def last_day_told() -> date:
    """The last day of the last month that is over: of later feedback nothing is public yet."""
    return clock.today().replace(day=1) - timedelta(days=1)


def answered_fields(survey: Survey, is_public: bool) -> list[FieldDefinition]:
    """The fields by whose answers figures may be told apart, in their order."""
    asked = [one for one in fields_asked(survey) if one.value_type == "CHOICE" and not one.is_personal]
    return [one for one in asked if one.is_open or not is_public]


def _rows(survey: Survey, asked: Asked, until: date, conditions: list[Any]) -> list[_Row]:
    """One statement, for whatever grouping."""
    last = until if asked.last is None else min(until, _end_of_month(asked.last))
    wanted = [*conditions, Feedback.survey == survey.id, Entry.archived_at.is_null()]
    wanted.append(Feedback.received_at < clock.stored(datetime.combine(last + timedelta(days=1), time())))
    if asked.first is not None:
        wanted.append(Feedback.received_at >= clock.stored(datetime.combine(asked.first.replace(day=1), time())))
    if asked.area_id is not None:
        wanted.append(Entry.area.in_(area_ids_within(frozenset({asked.area_id}))))
    told: Any = Feedback.select(
        Feedback.received_at, Feedback.due_on, Feedback.replied_at, Entry.area, Entry.extra
    ).join(Entry)
    return [_Row(*row) for row in told.where(*wanted).tuples()]


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _told(rows: list[_Row], asked: Asked, shown: Callable[[Figures], Figures]) -> Told:
    total = shown(_figures(rows))
    # Of what is not told in all, it is not told either where, when and of what it was.
    apart = () if total.received is None else _grouped(rows, asked)
    return Told(total, [Group(key, label, shown(_figures(found))) for key, label, found in apart])


def _figures(rows: Sequence[_Row]) -> Figures:
    days = [(_day(row.replied_at) - _day(row.received_at)).days for row in rows if row.replied_at is not None]
    in_time = [row for row in rows if row.replied_at and row.due_on and _day(row.replied_at) <= row.due_on]
    return Figures(len(rows), len(days), len(in_time), float(median(days)) if days else None)


def _rounded(exact: Figures) -> Figures:
    """What cannot be told apart from few; of fewer than five nothing at all."""
    received = small_cells.rounded(exact.received or 0)
    if not received:
        return Figures(received, received, received, None)
    replied = small_cells.rounded(exact.replied or 0)
    return Figures(received, replied, small_cells.rounded(exact.in_time or 0), exact.median_days if replied else None)


def _day(moment: datetime) -> date:
    return clock.local(moment).date()


_Found = Iterable[tuple[str | None, str, list[_Row]]]


def _grouped(rows: list[_Row], asked: Asked) -> _Found:
    if asked.field is not None:
        return _by_answer(rows, asked.field)
    if asked.by == "MONTH":
        months = _apart(rows, lambda row: f"{_day(row.received_at):%Y-%m}")
        return [(key, str(period_named(key).name), months[key]) for key in sorted(months)]
    return _by_area(rows, LEVELS[asked.by]) if asked.by in LEVELS else []


def _by_answer(rows: list[_Row], one: FieldDefinition) -> _Found:
    """Answers in their order, those that are offered though nobody gave them too; then what was left out."""
    found = _apart(rows, lambda row: taken(one, (row.extra or {}).get(str(one.number))))
    offered = known().answers_to(one)
    labels = {code: pick(row, "label") for code, row in offered.items() if row.is_offered or code in found}
    labels |= {code: code for code in sorted(code for code in found if code is not None and code not in labels)}
    told: list[tuple[str | None, str, list[_Row]]] = [(code, labels[code], found.get(code, [])) for code in labels]
    return [*told, (None, gettext("No answer"), found[None])] if None in found else told


def _by_area(rows: list[_Row], level: int) -> _Found:
    above = _areas_above({row.area_id for row in rows if row.area_id is not None}, level)
    found = _apart([row for row in rows if row.area_id in above], lambda row: above[row.area_id or 0].id)
    areas = {area.id: area for area in above.values()}
    return [(areas[key].pcode, pick(areas[key], "name"), found[key]) for key in sorted(found, key=_pcode_in(areas))]


def _pcode_in(areas: Mapping[int, Area]) -> Callable[[int], str]:
    return lambda area_id: areas[area_id].pcode


def _areas_above(ids: set[int], level: int) -> dict[int, Area]:
    """By the id of an area: the one of this level in which it lies."""
    if not ids:
        return {}
    pairs: Any = Area.select(Area, AreaClosure.descendant.alias("below_id")).join(
        AreaClosure, on=(AreaClosure.ancestor == Area.id)
    )
    told = pairs.where(Area.level == level, among(AreaClosure.descendant, id_list(ids))).objects()
    return {row.below_id: row for row in told}


def _apart(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> dict[Any, list[_Row]]:
    found: dict[Any, list[_Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
