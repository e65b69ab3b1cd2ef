"""What is told of chosen pairs: the facts of both sides and the reason, read by the same statement."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import CTE, JOIN, Join, Select, ValuesList, chunked

from tansiq.duplication.overlap import Overlap
from tansiq.duplication.pair_sides import Side, side_of, stored_side
from tansiq.duplication.pairs import COLUMNS
from tansiq.duplication.reasons import Doing, NameInSentence, SpokenName, reason
from tansiq.duplication.weights import POINTS
from tansiq.models import ActivityType, Area, Intervention, Sector, Site
from tansiq.platform.database import db
from tansiq.platform.kept_statements import ask, slot

_AT_ONCE = 500
"""Pairs that one statement reads: each takes five of its values."""


class SideFacts(NamedTuple):
    """One side of a pair, as read. Ids of what is only being entered are 0 or below."""

    intervention: int
    site: int
    organization: int
    starts_on: date
    ends_on: date | None
    doing: Doing


def read_overlaps(chosen: Select) -> list[Overlap]:
    """The chosen pairs with all that is told of them, best first."""
    return overlaps_of_rows(db.execute(told_of(chosen)).fetchall())


def read_chosen(pairs: Sequence[Sequence[int]]) -> list[Overlap]:
    """The same of pairs that were found elsewhere, best first: each with the columns COLUMNS of `pairs`."""
    return [one for piece in chunked(pairs, _AT_ONCE) for one in _read_piece(piece)]


def _read_piece(pairs: Sequence[Sequence[int]]) -> list[Overlap]:
    count = len(pairs)
    given, chosen = chosen_elsewhere(count)
    return overlaps_of_rows(ask(("chosen", count), lambda: told_of(chosen).with_cte(given), chosen_values(pairs)))


def chosen_elsewhere(count: int) -> tuple[CTE, Select]:
    """So many pairs that are given: the relation that holds them, and the query of them."""
    given = CTE("chosen", ValuesList([[slot((name, n)) for name in COLUMNS] for n in range(count)]), columns=COLUMNS)
    return given, Select([given], [given.c[name].cast("BIGINT").alias(name) for name in COLUMNS])


def chosen_values(pairs: Sequence[Sequence[int]]) -> dict[Hashable, Any]:
    """What pairs put into the slots of `chosen_elsewhere`."""
    return {(name, n): pair[place] for n, pair in enumerate(pairs) for place, name in enumerate(COLUMNS)}


def told_of(chosen: Select, mine: CTE | None = None, *given: CTE) -> Select:
    """The statement that reads the chosen pairs with all that is told of them, best first, for `overlaps_of_rows`.

    With `mine` the first of each pair is read from that relation, which is read from `given`.
    """
    pair = chosen.alias("pair")
    tables, second = _joined_stored(pair, "second", pair.c.second_site)
    if mine is None:
        tables, first = _joined_stored(tables, "first", pair.c.first_site)
    else:
        tables, first = Join(tables, mine, on=(mine.c.site == pair.c.first_site)), side_of(mine)
    tables = Join(tables, Sector, on=(Sector.id == second.sector))
    tables, columns = _facts(tables, [first, second])
    query = Select([tables], [pair.c.points, Sector.id, Sector.name_ar, Sector.name_en, *columns])
    query = query.order_by(pair.c.points.desc(), pair.c.first, pair.c.second)
    return query if mine is None else query.with_cte(*given, mine)


def overlaps_of_rows(rows: Iterable[Sequence[Any]]) -> list[Overlap]:
    """What rows of that statement tell."""
    return [_overlap(row) for row in rows]


def _joined_stored(tables: Any, name: str, site_id: Any) -> tuple[Any, Side]:
    site, work = Site.alias(f"{name}_site"), Intervention.alias(f"{name}_work")
    tables = Join(tables, site, on=(site.id == site_id))
    return Join(tables, work, on=(work.id == site.intervention)), stored_side(site, work)


def _facts(tables: Any, sides: Sequence[Side]) -> tuple[Any, list[Any]]:
    """The tables joined with those that hold names, and twelve columns for each side."""
    columns: list[Any] = []
    for number, side in enumerate(sides):
        area, activity = Area.alias(f"area_{number}"), ActivityType.alias(f"activity_{number}")
        tables = Join(tables, area, on=(area.id == side.area))
        tables = Join(tables, activity, JOIN.LEFT_OUTER, on=(activity.id == side.activity))
        columns += [side.intervention, side.site, side.organization, side.starts_on, side.ends_on]
        columns += [area.id, area.level, area.name_ar, area.name_en, activity.id, activity.name_ar, activity.name_en]
    return tables, columns


def _side_facts(row: Sequence[Any]) -> SideFacts:
    intervention, site, organization, starts_on, ends_on, area, level, area_ar, area_en, activity, *names = row
    doing = Doing(SpokenName(area_ar, area_en), area, level, NameInSentence(*names) if activity else None, activity)
    return SideFacts(intervention, site, organization, _day(starts_on), _day(ends_on) if ends_on else None, doing)


def _day(value: date | str) -> date:
    """SQLite gives days back as text where no model reads them."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _overlap(row: Sequence[Any]) -> Overlap:
    points, sector, sector_ar, sector_en, *facts = row
    width = len(facts) // 2
    first, second = sorted((_side_facts(facts[:width]), _side_facts(facts[width:])), key=lambda side: side.intervention)
    begins = max(first.starts_on, second.starts_on)
    ends = min((side.ends_on for side in (first, second) if side.ends_on), default=None)
    finer = max(first.doing, second.doing, key=lambda doing: doing.level)
    return Overlap(
        score=points / POINTS,
        first_id=first.intervention or None,
        second_id=second.intervention,
        first_site_id=first.site if first.site > 0 else None,
        second_site_id=second.site if second.site > 0 else None,
        first_organization_id=first.organization,
        second_organization_id=second.organization,
        sector_id=sector,
        area_id=finer.area_id,
        first_area_id=first.doing.area_id,
        second_area_id=second.doing.area_id,
        overlaps_from=begins,
        overlaps_to=ends,
        days_in_common=(ends - begins).days + 1 if ends else None,
        reason=reason(first.doing, second.doing, NameInSentence(sector_ar, sector_en), begins, ends),
    )
