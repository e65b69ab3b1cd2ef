"""Rows that hold what no column should are in no copy: the database is asked until they are corrected."""

from pathlib import Path

import pytest
from peewee import Database

from tansiq.copied_columns import building, copies
from tansiq.copied_columns.copies import reading
from tansiq.copied_columns.following import LostError
from tansiq.coverage import CoverageQuestion, coverage
from tansiq.models import data_stamps
from tansiq.platform.database import db, is_postgres
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.copied_columns.copied import differences
from tests.tansiq.records.test_wrong_rows import WRONG, WRONG_ON_SQLITE, fill, spoil

SPOILT = [(table, column, value) for table, column, _, value in WRONG]
QUESTION = CoverageQuestion("YE", 2, frozenset({"SECTOR"}))


@pytest.mark.parametrize("wrong", [*SPOILT, *WRONG_ON_SQLITE], ids=lambda wrong: f"{wrong[1]} {wrong[2][:12]}")
def test_coverage_answers_beside_a_wrong_row(
    copying: Path, database: Database, register: Register, wrong: tuple[str, str, str]
) -> None:
    if is_postgres() and wrong not in SPOILT:
        pytest.skip("PostgreSQL never took it")
    fill(register)
    building.build()
    spoil(database, *wrong)
    data_stamps.bump([wrong[0]], {wrong[0]: [1]})
    answer = coverage(SALMA, QUESTION)
    assert answer.totals.organization_count == 1
    building.build()
    assert list(coverage(SALMA, QUESTION).cells) == list(answer.cells)


@pytest.mark.parametrize("value", ["'many'", "1099511627776", "-5000000000"])
def test_what_is_no_number_of_a_column_is_in_no_copy(
    copying: Path, register: Register, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    if is_postgres():
        pytest.skip("PostgreSQL never took it")
    database = db.obj
    fill(register)
    building.build()
    copy = copies.open_file()
    database.execute_sql("PRAGMA ignore_check_constraints = 1")
    spoil(database, "site", "reached", value)
    data_stamps.bump(["site"], {"site": [1]})
    with pytest.raises(LostError):
        copy.follow()
    assert not building.build()
    with reading() as found:
        assert found is None
    spoil(database, "site", "reached", "7")
    data_stamps.bump(["site"], {"site": [1]})
    database.execute_sql("PRAGMA ignore_check_constraints = 0")
    # Nobody has to build anything: the same file is tried again after a while.
    with reading() as found:
        assert found is None
    monkeypatch.setattr(copies, "_TRY_AGAIN", 0.0)
    with reading() as found:
        assert found is not None
        assert differences(found) == {}
    assert building.build()
    assert differences(copies.open_file()) == {}
