"""What is done twice, asked over copied columns: the country beside DuckDB, parts of it as the rest grows."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from peewee import Database

from tansiq.duplication.find_overlaps import count_overlaps, group_overlaps, overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.models import Area, PopulationGroup, Site, data_stamps
from tansiq.period import Period
from tansiq.platform.database import use
from tansiq.policy.viewer import OPERATOR
from tests.bench.in_duckdb import asked_of_duckdb
from tests.bench.measuring import side_by_side
from tests.bench.overlap import copied
from tests.bench.report import AT_MOST, Finding

PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))
PARTS = {"a governorate": 1, "a district": 2}
"""Levels of the areas that are asked about beside the country: the first of each."""
MORE_AFTER_A_CHANGE = 50
"""Milliseconds that the count may take more which is the first after a change."""
Ask = Callable[[OverlapQuestion], object]
ASKED: Mapping[str, Ask] = {
    "page": lambda question: overlaps(OPERATOR, question),
    "count": lambda question: count_overlaps(OPERATOR, question),
    "groups": lambda question: group_overlaps(OPERATOR, question),
}


def overlap_questions(kind: str, databases: Mapping[int, Database]) -> list[Finding]:
    """The country's questions beside DuckDB's bare SQL; those of parts, and of one governorate by size."""
    found: list[Finding] = []
    with copied(databases):
        for rows, database in databases.items():
            use(database)
            found += _of_the_country(kind, rows)
        for part, level in PARTS.items():
            found += [one for name in ASKED for one in _of_a_part(kind, databases, name, part, level)]
    return found


def _of_the_country(kind: str, rows: int) -> Iterator[Finding]:
    country = OverlapQuestion("YE", period=PERIOD)
    check_equal()
    for name, ask in ASKED.items():
        ways: dict[str, Callable[[], object]] = {
            "ours": partial(ask, country),
            "duckdb": asked_of_duckdb(*bare_statement(name)),
        }
        taken = {way: seconds * 1000 for way, seconds in side_by_side(ways).items()}
        ratio = taken["ours"] / taken["duckdb"]
        yield Finding(
            f"overlaps of the country: {name}, to DuckDB", kind, rows, "ms", taken["ours"], taken["duckdb"], ratio,
            AT_MOST, 1,
        )  # fmt: skip
    taken = {
        way: seconds * 1000
        for way, seconds in side_by_side(
            {"count": lambda: count_overlaps(OPERATOR, country), "changed": lambda: _changed(country)}
        ).items()
    }
    more = taken["changed"] - taken["count"]
    yield Finding("the count, more after a change", kind, rows, "ms", more, None, more, AT_MOST, MORE_AFTER_A_CHANGE)


def _changed(question: OverlapQuestion) -> int:
    """The count after a change of one site, which is taken as counted by its stamp."""
    site = Site.select().where(Site.archived_at.is_null()).order_by(Site.id.desc()).first()
    data_stamps.bump(["site"], {"site": [site.id]})
    return count_overlaps(OPERATOR, question)


def _of_a_part(kind: str, databases: Mapping[int, Database], name: str, part: str, level: int) -> Iterator[Finding]:
    """Milliseconds at each size, and in times those of the smallest; there is the more to find the more there is."""
    ways = {str(rows): _asking(database, ASKED[name], level) for rows, database in databases.items()}
    taken = {int(rows): seconds * 1000 for rows, seconds in side_by_side(ways).items()}
    smallest = min(taken)
    for rows, milliseconds in sorted(taken.items()):
        least = taken[smallest] if rows > smallest else None
        times, most = (milliseconds / least, rows / smallest) if least else (None, None)
        yield Finding(f"overlaps of {part}: {name}", kind, rows, "ms", milliseconds, least, times, AT_MOST, most)


def _asking(database: Database, ask: Ask, level: int) -> Callable[[], object]:
    use(database)
    area = Area.select().where(Area.level == level).order_by(Area.id).first()
    question = OverlapQuestion(area, period=PERIOD)

    def run() -> object:
        use(database)
        return ask(question)

    return run


def bare_statement(name: str, period: Period = PERIOD) -> tuple[str, dict[str, Any]]:
    """The statement by hand for one of ASKED, and what is bound in it."""
    pairs, *named = re.split(
        r"-- (page|count|groups|links|cases)\n", Path(__file__).with_name("bare_overlaps.sql").read_text()
    )
    country, everybody = Area.get(Area.pcode == "YE"), PopulationGroup.get(PopulationGroup.code == "ALL")
    bound = {"country": country.id, "everybody": everybody.id, "begins": str(period.begins), "ends": str(period.ends)}
    return pairs.replace(f"--{name} ", "") + named[named.index(name) + 1], bound


def check_equal(period: Period = PERIOD) -> None:
    """Raise ValueError where DuckDB does not find what the program finds: then a ratio would say nothing."""
    question = OverlapQuestion("YE", period=period)
    page = [(one.first_id, one.second_id, round(one.score * 10_000)) for one in overlaps(OPERATOR, question).overlaps]
    groups = {(g.area_id, g.sector_id, g.pair_count, round(g.best_score * 10_000))
              for g in group_overlaps(OPERATOR, question)}  # fmt: skip
    theirs = {name: asked_of_duckdb(*bare_statement(name))() for name in ASKED}
    if page != theirs["page"] or {(count_overlaps(OPERATOR, question),)} != set(theirs["count"]):
        raise ValueError("the program and DuckDB do not find the same pairs")
    if groups != set(theirs["groups"]):
        raise ValueError("the program and DuckDB do not count the same groups")
