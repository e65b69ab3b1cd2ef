"""Figures of 200,000 entries of an own register, beside bare SQL: python -m tests.bench.summaries [sqlite|postgres].

What is asked: how deep wells are on the average, by district and by kind, of those that the public reads.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any

from tansiq.models import Entry, FieldDefinition
from tansiq.platform.database import db, is_postgres, open_database, use
from tansiq.policy.viewer import ANONYMOUS
from tansiq.records import migrating
from tansiq.summaries import Grouping, Measure, Summary, SummaryQuestion, subject_of, summarize
from tests.bench import loading
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding, table
from tests.definitions import answers, field, name_of, record_type
from tests.register import Register, enter_register

ENTRIES = 200_000
MOST = 1.5
"""How many times as long as the bare statement the question may take."""
AT_ONCE = 500
KINDS = ("DUG", "DRILLED", "SPRING", "CISTERN")

_NUMBER = {
    False: """json_extract(e.extra, '$."{0}"')""",
    True: "CAST(e.extra->>'{0}' AS numeric)",
}
_TEXT = {
    False: """json_extract(e.extra, '$."{0}"')""",
    True: "e.extra->>'{0}'",
}
_BARE = """
    SELECT a.district_id, {kind}, COUNT(*), COUNT({depth}), SUM({depth})
    FROM entry e LEFT JOIN area a ON a.id = e.area_id
    WHERE e.record_type_id = {type} AND e.is_published AND e.archived_at IS NULL
    GROUP BY 1, 2
"""


def summaries(kind: str, address: str, entries: int = ENTRIES) -> list[Finding]:
    """The question asked of the domain, beside the bare statement, over a database that is still empty."""
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        depth, well_kind = enter(enter_register(), entries)
        if is_postgres():
            # PostgreSQL does this by itself after a while.
            db.execute_sql("VACUUM ANALYZE")
        bare = bare_statement(depth, well_kind)
        check_equal(asked(depth, well_kind), bare())
        ways: dict[str, Callable[[], object]] = {"ours": partial(asked, depth, well_kind), "bare": bare}
        taken = {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}
    ratio = taken["ours"] / taken["bare"]
    return [Finding("figures of entries", kind, entries, "ms", taken["ours"], taken["bare"], ratio, AT_MOST, MOST)]


def enter(register: Register, entries: int) -> tuple[FieldDefinition, FieldDefinition]:
    """The depth and the kind of wells, of which so many are entered."""
    wells = record_type("wells")
    of: dict[str, Any] = {"table": "entry", "record_type": wells.id}
    depth = field("depth", "NUMBER", decimals=1, **of)
    well_kind = field("wellKind", "CHOICE", choice_list=answers(*KINDS).id, **of)
    rows = _rows(register, int(wells.id), depth, well_kind, entries)
    with db.atomic():
        while some := list(islice(rows, AT_ONCE)):
            Entry.insert_many(some).execute()
    return depth, well_kind


def _rows(
    register: Register, wells: int, depth: FieldDefinition, well_kind: FieldDefinition, entries: int
) -> Iterator[dict[str, Any]]:
    places = [area.id for area in register.areas.values() if area.level > 1]
    for number in range(entries):
        metres = {} if number % 9 == 0 else {str(depth.number): number % 700 / 2}
        extra = {str(well_kind.number): KINDS[number % len(KINDS)], **metres}
        yield {
            "record_type": wells,
            "area": places[number % len(places)],
            "is_published": number % 11 != 0,
            "extra": extra,
        }


def asked(depth: FieldDefinition, well_kind: FieldDefinition) -> Summary:
    """The answer of the program."""
    subject = subject_of(ANONYMOUS, depth.holder)
    if subject is None:
        raise ValueError("nobody is told of the register")
    by = (Grouping("area", "DISTRICT"), Grouping(name_of(well_kind)))
    return summarize(ANONYMOUS, SummaryQuestion(subject, by, Measure("AVERAGE", name_of(depth))))


def bare_statement(depth: FieldDefinition, well_kind: FieldDefinition) -> Callable[[], list[tuple[Any, ...]]]:
    """A call that runs the statement by hand and fetches its rows."""
    statement = _BARE.format(
        kind=_TEXT[is_postgres()].format(well_kind.number),
        depth=_NUMBER[is_postgres()].format(depth.number),
        type=int(depth.record_type_id or 0),
    )
    return lambda: list(db.execute_sql(statement).fetchall())


def check_equal(ours: Summary, theirs: list[tuple[Any, ...]]) -> None:
    """Raise ValueError where the two do not find the same: then a ratio would say nothing."""
    averages = {
        (district, code): (rows, known, round(float(total / known), 4)) for district, code, rows, known, total in theirs
    }
    found = {
        tuple(key.value for key in one.keys): (one.count, one.known, round(float(one.value or 0), 4))
        for one in ours.groups
    }
    if found != averages:
        raise ValueError("the program and the bare statement do not agree")


if __name__ == "__main__":
    with loading.postgres_server() as postgres:
        kinds = sys.argv[1:] or loading.KINDS
        measured = [one for kind in kinds for one in summaries(kind, loading.empty_address(kind, postgres))]
    print(table(measured))  # noqa: T201  The bench speaks to whoever runs it.
