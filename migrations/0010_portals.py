"""Outside systems that ask the endpoint: their limits and their tokens."""

from datetime import datetime

from peewee import BooleanField, CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Area(Table):
    pass


class Organization(Table):
    pass


class Record(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    archived_at = DateTimeField(null=True)


class PortalClient(Record):
    name = CharField(max_length=200, unique=True)
    contact = CharField(max_length=500, default="")
    active = BooleanField(default=True)
    scopes = CharField(max_length=200, default="")
    is_unlimited = BooleanField(default=False)
    requests_a_minute = IntegerField(default=60)
    origins = TextField(default="")


class PortalArea(Table):
    client = ForeignKeyField(PortalClient, backref="+", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("client", "area"), True),)


class PortalOrganization(Table):
    client = ForeignKeyField(PortalClient, backref="+", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("client", "organization"), True),)


class PortalToken(Record):
    client = ForeignKeyField(PortalClient, backref="+", on_delete="RESTRICT")
    digest = CharField(max_length=64, unique=True)
    beginning = CharField(max_length=16)
    expires_at = DateTimeField()
    last_used_at = DateTimeField(null=True)
    revoked_at = DateTimeField(null=True)


TABLES = (PortalClient, PortalArea, PortalOrganization, PortalToken)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
