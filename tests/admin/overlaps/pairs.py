"""Work that overlaps in March, and pairs on a page of overlaps."""

import re
from typing import Any

from tansiq.models import Intervention
from tests.register import Register

MARCH = "from=2026-03-01&to=2026-03-31"


def work(register: Register, acronym: str, pcode: str = "YE1211", **values: Any) -> Intervention:
    """Published work with one site, at which 1,200 people are targeted."""
    row = register.intervention(acronym, **values)
    register.site(row, pcode, targeted=1200)
    return row


def count_pairs(page: str) -> int:
    """How many pairs a page shows."""
    return len(re.findall('<li class="pair', page))
