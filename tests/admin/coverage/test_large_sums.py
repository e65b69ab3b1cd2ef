"""Sums beyond what 32 bits hold on the pages that show figures, and in their files."""

import pytest

from tests.admin.conftest import Reader
from tests.register import Register
from tests.tansiq.coverage.test_large_sums import enter_multitudes


@pytest.mark.parametrize(
    "address",
    [
        "figures/",
        "coverage/?within=YE12",
        "coverage/?within=YE&by=SECTOR",
        "area/details/?id={}&coverage",
        "attention/",
    ],
)
def test_pages_of_figures_answer(salma: Reader, register: Register, address: str) -> None:
    enter_multitudes(register)
    assert salma.get(address.format(register.areas["YE12"].id)).status_code == 200
