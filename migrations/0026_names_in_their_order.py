"""The keys of names and titles that stand already."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from tansiq.models.name_order import order_keys

NAMES = {
    "area": ("name", "NULL"),
    "organization": ("name", "acronym"),
    "sector": ("name", "NULL"),
    "activity_type": ("name", "NULL"),
    "population_group": ("name", "NULL"),
    "project": ("title", "code"),
    "intervention": ("title", "NULL"),
}
AT_ONCE = 5_000


def up(migrator: SchemaMigrator, db: Database) -> None:
    mark = db.param
    for table, (stem, otherwise) in NAMES.items():
        after = 0
        chosen = (
            f'SELECT id, {stem}_ar, {stem}_en, {otherwise} FROM "{table}" WHERE id > {mark} ORDER BY id LIMIT {AT_ONCE}'
        )
        change = f'UPDATE "{table}" SET {stem}_order_ar = {mark}, {stem}_order_en = {mark} WHERE id = {mark}'
        while rows := db.execute_sql(chosen, (after,)).fetchall():
            after = rows[-1][0]
            keys = [(*order_keys(*names), row_id) for row_id, *names in rows]
            db.cursor().executemany(change, keys)


def down(migrator: SchemaMigrator, db: Database) -> None:
    """Keys that nobody orders by do no harm."""
