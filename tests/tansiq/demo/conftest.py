"""The demonstration that the run entered once on each database."""

import pytest

from tansiq.demo.load import Loaded
from tansiq.demo.places import Places, read_places
from tests.people import SALMA


@pytest.fixture
def loaded(demonstration: str) -> Loaded:
    """How many rows were entered, as the command told."""
    return Loaded(*(int(line.rpartition(": ")[2]) for line in demonstration.splitlines()))


@pytest.fixture
def places(demonstration: str) -> Places:
    """Yemen's areas with the settlements of the stories."""
    return read_places(SALMA)
