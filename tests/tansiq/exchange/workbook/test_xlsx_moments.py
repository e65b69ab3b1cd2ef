"""Numbers that a workbook shows as days, times and durations are read as openpyxl reads them, by whatever format."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from tansiq.exchange.values.dates import EPOCH_1900, EPOCH_1904
from tansiq.exchange.workbook.xlsx_moments import Readers

CODES = st.one_of(
    st.sampled_from(("dd/mm/yyyy", "[h]:mm", "[$-409]d mmm", '"day"0', r"0\d", "0_m", "[Red]0", "General", "[mm]:ss")),
    st.text(alphabet=r'dmyhsDMYHS0#."\_[];:-/ ABredP', max_size=12),
)
NUMBERS = st.one_of(st.integers(-10, 80_000), st.floats(-1e5, 1e7, allow_nan=False), st.floats(0, 70, allow_nan=False))


def _by_openpyxl(number: float, code: str | None, epoch: date) -> Any:
    lasts = is_timedelta_format(code)
    if not (lasts or is_date_format(code)):
        return None
    try:
        moment = from_excel(number, datetime.combine(epoch, time()), timedelta=lasts)
    except (OverflowError, ValueError):
        return number
    return moment.date() if isinstance(moment, datetime) and moment.time() == time() else moment


def _by_us(number: float, codes: dict[str, str], wanted: str, epoch: date) -> Any:
    reader = Readers(codes, epoch)[wanted]
    return None if reader is None else reader(number)


@given(NUMBERS, CODES, st.sampled_from((EPOCH_1900, EPOCH_1904)))
@example(59.0, "d", EPOCH_1900)
@example(60.0, "d", EPOCH_1900)
@example(0.999999999, "h", EPOCH_1904)
@example(1.5, "[h]:mm;d", EPOCH_1900)
def test_a_format_of_the_workbook_shows_what_openpyxl_says(number: float, code: str, epoch: date) -> None:
    assert _by_us(number, {"164": code}, "164", epoch) == (_by_openpyxl(number, code, epoch) if code else None)


@pytest.mark.parametrize("number", range(60))
def test_so_does_a_format_that_every_workbook_knows(number: int) -> None:
    for value in (0.25, 1.5, 46_033.0, 46_033.75):
        assert _by_us(value, {}, str(number), EPOCH_1900) == _by_openpyxl(
            value, BUILTIN_FORMATS.get(number), EPOCH_1900
        )


def test_a_number_that_is_no_day_stays_a_number() -> None:
    assert _by_us(1e12, {"164": "d"}, "164", EPOCH_1900) == 1e12
