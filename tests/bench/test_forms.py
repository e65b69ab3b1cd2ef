"""What a form comes to is the same by the program and by the statement that it is measured beside."""

import pytest
from peewee import Database

from tansiq.forms.figures_anew import rebuild
from tansiq.models import Figure
from tests.bench.forms import ANSWERS, ITEMS, MONTHS, check_equal, entered


def test_the_statement_finds_the_same(database: Database) -> None:
    made = entered(3)
    assert rebuild() == 3 * MONTHS * ITEMS * (ANSWERS + 1)
    check_equal(made)
    Figure.update(value=Figure.value + 1).where(Figure.unit == Figure.get().unit_id, Figure.cell == "").execute()
    check_equal(made)
    Figure.update(is_approved=False).execute()
    with pytest.raises(ValueError, match="do not agree"):
        check_equal(made)
