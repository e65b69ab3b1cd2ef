"""The statement written by hand as DuckDB answers it, over the same rows in its own columns in memory.

It is the yardstick of what a machine can do with these rows; the program itself does without it.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tansiq.platform.database import db

Rows = Callable[[], list[tuple[Any, ...]]]

COLUMNS = {
    "site": {
        **dict.fromkeys(["country_id", "governorate_id", "district_id", "subdistrict_id", "area_id"], "INTEGER"),
        **dict.fromkeys(["id", "sector_id", "population_group_id"], "INTEGER"),
        **dict.fromkeys(["intervention_id", "organization_id", "targeted", "reached"], "INTEGER"),
        **dict.fromkeys(["starts_on", "ends_on"], "DATE"),
        **dict.fromkeys(["archived_at", "intervention_archived_at"], "TIMESTAMP"),
        "status": "VARCHAR",
        "is_distinct_people": "BOOLEAN",
    },
    "need": {
        **dict.fromkeys(["area_id", "sector_id", "population_group_id", "people_in_need", "severity"], "INTEGER"),
        **dict.fromkeys(["starts_on", "ends_on"], "DATE"),
        "archived_at": "TIMESTAMP",
    },
    "intervention": {
        **dict.fromkeys(["id", "subsector_id", "activity_type_id"], "INTEGER"),
        "modality": "VARCHAR",
    },
    "partnership": {"intervention_id": "INTEGER", "organization_id": "INTEGER", "role": "VARCHAR"},
    "area": dict.fromkeys(["id", "level", "country_id", "district_id"], "INTEGER"),
    "sector": dict.fromkeys(["id", "parent_id"], "INTEGER"),
}
"""The columns that the statements read, by table."""


def loaded_into_duckdb() -> Any:
    """A DuckDB in memory with the tables of the database in use."""
    import duckdb

    found = duckdb.connect()
    with TemporaryDirectory() as folder:
        for table, kinds in COLUMNS.items():
            path = Path(folder) / f"{table}.csv"
            _write(path, table, list(kinds))
            columns = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
            read = f"read_csv('{path}', header = false, columns = {{{columns}}})"
            found.execute(f"CREATE TABLE {table} AS SELECT * FROM {read}")
    return found


def _write(path: Path, table: str, names: list[str]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    rows = db.execute_sql(f'SELECT {columns} FROM "{table}"').fetchall()
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def asked_of_duckdb(statement: str, bound: dict[str, Any]) -> Rows:
    """A call that runs the statement there and fetches its rows; `:name` stands for bound values."""
    return asked_of(loaded_into_duckdb(), statement, bound)


def asked_of(duckdb: Any, statement: str, bound: dict[str, Any]) -> Rows:
    """The same of one that is loaded already."""
    text = re.sub(r":(\w+)", r"$\1", statement)

    def run() -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = duckdb.execute(text, bound).fetchall()
        return found

    return run
