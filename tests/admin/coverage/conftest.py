"""A register whose coverage is known: Khanfar with work and need in water, Zinjibar with need alone."""

from datetime import date

import pytest

from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

YEAR = "from=2026-01-01&to=2026-12-31"
"""The period of what the register tells of: tests do not depend on the day on which they run."""


@pytest.fixture
def covered(register: Register) -> Register:
    """Two works in Ja'ar, one of them not published; needs in both districts; centre points."""
    for pcode, longitude, latitude in (("YE121121", 45.30, 13.20), ("YE121001", 45.40, 13.13)):
        area = register.areas[pcode]
        area.longitude, area.latitude = longitude, latitude
        changes.save(SALMA, area)
    water = register.intervention("NRA", title_en="Water for Ja'ar", is_published=True)
    register.site(water, targeted=3000, reached=1200)
    hidden = register.intervention("ADR", starts_on=date(2026, 4, 1), ends_on=None, is_published=False)
    register.site(hidden, reached=2500, is_distinct_people=True)
    register.need("YE1211", "WSH", 5100, severity=4, is_published=True)
    register.need("YE1210", "WSH", 800, severity=5, is_published=True)
    return register
