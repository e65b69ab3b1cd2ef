"""Hodeidah, as its portals live it: a timed operational plan of what districts put first; the organisations report
their activities by `progressReport`, officers approve, and on three dates the endpoint says what the outline of the
panel says.
"""

import re
from datetime import date
from typing import Any

import pytest

from tansiq.accounts.people import enter_person
from tansiq.models import Account, Area, Plan, PlanItem, PlanItemArea, Proposal
from tansiq.plans.versions import adopt
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.admin.conftest import PASSWORD, Reader
from tests.api.plan_documents import PLAN_COVERAGE
from tests.api.schema_client import ENGLISH, ask
from tests.applications import application
from tests.people import SALMA, officer, portal
from tests.register import Register

HAWAK, MINA = "Priorities of Al-Hawak", "Priorities of Al-Mina"
DISTRICTS = {HAWAK: ("YE1821", "Al-Hawak", 60), MINA: ("YE1822", "Al-Mina", 40)}
GRANTS, DRAIN, WATER = "Small grants after training", "Drain for rain water", "Water point of the quarter"
ACTIVITIES = (
    (HAWAK, GRANTS, "NRA", date(2026, 3, 1), date(2026, 5, 31)),
    (HAWAK, DRAIN, "ADR", date(2026, 4, 1), date(2026, 6, 30)),
    (MINA, WATER, None, date(2026, 5, 1), date(2026, 8, 31)),
)
REPORT = """mutation ($input: ProgressInput!) { progressReport(input: $input) {
    __typename ... on Proposal { id state on titleEn } ... on Refusal { faults { code field } } } }"""
ITEMS = """query ($id: ID!) { plan(id: $id) { kind phase tolerance lateCount progress
    items { name state lateDays progress reportedOn weight areas { pcode } responsible { acronym } } } }"""


@pytest.fixture
def plan(register: Register) -> Plan:
    """The adopted plan: two districts, what each puts first, and who carries it out until when."""
    areas = _areas(register)
    named: dict[str, Any] = {"name_en": "Operational plan of Hodeidah", "plan_kind": "OPERATIONAL"}
    days: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "is_published": True}
    made = changes.save(SALMA, Plan(area=areas["YE18"].id, **named, **days))
    axes = {
        name: register.item(made, name, item_kind="AXIS", weight=weight) for name, (_, _, weight) in DISTRICTS.items()
    }
    for name, axis in axes.items():
        changes.replace_parts(SALMA, axis, PlanItemArea, [{"area": areas[DISTRICTS[name][0]].id}])
    for above, name, acronym, first, last in ACTIVITIES:
        owner = register.organization(acronym).id if acronym else None
        register.item(made, name, axes[above], organization=owner, starts_on=first, ends_on=last)
    adopt(SALMA, made, date(2026, 1, 5))
    return made


def _areas(register: Register) -> dict[str, Area]:
    hodeidah = changes.save(SALMA, Area(pcode="YE18", level=1, parent=register.areas["YE"].id, name_en="Hodeidah"))
    found = {"YE18": hodeidah}
    for pcode, name, _weight in DISTRICTS.values():
        found[pcode] = changes.save(SALMA, Area(pcode=pcode, level=2, parent=hodeidah.id, name_en=name))
    return found


@pytest.fixture
def nadia(plan: Plan) -> Viewer:
    """The officer of Hodeidah."""
    return officer(plan.area_id)


@pytest.fixture
def panel(plan: Plan) -> Reader:
    """The panel before Salma."""
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), PASSWORD, "ADMIN")
    return Reader(application().test_client()).become(account)


def _told(plan: Plan) -> dict[str, Any]:
    """By name: the items of the plan as the endpoint tells them, and under "" the plan itself."""
    found = ask(ITEMS, ENGLISH, {"id": str(plan.id)})["plan"]
    return {"": found, **{item["name"]: item for item in found["items"]}}


def _late(told: dict[str, Any]) -> dict[str, int]:
    return {name: item["lateDays"] for name, item in told.items() if name}


def _outline(panel: Reader, plan: Plan) -> dict[str, tuple[int, int]]:
    """By name: the days by which each line of the panel's outline is late, and its progress."""
    axes = PlanItem.select().where(PlanItem.plan == plan.id, PlanItem.item_kind == "AXIS")
    page = panel.get(f"plan/details/?id={plan.id}&open={'.'.join(str(axis.id) for axis in axes)}").text
    found = {}
    for line in page.split('<div class="line">')[1:]:
        name, late, progress = (_words(line, part) for part in ("item-name", "item-late", "item-progress"))
        days = re.search(r"(\d+) days? late", late)
        found[name] = (int(days[1]) if days else 0, int(progress.removesuffix("%")))
    return found


