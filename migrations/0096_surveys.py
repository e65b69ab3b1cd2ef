"""Surveys: own record types that people without an account fill, whom they were sent to, and what came in."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    Database,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class TypeDefinition(Table):
    pass


class Area(Table):
    pass


class Entry(Table):
    pass


class Proposal(Table):
    pass


class Survey(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    record_type = ForeignKeyField(TypeDefinition, backref="+", on_delete="RESTRICT")
    address = CharField(max_length=20, unique=True)
    title_ar = CharField(max_length=200)
    title_en = CharField(max_length=200)
    intro_ar = TextField()
    intro_en = TextField()
    consent_ar = TextField()
    consent_en = TextField()
    link_kind = CharField(max_length=10, constraints=[Check("link_kind IN ('OPEN', 'MAIL', 'ONE_TIME', 'PAPER')")])
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    starts_on = DateField()
    ends_on = DateField(null=True)
    is_reviewed = BooleanField()
    has_public_results = BooleanField()
    retention_months = IntegerField(null=True)
    title_order_ar = CharField(max_length=60, null=True)
    title_order_en = CharField(max_length=60, null=True)

    class Meta:
        constraints = [Check("ends_on >= starts_on")]


class SurveyInvitation(Table):
    survey = ForeignKeyField(Survey, backref="+", on_delete="RESTRICT")
    digest = CharField(max_length=64, unique=True)
    email = CharField(max_length=255)
    language = CharField(max_length=2)
    is_unmailed = BooleanField()
    created_at = DateTimeField()
    used_at = DateTimeField(null=True)


class SurveyAnswer(Table):
    survey = ForeignKeyField(Survey, backref="+", on_delete="RESTRICT", index=False)
    invitation = ForeignKeyField(SurveyInvitation, null=True, unique=True, backref="+", on_delete="SET NULL")
    entry = ForeignKeyField(Entry, null=True, unique=True, backref="+", on_delete="RESTRICT")
    proposal = ForeignKeyField(Proposal, null=True, unique=True, backref="+", on_delete="CASCADE")
    sent_at = DateTimeField()

    class Meta:
        indexes = ((("survey", "sent_at"), False),)


TABLES = (Survey, SurveyInvitation, SurveyAnswer)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(tuple(reversed(TABLES)))
