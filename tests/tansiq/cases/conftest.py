"""Two who do the same in one place."""

import pytest

from tansiq.models import (
    Intervention,
    OverlapCase,
)
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, work
from tests.tansiq.conftest import People


@pytest.fixture
def works(register: Register, people: People) -> list[Intervention]:
    """Water by NRA and by ADR in Ja'ar."""
    return [work(register, "NRA"), work(register, "ADR")]


@pytest.fixture
def case(register: Register, works: list[Intervention]) -> OverlapCase:
    """They are one case."""
    return enter_case(register, *works)
