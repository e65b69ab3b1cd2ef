"""What is bound a column at a time is stored as what peewee binds value by value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from peewee import Database, Field, Model

from tansiq.models import HistoryEntry, ImportedRow, Intervention, Organization, Site
from tansiq.models.record import now
from tansiq.records import bulk
from tansiq.records.bound_columns import bound_column, bound_records, bound_rows
from tests.register import Register

MANY = 60
"""More rows than those from which on PostgreSQL takes them as a copy."""
SIGNS = "tab\t, new\nline, back\\slash, \\N, “quoted”, 'single', زنجبار"


def _stored(database: Database, model: type[Model], row_id: int) -> tuple[Any, ...]:
    columns = [field for field in model._meta.sorted_fields if field.name not in ("id", "record_id")]
    names = ", ".join(f'"{field.column_name}"' for field in columns)
    asked = f'SELECT {names} FROM "{model._meta.table_name}" WHERE id = {row_id}'
    found: tuple[Any, ...] = database.execute_sql(asked).fetchone()
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in found)


@pytest.mark.parametrize("count", [1, MANY])
def test_rows_are_stored_alike_one_by_one_and_many_at_once(register: Register, database: Database, count: int) -> None:
    work = register.intervention("SBD")
    told: dict[str, Any] = {
        "organization": work.organization_id, "sector": work.sector_id, "title_en": SIGNS, "title_ar": "",
        "budget": Decimal("12.50"), "currency": "YER", "starts_on": date(2026, 3, 1), "ends_on": None,
        "is_published": False, "created_at": now(), "changed_at": now(), "archived_at": now(),
        "extra": {"12": [1, "ب"]},
    }  # fmt: skip
    one = Intervention.insert(**told, record_id="ONE").execute()
    many = bulk.insert(Intervention, [{**told, "record_id": f"MANY{n}"} for n in range(count)])
    wanted = _stored(database, Intervention, one)
    assert all(_stored(database, Intervention, row_id) == wanted for row_id in many)


def test_bytes_are_stored_alike(register: Register, database: Database) -> None:
    sites = [register.site(register.intervention("SBD"), "YE121121") for _ in range(MANY)]
    told = [{"site": site.id, "fingerprint": b"\x00\\'\xff", "identity": b"", "said": None} for site in sites]
    one = _stored(database, ImportedRow, ImportedRow.insert(**told[0], imported_at=now()).execute())
    ImportedRow.delete().execute()
    many = bulk.insert(ImportedRow, [{**row, "imported_at": one[-3]} for row in told])
    assert [_stored(database, ImportedRow, row_id)[1:] for row_id in many] == [one[1:]] * MANY


def test_what_is_left_out_has_the_default_of_its_column(database: Database) -> None:
    told = {"record_type": "site", "record_version": 1, "face": "IMPORT", "act": "CREATE"}
    ids = bulk.insert(HistoryEntry, [{**told, "record_id": n} for n in range(MANY)])
    found = [HistoryEntry.get_by_id(row_id) for row_id in ids]
    assert [entry.record_id for entry in found] == list(range(MANY))
    assert {(entry.changes, entry.actor, entry.reason) for entry in found} == {("{}", "", None)}
    assert all(abs((now() - entry.at).total_seconds()) < 60 for entry in found)


def test_what_is_no_value_of_the_column_is_asked_of_it(database: Database) -> None:
    assert list(bound_column(Site.targeted, [1, None, True, "7"])) == [1, None, 1, 7]
    assert list(bound_column(Intervention.is_published, [1, 0])) == [True, False]
    assert list(bound_column(Organization.name_en, [None, 12])) == [None, "12"]


def test_rows_that_hold_less_have_nothing_or_the_default(database: Database) -> None:
    fields: list[Field[Any]] = [Organization.acronym, Organization.aliases]
    assert bound_rows(fields, [{"acronym": "A"}, {"acronym": "B"}]) == [("A", ""), ("B", "")]
    row = Organization(acronym="A")
    del row.__data__["aliases"]
    assert bound_records(fields, [row, Organization(acronym="B", aliases="b")]) == [("A", None), ("B", "b")]
