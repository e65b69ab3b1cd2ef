"""What a unit may be: named, dated, in a tree without circles, its days within those of the unit above it."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Unit
from tansiq.records import bulk_actions, changes
from tests.people import SALMA
from tests.register import Register

JULY = date(2026, 7, 1)


def _refused(row: Unit) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, row)
    return [(fault.code, fault.field) for fault in refusal.value.faults]


def _read(row: Unit) -> Unit:
    return Unit.get_by_id(row.id)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"name_en": ""}, "NAME_MISSING", "name_ar"),
        ({"unit_kind": "VILLAGE"}, "UNKNOWN_CODE", "unit_kind"),
        ({"starts_on": JULY, "ends_on": date(2026, 6, 30)}, "DATES_REVERSED", "ends_on"),
        ({"phone": "call me"}, "BAD_PHONE", "phone"),
        ({"code": "K-1"}, "CONFLICT", ""),
    ],
)
def test_what_is_wrong_with_a_unit_alone(register: Register, values: dict[str, Any], code: str, field: str) -> None:
    register.unit("Khanfar", code="K-1")
    row = Unit(**({"name_en": "New", "unit_kind": "COUNCIL", "area": register.areas["YE12"].id} | values))
    assert _refused(row) == [(code, field)]


def test_units_without_a_code_are_not_alike(register: Register) -> None:
    assert [register.unit(name, code=None).code for name in ("One", "Two")] == [None, None]


def test_no_unit_stands_under_itself(register: Register) -> None:
    top = register.unit("Governorate")
    middle = register.unit("Directorate", top)
    low = register.unit("Office", middle)
    for below in (middle, low):
        row = _read(top)
        row.parent_id = below.id
        assert _refused(row) == [("PARENT_IS_BELOW", "parent")]


def test_days_lie_within_those_of_the_unit_above(register: Register) -> None:
    top = register.unit("Governorate", starts_on=date(2020, 1, 1), ends_on=date(2026, 12, 31))
    low = Unit(name_en="Office", unit_kind="OFFICE", area=top.area_id, parent=top.id)
    assert _refused(low) == [("OUTSIDE_PARENT", "starts_on")]
    low.starts_on = date(2020, 1, 1)
    assert _refused(low) == [("OUTSIDE_PARENT", "ends_on")]
    low.ends_on = date(2026, 12, 31)
    changes.save(SALMA, low)
    top.ends_on = date(2026, 12, 30)
    assert _refused(top) == [("UNITS_BELOW", "ends_on")]


def test_a_unit_is_archived_and_restored_with_what_stands_around_it(register: Register) -> None:
    top = register.unit("Governorate")
    low = register.unit("Office", top)
    with pytest.raises(Refused, match="UNITS_BELOW"):
        changes.archive(SALMA, _read(top))
    changes.archive(SALMA, low)
    changes.archive(SALMA, top)
    with pytest.raises(Refused, match="PARENT_ARCHIVED"):
        changes.restore(SALMA, _read(low))
    row = Unit(name_en="New", unit_kind="OFFICE", area=top.area_id, parent=top.id)
    assert _refused(row) == [("PARENT_ARCHIVED", "parent")]


def test_several_are_archived_and_restored_at_once_in_their_order(register: Register) -> None:
    top = register.unit("Governorate")
    rows = [top, register.unit("Office", top)]
    bulk_actions.carry_out(SALMA, "ARCHIVE", [_read(row) for row in rows])
    assert not Unit.select().where(Unit.archived_at.is_null()).exists()
    bulk_actions.carry_out(SALMA, "RESTORE", [_read(row) for row in reversed(rows)])
    assert Unit.select().where(Unit.archived_at.is_null()).count() == 2
    with pytest.raises(Refused, match="UNITS_BELOW"):
        bulk_actions.carry_out(SALMA, "ARCHIVE", [_read(top)])
