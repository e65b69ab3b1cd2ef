"""Copies of names that only few may read, taken out of rows that many read.

A deed was called by the document that it approved, and a registration was told as sent by the person who sent it. The
document and the registration keep both, for those who may read them.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PAPERS = "('organization_contact', 'organization_document')"
OF_PAPERS = f"SELECT batch_id FROM proposal WHERE batch_id IS NOT NULL AND record_type IN {PAPERS}"
REGISTERED = "SELECT proposal_id FROM registration"


def up(migrator: SchemaMigrator, db: Database) -> None:
    _untitle(db, OF_PAPERS)
    db.execute_sql(f"UPDATE proposal SET actor = '' WHERE id IN ({REGISTERED})")
    db.execute_sql(f"UPDATE proposal_event SET actor = '' WHERE account_id IS NULL AND proposal_id IN ({REGISTERED})")


def down(migrator: SchemaMigrator, db: Database) -> None:
    """The names stand where they belong: there is nothing to bring back."""


def _untitle(db: Database, chosen: str) -> None:
    """Take the titles from these deeds, from those that took them back, and from those that did them again."""
    ids = [row_id for (row_id,) in db.execute_sql(chosen).fetchall()]
    while ids:
        named = ", ".join(str(int(row_id)) for row_id in ids)
        db.execute_sql(f"UPDATE batch SET title = '' WHERE id IN ({named})")
        ids = [row_id for (row_id,) in db.execute_sql(f"SELECT id FROM batch WHERE undoes_id IN ({named})").fetchall()]
