"""A register that a ministry defined is used: an officer enters wells, their pumps and looks at all of it; in Arabic
and in English, wide and narrow."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account, Area, FieldDefinition, TypeDefinition
from tansiq.records import changes
from tests.browser.conftest import PASSWORD, Walk
from tests.browser.form_filling import SAVE
from tests.definitions import answers, field, name_of
from tests.people import SALMA

OFFICER = "officer@example.org"
NAMES = {
    "wells": ("بئر", "آبار المياه", "Well", "Water wells"),
    "pumps": ("مضخة", "مضخات", "Pump", "Pumps"),
}


@dataclass
class Wells:
    """The fields of the register, by which forms are filled."""

    called: FieldDefinition
    depth: FieldDefinition
    works: FieldDefinition
    operator: FieldDefinition
    pump: FieldDefinition


def _type(key: str, **values: Any) -> TypeDefinition:
    one_ar, many_ar, one_en, many_en = NAMES[key]
    names = {"one_ar": one_ar, "many_ar": many_ar, "one_en": one_en, "many_en": many_en}
    return changes.save(SALMA, TypeDefinition(key=key, policy="PUBLIC", use_state="ACTIVE", **names, **values))


def _field(
    kind: TypeDefinition, key: str, value_type: str, arabic: str, english: str, **values: Any
) -> FieldDefinition:
    labels = {"label_ar": arabic, "label_en": english, "is_listed": value_type != "REFERENCE"}
    return field(key, value_type, table="entry", record_type=kind.id, **labels, **values)


@pytest.fixture(scope="module")
def wells(origin: str) -> Wells:
    """Wells with their pumps, and the officer of Abyan who enters them."""
    kind = _type("wells", has_area=True, has_point=True, icon="area")
    pumps = _type("pumps", owner_table="entry", owner_type=kind.id)
    listed = answers("DUG", "DRILLED").id
    organization = {"reference_table": "organization"}
    found = Wells(
        _field(kind, "wellName", "TEXT", "اسم البئر", "Name of the well", is_required=True),
        _field(kind, "depth", "WHOLE", "العمق", "Depth", unit_ar="متر", unit_en="metres"),
        _field(kind, "works", "CHOICE", "طريقة الحفر", "How it was made", choice_list=listed),
        _field(kind, "operator", "REFERENCE", "الجهة المشغلة", "Operated by", **organization),
        _field(pumps, "pumpName", "TEXT", "اسم المضخة", "Name of the pump"),
    )
    for row, one in ((kind, found.called), (pumps, found.pump)):
        row.title_number = one.number
        changes.save(SALMA, row)
    rights = Rights(frozenset({"OFFICER"}), area_ids=frozenset({Area.get(Area.pcode == "YE12").id}))
    enter_person(SALMA, Account(email=OFFICER, name="نادية"), PASSWORD, rights)
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_officer_keeps_a_register_of_wells(walk: Walk, wells: Wells, language: str) -> None:
    width = walk.page.viewport_size
    called = f"بئر السوق {language} {width and width['width']}"
    walk.sign_in(language, OFFICER)
    page = walk.open("entry/?type=wells").page
    expect(page.locator("h1")).to_have_text("آبار المياه" if language == "ar" else "Water wells")
    walk.check()
    walk.follow(".head a.btn-primary").check()
    walk.look_up("area", "YE121121", "YE121121")
    page.fill(_id(wells.called), called)
    page.fill(_id(wells.depth), "٤٠")
    page.fill("#latitude", "13.2")
    page.fill("#longitude", "45.3")
    page.select_option(_id(wells.works), "DUG")
    page.locator(_id(wells.operator)).press_sequentially("NRA")
    page.locator(f"[id='{name_of(wells.operator)}-list'] [role=option]", has_text="(NRA)").click()
    walk.follow(SAVE).check()
    expect(page.locator("h1")).to_contain_text(called)
    expect(page.locator("figure.small-map circle.point")).to_have_count(1)
    walk.follow("section.linked a[href*='type=pumps']").check()
    page.fill(_id(wells.pump), "Pump A")
    walk.follow(SAVE).check()
    expect(page.locator("section.linked", has_text="Pump A")).to_be_visible()
    walk.open("entry/?type=wells&search=السوق")
    expect(page.locator("table.rows tbody tr", has_text=called)).to_contain_text("40")
    walk.check()
    walk.follow(".head a[href*='/map/']").check()
    expect(page.locator("figure.small-map circle.point").first).to_be_visible()
    walk.open("organization/details/?id=1")
    expect(page.locator("section.linked", has_text=called)).to_be_visible()
    walk.check()


def _id(one: FieldDefinition) -> str:
    return f"[id='{name_of(one)}']"
