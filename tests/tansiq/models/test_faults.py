"""What is wrong with a row that can be told from the row alone: every fault at its field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Need, OrganizationDocument, Project, Record

NEED: dict[str, Any] = {
    "area": 1, "sector": 1, "population_group": 1, "people_in_need": 500, "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 6, 30),
}  # fmt: skip
PROJECT: dict[str, Any] = {"code": "P-1", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
DOCUMENT: dict[str, Any] = {
    "organization": 1, "title": "Bylaws", "document_kind": "BYLAWS", "file_name": "bylaws.pdf", "stored": "somewhere",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (Need(**NEED), []),
        (Need(**NEED | {"ends_on": date(2025, 12, 31)}), [("DATES_REVERSED", "ends_on")]),
        (Need(**NEED | {"people_in_need": -1}), [("NEGATIVE", "people_in_need")]),
        (Need(**NEED, severity=6), [("OUT_OF_RANGE", "severity")]),
        (Need(**NEED, severity=5), []),
        (Need(**NEED | {"starts_on": None, "source": "s" * 201}), [("MISSING", "starts_on"), ("TOO_LONG", "source")]),
        (
            Need(**NEED | {"ends_on": date(2025, 12, 31)}, severity=6),
            [("OUT_OF_RANGE", "severity"), ("DATES_REVERSED", "ends_on")],
        ),
        (Project(**PROJECT), []),
        (Project(**PROJECT | {"code": ""}), [("NAME_MISSING", "title_ar")]),
        (Project(**PROJECT | {"ends_on": date(2025, 12, 31)}), [("DATES_REVERSED", "ends_on")]),
        (Project(**PROJECT, budget=Decimal(-1), currency="YER"), [("NEGATIVE", "budget")]),
        (Project(**PROJECT, budget=Decimal(1)), [("CURRENCY_MISSING", "currency")]),
        (OrganizationDocument(**DOCUMENT), []),
        (OrganizationDocument(**DOCUMENT | {"title": " "}), [("MISSING", "title")]),
        (OrganizationDocument(**DOCUMENT | {"document_kind": "POEM"}), [("UNKNOWN_CODE", "document_kind")]),
        (OrganizationDocument(**DOCUMENT | {"stored": ""}), [("MISSING", "file")]),
    ],
)
def test_each_fault_is_told_at_its_field(row: Record, faults: list[tuple[str, str]]) -> None:
    assert [(fault.code, fault.field) for fault in row.all_faults()] == faults
