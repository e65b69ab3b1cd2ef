"""Fields that hold a photograph or another file, and what is known of each file."""

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

BEFORE = "'WEB', 'CALCULATED'"
AFTER = "'WEB', 'PHOTO', 'FILE', 'CALCULATED'"
TYPES = (
    "value_type IN ('TEXT', 'LONG_TEXT', 'WHOLE', 'NUMBER', 'YES_NO', 'DAY', 'MONTH', 'CHOICE', 'CHOICES', "
    f"'REFERENCE', 'POINT', 'EMAIL', 'TELEPHONE', 'PCODE', {BEFORE}, 'HEADING', 'ROWS')"
)


class Table(Model):
    class Meta:
        legacy_table_names = False


class FieldDefinition(Table):
    pass


class KeptFile(Table):
    field = ForeignKeyField(FieldDefinition, backref="+", on_delete="RESTRICT")
    owner_table = CharField(max_length=40, null=True)
    owner_id = IntegerField(null=True)
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField(constraints=[Check("size > 0")])
    sha256 = CharField(max_length=64)
    stored = CharField(max_length=64, unique=True)
    created_at = DateTimeField()
    removed_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("owner_table", "owner_id"), False),)


TABLES = (FieldDefinition, KeptFile)


def up(migrator: SchemaMigrator, db: Database) -> None:
    _allow(db, BEFORE, AFTER)
    with db.bind_ctx(TABLES):
        db.create_tables((KeptFile,), safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables((KeptFile,))
    # What rows held there were numbers of files, which read as texts.
    db.execute_sql("UPDATE field_definition SET value_type = 'TEXT' WHERE value_type IN ('PHOTO', 'FILE')")
    _allow(db, AFTER, BEFORE)


def _allow(db: Database, before: str, after: str) -> None:
    """Let fields have other types. Many rows refer to fields: SQLite, which changes no check, is told the table's
    definition anew, and its rows stay as they are."""
    if isinstance(db, PostgresqlDatabase):
        name, check = "field_definition_value_type_check", TYPES.replace(BEFORE, after)
        db.execute_sql(f'ALTER TABLE "field_definition" DROP CONSTRAINT "{name}"')
        db.execute_sql(f'ALTER TABLE "field_definition" ADD CONSTRAINT "{name}" CHECK ({check})')
        return
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql("PRAGMA writable_schema = ON")
    rewrite = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'field_definition'"
    db.execute_sql(rewrite, (before, after))
    # Whoever has the database open reads its definition again.
    db.execute_sql(f"PRAGMA schema_version = {version + 1}")
    db.execute_sql("PRAGMA writable_schema = RESET")
    if (found := db.execute_sql("PRAGMA integrity_check").fetchone()[0]) != "ok":
        raise RuntimeError(f"The table of fields came out wrong: {found}")
