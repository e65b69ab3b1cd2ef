"""Views of lists that administrators keep for everybody or for a role."""

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class TypeDefinition(Table):
    pass


AUDIENCES = "audience IN ('EVERYBODY', 'ADMIN', 'OFFICER', 'PARTNER', 'AUDITOR')"


class SharedView(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    name_ar = CharField(max_length=80, default="")
    name_en = CharField(max_length=80, default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)
    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="+", on_delete="RESTRICT")
    address = TextField(default="")
    audience = CharField(max_length=12, default="EVERYBODY", constraints=[Check(AUDIENCES)])
    position = IntegerField(default=0)

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]


TABLES = (SharedView,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
