"""Reports of units for periods, what whoever approves said of them, more time for some, and their figures one by one."""

from typing import Any

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    DoubleField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    NodeList,
    TextField,
)
from playhouse.migrate import SchemaMigrator
from playhouse.postgres_ext import Psycopg3Database

STATES = "report_state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'REOPENED')"


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


class TypeDefinition(Table):
    pass


class FieldDefinition(Table):
    pass


class FormVersion(Table):
    pass


class Unit(Table):
    pass


class Report(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    form = ForeignKeyField(TypeDefinition, backref="+", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    period = CharField(max_length=7)
    form_version = ForeignKeyField(FormVersion, backref="+", on_delete="RESTRICT")
    period_ends = DateField()
    report_state = CharField(max_length=10, default="DRAFT", constraints=[Check(STATES)])
    approved_level = IntegerField(default=0, constraints=[Check("approved_level BETWEEN 0 AND 3")])
    nil_reason = CharField(max_length=500, default="")
    first_submitted_at = DateTimeField(null=True)
    submitted_at = DateTimeField(null=True)
    submitter = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    extra = ExtraField()

    class Meta:
        indexes = (
            (("form", "unit", "period"), True),
            (("form", "period_ends", "unit"), False),
        )


class ReportNote(Table):
    report = ForeignKeyField(Report, backref="+", on_delete="CASCADE")
    item = IntegerField(null=True)
    text = TextField()
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField()


class ReportApproval(Table):
    report = ForeignKeyField(Report, backref="+", on_delete="CASCADE", index=False)
    level = IntegerField(constraints=[Check("level BETWEEN 1 AND 3")])
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField()

    class Meta:
        indexes = ((("report", "level"), True),)


class Extension(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    form = ForeignKeyField(TypeDefinition, backref="+", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    period = CharField(max_length=7)
    closes_on = DateField()
    due_on = DateField(null=True)
    reason = CharField(max_length=500)

    class Meta:
        constraints = [Check("due_on <= closes_on")]
        indexes = ((("form", "unit", "period"), True),)


class Figure(Table):
    report = ForeignKeyField(Report, backref="+", on_delete="CASCADE")
    item = ForeignKeyField(FieldDefinition, backref="+", on_delete="RESTRICT", index=False)
    cell = CharField(max_length=81, default="")
    period_ends = DateField()
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT", index=False)
    unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    is_approved = BooleanField()
    value = DoubleField()

    class Meta:
        indexes = ((("item", "cell", "period_ends", "area", "unit", "is_approved", "value"), False),)


TABLES = (Report, ReportNote, ReportApproval, Extension, Figure)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
