"""Plans as portals read them: the questions of the contract, who sees what of them, and what they cost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from api.planner import kept_figures, reference_cache
from tansiq.models import (
    Commitment,
    Demand,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
)
from tansiq.plans.snapshots import take_snapshots
from tansiq.plans.versions import adopt, amend
from tansiq.records import changes
from tests.api.plan_documents import OPEN, PLAN, PLAN_COVERAGE, PLANS, UNPLANNED
from tests.api.portal import Portal
from tests.api.schema_client import ENGLISH, ask
from tests.people import NOBODY, SALMA, portal
from tests.register import Register

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Khanfar's: under water 100 pipes, of which 60 are committed, and wells nobody commits to; a road of health."""
    found = register.plan(name_en="Recovery of Khanfar", name_ar="خطة تعافي خنفر")
    water = register.item(found, "Water", item_kind="AXIS")
    facts: dict[str, Any] = {"item_kind": "PROJECT", "organization": register.organization("LWC").id}
    pipes = register.item(found, "Pipes", water, required=100, unit="km", budget=Decimal(1000), currency="USD", **facts)
    _placed(pipes, register, "YE121121", "WSH")
    wells = register.item(found, "Wells", water, ends_on=date(2026, 2, 1), starts_on=FIRST, **facts)
    _placed(wells, register, "YE121122", "WSH")
    register.item(found, "Road", item_kind="ACTIVITY")
    commit(register, pipes, "NRA", quantity=Decimal(60), unit="km", amount=Decimal(400), currency="USD")
    commit(register, pipes, "ADR", quantity=Decimal(30), unit="km", commitment_state="CANCELLED")
    return found


def _placed(item: PlanItem, register: Register, pcode: str, sector: str) -> None:
    changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas[pcode].id}])
    changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": register.sectors[sector].id}])


def commit(register: Register, item: PlanItem, acronym: str, **values: Any) -> Commitment:
    """An organisation commits to an item."""
    owner = register.organization(acronym).id
    return changes.save(SALMA, Commitment(item=item.id, organization=owner, offered_on=FIRST, **values))


def measured(item: PlanItem, **values: Any) -> Indicator:
    """An indicator from 100 to 200, now at 150."""
    facts = {"name_en": "Households with water", "unit": "households", "direction": "RISING", "over_areas": "SUM"}
    told = {"over_time": "LATEST", "baseline": Decimal(100), "baseline_on": FIRST}
    row = changes.save(SALMA, Indicator(plan=item.plan_id, item=item.id, **(facts | told | values)))
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=LAST, value=Decimal(200)))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 2, 1), value=Decimal("150.128")))
    return row


def _item(name: str) -> PlanItem:
    return PlanItem.get(PlanItem.name_en == name)


@pytest.mark.parametrize(("viewer", "name"), [(ENGLISH, "Recovery of Khanfar"), (NOBODY, "خطة تعافي خنفر")])
def test_plans_are_listed_as_the_contract_asks(register: Register, plan: Plan, viewer: Any, name: str) -> None:
    register.plan("YE19")
    register.plan("YE1210", plan_kind="ANNUAL")
    register.plan("YE1210", is_published=False)
    [edge] = ask(PLANS, viewer)["plans"]["edges"]
    node = edge["node"]
    assert (node["id"], node["kind"], node["name"], node["phase"]) == (str(plan.id), "RECOVERY", name, "DRAFTING")
    assert (node["version"], node["period"]) == (0, {"from": "2026-01-01", "to": "2026-12-31"})
    assert (node["area"]["pcode"], node["itemCount"], node["progress"]) == ("YE1211", 4, 0.0)


def test_a_plan_is_answered_whole(register: Register, plan: Plan) -> None:
    measured(_item("Wells"))
    adopt(SALMA, plan, date(2026, 3, 1))
    amend(SALMA, Plan.get_by_id(plan.id), "The flood of May")
    found = ask(PLAN, ENGLISH, {"id": str(plan.id)})["plan"]
    pipes, wells = found["items"]
    assert [row["code"] for row in found["items"]] == ["1.1", "1.2"]
    assert pipes["parent"] == {"id": str(_item("Water").id)}
    assert (pipes["sectors"], pipes["areas"]) == ([{"code": "WSH"}], [{"pcode": "YE121121", "name": "Ja'ar"}])
    assert pipes["responsible"] == {"name": "LWC Aid"}
    figures = {key: pipes[key] for key in ("required", "unit", "committed", "delivered", "open", "coverageState")}
    assert figures == {
        "required": 100.0, "unit": "km", "committed": 60.0, "delivered": 0.0, "open": 40.0, "coverageState": "PARTIAL",
    }  # fmt: skip
    assert pipes["budget"] == {"amount": "1000.00", "currency": "USD"}
    assert (wells["budget"], wells["open"], wells["coverageState"]) == (None, None, "NONE")
    assert wells["lateDays"] > 0
    assert wells["progress"] == 50.13
    assert wells["indicators"] == [
        {
            "name": "Households with water",
            "unit": "households",
            "baseline": 100.0,
            "direction": "RISING",
            "progress": 50.13,
            "targets": [{"on": "2026-12-31", "value": 200.0}],
            "values": [{"on": "2026-02-01", "value": 150.128}],
        }
    ]
    assert found["versions"] == [
        {"number": 1, "adoptedOn": "2026-03-01", "reason": ""},
        {"number": 2, "adoptedOn": None, "reason": "The flood of May"},
    ]


