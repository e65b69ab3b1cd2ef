"""What two interventions were like when somebody decided on their pair."""

from peewee import Database, TextField
from playhouse.migrate import SchemaMigrator, migrate

COLUMNS = ("first_facts", "second_facts")


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(*(migrator.add_column("overlap_decision", column, TextField(null=True)) for column in COLUMNS))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the tables would cut what refers to their rows.
    for column in COLUMNS:
        db.execute_sql(f'ALTER TABLE "overlap_decision" DROP COLUMN "{column}"')
