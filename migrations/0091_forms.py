"""Forms: record types that are filled for periods, how their items are put together, and what was published of them."""

from peewee import (
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


class Account(Table):
    pass


class ChoiceList(Table):
    pass


class TypeDefinition(Table):
    pass


class FormVersion(Table):
    form = ForeignKeyField(TypeDefinition, backref="+", on_delete="RESTRICT", index=False)
    number = IntegerField()
    used_from = DateField()
    content = TextField()
    digest = CharField(max_length=64)
    opens_days = IntegerField()
    due_days = IntegerField()
    closes_days = IntegerField(null=True)
    approval_levels = IntegerField(constraints=[Check("approval_levels BETWEEN 0 AND 3")])
    withdrawn_on = DateField(null=True)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    created_at = DateTimeField()

    class Meta:
        indexes = ((("form", "number"), True),)
        constraints = [Check("number > 0")]


TABLES = (FormVersion,)
TYPE, FIELD = "type_definition", "field_definition"
NUMBER, DAY, ANSWERS = "INTEGER", "DATE", 'INTEGER REFERENCES "choice_list" ("id") ON DELETE RESTRICT'
KEYS = ("breakdown_id", "second_breakdown_id")
COLUMNS = (
    (TYPE, "period_type", "VARCHAR(10) NOT NULL DEFAULT ''"),
    (TYPE, "opens_days", NUMBER),
    (TYPE, "due_days", NUMBER),
    (TYPE, "closes_days", NUMBER),
    (TYPE, "approval_levels", NUMBER),
    (TYPE, "reported_from", DAY),
    (TYPE, "reported_until", DAY),
    (FIELD, "over_areas", "VARCHAR(8) NOT NULL DEFAULT ''"),
    (FIELD, "over_time", "VARCHAR(8) NOT NULL DEFAULT ''"),
    (FIELD, "weight_number", NUMBER),
    *((FIELD, name, ANSWERS) for name in KEYS),
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite adds columns in place; copying the table would cut what refers to its rows.
    for table, name, kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {kind}')
    for name in KEYS:
        db.execute_sql(f'CREATE INDEX "{FIELD}_{name}" ON "{FIELD}" ("{name}")')
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    for name in KEYS:
        db.execute_sql(f'DROP INDEX "{FIELD}_{name}"')
    for table, name, _kind in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
