"""The list of administrative units in the order of the tree, its filters, and the page of one."""

import re
from datetime import date

from tansiq.models import Account, Unit, UnitPerson
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def _names(page: str) -> list[str]:
    return re.findall(r'<td role="cell" data-label="Name"><div><a [^>]*><bdi>([^<]+)</bdi></a>', page)


def _tree(register: Register) -> dict[str, Unit]:
    zinjibar = register.unit("Zinjibar", unit_kind="GOVERNORATE")
    abyan = register.unit("Abyan", unit_kind="GOVERNORATE", pcode="YE12")
    services = register.unit("Services", abyan)
    return {
        "abyan": abyan,
        "services": services,
        "water": register.unit("Water", services, starts_on=date(2020, 1, 1), ends_on=date(2025, 12, 31)),
        "office": register.unit("Bureau", zinjibar, unit_kind="OFFICE", pcode="YE1210", code="B-7"),
    }


def test_the_list_stands_in_the_order_of_the_tree(salma: Reader, register: Register) -> None:
    _tree(register)
    assert _names(salma.get("unit/").text) == ["Abyan", "Services", "Water", "Zinjibar", "Bureau"]
    by_name = ["Abyan", "Bureau", "Services", "Water", "Zinjibar"]
    assert _names(salma.get("unit/?sort=name").text) == by_name
    export = salma.get("unit/export/csv/").text
    assert export.index("Water") < export.index("Zinjibar") < export.index("Bureau")


def test_it_is_narrowed_by_kind_area_day_state_and_words(salma: Reader, register: Register) -> None:
    _tree(register)
    area = register.areas["YE1210"].id
    for narrowed, names in (
        ("unit_kind=OFFICE", ["Bureau"]),
        (f"area={area}", ["Bureau"]),
        ("on=2025-06-01", ["Abyan", "Services", "Water", "Zinjibar", "Bureau"]),
        ("on=2019-12-31", ["Abyan", "Services", "Zinjibar", "Bureau"]),
        ("state=ended", ["Water"]),
        ("state=later", []),
        ("search=b-7", ["Bureau"]),
    ):
        assert _names(salma.get(f"unit/?{narrowed}").text) == names, narrowed


def test_the_page_tells_the_way_down_to_a_unit_and_what_is_below_it(salma: Reader, register: Register) -> None:
    tree = _tree(register)
    page = salma.get(f"unit/details/?id={tree['services'].id}").text
    trail = page.split('<nav class="trail"')[1].split("</nav>")[0]
    assert [name for name in ("Administrative units", "Abyan", "Services") if name in trail] == [
        "Administrative units",
        "Abyan",
        "Services",
    ]
    assert "Units below it" in page
    assert ">Water</bdi>" in page
    assert f"/admin/unit/new/?parent={tree['services'].id}" in page
    form = salma.get(f"unit/new/?parent={tree['services'].id}").text
    assert re.search(rf'name="parent"[^>]*value="{tree["services"].id}"', form)


def test_people_are_told_to_officers_and_the_telephone_to_whoever_is_in_charge(
    salma: Reader, nadia: Reader, visitor: Reader, register: Register
) -> None:
    unit = register.unit("Services", phone="+967 2 123456")
    far = register.unit("Far", pcode="YE1927", phone="+967 5 123456")
    account = Account.get(Account.email == "salma@example.org").id
    changes.replace_parts(SALMA, unit, UnitPerson, [{"account": account, "unit_role": "APPROVES"}])
    assert "+967 2 123456" in salma.get(f"unit/details/?id={unit.id}").text
    assert "+967 2 123456" in nadia.get(f"unit/details/?id={unit.id}").text
    assert "+967 5 123456" not in nadia.get(f"unit/details/?id={far.id}").text
    assert "+967 2 123456" not in visitor.get(f"unit/details/?id={unit.id}").text
    assert "Salma" in salma.get(f"unit/details/?id={unit.id}").text
    assert "Approves" not in visitor.get(f"unit/details/?id={unit.id}").text
