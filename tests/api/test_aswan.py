"""Aswan, as its portals live it: the unified strategy to 2040 comes through its phases, what partners said becomes a
project under an axis, and its indicators, one of them falling, are told against their targets on given days.

drafted -> consulted upon -> a project under its axis -> adopted -> measured in 2026, 2029, 2035 and after 2040
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.models import Account, Area, Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem, PlanPhase
from tansiq.plans.consultation import join_comments, take_as_item
from tansiq.plans.versions import adopt
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.plan_documents import PLAN
from tests.api.schema_client import ENGLISH, ask
from tests.people import SALMA, officer, portal
from tests.register import Register
from tests.tansiq.plans.comments import proposed, stored

PHASES = (
    ("ASSESSMENT", date(2024, 1, 1), date(2024, 9, 30)),
    ("DRAFTING", date(2024, 10, 1), date(2025, 12, 31)),
    ("CONSULTATION", date(2026, 1, 1), date(2026, 6, 30)),
    ("ADOPTED", date(2026, 7, 1), None),
)
ECONOMY, WATER = "Economic development", "Environment and water"
TRAINING, SEWERS, MARKET = "Training for work", "Sewers of the towns", "Wholesale market for vegetables"
STORY = """query ($id: ID!) { plan(id: $id) { kind phase version period { from to } progress
    phases { phase startsOn endsOn }
    items { code name kind description parent { name } areas { pcode } required unit progress } } }"""
MEASURED = """query ($id: ID!) { plan(id: $id) { progress items { name progress
    indicators { name baselineOn target achieved progress } } } }"""


@pytest.fixture
def aswan(register: Register) -> Area:
    """The governorate."""
    egypt = changes.save(SALMA, Area(level=0, pcode="EG", name_ar="مصر", name_en="Egypt"))
    return changes.save(SALMA, Area(level=1, pcode="EG28", parent=egypt.id, name_ar="أسوان", name_en="Aswan"))


@pytest.fixture
def strategy(register: Register, aswan: Area) -> Plan:
    """The strategy as it is drafted: two axes with a project each, and what is measured of it."""
    named: dict[str, Any] = {"name_ar": "استراتيجية أسوان الموحدة 2040", "name_en": "Unified strategy of Aswan 2040"}
    days: dict[str, Any] = {"starts_on": date(2024, 1, 1), "ends_on": date(2040, 12, 31)}
    plan = changes.save(SALMA, Plan(area=aswan.id, plan_kind="STRATEGY", **named, **days))
    _phases(plan, "DRAFTING")
    for axis, project in ((ECONOMY, TRAINING), (WATER, SEWERS)):
        above = register.item(plan, axis, item_kind="AXIS", name_ar="")
        register.item(plan, project, above, item_kind="PROJECT")
    _measure(TRAINING, "Unemployment", "FALLING", 16, {2030: 12, 2040: 6})
    _measure(SEWERS, "Households connected", "RISING", 40, {2030: 70, 2040: 100})
    return plan


def _phases(plan: Plan, upto: str) -> None:
    """The days of the phases until this one."""
    known = [phase for phase, _, _ in PHASES].index(upto) + 1
    days = [{"phase": phase, "starts_on": begins, "ends_on": ends} for phase, begins, ends in PHASES[:known]]
    changes.replace_parts(SALMA, plan, PlanPhase, days)


def _measure(project: str, name: str, direction: str, baseline: int, targets: dict[int, int]) -> None:
    """An indicator in per cent from its baseline at the end of 2023 to the targets of years."""
    item = PlanItem.get(PlanItem.name_en == project)
    ways = {"over_areas": "AVERAGE", "over_time": "LATEST", "baseline": baseline, "baseline_on": date(2023, 12, 31)}
    facts = {"plan": item.plan_id, "item": item.id, "name_en": name, "unit": "%", "direction": direction}
    row = changes.save(SALMA, Indicator(**facts, **ways))
    for year, value in targets.items():
        changes.save(SALMA, IndicatorTarget(indicator=row.id, on=date(year, 12, 31), value=Decimal(value)))


def _reached(name: str, on: date, value: int) -> None:
    row = Indicator.get(Indicator.name_en == name)
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=on, value=Decimal(value), source="Survey"))


def _partner(register: Register, name: str) -> Viewer:
    """Somebody who speaks for an organisation, and has an account."""
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({register.organization(name).id}))
    account = enter_person(SALMA, Account(email=f"{name.lower()}@example.org", name=name), "a long walk", rights)
    return viewer_of(account.id, "en")


def _consult(register: Register, aswan: Area, strategy: Plan) -> PlanItem:
    """Two partners ask for a market under the axis of the economy; the officer makes one project of both."""
    strategy.phase = "CONSULTATION"
    changes.save(SALMA, strategy)
    _phases(strategy, "CONSULTATION")
    economy = PlanItem.get(PlanItem.name_en == ECONOMY)
    about = {"item": economy.id, "area": aswan.id, "quantity": 2, "unit": "markets", "written_on": date(2026, 2, 1)}
    first, second = (
        proposed(_partner(register, name), strategy, MARKET, organization=register.organization(name).id, **about)
        for name in ("NRA", "ADR")
    )
    in_charge = officer(aswan.id)
    join_comments(in_charge, [second], first)
    item = take_as_item(in_charge, stored(first), "It is needed")
    item = PlanItem.get_by_id(item.id)
    item.item_kind, item.description_en = "PROJECT", "Asked for in the consultation"
    return changes.save(in_charge, item)


def test_what_was_said_in_the_consultation_is_a_project_under_its_axis(
    register: Register, aswan: Area, strategy: Plan
) -> None:
    strategy.is_published = True
    strategy = changes.save(SALMA, strategy)
    _consult(register, aswan, strategy)
    told = ask(STORY, portal(aswan.id), {"id": str(strategy.id)})["plan"]
    assert (told["kind"], told["phase"], told["version"]) == ("STRATEGY", "CONSULTATION", 0)
    assert told["period"] == {"from": "2024-01-01", "to": "2040-12-31"}
    adopt(SALMA, Plan.get_by_id(strategy.id), date(2026, 7, 1))
    _phases(strategy, "ADOPTED")

    told = ask(STORY, ENGLISH, {"id": str(strategy.id)})["plan"]
    assert (told["phase"], told["version"]) == ("ADOPTED", 1)
    assert [(one["phase"], one["startsOn"], one["endsOn"]) for one in told["phases"]] == [
        (phase, begins.isoformat(), ends and ends.isoformat()) for phase, begins, ends in PHASES
    ]
    tree = [(item["code"], item["name"], item["parent"] and item["parent"]["name"]) for item in told["items"]]
    assert tree == [
        ("1", ECONOMY, None), ("1.1", TRAINING, ECONOMY), ("1.2", MARKET, ECONOMY), ("2", WATER, None),
        ("2.1", SEWERS, WATER),
    ]  # fmt: skip
    market = told["items"][2]
    names = ("kind", "description", "areas", "required", "unit")
    assert [market[name] for name in names] == [
        "PROJECT", "Asked for in the consultation", [{"pcode": "EG28"}], 2.0, "markets",
    ]  # fmt: skip


def test_a_draft_is_told_to_nobody(strategy: Plan, aswan: Area) -> None:
    for viewer in (ENGLISH, portal(aswan.id)):
        assert ask(STORY, viewer, {"id": str(strategy.id)})["plan"] is None


@pytest.fixture
def market(register: Register, aswan: Area, strategy: Plan) -> PlanItem:
    """What was asked for in the consultation, as the strategy was adopted with it."""
    strategy.is_published = True
    published = changes.save(SALMA, strategy)
    found = _consult(register, aswan, published)
    adopt(SALMA, Plan.get_by_id(strategy.id), date(2026, 7, 1))
    return found


@dataclass
class Measured:
    """What portals are told of the strategy on a day."""

    strategy: Plan
    patch: pytest.MonkeyPatch

    def on(self, year: int, month: int, day: int) -> None:
        today = date(year, month, day)
        self.patch.setattr("tansiq.platform.clock.today", lambda: today)

    def told(self) -> dict[str, Any]:
        """Its progress, under the name "", and its items by name."""
        found = ask(MEASURED, ENGLISH, {"id": str(self.strategy.id)})["plan"]
        return {"": found["progress"], **{item["name"]: item for item in found["items"]}}

    def of(self, name: str) -> tuple[Any, ...]:
        """Target, reached and progress in hundredths of the one indicator of an item."""
        [one] = self.told()[name]["indicators"]
        return one["target"], one["achieved"], one["progress"]


@pytest.fixture
def measured(strategy: Plan, market: PlanItem, monkeypatch: pytest.MonkeyPatch) -> Measured:
    """The strategy as it is told in the summer of its first year."""
    found = Measured(strategy, monkeypatch)
    found.on(2026, 6, 30)
    return found


def test_the_indicators_are_told_against_their_first_targets(measured: Measured) -> None:
    # Nothing was measured yet.
    assert (measured.of(TRAINING), measured.of(SEWERS)) == ((12.0, None, None), (70.0, None, None))
    # From 16 to 15 of the way to 12, and from 40 to 55 of the way to 70.
    _reached("Unemployment", date(2026, 6, 30), 15)
    _reached("Households connected", date(2026, 6, 1), 55)
    assert (measured.of(TRAINING), measured.of(SEWERS)) == ((12.0, 15.0, 25.0), (70.0, 55.0, 50.0))
    # The market, of which nothing is told, counts as much as the training: 12.5 and 50.
    found = measured.told()
    assert (found[TRAINING]["progress"], found[ECONOMY]["progress"], found[WATER]["progress"]) == (25.0, 12.5, 50.0)
    assert found[""] == 31.25


def test_what_fell_back_and_what_is_more_than_wanted_are_told_as_they_are(measured: Measured) -> None:
    # It rose above what it was: no progress. More households than wanted count as all.
    measured.on(2029, 6, 30)
    _reached("Unemployment", date(2029, 6, 1), 17)
    _reached("Households connected", date(2029, 6, 1), 73)
    assert (measured.of(TRAINING), measured.of(SEWERS)) == ((12.0, 17.0, 0.0), (70.0, 73.0, 110.0))
    assert (measured.told()[TRAINING]["progress"], measured.told()[SEWERS]["progress"]) == (0.0, 100.0)


def test_the_indicators_are_told_against_their_targets_to_2040(measured: Measured) -> None:
    # After 2030 the target of 2040 holds: from 16 to 10 of the way to 6, and from 40 to 73 of the way to 100.
    measured.on(2035, 6, 30)
    _reached("Households connected", date(2029, 6, 1), 73)
    _reached("Unemployment", date(2035, 6, 1), 10)
    assert (measured.of(TRAINING), measured.of(SEWERS)) == ((6.0, 10.0, 60.0), (100.0, 73.0, 55.0))
    # The last target stays: a fall to 6 is all of the way, and below it more.
    measured.on(2041, 3, 1)
    _reached("Unemployment", date(2040, 12, 31), 5)
    assert measured.of(TRAINING) == (6.0, 5.0, 110.0)
    assert (measured.told()[TRAINING]["progress"], measured.told()[ECONOMY]["progress"]) == (100.0, 50.0)


def test_the_contract_is_kept(measured: Measured, strategy: Plan, market: PlanItem) -> None:
    """The question that portals were promised, word by word: projects with what is measured of them, and versions."""
    measured.on(2041, 3, 1)
    for on, value in ((date(2026, 6, 30), 15), (date(2029, 6, 1), 17), (date(2035, 6, 1), 10), (date(2040, 12, 31), 5)):
        _reached("Unemployment", on, value)
    whole = ask(PLAN, ENGLISH, {"id": str(strategy.id)})["plan"]
    assert [item["name"] for item in whole["items"]] == [TRAINING, MARKET, SEWERS]
    training, asked, _sewers = whole["items"]
    assert training["parent"] == asked["parent"] == {"id": str(market.parent_id)}
    assert training["indicators"] == [
        {
            "name": "Unemployment",
            "unit": "%",
            "baseline": 16.0,
            "direction": "FALLING",
            "progress": 110.0,
            "targets": [{"on": "2030-12-31", "value": 12.0}, {"on": "2040-12-31", "value": 6.0}],
            "values": [
                {"on": "2026-06-30", "value": 15.0},
                {"on": "2029-06-01", "value": 17.0},
                {"on": "2035-06-01", "value": 10.0},
                {"on": "2040-12-31", "value": 5.0},
            ],
        }
    ]
    assert (asked["indicators"], asked["required"], asked["open"], asked["coverageState"]) == ([], 2.0, 2.0, "NONE")
    assert whole["versions"] == [{"number": 1, "adoptedOn": "2026-07-01", "reason": ""}]
