"""People work in the outline of a plan with plain links and forms; a script gets the same outline piece by piece."""

import gzip
import re
from typing import Any

import pytest

from tansiq.models import Plan, PlanItem, Proposal
from tansiq.plans.versions import adopt
from tansiq.platform import clock
from tansiq.records import bulk, changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named, outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with wells and pipes, then health with clinics."""
    found = register.plan()
    water = register.item(found, "Water")
    register.item(found, "Wells", water)
    register.item(found, "Pipes", water)
    register.item(found, "Clinics", register.item(found, "Health"))
    return found


def _names(page: str) -> list[str]:
    """The names of the lines, in their order."""
    return re.findall(r'class="item-name"><a[^>]*><bdi[^>]*>([^<]+)', page)


def _page(plan: Plan, **more: Any) -> str:
    return f"plan/details/?id={plan.id}" + "".join(f"&{name}={value}" for name, value in more.items())


def _deed(reader: Reader, plan: Plan, what: str, **values: Any) -> Any:
    return reader.post(f"outline/{what}/", _page(plan), id=plan.id, **values)


def test_a_plan_shows_its_first_level_and_opens_branches_by_links(plan: Plan, salma: Reader) -> None:
    page = salma.get(_page(plan)).text
    assert _names(page) == ["Water", "Health"]
    water = named("Water").id
    assert f"open={water}#item-{water}" in page
    assert _names(salma.get(_page(plan, open=water)).text) == ["Water", "Wells", "Pipes", "Health"]


def test_what_is_worked_on_is_open_to_its_root(plan: Plan, salma: Reader) -> None:
    page = salma.get(_page(plan, at=named("Clinics").id)).text
    assert _names(page) == ["Water", "Health", "Clinics"]
    assert 'id="work"' in page


def test_an_item_is_changed_in_place(plan: Plan, salma: Reader) -> None:
    wells = named("Wells")
    answer = _deed(
        salma, plan, "save", item=wells.id, version=wells.version, item_kind="PROJECT", name_ar="آبار",
        name_en="Deep wells", starts_on="2026-03-01", ends_on="", item_state="UNDER_WAY", progress="40",
        reported_on="", remark="",
    )  # fmt: skip
    assert answer.status_code == 302
    assert f"at={wells.id}" in answer.location
    stored = named("Deep wells")
    assert [stored.item_kind, stored.name_ar, stored.item_state] == ["PROJECT", "آبار", "UNDER_WAY"]
    assert stored.progress == 40


def test_what_is_wrong_is_told_and_nothing_is_changed(plan: Plan, salma: Reader) -> None:
    wells = named("Wells")
    values = {"item": wells.id, "version": wells.version, "item_kind": "PROJECT", "name_ar": "", "name_en": "Wells"}
    values |= {"starts_on": "2026-03-01", "ends_on": "2026-02-01", "item_state": "UNDER_WAY", "progress": ""}
    answer = _deed(salma, plan, "save", **values)
    assert "The end is before the beginning." in answer.text
    assert named("Wells").item_state == "NOT_STARTED"


def test_items_are_added_after_and_under_another_and_at_the_end(plan: Plan, salma: Reader) -> None:
    page = salma.get(_page(plan, at=named("Wells").id)).text
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[-1]
    new = {"new-item_kind": "ACTIVITY", "new-name_ar": "", "seen": seen}
    _deed(salma, plan, "add", where="under", item=named("Wells").id, **new, **{"new-name_en": "Pumps"})
    _deed(salma, plan, "add", where="after", item=named("Wells").id, **new, **{"new-name_en": "Tanks"})
    _deed(salma, plan, "add", where="end", **new, **{"new-name_en": "Roads"})
    assert [pair for pair in outline(plan) if pair[1] in ("Roads", "Tanks", "Pumps")] == [
        ("1.1.1", "Pumps"), ("1.2", "Tanks"), ("3", "Roads"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "values", "codes"),
    [
        ("Pipes", {"deed": "up"}, "1 1.2 1.1 2 2.1"),
        ("Wells", {"deed": "down"}, "1 1.2 1.1 2 2.1"),
        ("Health", {"deed": "in"}, "1 1.1 1.2 1.3 1.3.1"),
        ("Wells", {"deed": "out"}, "1 2 1.1 3 3.1"),
        ("Pipes", {"deed": "under", "code": "٢"}, "1 1.1 2.2 2 2.1"),
        ("Wells", {"deed": "under", "code": ""}, "1 3 1.1 2 2.1"),
    ],
)
def test_items_are_moved_by_buttons(plan: Plan, salma: Reader, name: str, values: dict[str, str], codes: str) -> None:
    _deed(salma, plan, "move", item=named(name).id, **values)
    assert [named(one).code for one in ("Water", "Wells", "Pipes", "Health", "Clinics")] == codes.split()


@pytest.mark.parametrize(
    ("target", "where", "codes"),
    [
        ("Pipes", "after", "1 1.2 1.1 2 2.1"),
        ("Pipes", "before", "1 1.1 1.2 2 2.1"),
        ("Health", "before", "1 2 1.1 3 3.1"),
        ("Clinics", "under", "1 2.1.1 1.1 2 2.1"),
    ],
)
def test_items_are_dropped_beside_others(plan: Plan, salma: Reader, target: str, where: str, codes: str) -> None:
    _deed(salma, plan, "move", item=named("Wells").id, deed="beside", target=named(target).id, where=where)
    assert [named(one).code for one in ("Water", "Wells", "Pipes", "Health", "Clinics")] == codes.split()


def test_a_move_over_an_order_that_is_no_more_is_told(plan: Plan, salma: Reader) -> None:
    page = salma.get(_page(plan, at=named("Wells").id)).text
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
    _deed(salma, plan, "move", item=named("Pipes").id, deed="up")
    answer = _deed(salma, plan, "move", item=named("Wells").id, deed="up", seen=seen)
    assert "Somebody re-ordered this branch meanwhile." in salma.client.get(answer.location).text
    assert [named(name).code for name in ("Pipes", "Wells")] == ["1.1", "1.2"]


def test_a_branch_is_archived_and_brought_back_by_one_button(plan: Plan, salma: Reader) -> None:
    before = outline(plan)
    answer = _deed(salma, plan, "remove", item=named("Water").id)
    page = salma.client.get(answer.location).text
    assert outline(plan) == [("1", "Health"), ("1.1", "Clinics")]
    assert "3 items were archived." in page
    batch = re.search(r'name="id" value="(\d+)"><button class="btn btn-sm btn-outline-secondary">Undo', page)
    assert batch is not None
    salma.post("batches/undo/", _page(plan), id=batch[1])
    assert outline(plan) == before


def test_a_script_gets_the_outline_alone_with_what_is_wrong_in_it(plan: Plan, salma: Reader) -> None:
    token = salma.token(_page(plan))
    data = {"csrf_token": token, "item": named("Wells").id, "deed": "in"}
    answer = salma.client.post("/admin/outline/move/", data=data, headers={"X-Piece": "outline"})
    assert "data-refused" in answer.text
    assert "<html" not in answer.text
    assert "No item stands before this one on its level" in answer.text
    data["deed"] = "out"
    answer = salma.client.post("/admin/outline/move/", data=data, headers={"X-Piece": "outline"})
    assert "data-refused" not in answer.text
    assert 'id="work"' not in answer.text
    assert _names(answer.text) == ["Water", "Wells", "Health"]


def test_of_an_adopted_plan_only_what_was_achieved_is_changed_here(plan: Plan, salma: Reader) -> None:
    adopt(SALMA, plan, clock.today())
    page = salma.get(_page(plan, at=named("Wells").id)).text
    assert 'name="item_state"' in page
    assert 'name="name_en"' not in page
    assert "One level in" not in page
    assert "Open an amendment" in page
    answer = _deed(salma, plan, "move", item=named("Pipes").id, deed="up")
    assert "changed by an amendment" in salma.client.get(answer.location).text
    wells = named("Wells")
    _deed(salma, plan, "save", item=wells.id, version=wells.version, item_state="DONE", progress="", remark="Dug")
    assert [named("Wells").item_state, named("Wells").name_en, named("Wells").remark] == ["DONE", "Wells", "Dug"]


def test_adopting_amending_and_comparing_by_buttons(plan: Plan, salma: Reader) -> None:
    salma.post("versions/adopt/", _page(plan), id=plan.id)
    assert Plan.get_by_id(plan.id).edition == 1
    refused = salma.post("versions/amend/", _page(plan), id=plan.id, reason=" ")
    assert "Say why the plan is amended." in salma.client.get(refused.location).text
    salma.post("versions/amend/", _page(plan), id=plan.id, reason="Pipes first")
    _deed(salma, plan, "move", item=named("Pipes").id, deed="up")
    salma.post("versions/adopt/", _page(plan), id=plan.id)
    page = salma.get(f"versions/?id={plan.id}&before=1&after=2").text
    assert "Pipes first" in page
    assert re.search(r"Moved</strong> <bdi[^>]*>1\.1</bdi>[^P]*Pipes", page)
    assert "1.2" in salma.get(f"versions/?id={plan.id}&number=1").text
    assert salma.get(f"versions/?id={plan.id}&number=7").status_code == 404


def test_who_may_not_change_a_plan_reads_it_and_partners_of_its_owner_propose(
    plan: Plan, register: Register, amin: Reader, khaled: Reader, salma: Reader
) -> None:
    wells = named("Wells")
    page = amin.get(_page(plan, at=wells.id)).text
    assert 'id="work"' not in page
    assert _deed(amin, plan, "move", item=wells.id, deed="down").status_code == 403
    assert amin.post("versions/adopt/", _page(plan), id=plan.id).status_code == 403
    plan.organization_id = register.organization("NRA").id
    changes.save(SALMA, plan)
    answer = _deed(khaled, plan, "move", item=wells.id, deed="down")
    assert answer.location.endswith(f"/admin/proposal/details/?id={Proposal.select().get().id}")
    assert named("Wells").position == 1


def test_a_draft_is_there_for_its_officers_alone(plan: Plan, khaled: Reader, nadia: Reader) -> None:
    plan.is_published = False
    changes.save(SALMA, plan)
    assert khaled.get(_page(plan)).status_code == 404
    assert khaled.get(f"outline/?id={plan.id}").status_code == 404
    assert khaled.get(f"versions/?id={plan.id}").status_code == 404
    assert nadia.get(_page(plan)).status_code == 200


def _many(register: Register, count: int) -> Plan:
    """A plan of ten axes with as many items under each."""
    plan = register.plan(name_en=f"Plan of {count}")
    axes = [PlanItem(plan=plan.id, item_kind="AXIS", name_en=f"Axis {number}") for number in range(10)]
    with changes.together():
        bulk.enter(SALMA, axes)
        names = [(axis.id, f"مشروع {number} من مشاريع التعافي") for axis in axes for number in range(count // 10 - 1)]
        bulk.enter(SALMA, [PlanItem(plan=plan.id, parent=above, name_ar=name) for above, name in names])
    return plan


def test_a_plan_of_500_items_is_light_and_a_branch_of_it_lighter(register: Register, salma: Reader) -> None:
    plan = _many(register, 500)
    page = salma.get(_page(plan)).data
    axis = named("Axis 3").id
    branch = salma.get(f"outline/?id={plan.id}&open={axis}").data
    assert len(gzip.compress(page)) < 30_000
    assert len(gzip.compress(branch)) < 30_000
    assert len(_names(branch.decode())) == 59


def test_more_items_cost_no_more_statements(register: Register, salma: Reader) -> None:
    small, large = _many(register, 20), _many(register, 200)
    salma.get(_page(small))
    with told() as few:
        salma.get(_page(small))
    salma.get(_page(large))
    with told() as many:
        salma.get(_page(large))
    assert len(few) == len(many)
