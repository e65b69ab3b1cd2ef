"""tansiq cases keep, for whoever runs no worker."""

from datetime import timedelta
from typing import Any

from click.testing import CliRunner
from peewee import Database

from tansiq.commands.cases import cases
from tansiq.models import OverlapCase
from tansiq.platform import clock
from tests.register import Register
from tests.tansiq.cases.entered_cases import work


def test_cases_are_brought_to_what_overlaps_and_counted(database: Database, register: Register) -> None:
    days: dict[str, Any] = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(9)}
    assert CliRunner().invoke(cases, ["keep"]).output.splitlines()[-1] == "0 cases stand."
    for acronym in ("NRA", "ADR"):
        work(register, acronym, **days)
    assert CliRunner().invoke(cases, ["keep"]).output.splitlines()[-1] == "1 case stands."
    assert OverlapCase.select().count() == 1
