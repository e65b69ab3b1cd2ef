"""Documents of cases: letters, minutes, lists of places."""

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class OverlapCase(Table):
    pass


class Organization(Table):
    pass


class CaseDocument(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    case = ForeignKeyField(OverlapCase, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    title = CharField(max_length=300)
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField(constraints=[Check("size > 0")])
    sha256 = CharField(max_length=64)
    stored = CharField(max_length=64, unique=True)


TABLES = (CaseDocument,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
