"""Adoption freezes a version, an amendment opens the next, and any two are compared item by item."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tansiq.faults import Refused
from tansiq.models import Plan, PlanItemArea
from tansiq.plans import moving
from tansiq.plans.versions import adopt, amend, compare, content_of, stored_content, versions_of
from tansiq.records import changes
from tests.people import NOBODY, SALMA, officer
from tests.register import Register
from tests.tansiq.plans.outlines import named, outline

JANUARY, JUNE = date(2026, 1, 15), date(2026, 6, 15)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with wells in Ja'ar and pipes, then health."""
    found = register.plan()
    water = register.item(found, "Water", name_ar="المياه")
    wells = register.item(
        found, "Wells", water, required=10, unit="wells", organization=register.organization("NRA").id
    )
    changes.replace_parts(SALMA, wells, PlanItemArea, [{"area": register.areas["YE121121"].id}])
    register.item(found, "Pipes", water)
    register.item(found, "Health")
    return found


def _stored(plan: Plan) -> Plan:
    found: Plan = Plan.get_by_id(plan.id)
    return found


def test_adoption_freezes_what_the_plan_says(plan: Plan) -> None:
    version = adopt(SALMA, plan, JANUARY)
    stored = _stored(plan)
    assert (version.number, version.adopted_on, version.actor) == (1, JANUARY, "Salma")
    assert (stored.phase, stored.edition, stored.is_frozen) == ("ADOPTED", 1, True)
    wells = stored_content(version)["items"][1]
    assert (wells["code"], wells["above"], wells["name_en"], wells["required"]) == ("1.1", "1", "Wells", "10")
    assert wells["organization"] == {"code": "NRA", "ar": "إغاثة NRA", "en": "NRA Aid"}
    assert wells["plan_item_area"] == [{"code": "YE121121", "ar": "جعار", "en": "Ja'ar"}]


def test_an_adopted_plan_is_changed_by_an_amendment_alone(plan: Plan) -> None:
    adopt(SALMA, plan, JANUARY)
    acts: tuple[Callable[[], object], ...] = (
        lambda: moving.move_by(SALMA, named("Health"), -1),
        lambda: moving.remove_branch(SALMA, named("Pipes")),
        lambda: changes.replace_parts(SALMA, named("Wells"), PlanItemArea, []),
    )
    for act in acts:
        with pytest.raises(Refused, match="PLAN_FROZEN"):
            act()
    before = outline(plan)
    amend(SALMA, _stored(plan), "The pipes come first: the wells are dug already.")
    moving.move_by(SALMA, named("Pipes"), -1)
    assert outline(plan) != before


def test_an_amendment_makes_version_two_and_the_first_stays_as_it_was(plan: Plan) -> None:
    first = adopt(SALMA, plan, JANUARY)
    before = first.content
    amend(SALMA, _stored(plan), "More wells are needed.")
    wells = named("Wells")
    wells.required = Decimal(25)
    changes.save(SALMA, wells)
    second = adopt(SALMA, _stored(plan), JUNE)
    found = [(one.number, one.adopted_on, one.reason) for one in versions_of(SALMA, plan)]
    assert found == [(2, JUNE, "More wells are needed."), (1, JANUARY, "")]
    assert versions_of(SALMA, plan)[1].content == before
    assert _stored(plan).edition == 2
    [one] = compare(stored_content(first), stored_content(second))
    assert (one.kind, one.after["name_en"], one.fields) == ("CHANGED", "Wells", {"required": ["10", "25"]})


def test_versions_are_compared_item_by_item(plan: Plan, register: Register) -> None:
    before = content_of(plan)
    moving.remove_branch(SALMA, named("Pipes"))
    moving.move_by(SALMA, named("Health"), -1)
    register.item(plan, "Roads")
    wells = named("Wells")
    wells.item_state, wells.progress = "UNDER_WAY", Decimal(30)
    changes.save(SALMA, wells)
    found = [(one.kind, (one.after or one.before)["name_en"]) for one in compare(before, content_of(plan))]
    assert found == [("MOVED", "Health"), ("MOVED", "Water"), ("MOVED", "Wells"), ("NEW", "Roads"), ("GONE", "Pipes")]
    assert compare(before, before) == []


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_amendment_says_why(plan: Plan, reason: str) -> None:
    adopt(SALMA, plan, JANUARY)
    with pytest.raises(Refused, match="REASON_MISSING"):
        amend(SALMA, _stored(plan), reason)


def test_what_cannot_be_adopted_or_amended_says_so(plan: Plan, register: Register) -> None:
    with pytest.raises(Refused, match="EMPTY"):
        adopt(SALMA, register.plan(name_en="Empty"), JANUARY)
    with pytest.raises(Refused, match="NOT_ADOPTED"):
        amend(SALMA, plan, "Too early")
    adopt(SALMA, plan, JANUARY)
    with pytest.raises(Refused, match="NOTHING_OPEN"):
        adopt(SALMA, plan, JUNE)
    amend(SALMA, plan, "Once")
    with pytest.raises(Refused, match="AMENDED_ALREADY"):
        amend(SALMA, plan, "Twice")
    closed = _stored(plan)
    closed.phase = "CLOSED"
    changes.save(SALMA, closed)
    acts: tuple[Callable[[], object], ...] = (
        lambda: adopt(SALMA, closed, JUNE),
        lambda: amend(SALMA, closed, "Late"),
    )
    for act in acts:
        with pytest.raises(Refused, match="PLAN_CLOSED"):
            act()


def test_an_archived_plan_is_neither_adopted_nor_amended(plan: Plan) -> None:
    changes.archive(SALMA, plan)
    acts: tuple[Callable[[], object], ...] = (
        lambda: adopt(SALMA, _stored(plan), JANUARY),
        lambda: amend(SALMA, _stored(plan), "Late"),
    )
    for act in acts:
        with pytest.raises(Refused, match="ARCHIVED"):
            act()


@pytest.mark.parametrize("is_published", [True, False])
def test_an_item_of_another_plan_is_named_where_that_plan_is_published(register: Register, is_published: bool) -> None:
    above = register.plan(name_en="Strategy", is_published=is_published)
    served = register.item(above, "A secret aim")
    plan = register.plan(parent=above.id)
    register.item(plan, "Wells", register.item(plan, "Water"), serves=served.id)
    items = content_of(plan)["items"]
    assert items[1]["serves"]["en"] == ("A secret aim" if is_published else "")
    assert items[1]["parent"]["en"] == "Water"


def test_only_who_is_in_charge_adopts(plan: Plan, register: Register) -> None:
    for viewer in (NOBODY, officer(register.areas["YE19"].id)):
        with pytest.raises(Refused, match="FORBIDDEN"):
            adopt(viewer, plan, JANUARY)
    assert adopt(officer(register.areas["YE12"].id), plan, JANUARY).actor == "Nadia"


def test_an_item_of_a_hidden_plan_keeps_its_name_to_itself(register: Register) -> None:
    strategy = register.plan(name_en="Hidden strategy", is_published=False)
    served = register.item(strategy, "Hidden aim")
    annual = register.plan(name_en="Annual", parent=strategy.id)
    top = register.item(annual, "Top", serves=served.id)
    register.item(annual, "Below", top)
    told = content_of(annual)["items"]
    assert told[0]["serves"] == {"code": f"#{served.id}", "ar": "", "en": ""}
    assert told[1]["parent"]["en"] == "Top"
    strategy.is_published = True
    changes.save(SALMA, strategy)
    assert content_of(Plan.get_by_id(annual.id))["items"][0]["serves"]["en"] == "Hidden aim"
