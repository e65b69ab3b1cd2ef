"""Administrative units: their tree, what they became, where they stood before, and who does something for them."""

from typing import Any

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    NodeList,
    TextField,
)
from playhouse.migrate import SchemaMigrator
from playhouse.postgres_ext import Psycopg3Database

KINDS = (
    "unit_kind IN ('MINISTRY', 'GOVERNORATE', 'DIRECTORATE', 'MUNICIPALITY', 'COUNCIL', 'OFFICE', 'CENTRE', 'OTHER')"
)
ROLES = "unit_role IN ('FILLS', 'APPROVES', 'LOOKS_ON')"


class Table(Model):
    class Meta:
        legacy_table_names = False


class ExtraField(Field):
    field_type = "JSON"

    def __init__(self) -> None:
        super().__init__(constraints=[SQL("DEFAULT '{}'")])

    def ddl(self, ctx: Any) -> NodeList:
        kept = super().ddl(ctx)
        if not isinstance(self.model._meta.database, Psycopg3Database):
            kept.nodes.append(SQL('CHECK (json_valid("extra"))'))
        return kept


class Account(Table):
    pass


class Area(Table):
    pass


class Unit(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    unit_kind = CharField(max_length=12, constraints=[Check(KINDS)])
    code = CharField(max_length=40, null=True, unique=True)
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    area = ForeignKeyField(Area, backref="units", on_delete="RESTRICT")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    phone = CharField(max_length=40, default="")
    is_published = BooleanField(default=True)
    search = TextField(default="")
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)
    extra = ExtraField()

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("parent_id <> id"),
            Check("ends_on >= starts_on"),
        ]
        indexes = ((("unit_kind", "name_order_ar", "id"), False),)


class UnitSuccessor(Table):
    unit = ForeignKeyField(Unit, backref="successors", on_delete="CASCADE", index=False)
    successor = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")

    class Meta:
        constraints = [Check("unit_id <> successor_id")]
        indexes = ((("unit", "successor"), True),)


class UnitFormerParent(Table):
    unit = ForeignKeyField(Unit, backref="former_parents", on_delete="CASCADE", index=False)
    former = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    ends_on = DateField()

    class Meta:
        constraints = [Check("unit_id <> former_id")]
        indexes = ((("unit", "ends_on"), True),)


class UnitPerson(Table):
    unit = ForeignKeyField(Unit, backref="people", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    unit_role = CharField(max_length=10, constraints=[Check(ROLES)])

    class Meta:
        indexes = ((("unit", "account"), True),)


TABLES = (Unit, UnitSuccessor, UnitFormerParent, UnitPerson)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
