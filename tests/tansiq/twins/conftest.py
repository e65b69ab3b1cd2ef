"""Two organisations that somebody finds to be one."""

import pytest

from tansiq.models import Organization
from tests.register import Register

NAMES = {"name_ar": "جمعية الأمل", "name_en": "Hope", "kind": "ASSOCIATION"}


@pytest.fixture
def loser(register: Register, winner: Organization) -> Organization:
    """NRA, with a seat in Khanfar."""
    facts = {**NAMES, "registration_number": "17", "website": "https://hope.example", "aliases": "Al-Amal"}
    return register.organization("NRA", home_area=register.areas["YE1211"].id, **facts)


@pytest.fixture
def winner(register: Register) -> Organization:
    """ADR, with a seat in Zinjibar; it was entered before the loser, and after EARLIER."""
    register.organization("EARLIER")
    facts = {"name_ar": "جمعيه الامل الخيريه", "kind": "OTHER"}
    return register.organization("ADR", home_area=register.areas["YE1210"].id, **facts)
