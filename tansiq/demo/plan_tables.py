"""The written part of the plans of the demonstration: plans, their items, indicators, demands and commitments.

Areas, sectors, goals and organisations are named by code or key, items by their number in the plan, several of them
with | between. A cell that tells something of several days holds "day value" pairs.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_type_hints

F = TypeVar("F")
Texts = tuple[str, ...]
Amount = tuple[Decimal | None, str]
"""An amount of money and its currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """One plan: `parent` and `office` by key, a phase as "PHASE first last"; the last of them is the one it is in."""

    key: str
    area: str
    kind: str
    name_ar: str
    name_en: str
    starts_on: date
    ends_on: date
    parent: str
    office: str
    description_ar: str
    description_en: str
    phases: Texts
    adopted_on: date
    amended_on: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item, as the version in force tells it; `at_first` holds what the first version said otherwise.

    `responsible` is the key of an organisation or of an office. `progress` holds hundredths on the days of
    tansiq.demo.plans.STEPS; `state` is the one at the end, where progress alone does not tell it.
    """

    plan: str
    code: str
    kind: str
    name_ar: str
    name_en: str
    sectors: Texts
    areas: Texts
    responsible: str
    first: date | None
    last: date | None
    budget: Amount
    weight: Decimal | None
    required: Decimal | None
    unit: str
    people: int | None
    goals: Texts
    edition: int | None
    at_first: Texts
    progress: str
    state: str
    remark: str
    serves: str

    @property
    def above(self) -> str:
        """The number of the item it stands under; "" of a root."""
        return self.code.rpartition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """One indicator of a plan, or of one of its items; a target is "day-or-year value", a value "day value area"."""

    plan: str
    item: str
    name_ar: str
    name_en: str
    unit: str
    direction: str
    baseline: Decimal | None
    baseline_on: date | None
    over_areas: str
    over_time: str
    targets: Texts
    values: Texts
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandFacts:
    """One demand, told with a plan; it was joined into another one, taken into an item, declined, or is still open."""

    key: str
    plan: str
    area: str
    sector: str
    title_ar: str
    title_en: str
    description: str
    quantity: Decimal | None
    unit: str
    people: int | None
    severity: int | None
    raised_on: date
    raised_by: str
    joined_into: str
    item: str
    declined: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentFacts:
    """One commitment to an item or a demand; `intervention` is a title in Arabic, `state` the one at the end."""

    plan: str
    item: str
    demand: str
    organization: str
    intervention: str
    quantity: Decimal | None
    unit: str
    people: int | None
    amount: Amount
    state: str
    offered_on: date
    due_on: date | None
    delivered_on: date | None
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """What an organisation said of an item while its plan was consulted upon, with what it was answered."""

    key: str
    plan: str
    item: str
    kind: str
    text: str
    proposed: str
    organization: str
    written_on: date
    joined_into: str
    outcome: str
    answer: str
    taken_into: str
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelItem:
    """One item of the model on which governorates plan: `money` is millions, and like `quantity` and `people` that of
    100,000 persons."""

    code: str
    kind: str
    name_ar: str
    name_en: str
    sectors: Texts
    responsible: str
    first: date
    last: date
    money: Decimal | None
    weight: Decimal | None
    quantity: Decimal | None
    unit: str
    people: int | None
    goals: Texts


@cache
def model_items() -> tuple[ModelItem, ...]:
    """The items of the model, each after the one it stands under."""
    return _read("annual_items", ModelItem)


@cache
def plans() -> tuple[PlanFacts, ...]:
    """The plans, those that others derive from first."""
    return _read("plans", PlanFacts)


@cache
def items() -> tuple[ItemFacts, ...]:
    """The items of all plans, each after the one it stands under."""
    return _read("plan_items", ItemFacts)


@cache
def indicators() -> tuple[IndicatorFacts, ...]:
    """The indicators of all plans."""
    return _read("plan_indicators", IndicatorFacts)


@cache
def demands() -> tuple[DemandFacts, ...]:
    """The demands behind the plans, those that others are joined into first."""
    return _read("demands", DemandFacts)


@cache
def commitments() -> tuple[CommitmentFacts, ...]:
    """The commitments to items and demands."""
    return _read("commitments", CommitmentFacts)


@cache
def comments() -> tuple[CommentFacts, ...]:
    """What was said of plans, those that others were grouped with first."""
    return _read("plan_comments", CommentFacts)


@cache
def offices() -> dict[str, tuple[str, str]]:
    """By key: what an office that is no organisation of the register is called, in Arabic and in English."""
    return {line["key"]: (line["name_ar"], line["name_en"]) for line in _lines("plan_offices")}


def _amount(cell: str) -> Amount:
    number, _, currency = cell.partition(" ")
    return Decimal(number), currency


_READ: dict[Any, tuple[Callable[[str], Any], Any]] = {
    str: (str, ""),
    date: (date.fromisoformat, None),
    date | None: (date.fromisoformat, None),
    Decimal | None: (Decimal, None),
    int | None: (int, None),
    Texts: (lambda cell: tuple(cell.split("|")), ()),
    Amount: (_amount, (None, "")),
}
"""By the type of a field: how a cell of it is read, and what an empty cell means."""


def _read(name: str, kind: type[F]) -> tuple[F, ...]:
    types = get_type_hints(kind)
    columns = [(field.name, *_READ[types[field.name]]) for field in fields(kind)]  # type: ignore[arg-type]  # Dataclasses.
    return tuple(
        kind(**{column: read(line[column]) if line[column] else empty for column, read, empty in columns})
        for line in _lines(name)
    )


def _lines(name: str) -> list[dict[str, str]]:
    text = files("tansiq.demo").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