def test_a_plan_is_walked_branch_by_branch(register: Register, plan: Plan) -> None:
    query = """query ($id: ID!, $above: ID) { plan(id: $id) { roots: items(level: 1) { name children { name } }
        under: items(parent: $above) { name } none: items(parent: "x") { name } all: items { name } } }"""
    found = ask(query, ENGLISH, {"id": str(plan.id), "above": str(_item("Water").id)})["plan"]
    names = {key: [row["name"] for row in found[key]] for key in ("roots", "under", "none", "all")}
    assert names == {
        "roots": ["Water", "Road"], "under": ["Pipes", "Wells"], "none": [], "all": ["Water", "Pipes", "Wells", "Road"],
    }  # fmt: skip
    assert [[one["name"] for one in row["children"]] for row in found["roots"]] == [["Pipes", "Wells"], []]


def test_a_list_of_items_ends_at_a_thousand_for_each_plan(register: Register, plan: Plan) -> None:
    _many(plan, 1_003)
    other = register.plan("YE1210")
    register.item(other, "Other")
    found = ask("{ plans { edges { node { itemCount items { code } } } } }", ENGLISH)["plans"]["edges"]
    assert [(edge["node"]["itemCount"], len(edge["node"]["items"])) for edge in found] == [(1_007, 1_000), (1, 1)]
    assert [row["code"] for row in found[0]["node"]["items"][:3]] == ["1", "1.1", "1.2"]


def _many(plan: Plan, count: int) -> None:
    """So many roots behind the others, entered at once."""
    rows = [
        {"plan": plan.id, "name_en": "Many", "position": place, "code": str(place), "order_key": f"{place:05}"}
        for place in range(10, 10 + count)
    ]
    PlanItem.insert_many(rows).execute()


def test_what_is_covered_is_told_with_what_stands_under_it(register: Register, plan: Plan) -> None:
    found = ask(PLAN_COVERAGE, ENGLISH, {"id": str(plan.id)})["planCoverage"]
    totals = found["totals"]
    counts = {
        key: totals[key] for key in ("itemCount", "openCount", "partialCount", "committedCount", "deliveredCount")
    }
    assert counts == {"itemCount": 3, "openCount": 2, "partialCount": 1, "committedCount": 0, "deliveredCount": 0}
    assert (totals["lateCount"], totals["progress"]) == (1, 0.0)
    assert totals["budgets"] == [{"currency": "USD", "planned": "1000.00", "committed": "400.00", "open": "600.00"}]
    water, pipes, wells, road = found["items"]
    assert water["item"] == {"id": str(_item("Water").id), "code": "1", "name": "Water"}
    for line in (water, pipes):
        told = {key: line[key] for key in ("coverageState", "required", "committed", "open", "unit")}
        assert told == {"coverageState": "PARTIAL", "required": 100.0, "committed": 60.0, "open": 40.0, "unit": "km"}
        assert line["organizationCount"] == 1
    assert (wells["coverageState"], wells["required"], road["coverageState"]) == ("NONE", None, "NONE")
    assert water["lateDays"] == wells["lateDays"] > 0


def test_open_items_and_work_that_serves_no_plan_are_found(register: Register, plan: Plan) -> None:
    serving, alone = (register.intervention("NRA", title_en=title) for title in ("Pipe laying", "Trucking"))
    for work in (serving, alone):
        register.site(work, "YE121121")
    commit(register, _item("Pipes"), "NRA", intervention=serving.id)
    register.site(register.intervention("NRA", title_en="Elsewhere"), "YE1927")
    found = ask(OPEN, ENGLISH)["openItems"]
    assert found["totalCount"] == 2
    nodes = [edge["node"] for edge in found["edges"]]
    assert [(node["name"], node["open"], node["unit"]) for node in nodes] == [
        ("Pipes", 40.0, "km"),
        ("Wells", None, ""),
    ]
    assert nodes[0]["plan"] == {"id": str(plan.id), "name": "Recovery of Khanfar"}
    assert ask(UNPLANNED, ENGLISH)["unplannedInterventions"] == {
        "totalCount": 1, "edges": [{"node": {"id": str(alone.id), "title": "Trucking"}}],
    }  # fmt: skip


