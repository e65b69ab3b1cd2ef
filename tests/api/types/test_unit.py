"""Administrative units over GraphQL: the tree, its days, what became of whom; never whom to call."""

from datetime import date
from typing import Any

from api.schema import schema
from tansiq.models import Unit
from tansiq.units.merging import merge
from tests.api.all_questions import answered
from tests.people import NOBODY, SALMA, portal
from tests.register import Register

JULY = date(2026, 7, 1)


def _names(query: str) -> list[str]:
    return [edge["node"]["name"] for edge in answered(query, NOBODY)["data"]["units"]["edges"]]


def test_a_unit_tells_its_place_in_the_tree_and_what_it_became(register: Register) -> None:
    top = register.unit("Governorate", pcode="YE12", unit_kind="GOVERNORATE", code="G-1", name_ar="المحافظة")
    one, other = register.unit("One", top), register.unit("Other", top, starts_on=date(2020, 1, 1))
    into = Unit(name_en="Both", unit_kind="MUNICIPALITY", area=one.area_id, parent=top.id)
    merge(SALMA, [one, other], into, JULY)
    told: Any = answered(
        f"""{{ unit(id: {other.id}) {{ startsOn endsOn area {{ pcode }} parent {{ code kind nameAr }}
        successors {{ name predecessors {{ name }} parent {{ children {{ name }} }} }} }} }}""",
        NOBODY,
    )["data"]["unit"]
    assert told == {
        "startsOn": "2020-01-01",
        "endsOn": "2026-06-30",
        "area": {"pcode": "YE1211"},
        "parent": {"code": "G-1", "kind": "GOVERNORATE", "nameAr": "المحافظة"},
        "successors": [
            {
                "name": "Both",
                "predecessors": [{"name": "One"}, {"name": "Other"}],
                "parent": {"children": [{"name": "Both"}, {"name": "One"}, {"name": "Other"}]},
            }
        ],
    }


def test_units_are_narrowed_by_area_kind_day_parent_and_words(register: Register) -> None:
    top = register.unit("Governorate", pcode="YE12", unit_kind="GOVERNORATE")
    register.unit("Former council", top, unit_kind="COUNCIL", ends_on=date(2025, 12, 31))
    register.unit("Directorate", top)
    register.unit("Mukalla", pcode="YE1927")
    register.unit("Kept", is_published=False)
    nodes = "{ edges { node { name(language: EN) } } }"
    assert _names(f'{{ units(within: "YE12") {nodes} }}') == ["Governorate", "Former council", "Directorate"]
    assert _names(f"{{ units(kind: [COUNCIL]) {nodes} }}") == ["Former council"]
    assert _names(f'{{ units(on: "2026-01-01", within: "YE12") {nodes} }}') == ["Governorate", "Directorate"]
    assert _names(f"{{ units(parent: {top.id}, orderBy: NAME) {nodes} }}") == ["Directorate", "Former council"]
    assert _names(f'{{ units(search: "mukalla") {nodes} }}') == ["Mukalla"]


def test_a_portal_is_told_of_units_within_its_limits_alone(register: Register) -> None:
    far = register.unit("Mukalla", pcode="YE1927")
    near = register.unit("Khanfar", far)
    asked = f"{{ units {{ totalCount }} unit(id: {far.id}) {{ id }} near: unit(id: {near.id}) {{ parent {{ id }} }} }}"
    abyan = portal(register.areas["YE12"].id, scopes=("statistics:read",))
    assert answered(asked, abyan)["data"] == {"units": {"totalCount": 1}, "unit": None, "near": {"parent": None}}


def test_nobody_is_told_whom_to_call() -> None:
    told = schema.as_str().split("type Unit {")[1].split("\n}")[0]
    assert "phone" not in told
    assert "people" not in told
