"""What a copy holds beside what the database holds now, both as sets of rows of numbers."""

from tansiq.copied_columns import following
from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.rows import STANDS
from tansiq.copied_columns.tables import CopiedTable, tables

Row = tuple[int, ...]


def held(copy: Copy, name: str) -> list[Row]:
    """The standing rows of a table in a copy, in the order of their ids."""
    rows = copy.rows[name]
    stands = rows.column(STANDS) == 1
    columns = [rows.column(column.name)[stands].tolist() for column in rows.table.columns]
    return sorted(zip(*columns, strict=True))


def stored(table: CopiedTable) -> list[Row]:
    """The rows of a table in the database."""
    return sorted(tuple(row) for piece in following.all_rows(table) for row in piece.tolist())


def differences(copy: Copy) -> dict[str, set[Row]]:
    """The rows that the copy and the database do not have in common, by table; {} where they are equal."""
    found = {name: set(held(copy, name)) ^ set(stored(table)) for name, table in tables().items()}
    twice = {name for name in tables() if len(held(copy, name)) != len(set(held(copy, name)))}
    return {name: rows for name, rows in found.items() if rows or name in twice}
