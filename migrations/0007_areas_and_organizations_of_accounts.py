"""What the roles of an account are limited to: areas of an officer, organisations of a partner."""

from peewee import Database, ForeignKeyField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Area(Table):
    pass


class Organization(Table):
    pass


class AccountArea(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("account", "area"), True),)


class AccountOrganization(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    class Meta:
        indexes = ((("account", "organization"), True),)


TABLES = (AccountArea, AccountOrganization)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
