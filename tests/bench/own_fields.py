"""Lists of 200,000 organisations with twenty own fields each: python -m tests.bench.own_fields [sqlite|postgres].

The statement that a page of the list sends, narrowed and ordered by a field that is kept in order, beside the very same
statement over a real column with the same values and the same index; and the contract's query Page of a register in
which fields are defined, beside itself before any was.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle, islice
from typing import Any, NamedTuple

from flask import Flask

from tansiq.models import FieldDefinition, Organization
from tansiq.platform.database import db, is_postgres, open_database, use
from tansiq.records import migrating
from tansiq.records.extra_sql import value_of
from tansiq.records.own_indexes import PREFIX, keep_indexes
from tests.bench import loading
from tests.bench.asking import application
from tests.bench.measuring import side_by_side
from tests.bench.panel import get, signed_in
from tests.bench.report import AT_MOST, Finding, table
from tests.definitions import answers, field, name_of
from tests.statements import Statement, sent

ORGANIZATIONS = 200_000
MOST = 1.5
"""How many times as long as over a real column the statement may take."""
AT_ONCE = 500
COMMON, RARE = "ASSOCIATION", "FOUNDATION"
FROM = 90_000
"""Members, of up to 100,003 of an invented organisation."""
SELDOM = 997
"""One organisation in so many has the rare answer."""
OTHERS = ("TEXT", "WHOLE", "NUMBER", "YES_NO", "DAY", "MONTH")
MANY = 20
ALIAS = '"t1".'
"""What statements over a table of rows call it."""


class Fields(NamedTuple):
    """The two fields that lists are narrowed and ordered by, both kept in order."""

    members: FieldDefinition
    licence: FieldDefinition


def own_fields(kind: str, address: str, organizations: int = ORGANIZATIONS) -> list[Finding]:
    """The statements of two pages beside those over real columns, over a database that is still empty."""
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        fields = define()
        enter(fields, organizations)
        keep_indexes()
        stand_beside(fields)
        if is_postgres():
            # PostgreSQL does this by itself after a while.
            db.execute_sql("VACUUM ANALYZE")
    app = application(address)
    with db.connection_context():
        return [_measured(app, fields, page, kind, organizations) for page in pages(fields).items()]


def define() -> Fields:
    """Twenty fields of organisations; two of them are kept in order."""
    members = field("members", "WHOLE", is_indexed=True)
    licence = field("licence", "CHOICE", is_indexed=True, choice_list=answers(COMMON, RARE).id)
    for number, value_type in zip(range(MANY - 2), cycle(OTHERS), strict=False):
        field(f"other{number}", value_type)
    return Fields(members, licence)


def enter(fields: Fields, organizations: int) -> None:
    """So many organisations, invented, with a value in every field."""
    rows = _rows(fields, organizations)
    with db.atomic():
        while some := list(islice(rows, AT_ONCE)):
            Organization.insert_many(some).execute()


def _rows(fields: Fields, organizations: int) -> Iterator[dict[str, Any]]:
    others = [one for one in FieldDefinition.select() if one.number not in {each.number for each in fields}]
    for number in range(organizations):
        extra = {str(one.number): _value(one.value_type, number) for one in others}
        extra |= {
            str(fields.members.number): number * 7919 % 100_003,
            str(fields.licence.number): COMMON if number % SELDOM else RARE,
        }
        names = {"name_en": f"Association {number}", "name_ar": f"جمعية {number}"}
        yield {"kind": "NNGO", "is_published": True, "extra": extra, **names}


def _value(value_type: str, number: int) -> Any:
    return {
        "WHOLE": number % 5_000,
        "NUMBER": number % 700 / 2,
        "YES_NO": number % 3 == 0,
        "DAY": f"20{number % 26:02}-0{1 + number % 9}-1{number % 10}",
        "MONTH": f"20{number % 26:02}-0{1 + number % 9}",
    }.get(value_type, f"Text of organisation {number}")


def stand_beside(fields: Fields) -> None:
    """Real columns with what the two fields hold, each with an index such as theirs."""
    for one, type_name in zip(fields, ("NUMERIC", "TEXT"), strict=True):
        name = real_column(one)
        db.execute_sql(f'ALTER TABLE "organization" ADD COLUMN "{name}" {type_name}')
        db.execute_sql(f'UPDATE "organization" SET "{name}" = {_expression(one).replace(ALIAS, "")}')
        db.execute_sql(f'CREATE INDEX "index_of_{name}" ON "organization" ("{name}", "id")')


def real_column(one: FieldDefinition) -> str:
    """What the real column beside a field is called."""
    return f"real_{one.key}"


def pages(fields: Fields) -> dict[str, str]:
    """Addresses of the list below /admin/, by what is asked."""
    members, licence = (name_of(one) for one in fields)
    return {
        f"organization/?sort={members}": "organisations in the order of an own field",
        f"organization/?{licence}={RARE}": "organisations narrowed by an own field",
        f"organization/?{members}-from={FROM}&sort={members}": "organisations from a bound on, in order",
        f"organization/?{licence}={COMMON}&sort={members}": "organisations narrowed by one, in the order of another",
    }


def _measured(app: Flask, fields: Fields, page: tuple[str, str], kind: str, rows: int) -> Finding:
    address, question = page
    text, bound = statement_of(app, address)
    check_index(text, bound)
    real = over_real_columns(text, fields)
    check_equal(run(text, bound)(), run(real, bound)())
    ways: dict[str, Callable[[], object]] = {"own": run(text, bound), "real": run(real, bound)}
    taken = {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}
    ratio = taken["own"] / taken["real"]
    return Finding(question, kind, rows, "ms", taken["own"], taken["real"], ratio, AT_MOST, MOST)


def statement_of(app: Flask, address: str) -> Statement:
    """The statement that reads the rows of a list's page, with its values. Raises ValueError where there is not one."""
    client = signed_in(app)
    get(client, address)
    with sent() as statements:
        get(client, address)
    found = [
        (text, bound) for text, bound in statements if 'FROM "organization" AS "t1"' in text and "ORDER BY" in text
    ]
    if len(found) != 1:
        raise ValueError(f"{len(found)} statements read the rows of {address}")
    return found[0]