def test_nothing_of_a_plan_that_is_not_published_shows_through(register: Register, plan: Plan) -> None:
    strategy = register.plan("YE12", name_en="SECRET", is_published=False)
    aim = register.item(strategy, "SECRET")
    own = register.plan(parent=strategy.id, name_en="Annual plan")
    serving = register.item(own, "Serving", serves=aim.id)
    facts = {"area": register.areas["YE1211"].id, "sector": register.sectors["WSH"].id, "raised_by": "CITIZEN"}
    taken = {"outcome": "TAKEN", "item": aim.id, "raised_on": FIRST, "raiser": "SECRET", "title_en": "Asked"}
    demand = changes.save(SALMA, Demand(**facts, **taken))
    commit(register, aim, "NRA", remark="SECRET")
    kept = changes.save(SALMA, Commitment(
        demand=demand.id, organization=register.organization("NRA").id, offered_on=FIRST, remark="told"))  # fmt: skip
    query = """query ($id: ID!) {
        plans { edges { node { name parent { name } items { name serves { name plan { name } } } } } }
        plan(id: $id) { id } planCoverage(plan: $id) { plan { id } }
        openItems { edges { node { name } } }
        demands { edges { node { title item { name } commitments { id } } } }
        commitments { edges { node { id remark item { name } demand { title } } } } }"""
    for viewer in (ENGLISH, portal(register.areas["YE12"].id)):
        found = ask(query, viewer, {"id": str(strategy.id)})
        assert "SECRET" not in str(found)
        assert (found["plan"], found["planCoverage"]) == (None, None)
        annual = next(edge["node"] for edge in found["plans"]["edges"] if edge["node"]["name"] == "Annual plan")
        assert annual == {"name": "Annual plan", "parent": None, "items": [{"name": serving.name_en, "serves": None}]}
        assert [edge["node"] for edge in found["demands"]["edges"]] == [
            {"title": "Asked", "item": None, "commitments": [{"id": str(kept.id)}]}
        ]
        assert [edge["node"]["remark"] for edge in found["commitments"]["edges"] if edge["node"]["demand"]] == ["told"]


def test_a_portal_sees_the_plans_of_its_areas_with_its_scope_alone(register: Register, plan: Plan) -> None:
    there = register.plan("YE1927", name_en="Elsewhere")
    register.item(there, "Elsewhere")
    query = "{ plans { edges { node { name } } } openItems { edges { node { name } } } }"
    abyan = portal(register.areas["YE12"].id)
    found = ask(query, abyan)
    assert [edge["node"]["name"] for edge in found["plans"]["edges"]] == ["خطة تعافي خنفر"]
    assert "Elsewhere" not in str(found)
    assert "Elsewhere" in str(ask(query, portal()))


MORE = "demands { title } commitments { quantity organization { name } } goals { code } "
COUNTED = PLAN.replace("(kind: [PROJECT])", "").replace("budget {", f"{MORE} budget {{")


@pytest.mark.parametrize("query", [COUNTED, PLAN_COVERAGE], ids=["plan", "planCoverage"])
def test_fifty_items_cost_no_more_statements_than_five(
    portal: Portal, register: Register, plan: Plan, query: str
) -> None:
    asked: list[int] = []
    for count in (5, 50):
        while PlanItem.select().count() < count:
            item = register.item(plan, f"Item {PlanItem.select().count()}", _item("Water"), required=3, unit="wells")
            _placed(item, register, "YE121121", "WSH")
            commit(register, item, "NRA", quantity=Decimal(1), unit="wells")
            measured(item)
        reference_cache.forget()
        kept_figures.forget()
        found = portal.data(query, id=str(plan.id))
        assert len((found.get("plan") or found.get("planCoverage"))["items"]) == count
        asked.append(len(portal.statements))
    assert asked[1] == asked[0]


def test_ten_plans_cost_no_more_statements_than_two(portal: Portal, register: Register, plan: Plan) -> None:
    asked: list[int] = []
    for count in (2, 10):
        while Plan.select().count() < count:
            register.item(register.plan(name_en=f"Plan {Plan.select().count()}"), "An item", progress=50)
        reference_cache.forget()
        kept_figures.forget()
        nodes = [edge["node"] for edge in portal.data(PLANS)["plans"]["edges"]]
        assert [node["progress"] for node in nodes] == [0.0, *[50.0] * (count - 1)]
        asked.append(len(portal.statements))
    assert asked[1] == asked[0]


def test_the_months_of_a_plan_are_told_as_they_were_kept(plan: Plan) -> None:
    adopt(SALMA, plan, FIRST)
    take_snapshots(date(2026, 5, 20))
    PlanItem.update(item_state="DONE").where(PlanItem.name_en == "Road").execute()
    take_snapshots(date(2026, 6, 30))
    question = "query Q($id: ID!) { plan(id: $id) { trend { month takenOn progress lateDays } } }"
    [first, second] = ask(question, ENGLISH, {"id": str(plan.id)})["plan"]["trend"]
    assert (first["month"], first["takenOn"], first["progress"], first["lateDays"]) == (
        "2026-05-01", "2026-05-20", 0, 108,
    )  # fmt: skip
    assert (second["month"], second["progress"]) == ("2026-06-01", 50)
