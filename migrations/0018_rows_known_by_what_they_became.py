"""Rows of earlier imports are known by the site that each became, as the spelling of their cells told before.

Their sheets are gone, so what is compared from now on is told by the register itself.
"""

from collections.abc import Sequence
from typing import Any

from peewee import AutoField, BlobField, CharField, Database, DateField, IntegerField, Model
from playhouse.migrate import SchemaMigrator

from tansiq.models.intervention import is_own_record_id
from tansiq.records.row_identity import OF_INTERVENTION, OF_SITE, digest

_AT_ONCE = 500


class Table(Model):
    class Meta:
        legacy_table_names = False


class Intervention(Table):
    id = AutoField()
    record_id = CharField()
    organization = IntegerField(column_name="organization_id")
    project = IntegerField(column_name="project_id", null=True)
    sector = IntegerField(column_name="sector_id")
    subsector = IntegerField(column_name="subsector_id", null=True)
    activity_type = IntegerField(column_name="activity_type_id", null=True)
    title_ar = CharField()
    title_en = CharField()
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)


class Site(Table):
    id = AutoField()
    intervention = IntegerField(column_name="intervention_id")
    area = IntegerField(column_name="area_id")
    population_group = IntegerField(column_name="population_group_id")


class ImportedRow(Table):
    id = AutoField()
    site = IntegerField(column_name="site_id")
    identity = BlobField()


TABLES = (Intervention, Site, ImportedRow)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        last = 0
        while pairs := _rows_after(last):
            for row_id, told in pairs:
                ImportedRow.update(identity=digest(told)).where(ImportedRow.id == row_id).execute()
            last = pairs[-1][0]


def down(migrator: SchemaMigrator, db: Database) -> None:
    """The spelling of the cells cannot be told any more: such rows are known to the letter alone, as before."""


def _rows_after(last: int) -> list[tuple[int, dict[str, Any]]]:
    """The next rows by their ids, each with what says which one it is."""
    columns: list[Any] = [ImportedRow.id, Intervention.record_id]
    columns += [getattr(Intervention, name) for name in OF_INTERVENTION]
    columns += [getattr(Site, name) for name in OF_SITE]
    query = (
        ImportedRow.select(*columns)
        .join(Site, on=(Site.id == ImportedRow.site))
        .join(Intervention, on=(Intervention.id == Site.intervention))
        .where(ImportedRow.id > last)
        .order_by(ImportedRow.id)
        .limit(_AT_ONCE)
    )
    return [(row[0], _told(row[1], row[2:])) for row in iter(query.tuples().execute())]


def _told(record_id: str, values: Sequence[Any]) -> dict[str, Any]:
    told = dict(zip((*OF_INTERVENTION, *OF_SITE), values, strict=True))
    return told if is_own_record_id(record_id) else {**told, "record_id": record_id}
