"""A pair that overlaps."""

from datetime import date

import pytest

from tansiq.models import Intervention
from tests.admin.overlaps.pairs import work
from tests.register import Register


@pytest.fixture
def pair(register: Register) -> tuple[Intervention, Intervention]:
    """Two that overlap in Khanfar in March: clearly, since nothing of what they do is known to differ."""
    return work(register, "NRA"), work(register, "ADR", starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 19))
