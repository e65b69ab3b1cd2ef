"""What is wrong with a row that can be told from the row alone: every fault at its field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Need, OrganizationDocument, Project, Record

NEED: dict[str, Any] = {"people_in_need": 500, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
PROJECT: dict[str, Any] = {"code": "P-1", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
DOCUMENT: dict[str, Any] = {"title": "Bylaws", "document_kind": "BYLAWS", "stored": "somewhere"}


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (Need(**NEED), []),
        (Need(**NEED | {"ends_on": date(2025, 12, 31)}), [("DATES_REVERSED", "ends_on")]),
        (Need(**NEED | {"people_in_need": -1}), [("NEGATIVE", "people_in_need")]),
        (Need(**NEED, severity=6), [("OUT_OF_RANGE", "severity")]),
        (Need(**NEED, severity=5), []),
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
    assert [(fault.code, fault.field) for fault in row.faults()] == faults