def over_real_columns(text: str, fields: Fields) -> str:
    """The same statement, over the real columns. Raises ValueError where it asks for no own field."""
    found = text
    for one in fields:
        found = found.replace(_expression(one), f'"t1"."{real_column(one)}"')
    if found == text:
        raise ValueError("the statement asks for no own field")
    return found


def _expression(one: FieldDefinition) -> str:
    """The value of a field, as a statement over the table t1 writes it."""
    written, _ = Organization.select(value_of(Organization, one)).sql()
    return str(written).partition(" FROM ")[0].removeprefix("SELECT ")


def run(text: str, bound: Any) -> Callable[[], list[tuple[Any, ...]]]:
    """A call that sends the statement and fetches its rows."""
    return lambda: list(db.execute_sql(text, bound).fetchall())


def check_index(text: str, bound: Any) -> None:
    """Raise ValueError where the database does not go by the index of an own field."""
    told = run(f"EXPLAIN {'' if is_postgres() else 'QUERY PLAN '}{text}", bound)()
    if PREFIX not in str(told):
        raise ValueError(f"no index of an own field is used: {told}")


def check_equal(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> None:
    """Raise ValueError where the two do not find the same rows: then a ratio would say nothing."""
    if [row[0] for row in ours] != [row[0] for row in theirs] or not ours:
        raise ValueError("own fields and real columns do not give the same rows")


if __name__ == "__main__":
    with loading.postgres_server() as postgres:
        kinds = sys.argv[1:] or loading.KINDS
        measured = [one for kind in kinds for one in own_fields(kind, loading.empty_address(kind, postgres))]
    print(table(measured))  # noqa: T201  The bench speaks to whoever runs it.
