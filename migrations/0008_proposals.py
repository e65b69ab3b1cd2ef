"""Proposals that wait for an officer, the areas they concern, and what happened to them."""

from datetime import datetime

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class Batch(Table):
    pass


class Organization(Table):
    pass


class Proposal(Table):
    act = CharField(max_length=10, constraints=[Check("act IN ('READ', 'CREATE', 'CHANGE', 'ARCHIVE', 'RESTORE')")])
    record_type = CharField(max_length=40)
    record_id = IntegerField(null=True)
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    steps = TextField()
    state = CharField(
        max_length=12,
        default="WAITING",
        constraints=[Check("state IN ('UNCONFIRMED', 'WAITING', 'RETURNED', 'APPROVED', 'REJECTED', 'WITHDRAWN')")],
    )
    version = IntegerField(default=1)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    portal = IntegerField(null=True, index=True)
    actor = CharField(max_length=200, default="")
    face = CharField(max_length=10, constraints=[Check("face IN ('PANEL', 'GRAPHQL', 'IMPORT', 'COMMAND')")])
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    batch = ForeignKeyField(Batch, null=True, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("state", "created_at", "id"), False), (("record_type", "record_id"), False))


class ProposalArea(Table):
    proposal = ForeignKeyField(Proposal, backref="+", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("proposal", "area"), True),)


class ProposalEvent(Table):
    proposal = ForeignKeyField(Proposal, backref="+", on_delete="CASCADE")
    act = CharField(
        max_length=12,
        constraints=[
            Check("act IN ('PROPOSED', 'CONFIRMED', 'AMENDED', 'RETURNED', 'APPROVED', 'REJECTED', 'WITHDRAWN')")
        ],
    )
    at = DateTimeField(default=datetime.now)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    comment = TextField(default="")


TABLES = (Proposal, ProposalArea, ProposalEvent)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
