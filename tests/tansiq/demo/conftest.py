"""The demonstration that the run entered once on each database."""

import pytest

from tansiq.commands.demo import ENTERED
from tansiq.demo.load import Loaded
from tansiq.demo.places import Places, read_places
from tests.people import SALMA


@pytest.fixture
def loaded(demonstration: str) -> Loaded:
    """How many rows were entered, as the command told."""
    names = {str(title): name for name, title in ENTERED.items()}
    lines = (line.partition(": ") for line in demonstration.splitlines())
    return Loaded(**{names[title]: int(count) for title, _, count in lines})


@pytest.fixture
def places(demonstration: str) -> Places:
    """Yemen's areas with the settlements of the stories."""
    return read_places(SALMA)
