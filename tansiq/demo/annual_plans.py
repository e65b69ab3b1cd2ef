"""The annual plans of Syria's governorates, all on one model, so that a matrix can hold them side by side.

the model's items (annual_items.csv) x governorate --> quantities by its people, days and pace by chance

Some governorates keep up, some fall behind; of what partners committed to, deliveries tell the progress.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tansiq.demo import DAY, YEAR, day, plan_tables
from tansiq.demo.countries import SYRIA
from tansiq.demo.entered_plans import PlanSketch
from tansiq.demo.organizations import at_home_in
from tansiq.demo.plan_months import STEPS
from tansiq.demo.plan_tables import CommitmentFacts, ItemFacts, ModelItem, PlanFacts
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.reference.tables import AreaFacts, areas

PEOPLE = 100_000
"""Quantities, money and people of the model are those of so many persons."""
SLOWEST, FASTEST = 0.62, 1.08
"""How much of what the straight line wants a governorate gets done."""
COMMITTED, STOPPED, GIVEN_UP = 0.4, 0.03, 0.02
"""The shares of items that partners committed to, that were suspended, and that were cancelled."""
MOVED = 20
"""Days by which the days of a governorate differ from those of the model at most."""
DELIVERIES = (day(8, 20), day(10, 24))
"""When partners delivered."""


def annual_plans(country: str) -> list[PlanSketch]:
    """The annual plans of a country's governorates; [] of a country that plans otherwise."""
    if country != SYRIA.pcode:
        return []
    return [_annual_plan(area) for area in areas("syria") if area.level == 1]


def _annual_plan(area: AreaFacts) -> PlanSketch:
    dice = Dice(f"annual plan {area.pcode}")
    pace = dice.uniform(SLOWEST, FASTEST)
    times = (area.population or PEOPLE) / PEOPLE
    items = [_item(model, area, times, dice, pace) for model in plan_tables.model_items()]
    taken_on = [item for item in items if item.required and not item.progress and item.state == "UNDER_WAY"]
    commitments = [one for item in taken_on for one in _commitments(item, area, dice, pace)]
    return PlanSketch(_plan(area), items, commitments)


def _plan(area: AreaFacts) -> PlanFacts:
    return PlanFacts(
        key=area.pcode,
        area=area.pcode,
        kind="ANNUAL",
        name_ar=f"الخطة السنوية لمحافظة {area.name_ar} {YEAR}",
        name_en=f"Annual plan of {area.name_en} governorate {YEAR}",
        starts_on=day(1, 1),
        ends_on=day(12, 31),
        parent="",
        office="SY-SOCIAL",
        description_ar="على النموذج الموحد لخطط المحافظات، كي تُقارن المحاور في مصفوفة واحدة. بيانات توضيحية مصطنعة.",
        description_en="On the model of all governorates, so that a matrix compares them. Synthetic data.",
        phases=(f"ADOPTED {YEAR}-01-05 {YEAR}-01-31", f"FOLLOW_UP {YEAR}-02-01"),
        adopted_on=day(1, 5),
        amended_on=None,
        reason="",
    )


def _item(model: ModelItem, area: AreaFacts, times: float, dice: Dice, pace: float) -> ItemFacts:
    own = dice.uniform(0.8, 1.2)
    item = ItemFacts(
        plan=area.pcode,
        code=model.code,
        kind=model.kind,
        name_ar=model.name_ar,
        name_en=model.name_en,
        sectors=model.sectors,
        areas=(),
        responsible=model.responsible,
        first=model.first,
        last=model.last,
        budget=(Decimal(rounded(float(model.money) * times * own) * 1_000_000), "SYP") if model.money else (None, ""),
        weight=model.weight,
        required=Decimal(rounded(float(model.quantity) * times * own, 1)) if model.quantity else None,
        unit=model.unit,
        people=rounded(model.people * times * own) if model.people else None,
        goals=model.goals,
        edition=1,
        at_first=(),
        progress="",
        state="",
        remark="",
        serves="",
    )
    return _lived(item, dice, pace) if model.kind == "ACTIVITY" else item


def _lived(item: ItemFacts, dice: Dice, pace: float) -> ItemFacts:
    """An activity with its own days, and with how it went."""
    first, last = (_moved(on, dice) for on in (item.first, item.last))
    item = replace(item, first=first, last=last)
    if item.required and dice.happens(COMMITTED):
        return replace(item, state="UNDER_WAY")
    own = pace * dice.uniform(0.88, 1.12)
    progress = [_progress(item, on, own) for on in STEPS]
    stopped = dice.weighted(["SUSPENDED", "CANCELLED", ""], [STOPPED, GIVEN_UP, 1 - STOPPED - GIVEN_UP])
    return replace(item, progress=" ".join(map(str, progress)), state=stopped if progress[-1] < 100 else "")


def _moved(on: date | None, dice: Dice) -> date | None:
    """A day of the model, some days earlier or later, within the year."""
    return on and min(max(on + timedelta(days=dice.randint(-MOVED, MOVED)), day(1, 1)), day(12, 31))


def _progress(item: ItemFacts, on: date, pace: float) -> int:
    if item.first is None or item.last is None or on <= item.first:
        return 0
    return min(round(100 * pace * (on - item.first).days / (item.last - item.first).days), 100)


def _commitments(item: ItemFacts, area: AreaFacts, dice: Dice, pace: float) -> Iterator[CommitmentFacts]:
    """A local organisation commits to most of it, delivers a part twice, and has a part under way."""
    required = item.required or Decimal(0)
    organization = dice.choice(at_home_in(area.pcode)).key
    done = _progress(item, DAY, pace * dice.uniform(0.85, 1.1))
    for share, delivered_on in ((done * 6 // 10, DELIVERIES[0]), (done - done * 6 // 10, DELIVERIES[1]), (12, None)):
        quantity = (required * share / 100).quantize(Decimal(1))
        if quantity:
            yield CommitmentFacts(
                plan=area.pcode,
                item=item.code,
                demand="",
                organization=organization,
                intervention="",
                quantity=quantity,
                unit=item.unit,
                people=None,
                amount=(None, ""),
                state="DELIVERED" if delivered_on else "UNDER_WAY",
                offered_on=day(1, 20),
                due_on=item.last,
                delivered_on=delivered_on,
                remark="",
            )
