"""The tree of areas: ancestors and closure, also after an area has moved."""

from tansiq.models import Area, AreaClosure, Site
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def _closure(area: Area) -> list[tuple[str, int]]:
    rows = AreaClosure.select(AreaClosure.ancestor, AreaClosure.depth).where(AreaClosure.descendant == area.id)
    names = {found.id: found.pcode for found in Area.select()}
    return sorted(((names[row.ancestor_id], row.depth) for row in rows), key=lambda pair: pair[1])


def test_an_area_knows_its_ancestors_and_itself(register: Register) -> None:
    assert _closure(register.areas["YE121121"]) == [("YE121121", 0), ("YE1211", 1), ("YE12", 2), ("YE", 3)]
    assert _closure(register.areas["YE"]) == [("YE", 0)]
    stored = Area.get(Area.pcode == "YE1211")
    assert (stored.district_id, stored.subdistrict_id) == (stored.id, None)


def test_a_settlement_lies_directly_below_whatever_is_known(register: Register) -> None:
    below_district = Area(level=4, pcode="YE1211-S1", parent=register.areas["YE1211"].id, name_ar="مخيم")
    changes.save(SALMA, below_district)
    assert _closure(below_district) == [("YE1211-S1", 0), ("YE1211", 1), ("YE12", 2), ("YE", 3)]
    assert below_district.subdistrict_id is None


def test_all_that_lies_in_a_moved_area_moves_with_it(register: Register) -> None:
    site = register.site(register.intervention("NRA"), "YE121121")
    district = register.areas["YE1211"]
    district.parent_id = register.areas["YE19"].id
    changes.save(SALMA, district)
    assert _closure(register.areas["YE121121"]) == [("YE121121", 0), ("YE1211", 1), ("YE19", 2), ("YE", 3)]
    assert Site.get_by_id(site.id).governorate_id == register.areas["YE19"].id
