"""The loaded register: whole, with every derived value as the register's own code would write it."""

from typing import Any

import pytest

from tansiq import models
from tansiq.models import (
    ActivityType,
    Area,
    AreaClosure,
    Intervention,
    Need,
    Organization,
    Partnership,
    PopulationGroup,
    Record,
    Sector,
    Site,
    Table,
)
from tansiq.platform.database import is_postgres
from tansiq.records import area_tree
from tansiq.records.denormalised import copy_to_site
from tests.bench.conftest import ROWS, SETTLEMENTS
from tests.bench.generator import Generated
from tests.bench.loading import digest


def test_all_tables_hold_what_was_generated(loaded: Generated) -> None:
    counts = {table.__name__: table.select().count() for table in models.ALL}
    assert counts["Area"] == 1 + 22 + 335 + 2149 + SETTLEMENTS
    assert counts["Intervention"] == ROWS
    assert counts["Site"] == len(loaded.sites)
    assert counts["Organization"] == 2_000
    assert (counts["Sector"], counts["ActivityType"], counts["PopulationGroup"]) == (12, 60, 3)
    assert counts["Need"] == 335 * 12 * 7
    assert counts["Partnership"] == (loaded.interventions.partner > 0).sum()


@pytest.mark.parametrize("table", [Area, Sector, ActivityType, PopulationGroup, Organization, Intervention])
def test_search_text_and_keys_are_those_the_row_would_write(loaded: Generated, table: type[Record]) -> None:
    rows: list[Record] = list(table.select().order_by(table.id.desc()).limit(300))
    for row in rows:
        stored = dict(row.__data__)
        row.complete()
        assert row.__data__ == stored


def test_sites_carry_the_copies_that_changes_would_write(loaded: Generated) -> None:
    interventions = {row.id: row for row in Intervention.select()}
    areas = {row.id: row for row in Area.select()}
    for site in Site.select():
        stored = dict(site.__data__)
        copy_to_site(site, interventions[site.intervention_id], areas[site.area_id])
        assert site.__data__ == stored
        assert site.organization_id == interventions[site.intervention_id].organization_id


def test_ancestors_and_closure_are_those_of_the_hierarchy(loaded: Generated) -> None:
    areas = list(Area.select())
    for area in areas[::40]:
        assert area_tree.ancestor_ids(area) == {name: getattr(area, f"{name}_id") for name in models.area.ANCESTORS}
    expected = {(row["ancestor"], row["descendant"], row["depth"]) for row in area_tree.closure_rows(areas)}
    assert {(row.ancestor_id, row.descendant_id, row.depth) for row in AreaClosure.select()} == expected


def test_rows_are_without_faults(loaded: Generated) -> None:
    for table in (Area, Intervention, Site, Need):
        assert not [fault for row in table.select().limit(500) for fault in row.faults()]


def test_the_indexes_are_back(loaded: Generated) -> None:
    for table in (Area, Site, Intervention, Need, Partnership):
        wanted = {tuple(index.columns) for index in table._meta.database.get_indexes(table._meta.table_name)}
        assert {tuple(field.column_name for field in fields) for fields in _indexed(table)} <= wanted


def _indexed(table: type[Table]) -> list[list[Any]]:
    single = [[field] for field in table._meta.sorted_fields if field.index and not field.primary_key]
    joint = [[table._meta.fields[name] for name in names] for names, _unique in table._meta.indexes]
    return single + joint


def test_the_next_row_gets_a_new_id(loaded: Generated) -> None:
    with models.Sector._meta.database.atomic() as transaction:
        assert Sector.create(code="NEXT", name_ar="التالي", name_en="Next").id == 13
        transaction.rollback()


def test_foreign_keys_hold(loaded: Generated) -> None:
    if is_postgres():
        pairs = ((Site, Site.intervention, Intervention), (Site, Site.area, Area), (Need, Need.area, Area))
        for table, key, target in pairs:
            assert not table.select().where(key.not_in(target.select(target.id))).exists()
    else:
        assert Site._meta.database.execute_sql("PRAGMA foreign_key_check").fetchall() == []


def test_the_digest_names_eight_letters() -> None:
    assert len(digest()) == 8
    assert digest() == digest()
