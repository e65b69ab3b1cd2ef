"""Assignments: which units fill a form, and in which time."""

from peewee import Check, Database, DateField, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class TypeDefinition(Table):
    pass


class Unit(Table):
    pass


class Assignment(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    form = ForeignKeyField(TypeDefinition, backref="+", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    starts_on = DateField()
    ends_on = DateField(null=True)

    class Meta:
        constraints = [Check("ends_on >= starts_on")]
        indexes = ((("form", "unit", "starts_on"), False),)


TABLES = (Assignment,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
