"""Merging, dividing and ending units in the panel: told before, asked, done, and offered to be taken back."""

import html
from datetime import date
from typing import Any

import pytest

from tansiq.models import Batch, Unit
from tansiq.policy.viewer import Viewer
from tansiq.units.on_day import units_on
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

EVE, JULY = date(2026, 6, 30), date(2026, 7, 1)


def _on(day: date, viewer: Viewer = SALMA) -> list[str]:
    return sorted(unit.name_en for unit in units_on(viewer, day))


def _sent(*rows: Unit, key: str = "row", **values: Any) -> dict[str, Any]:
    stored = [Unit.get_by_id(row.id) for row in rows]
    return {key: [row.id for row in rows], "version": [f"{row.id}:{row.version}" for row in stored], **values}


def _undo_last(salma: Reader) -> None:
    salma.post("batches/undo/", id=Batch.select(Batch.id).order_by(Batch.id.desc()).scalar())


def test_ticked_units_become_a_new_one(salma: Reader, register: Register) -> None:
    one, other = register.unit("One"), register.unit("Other")
    address = f"unit/merge/?row={one.id}&row={other.id}"
    asked = salma.get(address).text
    assert 'formaction="/admin/unit/merge/"' in salma.get("unit/").text
    assert "Each of them ends on the day before" in asked
    assert "<bdi>One</bdi>" in asked
    area = register.areas["YE1211"].id
    new: dict[str, Any] = {"day": "1/7/2026", "name_en": "Both", "unit_kind": "MUNICIPALITY", "area": area}
    answer = salma.post("unit/merge/", page=address, **_sent(one, other, **new))
    into = Unit.get(Unit.name_en == "Both")
    assert answer.headers["Location"].endswith(f"/unit/details/?id={into.id}")
    assert (_on(EVE), _on(JULY)) == (["One", "Other"], ["Both"])
    page = salma.get(f"unit/details/?id={into.id}").text
    assert "Units that it was made of" in page
    assert "Merged into “Both”." in page
    _undo_last(salma)
    assert _on(JULY) == ["One", "Other"]


def test_a_unit_takes_another_one_in(salma: Reader, register: Register) -> None:
    one, other = register.unit("One"), register.unit("Other")
    salma.post("unit/merge/", page=f"unit/merge/?row={one.id}", **_sent(one, day="2026-07-01", into=other.id))
    assert _on(JULY) == ["Other"]


def test_a_unit_is_divided_and_each_unit_below_goes_where_it_is_said(salma: Reader, register: Register) -> None:
    old = register.unit("Old")
    here, there = register.unit("Here", old), register.unit("There", old)
    address = f"unit/split/?id={old.id}"
    assert "Where the units below it go" in salma.get(address).text
    assert "New unit 3" in salma.get(f"{address}&count=3").text
    area = register.areas["YE1211"].id
    named = {"name_en_1": "North", "area_1": area, "name_en_2": "South", "area_2": area}
    below = {f"child_{here.id}": "1", f"child_{there.id}": "2"}
    salma.post("unit/split/", page=address, **_sent(old, key="id", count=2, day="2026-07-01", **named, **below))
    assert _on(JULY) == ["Here", "North", "South", "There"]
    assert Unit.get_by_id(there.id).parent_id == Unit.get(Unit.name_en == "South").id


def test_a_unit_ends_with_all_that_is_below_it_or_that_moves(salma: Reader, register: Register) -> None:
    top, other = register.unit("Top"), register.unit("Other")
    low = register.unit("Low", top)
    address = f"unit/end/?id={top.id}"
    asked = salma.get(address).text
    assert "1 unit stands below it. It ends with it" in asked
    assert "<bdi>Low</bdi>" in asked
    salma.post("unit/end/", page=address, **_sent(top, key="id", day="2026-06-30"))
    assert _on(JULY) == ["Other"]
    _undo_last(salma)
    salma.post("unit/end/", page=address, **_sent(top, key="id", day="2026-06-30", under=other.id))
    assert _on(JULY) == ["Low", "Other"]
    assert Unit.get_by_id(low.id).parent_id == other.id


@pytest.mark.parametrize(
    ("deed", "values", "told"),
    [
        ("merge", {}, "This field is required."),
        ("merge", {"day": "yesterday", "name_en": "Both"}, "“yesterday” is not a date."),
        ("merge", {"day": "2026-07-01"}, "Give a name, in Arabic or in English."),
        ("merge", {"day": "1990-01-01", "name_en": "B", "unit_kind": "OTHER"}, "is not in being on that day"),
        ("split", {"day": "2026-07-01", "count": 2}, "Give a name, in Arabic or in English."),
        ("split", {"day": "", "count": "many"}, "This field is required."),
        ("end", {"day": ""}, "This field is required."),
        ("end", {"day": "1990-01-01"}, "is not in being on that day"),
    ],
)
def test_what_is_wrong_is_told_in_the_form_and_nothing_changes(
    salma: Reader, register: Register, deed: str, values: dict[str, Any], told: str
) -> None:
    one = register.unit("One", starts_on=date(2000, 1, 1))
    other = register.unit("Other", starts_on=date(2000, 1, 1))
    sent = _sent(one, other, **values) if deed == "merge" else _sent(one, key="id", **values)
    page = f"unit/merge/?row={one.id}" if deed == "merge" else f"unit/{deed}/?id={one.id}"
    answer = salma.post(f"unit/{deed}/", page=page, **sent)
    assert answer.status_code == 200
    assert told in html.unescape(answer.text)
    assert _on(JULY) == ["One", "Other"]


def test_somebody_else_changed_it_meanwhile(salma: Reader, register: Register) -> None:
    one = register.unit("One")
    sent = _sent(one, key="id", day="2026-06-30")
    Unit.update(version=7).where(Unit.id == one.id).execute()
    answer = salma.post("unit/end/", page=f"unit/end/?id={one.id}", **sent)
    assert "Somebody changed this record meanwhile." in answer.text
    assert _on(JULY) == ["One"]


def test_who_may_not_change_a_unit_has_none_of_these_pages(
    salma: Reader, nadia: Reader, visitor: Reader, register: Register
) -> None:
    near, far = register.unit("Near"), register.unit("Far", pcode="YE1927")
    for address in ("unit/merge/?row={}", "unit/split/?id={}", "unit/end/?id={}"):
        assert nadia.get(address.format(near.id)).status_code == 200
        assert nadia.get(address.format(far.id)).status_code == 403
        assert visitor.get(address.format(near.id)).status_code == 403
        assert salma.get(address.format(99_999)).status_code == 404
        assert salma.get(address.partition("?")[0]).status_code == 404
