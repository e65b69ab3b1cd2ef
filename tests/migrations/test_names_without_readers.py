"""Names that few may read are taken out of the rows of the first release that many read."""

from typing import Any

from peewee import Database

from tansiq.records import migrating

MIGRATION = "0032_names_without_readers"
WHEN = "2026-01-01 00:00:00"


def _insert(database: Database, table: str, **values: Any) -> None:
    names, mark = ", ".join(f'"{name}"' for name in values), ", ".join([database.param] * len(values))
    database.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({mark})', tuple(values.values()))


def _proposal(database: Database, row_id: int, table: str, batch: int | None = None) -> None:
    _insert(database, "batch", id=row_id, kind="CHANGE", title="Statutes", at=WHEN, actor="Nadia")
    texts = {"title_ar": "Statutes", "title_en": "Statutes", "steps": "[]", "actor": "Sara"}
    known = {"act": "CREATE", "record_type": table, "state": "APPROVED", "face": "PANEL", "version": 1}
    _insert(database, "proposal", id=row_id, created_at=WHEN, changed_at=WHEN, batch_id=row_id, **texts, **known)
    event = {"act": "PROPOSED", "at": WHEN, "actor": "Sara", "comment": ""}
    _insert(database, "proposal_event", proposal_id=row_id, **event)


def _told(database: Database, question: str) -> list[Any]:
    return [value for (value,) in database.execute_sql(question).fetchall()]


def test_deeds_lose_the_titles_of_papers_and_registrations_the_names_of_their_senders(empty_database: Database) -> None:
    names = migrating.up()
    migrating.down(next(name for name in names if name.startswith(MIGRATION)))
    for row_id, table in enumerate(("organization_document", "organization", "project"), 1):
        _proposal(empty_database, row_id, table)
    again = {"kind": "UNDO", "title": "Statutes", "at": WHEN, "actor": "Nadia"}
    _insert(empty_database, "batch", id=4, undoes_id=1, **again)
    _insert(empty_database, "batch", id=5, undoes_id=4, **again)
    known = {"email": "sara@example.org", "name": "Sara", "language": "ar", "digest": "x", "created_at": WHEN}
    _insert(empty_database, "registration", proposal_id=2, **known)
    migrating.up()
    assert _told(empty_database, "SELECT title FROM batch ORDER BY id") == ["", "Statutes", "Statutes", "", ""]
    assert _told(empty_database, "SELECT actor FROM proposal ORDER BY id") == ["Sara", "", "Sara"]
    assert _told(empty_database, "SELECT actor FROM proposal_event ORDER BY proposal_id") == ["Sara", "", "Sara"]
    assert _told(empty_database, "SELECT name FROM registration") == ["Sara"]
