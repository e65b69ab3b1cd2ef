"""GraphQL types of kinds of records for which none is written by hand: made from their description, read by plans.

    RecordType(Well, scope="registry:read", lies_in="area", ...)  ->  type Well { id depth area { ... } }
                                                                      wells(within: "YE12", first: 50): WellConnection

What is personal, secret or written by the machine is in no such type; a parent that the viewer may not see is null.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import make_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import strawberry
from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from api.filters.arguments import GroupCode, Info, Paging, SectorCode, Within, takes
from api.filters.conditions import area_within, has_code
from api.planner.fields import column, refers_to
from api.planner.pages import Connection, Order
from api.planner.rows import planned
from api.types.area import Area
from api.types.commitment import Commitment
from api.types.demand import Demand
from api.types.entry import Entry
from api.types.extra import own_fields
from api.types.goal import Goal
from api.types.indicator import Indicator, IndicatorTarget, IndicatorValue
from api.types.intervention import Intervention, Site
from api.types.need import Need
from api.types.organization import Organization
from api.types.overlap_case import OverlapCase
from api.types.plan import Plan, PlanItem
from api.types.project import Project
from api.types.report import Report
from api.types.round import Round, RoundReport
from api.types.sector import ActivityType, PopulationGroup, Sector
from api.types.unit import Unit
from tansiq import models
from tansiq.language.words import speaking
from tansiq.models.record_type import RecordType, record_types
from tansiq.policy.visibility import visible

WRITTEN: dict[type[Model], type] = {
    models.Area: Area,
    models.Sector: Sector,
    models.ActivityType: ActivityType,
    models.PopulationGroup: PopulationGroup,
    models.Organization: Organization,
    models.Project: Project,
    models.Intervention: Intervention,
    models.Site: Site,
    models.Need: Need,
    models.Goal: Goal,
    models.Plan: Plan,
    models.PlanItem: PlanItem,
    models.Indicator: Indicator,
    models.IndicatorTarget: IndicatorTarget,
    models.IndicatorValue: IndicatorValue,
    models.Demand: Demand,
    models.Commitment: Commitment,
    models.OverlapCase: OverlapCase,
    models.Unit: Unit,
    models.Report: Report,
    models.Round: Round,
    models.RoundReport: RoundReport,
    models.Entry: Entry,
}
"""The types written by hand, by table."""

SCALARS: dict[type["Field[Any]"], type] = {
    BooleanField: bool,
    DateTimeField: datetime,
    DateField: date,
    DecimalField: Decimal,
    FloatField: float,
    IntegerField: int,
    CharField: str,
    TextField: str,
}


def derived() -> list[RecordType]:
    """The kinds of records that portals may ask for and no type is written by hand for."""
    # Entries differ from type to type: they are asked for by their record type.
    return [kind for kind in record_types() if kind.scope and kind.model not in {*WRITTEN, models.Entry}]


def question_name(kind: RecordType) -> str:
    """The name of the question for records of a kind, as Python writes it: "wells"."""
    return kind.question or f"{kind.table}s"


@cache
def question_of(kind: RecordType) -> Callable[..., Any]:
    """The resolver of the question for records of a kind: a page of those that the viewer may see."""
    table: Any = kind.model
    keys = {name: getattr(table, key) for name, key in _filtered(kind).items()}
    arguments: list[Any] = [(name, FILTERS[name][0], None) for name in keys]
    order = Order("ID", table.id, table.id)

    def conditions(info: Info[Any, Any], asked: Any) -> Sequence[Any]:
        return [FILTERS[name][1](info.context, key, getattr(asked, name)) for name, key in keys.items()]

    def resolve(info: Info[Any, Any], asked: Any) -> Any:
        return planned(asked.page(visible(table, info.context.viewer), conditions(info, asked), order))

    declared = make_dataclass(f"{table.__name__}Filters", arguments, bases=(Paging,), frozen=True)
    resolve.__name__, resolve.__doc__ = question_name(kind), f"{_english(kind.many)}, in the order of their entry."
    resolve.__annotations__["return"] = Connection[_type(kind)]  # type: ignore[misc]  # It is made as the program runs.
    return takes(declared)(resolve)


FILTERS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "within": (Within, area_within),
    "sector": (SectorCode, lambda context, key, code: has_code(context, key, code, "sector")),
    "population_group": (
        GroupCode,
        lambda context, key, code: has_code(context, key, code, "populationGroup"),
    ),
}
"""By argument: its type, and the condition that its value sets on a key of the table."""


def _filtered(kind: RecordType) -> dict[str, str]:
    """The arguments of the question, each with the key that it narrows."""
    own = {"within": kind.area_key, "sector": "sector", "population_group": "population_group"}
    return {name: key for name, key in own.items() if isinstance(kind.column(key), ForeignKeyField)}


def _type(kind: RecordType) -> type:
    members = dict(_fields(kind))
    namespace = {name: field for name, (_kind, field) in members.items()}
    annotations = {name: annotation for name, (annotation, _field) in members.items()}
    made = type(kind.model.__name__, (), {**namespace, "__annotations__": annotations})
    return strawberry.type(made, description=f"{_english(kind.one)}.")


def _fields(kind: RecordType) -> Iterator[tuple[str, tuple[Any, Any]]]:
    table: Any = kind.model
    yield "id", (strawberry.ID, column(table.id, "Number of the record."))
    hidden = kind.personal | kind.secret | {"is_published"}
    for name in kind.model().values():
        source = table._meta.fields[name]
        if name in hidden:
            continue
        if not isinstance(source, ForeignKeyField):
            yield name, (_scalar(source), column(source, _said(kind, name)))
        elif source.rel_model in WRITTEN:
            above = WRITTEN[source.rel_model]
            yield name, (above | None, refers_to(source, source.rel_model, _said(kind, name)))
    if "extra" in table._meta.fields:
        yield "extra", (Any, own_fields(table))


def _scalar(source: "Field[Any]") -> Any:
    found: Any = next(scalar for field, scalar in SCALARS.items() if isinstance(source, field))
    return found | None if source.null else found


def _said(kind: RecordType, name: str) -> str:
    """What a field is for: its label or help in English, else its name."""
    source: Any = kind.column(name)
    return f"{_english(kind.labels.get(name) or source.help_text or name.replace('_', ' ').capitalize())}."


def _english(text: object) -> str:
    """Descriptions of the schema are in English, whatever language is spoken as it is built."""
    with speaking("en"):
        return str(text).removesuffix(".")
