"""Typed values of cells: every reader gives a value, None for an empty cell, or the `Problem` of its cell."""

from tansiq.exchange.values_date import EPOCH_1900, EPOCH_1904, read_date
from tansiq.exchange.values_number import read_count, read_decimal, read_money, read_number
from tansiq.exchange.values_period import Period, read_period, year_in
from tansiq.exchange.values_word import (
    read_code,
    read_modality,
    read_names,
    read_status,
    read_text,
    read_yes_no,
)

__all__ = [
    "EPOCH_1900", "EPOCH_1904", "Period", "read_code", "read_count", "read_date", "read_decimal",
    "read_modality", "read_money", "read_names", "read_number", "read_period", "read_status", "read_text",
    "read_yes_no", "year_in",
]  # fmt: skip
