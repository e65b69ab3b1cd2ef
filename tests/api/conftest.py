"""The endpoint's caches live as long as the process; what a test wrote is rolled back, stamps included."""

import pytest

from api import references


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    references.forget()
