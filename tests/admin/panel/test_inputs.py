"""Days may be typed by hand, in any digits; what is none is told."""

import pytest

from tansiq.models import Intervention
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, own
from tests.register import Register


@pytest.mark.parametrize(
    ("typed", "day"), [("1/3/2026", "2026-03-01"), ("٢٠٢٦-٠٣-٠٥", "2026-03-05"), ("7.3.2026", "2026-03-07")]
)
def test_days_may_be_typed_by_hand(salma: Reader, register: Register, typed: str, day: str) -> None:
    assert salma.post(NEW, page="", **own(register, starts_on=typed)).status_code == 302
    assert str(Intervention.get().starts_on) == day


@pytest.mark.parametrize("typed", ["31/2/2026", "2026", "yesterday", "1/1/0"])
def test_what_is_no_day_is_told_and_stays_typed(salma: Reader, register: Register, typed: str) -> None:
    page = salma.post(NEW, page="", **own(register, starts_on=typed)).text
    assert f"“{typed}” is not a date." in page
    assert f'value="{typed}"' in page
