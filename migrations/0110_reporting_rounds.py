"""Reporting rounds, the reports of organisations in them, and what each statement changed."""

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

KINDS = "round_kind IN ('ACHIEVED', 'INTENDED', 'BOTH')"
CHOICES = "round_choice IN ('AT_WORK', 'KIND', 'CHOSEN')"
STATES = "round_state IN ('NOT_STARTED', 'DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED')"
RATINGS = "rating IN ('EXCEEDED', 'ACHIEVED', 'PARTLY', 'FAR_BELOW')"
ORGANIZATION_KINDS = (
    "organization_kind IN ('UN', 'INGO', 'NNGO', 'ASSOCIATION', 'COOPERATIVE', 'UNION', 'FOUNDATION', "
    "'INITIATIVE', 'WOMEN_GROUP', 'GOVERNMENT', 'DONOR', 'RED_CROSS_CRESCENT', "
    "'ACADEMIC', 'PRIVATE', 'OTHER')"
)


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


class HistoryEntry(Table):
    pass


class ImportRun(Table):
    pass


class Organization(Table):
    pass


class Plan(Table):
    pass


class Proposal(Table):
    pass


class Round(Table):
    version = IntegerField()
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")
    period = CharField(max_length=7)
    begins_on = DateField()
    ends_on = DateField()
    round_kind = CharField(max_length=10, constraints=[Check(KINDS)])
    round_choice = CharField(max_length=10, constraints=[Check(CHOICES)])
    organization_kind = CharField(max_length=30, null=True, constraints=[Check(ORGANIZATION_KINDS)])
    opens_on = DateField()
    due_on = DateField()
    grace_days = IntegerField()
    takes_late = BooleanField()
    plan = ForeignKeyField(Plan, null=True, backref="+", on_delete="RESTRICT")
    asks_fields = BooleanField()
    is_repeated = BooleanField()
    follows = ForeignKeyField("self", null=True, unique=True, backref="+", on_delete="RESTRICT")
    opened_at = DateTimeField(null=True)
    name_order_ar = CharField(max_length=60, null=True)
    name_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [Check("due_on >= opens_on"), Check("grace_days BETWEEN 0 AND 366")]
        indexes = ((("begins_on", "ends_on"), False),)


class RoundArea(Table):
    round = ForeignKeyField(Round, backref="+", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("round", "area"), True),)


class RoundOrganization(Table):
    round = ForeignKeyField(Round, backref="+", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("round", "organization"), True),)


class RoundReport(Table):
    version = IntegerField()
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    round = ForeignKeyField(Round, backref="+", on_delete="RESTRICT", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    round_state = CharField(max_length=12, constraints=[Check(STATES)])
    draft = TextField()
    draft_number = IntegerField()
    nil_reason = CharField(max_length=500)
    first_submitted_at = DateTimeField(null=True)
    submitted_at = DateTimeField(null=True)
    submitter = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    comment = TextField()
    accepted_at = DateTimeField(null=True)
    rating = CharField(max_length=12, null=True, constraints=[Check(RATINGS)])
    remark = TextField()
    answer = TextField()
    extra = ExtraField()

    class Meta:
        indexes = ((("round", "organization"), True), (("round", "round_state"), False))


class RoundChange(Table):
    report = ForeignKeyField(RoundReport, backref="+", on_delete="RESTRICT")
    record_type = CharField(max_length=40)
    record_id = IntegerField(null=True)
    entry = ForeignKeyField(HistoryEntry, null=True, backref="+", on_delete="RESTRICT")
    proposal = ForeignKeyField(Proposal, null=True, backref="+", on_delete="SET NULL")
    import_run = ForeignKeyField(ImportRun, null=True, backref="+", on_delete="SET NULL")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200)
    at = DateTimeField()


TABLES = (Round, RoundArea, RoundOrganization, RoundReport, RoundChange)
RUN, COLUMN = "import_run", "for_round"


def up(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite adds columns in place; copying the table would cut what refers to its rows.
    db.execute_sql(f'ALTER TABLE "{RUN}" ADD COLUMN "{COLUMN}" INTEGER')
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(tuple(reversed(TABLES)))
    db.execute_sql(f'ALTER TABLE "{RUN}" DROP COLUMN "{COLUMN}"')
