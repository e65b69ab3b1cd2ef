"""Rules that a ministry sets over its own fields, and why somebody saved a record that one of them warned of."""

from peewee import CharField, Check, Database, DateField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator, migrate


class Table(Model):
    class Meta:
        legacy_table_names = False


class TypeDefinition(Table):
    pass


class FieldDefinition(Table):
    pass


class RuleDefinition(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="rules", on_delete="RESTRICT")
    expression = TextField()
    rule_severity = CharField(
        max_length=10, default="REFUSE", constraints=[Check("rule_severity IN ('REFUSE', 'WARN', 'NOTE')")]
    )
    message_ar = CharField(max_length=300, default="")
    message_en = CharField(max_length=300, default="")
    told_at = ForeignKeyField(FieldDefinition, null=True, backref="rules_told", on_delete="RESTRICT")
    use_state = CharField(
        max_length=10, default="DRAFT", constraints=[Check("use_state IN ('DRAFT', 'ACTIVE', 'RETIRED')")]
    )
    retired_on = DateField(null=True)

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]
        indexes = ((("record_table", "record_type"), False),)


TABLES = (RuleDefinition,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    migrate(migrator.add_column("history_entry", "reason", CharField(max_length=500, null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql('ALTER TABLE "history_entry" DROP COLUMN "reason"')
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
