"""Rows of imports from before get the identity of the site that each became: a row resolved today has the same."""

import importlib.util
from pathlib import Path
from typing import Any

from tansiq.models import ImportedRow
from tansiq.platform.database import db
from tansiq.records.migrating import MIGRATIONS
from tests.fivew import HEADER, csv_file, row, take
from tests.register import Register


def migration(pattern: str) -> Any:
    """The module of a migration by its number."""
    path = next(MIGRATIONS.glob(pattern))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise LookupError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_stored_row_is_known_by_what_a_resolved_one_says(register: Register, tmp_path: Path) -> None:
    header = ["Record id", *HEADER, "Project title"]
    rows = [["", *row(), "Clean water"], ["", *row(Sub_district="al-Kawd"), ""], ["A-1", *row(Sector="HEA"), ""]]
    take(csv_file(tmp_path, rows, header))
    before = [bytes(one.identity) for one in ImportedRow.select().order_by(ImportedRow.id)]
    ImportedRow.update(identity=b"by letters").execute()
    migration("0018_*.py").up(None, db.obj)
    assert [bytes(one.identity) for one in ImportedRow.select().order_by(ImportedRow.id)] == before
    assert len(set(before)) == len(rows)
