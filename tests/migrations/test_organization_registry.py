"""The table of organisations changes its shape under its rows: these stay, and so does what refers to them."""

from datetime import date
from typing import Any

import pytest
from peewee import Database, IntegrityError

from tansiq.records import migrating

TABLE, PARTS = '"organization"', '"organization_sector"'
MIGRATION = "0006_organization_registry"


def _insert(database: Database, table: str, **values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    mark = ", ".join([database.param] * len(values))
    database.execute_sql(f"INSERT INTO {table} ({names}) VALUES ({mark})", tuple(values.values()))


def _organization(database: Database, row_id: int, **values: Any) -> None:
    stamps = {"created_at": "2026-01-01 00:00:00", "changed_at": "2026-01-01 00:00:00", "version": 3}
    texts = dict.fromkeys(("name_ar", "acronym", "acronym_ar", "aliases", "search"), "")
    keys = dict.fromkeys(("acronym_key", "name_key_ar", "name_key_en"), "")
    _insert(database, TABLE, id=row_id, kind="UNION", is_published=True, **stamps, **texts, **keys, **values)


def _sector(database: Database) -> None:
    stamps = {"created_at": "2026-01-01 00:00:00", "changed_at": "2026-01-01 00:00:00", "version": 1}
    texts = dict.fromkeys(("name_fr", "aliases", "dac_code", "search"), "")
    _insert(database, "sector", id=1, code="WSH", name_ar="مياه", name_en="Water", position=1, **stamps, **texts)
    _insert(database, PARTS, organization_id=7, sector_id=1)


def _names(database: Database) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(f"SELECT id, name_en, version, kind FROM {TABLE} ORDER BY id").fetchall())


def test_rows_and_what_refers_to_them_live_through_both_ways(empty_database: Database) -> None:
    names = migrating.up()
    migrating.down(next(name for name in names if name.startswith(MIGRATION)), drop_data=True)
    _organization(empty_database, 7, name_en="Spring")
    _sector(empty_database)
    migrating.up()
    assert _names(empty_database) == [(7, "Spring", 3, "UNION")]
    _organization(empty_database, 8, name_en="Branch", parent_id=7, founded_on=date(1999, 5, 1))
    empty_database.execute_sql(f"UPDATE {TABLE} SET kind = 'WOMEN_GROUP' WHERE id = 8")
    migrating.down(next(name for name in names if name.startswith(MIGRATION)), drop_data=True)
    assert _names(empty_database) == [(7, "Spring", 3, "UNION"), (8, "Branch", 3, "OTHER")]
    assert empty_database.execute_sql(f"SELECT COUNT(*) FROM {PARTS}").fetchone()[0] == 1


@pytest.mark.parametrize("values", [{"parent_id": 99}, {"parent_id": 8}, {"iati_identifier": "XM-DAC-1"}])
def test_the_new_columns_are_held_to_what_they_mean(empty_database: Database, values: dict[str, Any]) -> None:
    migrating.up()
    _organization(empty_database, 7, name_en="Spring", iati_identifier="XM-DAC-1")
    with pytest.raises(IntegrityError):
        _organization(empty_database, 8, name_en="Wrong", **values)
