"""What was sent with the key of a creation, so that another body under the same key is told from a retry."""

from peewee import CharField, Database
from playhouse.migrate import SchemaMigrator, migrate


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.add_column("creation", "body", CharField(max_length=64, null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql('ALTER TABLE "creation" DROP COLUMN "body"')
