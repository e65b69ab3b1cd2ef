"""What is measured at entry is an answer with overlaps and a gap; without them its time would say nothing."""

import pytest
from peewee import Database

from tansiq.models import Need
from tansiq.platform.database import db, use
from tests.bench.asking import application
from tests.bench.at_entry import PLACES, Entering, asking, entering
from tests.bench.generator import Generated
from tests.bench.panel import signed_in


@pytest.fixture
def form(loaded: Generated) -> Entering:
    """A form over the small generated register."""
    database: Database = db.obj
    app = application("sqlite:///:memory:")
    # Making the application has put its own database in use.
    use(database)
    return entering(signed_in(app))


@pytest.mark.parametrize("level", [level for level in PLACES.values() if level < 3])
def test_the_answer_tells_of_overlaps_and_a_gap(form: Entering, level: int) -> None:
    answer = asking(form, level)()
    assert 'class="overlaps"' in answer
    assert "data-place" in answer


def test_an_answer_without_a_gap_is_not_measured(form: Entering) -> None:
    with db.atomic() as transaction:
        Need.delete().execute()
        with pytest.raises(ValueError, match="without overlaps and a gap"):
            asking(form, 1)()
        transaction.rollback()
