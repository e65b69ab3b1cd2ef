"""tansiq columns build, for whoever runs no worker."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from peewee import Database

from tansiq.commands.columns import columns
from tansiq.copied_columns import copies, folder, following
from tansiq.copied_columns.following import LostError
from tests.register import Register


def said() -> tuple[int, str]:
    """The status, and the last line of what is said: the log speaks before it."""
    answer = CliRunner().invoke(columns, ["build"])
    return answer.exit_code, answer.output.splitlines()[-1]


def test_columns_are_copied_once(copying: Path, database: Database, register: Register) -> None:
    register.site(register.intervention("NRA"))
    assert said() == (0, "The columns were copied.")
    assert copies.open_file().rows["site"].count == 1
    assert said() == (0, "There is a good copy of the columns already.")


def test_a_copy_that_fails_is_told(copying: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_table: object) -> None:
        raise LostError

    monkeypatch.setattr(following, "all_rows", lost)
    status, output = said()
    assert status == 1
    assert "could not be copied" in output


def test_where_nothing_is_copied_it_says_so(database: Database) -> None:
    before = folder.use(None)
    try:
        assert said() == (1, "Error: Nothing is copied here: TANSIQ_COLUMNS_FOLDER is empty.")
    finally:
        folder.use(before)
