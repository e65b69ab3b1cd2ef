"""Plans, demands and commitments refuse clearly what is archived, of another plan, over-long or sent twice."""

import re
from secrets import token_hex
from typing import Any

import pytest

from tansiq.models import Commitment, Demand, Plan, PlanItem
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed import a_commitment, a_demand
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import named, outline

# Of letters alone: digits among them may look like a day.
LONG = token_hex(3_000).translate(str.maketrans("0123456789", "ghijklmnop"))
"""A text that no compression makes short."""


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water and health, and roads that somebody archived."""
    found = register.plan()
    register.item(found, "Water", required=100, unit="metres")
    changes.archive(SALMA, register.item(found, "Roads"))
    register.item(found, "Health")
    return found


def _deed(reader: Reader, plan: Plan, what: str, **values: Any) -> Any:
    return reader.post(f"outline/{what}/", f"plan/details/?id={plan.id}", id=plan.id, **values)


def _told(reader: Reader, answer: Any) -> str:
    """The page to which an answer leads, or the answer itself."""
    return str(answer.text if answer.status_code == 200 else reader.client.get(answer.location).text)


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("move", {"item": "Roads", "deed": "up"}),
        ("move", {"item": "Roads", "deed": "down"}),
        ("move", {"item": "Roads", "deed": "in"}),
        ("move", {"item": "Roads", "deed": "under", "code": "1"}),
        ("move", {"item": "Water", "deed": "beside", "target": "Roads", "where": "after"}),
        ("move", {"item": "Water", "deed": "beside", "target": "Roads", "where": "under"}),
        ("add", {"item": "Roads", "where": "after", "new-name_en": "Streets", "new-item_kind": "AXIS"}),
        ("save", {"item": "Roads", "version": "2", "name_en": "Streets", "item_kind": "AXIS", "item_state": "DONE"}),
        ("remove", {"item": "Roads"}),
    ],
)
def test_an_item_that_was_archived_meanwhile_is_told(
    plan: Plan, salma: Reader, what: str, values: dict[str, Any]
) -> None:
    ids: dict[str, Any] = {name: named(values[name]).id for name in ("item", "target") if name in values}
    assert "This item is archived." in _told(salma, _deed(salma, plan, what, **(values | ids)))
    assert outline(plan) == [("1", "Water"), ("2", "Health")]
    assert named("Roads").archived_at is not None


@pytest.mark.parametrize("where", ["before", "after", "under"])
def test_an_item_is_not_dropped_beside_one_of_another_plan(
    plan: Plan, register: Register, salma: Reader, where: str
) -> None:
    other = register.item(register.plan(name_en="Other"), "Elsewhere")
    answer = _deed(salma, plan, "move", item=named("Health").id, deed="beside", target=other.id, where=where)
    assert answer.status_code == 404
    assert outline(plan) == [("1", "Water"), ("2", "Health")]


def test_one_form_adds_one_item_however_often_it_is_sent_and_the_next_form_another(plan: Plan, salma: Reader) -> None:
    page = salma.get(f"plan/details/?id={plan.id}").text
    for name in ("Schools", "Clinics"):
        form = re.search(r'<form[^>]*class="work-add">(.*?)</form>', page, re.S)
        assert form is not None
        sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[1])) | {"new-item_kind": "AXIS"}
        address, piece = "/admin/outline/add/", {"X-Piece": "outline"}
        page = salma.client.post(address, data={**sent, "new-name_en": name}, headers=piece).text
        again = salma.client.post(address, data={**sent, "new-name_en": name})
        assert again.location.endswith(f"/admin/planitem/details/?id={named(name).id}")
    assert [name for _, name in outline(plan)] == ["Water", "Health", "Schools", "Clinics"]


def test_without_scripts_what_was_typed_stands_in_a_form_that_is_refused(plan: Plan, salma: Reader) -> None:
    typed = {"new-item_kind": "nothing", "new-name_en": "Schools of the coast"}
    page = _deed(salma, plan, "add", **typed)
    assert page.status_code == 200
    assert 'value="Schools of the coast"' in page.text
    assert "Not a valid choice" in page.text
    water = named("Water")
    typed = {"item_kind": "AXIS", "item_state": "DONE", "progress": "101", "remark": LONG}
    page = _deed(salma, plan, "save", item=water.id, version=water.version, name_en="Water", **typed)
    assert "from 0 to 100." in page.text
    assert LONG in page.text


def test_an_archived_plan_is_neither_changed_nor_adopted(plan: Plan, salma: Reader) -> None:
    changes.archive(SALMA, Plan.get_by_id(plan.id))
    page = salma.get(f"plan/details/?id={plan.id}&at={named('Water').id}").text
    assert [text for text in ("Adopt as version", 'id="work"', "Add an item") if text in page] == []
    sent: list[tuple[str, dict[str, Any]]] = [
        ("outline/add/", {"new-name_en": "Schools", "new-item_kind": "AXIS"}),
        ("outline/move/", {"item": named("Water").id, "deed": "down"}),
        ("versions/adopt/", {}),
        ("versions/amend/", {"reason": "Late"}),
    ]
    for address, values in sent:
        assert "The plan is archived." in _told(salma, salma.post(address, "", id=plan.id, **values)), address
    assert (Plan.get_by_id(plan.id).edition, outline(plan)) == (0, [("1", "Water"), ("2", "Health")])


def test_a_branch_is_archived_by_those_alone_who_need_not_propose_it(
    register: Register, salma: Reader, nadia: Reader
) -> None:
    away = register.plan("YE1927")
    item = register.item(away, "Elsewhere")
    page = f"plan/details/?id={away.id}&at={item.id}"
    assert "Archive with what stands under it" in salma.get(page).text
    assert "Archive with what stands under it" not in nadia.get(page).text
    assert "You may not do this." in _told(nadia, _deed(nadia, away, "remove", item=item.id))


def test_a_refusal_that_quotes_a_long_text_still_reaches_its_reader(
    plan: Plan, register: Register, salma: Reader
) -> None:
    demand, commitment = a_demand(register), a_commitment(register, named("Water"))
    step = {"id": commitment.id, "version": commitment.version, "state": "AGREED"}
    sent: dict[str, dict[str, Any]] = {
        "outline/move/": {"item": named("Water").id, "deed": "under", "code": LONG},
        "demand/take/": {"row": demand.id, "item": "", "item-text": LONG},
        "commitment/step/": {**step, "day": LONG},
    }
    for address, values in sent.items():
        answer = salma.post(address, "", **values)
        assert len(answer.headers["Set-Cookie"]) < 4_000, address
        assert LONG[:40] in _told(salma, answer), address
    assert Commitment.get_by_id(commitment.id).commitment_state == "OFFERED"


def test_a_reason_for_declining_is_kept_whole_or_refused(register: Register, salma: Reader) -> None:
    demand = a_demand(register)
    answer = salma.post("demand/decline/", "", row=demand.id, reason="n" * 2_001)
    assert "At most 2000 letters fit here; this has 2001." in _told(salma, answer)
    assert Demand.get_by_id(demand.id).outcome == "OPEN"
    # Browsers count an end of line as one letter and send it as two.
    lines = "\r\n".join(["n" * 49] * 40)
    salma.post("demand/decline/", "", row=demand.id, reason=lines)
    assert Demand.get_by_id(demand.id).reason == lines.replace("\r\n", "\n")


@pytest.mark.parametrize("deed", ["decline", "take", "join", "reopen", "separate"])
def test_nothing_is_decided_on_an_archived_demand(plan: Plan, register: Register, salma: Reader, deed: str) -> None:
    demand, other = a_demand(register), a_demand(register)
    changes.archive(SALMA, demand)
    before = Demand.get_by_id(demand.id).values()
    sent = {"row": demand.id, "reason": "Twice", "item": named("Water").id, "into": other.id}
    assert "This record is archived." in _told(salma, salma.post(f"demand/{deed}/", "", **sent))
    assert Demand.get_by_id(demand.id).values() == before
    assert PlanItem.select().count() == 3
