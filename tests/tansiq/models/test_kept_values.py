"""What rows keep under a field, read as its type has it: what was entered before a change of type, and nothing else."""

from typing import Any

import pytest

from tansiq.models import FieldDefinition
from tansiq.models.kept_values import taken


@pytest.mark.parametrize(
    ("value_type", "kept", "value"),
    [
        ("TEXT", "B", "B"),
        ("TEXT", 40, "40"),
        ("LONG_TEXT", 40.0, "40"),
        ("TEXT", 12.5, "12.5"),
        ("TEXT", "2026-03-01", "2026-03-01"),
        ("WHOLE", 40, 40),
        ("WHOLE", 40.0, 40),
        ("WHOLE", 2**53 - 1, 2**53 - 1),
        ("NUMBER", 12.5, 12.5),
        ("NUMBER", 12, 12),
        ("YES_NO", False, False),
        ("DAY", "2026-03-01", "2026-03-01"),
        ("MONTH", "2026-03", "2026-03"),
        ("CHOICE", "WELL", "WELL"),
        ("CHOICES", ["WELL", "SPRING"], ["WELL", "SPRING"]),
        ("CHOICES", "WELL", ["WELL"]),
        ("REFERENCE", 7, 7),
        ("POINT", [13, 45.5], [13, 45.5]),
    ],
)
def test_what_was_entered_is_read(value_type: str, kept: Any, value: Any) -> None:
    read = taken(FieldDefinition(value_type=value_type), kept)
    assert (read, type(read)) == (value, type(value))


STRANGE: list[Any] = [True, {}, {"1": 1}, [], [None], [[1]], float("nan"), float("inf")]


@pytest.mark.parametrize(
    ("value_type", "strange"),
    [
        ("TEXT", [["B"]]),
        ("WHOLE", ["40", 7.5]),
        ("NUMBER", ["12.5"]),
        ("YES_NO", [1, "true"]),
        ("DAY", [7, "2026-13-01", "2026-03-01T00:00", "2026-3-1", "٢٠٢٦-٠٣-٠١"]),
        ("MONTH", [202603, "2026-13", "2026-03-01"]),
        ("CHOICE", [7, ["WELL"]]),
        ("CHOICES", [7, ["WELL", 7]]),
        ("REFERENCE", ["7", 7.5, 0, -7, 10**18]),
        ("POINT", [13, [13], [13, "45"], [13, 45, 100], [True, False]]),
    ],
)
def test_what_no_form_wrote_is_not_known(value_type: str, strange: list[Any]) -> None:
    one = FieldDefinition(value_type=value_type)
    others = [kept for kept in STRANGE if not (value_type == "YES_NO" and kept is True)]
    assert [kept for kept in [None, *strange, *others] if taken(one, kept) is not None] == []


def test_an_item_that_is_broken_down_is_what_its_cells_come_to() -> None:
    one = FieldDefinition(value_type="NUMBER", breakdown=7)
    assert taken(one, {"DRY": 0.1, "WET": 0.2}) == 0.3
    assert taken(one, {"DRY": 2, "WET": "many"}) == 2
    assert taken(one, {"DRY": "many"}) is None
    assert taken(one, {}) is None
