"""Pages of a portal with limits hold what it may see of the places asked for, in every order, however they are read."""

from typing import Any

import pytest

from tansiq.models import Area, AreaClosure, Intervention, Site
from tansiq.policy import limited_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.api.schema_client import ask
from tests.people import SALMA, portal
from tests.register import AREAS, Register

QUERY = """query ($within: String, $order: InterventionOrder, $direction: Direction, $after: String) {
  interventions(within: $within, orderBy: $order, direction: $direction, first: 2, after: $after) { totalCount
    pageInfo { hasNextPage endCursor } edges { node { id organization { id } sites { area { pcode } } } } } }"""
PLACES = [
    ("YE121121", "YE1927"),
    ("YE121122",),
    ("YE121001", "YE121121"),
    ("YE1927",),
    ("YE1211",),
    (),
    ("YE12", "YE12"),
    ("YE121121",),
]
LIMITS = [("YE1211",), ("YE1211", "YE1927"), ("YE12",), ("YE",), ("YE121121", "YE121001"), ("YE12", "YE1211")]
WITHIN = [None, *(pcode for pcode, *_ in AREAS if not pcode.startswith("YE19"))]


@pytest.fixture
def entered(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Interventions of two organisations in many places, one of which is archived and one not published."""
    monkeypatch.setattr(limited_rows, "SLICES", (1, 2))
    monkeypatch.setattr(limited_rows, "LEAST", 1)
    for number, pcodes in enumerate(PLACES):
        work = register.intervention("NRA" if number % 2 else "ADR", is_published=number != 4)
        for place, pcode in enumerate(pcodes):
            register.site(work, pcode, ("ALL", "IDP")[place])
        if number == 7:
            changes.archive(SALMA, work)
    return register


@pytest.mark.parametrize("pcodes", LIMITS)
@pytest.mark.parametrize("order", ["ID", "STARTS_ON", "CHANGED_AT"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_pages_hold_what_is_visible_of_a_place(
    entered: Register, pcodes: tuple[str, ...], order: str, direction: str
) -> None:
    viewer = portal(*(entered.areas[pcode].id for pcode in pcodes))
    for within in WITHIN:
        if within is None or _is_told(viewer, within):
            asked = {"within": within, "order": order, "direction": direction}
            assert sorted(_walked(viewer, asked)) == _expected(viewer, (within and entered.areas[within].id) or None), (
                within
            )


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_a_portal_of_organisations_walks_through_theirs(entered: Register, direction: str) -> None:
    owner = entered.organization("NRA").id
    for viewer in (portal(organization_ids=(owner,)), portal(entered.areas["YE12"].id, organization_ids=(owner,))):
        found = _walked(viewer, {"order": "ID", "direction": direction})
        assert found == sorted(_expected(viewer, None), reverse=direction == "DESC")
        assert found


def _is_told(viewer: Viewer, pcode: str) -> bool:
    return visible(Area, viewer).where(Area.pcode == pcode).exists()


def _expected(viewer: Viewer, area_id: int | None) -> list[int]:
    ids = [row.id for row in visible(Intervention, viewer).order_by(Intervention.id)]
    if area_id is None:
        return ids
    there = {row.descendant_id for row in AreaClosure.select().where(AreaClosure.ancestor == area_id)}
    at_work = {site.intervention_id for site in visible(Site, viewer) if site.area_id in there}
    return [row_id for row_id in ids if row_id in at_work]


def _walked(viewer: Viewer, asked: dict[str, Any]) -> list[int]:
    """The ids on all pages, which hold as many as they say."""
    found: list[int] = []
    info: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while info["hasNextPage"]:
        page = ask(QUERY, viewer, {**asked, "after": info["endCursor"]})["interventions"]
        found += [int(edge["node"]["id"]) for edge in page["edges"]]
        info = page["pageInfo"]
    assert page["totalCount"] == len(found)
    return found
