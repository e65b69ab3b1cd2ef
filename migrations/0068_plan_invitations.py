"""Who is invited to read a plan before it is published."""

from peewee import CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Organization(Table):
    pass


class Plan(Table):
    pass


class PlanInvitation(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    plan = ForeignKeyField(Plan, backref="invitations", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="plan_invitations", on_delete="RESTRICT")
    email = CharField(max_length=255, default="", index=True)


TABLES = (PlanInvitation,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
