"""The pages of coverage say the same to each person whether the database counts or copied columns do."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tansiq.copied_columns import building, folder
from tansiq.platform import lru
from tests.admin.conftest import Reader, Readers
from tests.admin.coverage.conftest import YEAR
from tests.register import Register
from tests.statements import told

PEOPLE = ("salma", "nadia", "khaled", "huda", "amin")
PAGES = (
    f"coverage/?within=YE12&level=2&{YEAR}",
    f"coverage/?within=YE&level=1&{YEAR}&show=needs",
    f"coverage/csv/?within=YE12&level=3&{YEAR}",
    "",
)


def _text(reader: Reader, page: str) -> str:
    """What a page says; each has a token and numbers of its own."""
    return re.sub(r'(nonce|value|id|for|aria-\w+)="[^"]*"', "", reader.get(page).text)


@pytest.mark.parametrize("page", PAGES)
def test_everybody_reads_what_the_database_would_tell_them(
    reader: Readers, covered: Register, application: Flask, copying: Path, page: str
) -> None:
    people = {name: reader(name) for name in PEOPLE}
    # The application took its own settings, which copy nothing.
    folder.use(None)
    by_statement = {name: _text(person, page) for name, person in people.items()}
    folder.use(copying)
    building.build()
    lru.forget()
    with told() as statements:
        assert {name: _text(person, page) for name, person in people.items()} == by_statement
    assert not [one for one in statements if "site_row" in one]
    if page.startswith("coverage/?within=YE12"):
        # The work of ADR that is not published counts for Nadia, and not for Khaled.
        assert by_statement["nadia"] != by_statement["khaled"]