def _words(line: str, part: str) -> str:
    """The words of one part of a line."""
    found = re.search(rf'<span class="{part}">(.*?)</span>\s*(?=<span class="item-|</div>)', line, re.DOTALL)
    assert found is not None, line
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def _report(viewer: Viewer, nadia: Viewer, name: str, day: str, **values: Any) -> None:
    """A portal reports how far an activity is; until the officer approves nothing is changed."""
    item = PlanItem.get(PlanItem.name_en == name)
    answer = ask(REPORT, viewer, {"input": {"item": str(item.id), "on": day, **values}})["progressReport"]
    assert (answer["__typename"], answer["state"], answer["titleEn"]) == ("Proposal", "WAITING", name)
    assert PlanItem.get_by_id(item.id).version == item.version
    approve(nadia, Proposal.get_by_id(answer["id"]))


def test_what_is_late_in_hodeidah_is_the_same_on_three_dates_wherever_it_is_asked(
    plan: Plan, nadia: Viewer, panel: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 3, 10)
    monkeypatch.setattr("tansiq.platform.clock.today", lambda: today)
    hodeidah = portal(plan.area_id)

    def agree(late: dict[str, int], progress: dict[str, int]) -> dict[str, Any]:
        told = _told(plan)
        assert _late(told) == late
        assert {name: round(item["progress"]) for name, item in told.items() if name} == progress
        assert _outline(panel, plan) == {name: (late[name], progress[name]) for name in late}
        return told

    # Nine of the ninety-one days of the grants are gone: within the tolerance.
    nothing = dict.fromkeys((HAWAK, GRANTS, DRAIN, MINA, WATER), 0)
    told = agree(nothing, nothing)
    assert (told[""]["kind"], told[""]["phase"], told[""]["lateCount"]) == ("OPERATIONAL", "ADOPTED", 0)
    assert [(item["weight"], item["areas"]) for item in told.values() if item.get("weight")] == [
        (60.0, [{"pcode": "YE1821"}]), (40.0, [{"pcode": "YE1822"}]),
    ]  # fmt: skip
    _report(hodeidah, nadia, GRANTS, "2026-03-10", state="UNDER_WAY", progress=20)

    # 75 of 91 days are gone, of which 20 of 100 (18.2 days) are done; 44 of 90, and 14 of 122, of which nothing is.
    today = date(2026, 5, 15)
    late = {HAWAK: 56, GRANTS: 56, DRAIN: 44, MINA: 14, WATER: 14}
    told = agree(late, {HAWAK: 10, GRANTS: 20, DRAIN: 0, MINA: 0, WATER: 0})
    assert (told[""]["lateCount"], told[""]["progress"]) == (3, 6.0)
    assert (told[GRANTS]["responsible"], told[GRANTS]["reportedOn"]) == ({"acronym": "NRA"}, "2026-03-10")
    _report(hodeidah, nadia, GRANTS, "2026-05-14", state="DONE", progress=100)
    _report(hodeidah, nadia, DRAIN, "2026-05-15", state="UNDER_WAY", progress=60)

    # What is done is late no more; the drain is ten days past its last day; of the water point 70 of 122 days are gone.
    today = date(2026, 7, 10)
    late = {HAWAK: 10, GRANTS: 0, DRAIN: 10, MINA: 70, WATER: 70}
    told = agree(late, {HAWAK: 80, GRANTS: 100, DRAIN: 60, MINA: 0, WATER: 0})
    assert (told[""]["lateCount"], told[""]["progress"]) == (2, 48.0)
    covered = ask(PLAN_COVERAGE, ENGLISH, {"id": str(plan.id)})["planCoverage"]
    assert {row["item"]["name"]: row["lateDays"] for row in covered["items"]} == late
    assert (covered["totals"]["lateCount"], covered["totals"]["progress"]) == (2, 48.0)


def test_a_portal_of_another_governorate_reports_nothing_of_it(register: Register, plan: Plan) -> None:
    item = PlanItem.get(PlanItem.name_en == GRANTS)
    given = {"item": str(item.id), "progress": 90}
    answer = ask(REPORT, portal(register.areas["YE12"].id), {"input": given})["progressReport"]
    assert answer == {"__typename": "Refusal", "faults": [{"code": "NOT_FOUND", "field": "item"}]}
    assert not Proposal.select().exists()
