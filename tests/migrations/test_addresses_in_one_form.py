"""Stored mail addresses come into one form; people whose addresses become the same are told, not merged."""

from typing import Any

from peewee import Database

from tansiq.records import migrating
from tests.logs import heard

MIGRATION = "0021_addresses_in_one_form"
DAY = "2026-01-01 00:00:00"


def _insert(database: Database, table: str, **values: Any) -> None:
    stamps = {"created_at": DAY, "changed_at": DAY, "version": 1}
    values = {**stamps, **values}
    names = ", ".join(f'"{name}"' for name in values)
    mark = ", ".join([database.param] * len(values))
    database.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({mark})', tuple(values.values()))


def _person(database: Database, row_id: int, email: str, **values: Any) -> None:
    known = {"id": row_id, "email": email, "name": "", "active": True, "fs_uniquifier": str(row_id), "language": "ar"}
    _insert(database, "account", **{**known, **values})


def _emails(database: Database) -> dict[int, str]:
    return dict(database.execute_sql('SELECT id, email FROM "account" ORDER BY id').fetchall())


def _before(database: Database) -> None:
    names = migrating.up()
    migrating.down(next(name for name in names if name.startswith(MIGRATION)))


def test_addresses_come_into_one_form(empty_database: Database) -> None:
    _before(empty_database)
    _person(empty_database, 1, "hana@spring.example")
    _person(empty_database, 2, "Omar@ｗell.example")
    _person(empty_database, 3, "سلمى@مثال.يمن")
    with heard() as told:
        migrating.up()
    assert _emails(empty_database) == {
        1: "hana@spring.example",
        2: "omar@well.example",
        3: "سلمى@xn--mgbh0fb.xn--hhbck",
    }
    assert told == []


def test_people_with_one_address_stay_two_and_are_told(empty_database: Database) -> None:
    _before(empty_database)
    _person(empty_database, 1, "ⓗana@spring.example", active=False)
    _person(empty_database, 2, "hana@spring。example")
    _person(empty_database, 3, "Hana@spring.example", archived_at=DAY)
    _person(empty_database, 4, "omar@well.example")
    _person(empty_database, 5, "omar@ＷELL.example")
    with heard() as told:
        migrating.up()
    assert _emails(empty_database) == {
        1: "ⓗana@spring.example",
        2: "hana@spring.example",
        3: "Hana@spring.example",
        4: "omar@well.example",
        5: "omar@ＷELL.example",
    }
    assert [(entry["keeps"], entry["others"]) for entry in told] == [(2, [1, 3]), (4, [5])]
    assert "@" not in str(told)
