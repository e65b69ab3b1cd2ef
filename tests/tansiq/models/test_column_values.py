"""What columns keep: the same verdict on both databases, told at the column with what is allowed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tansiq.language.words import speaking
from tansiq.models import Area, Intervention, Organization, PortalToken, Project, Site
from tansiq.models.column_values import LONGEST_TEXT, column_faults, text_fault


def _told(table: Any, **values: object) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.field, str(fault)) for fault in column_faults(table, values)]


@pytest.mark.parametrize(
    ("table", "values", "code", "said"),
    [
        (Organization, {"name_en": "n" * 5000}, "TOO_LONG", "At most 300 letters fit here; this has 5000."),
        (Organization, {"aliases": "a" * (LONGEST_TEXT + 1)}, "TOO_LONG", "At most 20000 letters fit here"),
        (Organization, {"name_en": "two\x00"}, "BAD_CHARACTER", "Letter 4 is a sign that cannot be written (U+0000)"),
        (Organization, {"name_ar": "\udc00"}, "BAD_CHARACTER", "U+DC00"),
        (Organization, {"acronym": 7}, "INVALID", "“7” is no text."),
        (Organization, {"home_area": 10**30}, "NOT_FOUND", "There is no such record."),
        (Organization, {"home_area": 0}, "NOT_FOUND", "There is no such record."),
        (Organization, {"is_published": "perhaps"}, "INVALID", "Answer with yes or no."),
        (Organization, {"founded_on": date(20, 6, 1)}, "OUT_OF_RANGE", "from 1000-01-01 to 2999-12-31"),
        (Organization, {"founded_on": "1999-01-01"}, "INVALID", "“1999-01-01” is not a date."),
        (Organization, {"founded_on": datetime(1999, 1, 1)}, "INVALID", "is not a date"),  # noqa: DTZ001  As stored.
        (Intervention, {"organization": ""}, "MISSING", "This field is required."),
        (Intervention, {"sector": None}, "MISSING", "This field is required."),
        (Intervention, {"record_id": "r" * 81}, "TOO_LONG", "At most 80 letters"),
        (PortalToken, {"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, "INVALID", "is not a date"),
        (PortalToken, {"expires_at": datetime(1, 1, 1)}, "OUT_OF_RANGE", "from 1000"),  # noqa: DTZ001  As stored.
        (Project, {"budget": Decimal("1e400")}, "OUT_OF_RANGE", "Give a number from 0 to 99999999999999.99."),
        (Project, {"budget": Decimal("1e20")}, "OUT_OF_RANGE", "Give a number from 0 to 99999999999999.99."),
        (Project, {"budget": Decimal("Infinity")}, "NOT_FINITE", "can be counted"),
        (Project, {"budget": Decimal("NaN")}, "NOT_FINITE", "can be counted"),
        (Project, {"budget": Decimal("sNaN")}, "NOT_FINITE", "can be counted"),
        (Project, {"budget": float("nan")}, "NOT_FINITE", "can be counted"),
        (Project, {"budget": 10**400}, "OUT_OF_RANGE", "Give a number from 0"),
        (Project, {"budget": Decimal("-0.01")}, "NEGATIVE", "This number cannot be below zero."),
        (Project, {"budget": Decimal("12.345")}, "TOO_PRECISE", "At most 2 decimals fit here; this has 3."),
        (Project, {"budget": Decimal("98765432109876.54")}, "TOO_PRECISE", "At most 15 digits fit here; this has 16."),
        (Project, {"budget": "a lot"}, "INVALID", "“a lot” is not a number."),
        (Project, {"budget": True}, "INVALID", "“True” is not a number."),
        (Site, {"reached": 2**31}, "OUT_OF_RANGE", "Give a number from 0 to 2147483647."),
        (Site, {"reached": -1}, "NEGATIVE", "This number cannot be below zero."),
        (Site, {"reached": 10**5000}, "OUT_OF_RANGE", "from 0 to 2147483647"),
        (Site, {"reached": 1.5}, "INVALID", "“1.5” is not a whole number."),
        (Site, {"latitude": 90.5}, "OUT_OF_RANGE", "Give a number from -90 to 90."),
        (Site, {"longitude": float("inf")}, "NOT_FINITE", "can be counted"),
        (Site, {"number": 2**31 - 1}, "OUT_OF_RANGE", "from 1 to 1000000"),
        (Area, {"level": 5}, "OUT_OF_RANGE", "from 0 to 4"),
        (Area, {"area_km2": float("-inf")}, "NOT_FINITE", "can be counted"),
    ],
)
def test_what_a_column_cannot_keep_is_told_with_what_it_can(
    table: Any, values: dict[str, object], code: str, said: str
) -> None:
    [(found, field, sentence)] = _told(table, **values)
    assert (found, field) == (code, next(iter(values)))
    assert said in sentence


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (Organization, {"name_ar": "م" * 300, "aliases": "a\nb", "registration_number": None, "canonical": None}),
        (Organization, {"founded_on": date(1863, 2, 9), "is_published": 0}),
        (Project, {"budget": Decimal("1E+3"), "code": ""}),
        (Project, {"budget": Decimal("99999999999999.00")}),
        (Project, {"budget": Decimal("9999999999999.99")}),
        (Project, {"budget": 0.1}),
        (Site, {"reached": 2**31 - 1, "latitude": -90, "targeted": 0}),
        (Site, {"no such column": object()}),
    ],
)
def test_what_columns_keep_is_not_told(table: Any, values: dict[str, object]) -> None:
    assert _told(table, **values) == []


def test_the_sentence_is_said_in_arabic_too() -> None:
    with speaking("ar"):
        [(_, _, said)] = _told(Organization, name_en="n" * 301)
        assert said.startswith("الحد الأقصى لعدد الأحرف هنا 300")


@pytest.mark.parametrize(("text", "code"), [("fine", None), ("too long", "TOO_LONG"), ("a\x00", "BAD_CHARACTER")])
def test_a_text_that_is_no_column_of_a_record_is_asked_the_same(text: str, code: str | None) -> None:
    found = text_fault("comment", text, 5)
    assert (found.code if found else None, found.field if found else "comment") == (code, "comment")


def _grown(make: Callable[[str], Any]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in make("ﷺ" * 60).all_faults()]


def test_a_text_that_grows_too_long_as_it_is_folded_is_refused() -> None:
    assert _grown(lambda text: Organization(name_ar=text, acronym_ar=text)) == [("TOO_LONG", "")]
    assert _grown(lambda text: Project(title_ar=text)) == [], "a search text has no end"
