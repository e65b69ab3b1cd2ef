"""Figures of records by one or two things: the questions of tansiq.summaries as GraphQL.

A column is asked for by the name that its type has here, an own field by its key. What the endpoint tells of no row is
no thing to group by either, and is refused in the words for what is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import strawberry
from peewee import Field
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.enums import Level
from api.field_paths import in_camel_case
from api.filters.arguments import Info, Period, Within, says, takes
from api.filters.lookup import area_by_pcode
from api.filters.scopes import RECORDS, require_scope
from api.planner.fields import Spoken
from api.planner.plan_builder import READ
from api.types.entry import kind_with_key
from tansiq import models
from tansiq import summaries as domain
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models.definitions import Definitions
from tansiq.models.extra import extra_name
from tansiq.models.record_type import record_types, type_of
from tansiq.summaries import (
    Figure,
    Group,
    Grouping,
    Key,
    Measure,
    Subject,
    SummaryQuestion,
    groupings_of,
    measured_of,
)

WEIGHT = 20_000
"""Values that a question counts for: it looks at all rows of a kind, however short its answer."""
USUAL_GROUPS = {0: 1, 1: 40, 2: 400}
TOLD_ABOVE = frozenset({"area", "organization", "sector", "status"})
"""Columns that a row is told of by what it belongs to, where its own type does not repeat them."""


@strawberry.enum(description="In which steps days are grouped.")
class TimeStep(Enum):
    MONTH = strawberry.enum_value("MONTH", description="A month, such as 2026-03.")
    QUARTER = strawberry.enum_value("QUARTER", description="A quarter of a year, such as 2026-Q1.")
    YEAR = strawberry.enum_value("YEAR", description="A year.")


@strawberry.enum(description="What is reckoned of records.")
class SummaryWay(Enum):
    COUNT = strawberry.enum_value("COUNT", description="How many there are.")
    SUM = strawberry.enum_value("SUM", description="The sum of a number. People are never added up.")
    AVERAGE = strawberry.enum_value("AVERAGE", description="The average of a number, of the records that say it.")
    LEAST = strawberry.enum_value("LEAST", description="The smallest of a number.")
    MOST = strawberry.enum_value("MOST", description="The largest of a number.")


@strawberry.input(description="Something to group records by.")
class SummaryGrouping:
    field: str = strawberry.field(
        description="Name of a field of the record, such as kind, area or startsOn, or the key of an own field."
    )
    level: Level | None = strawberry.field(
        default=None, description="Of areas: the level at which they are told apart; GOVERNORATE where it is left out."
    )
    every: TimeStep | None = strawberry.field(
        default=None, description="Of days: in which steps; MONTH where it is left out."
    )


@strawberry.input(description="What is reckoned, and of which number.")
class SummaryMeasure:
    way: SummaryWay = strawberry.field(description="What is reckoned.")
    field: str | None = strawberry.field(
        default=None, description="Name of a number of the record, or the key of an own field; COUNT takes none."
    )


def _key_label(root: "SummaryKey", info: Info[Any, Any], language: Spoken = None) -> str:
    return root.of.label(language.name.lower() if language else info.context.viewer.language)


@strawberry.type(description="What the records of a group have in common in one thing.")
class SummaryKey:
    of: strawberry.Private[Key]
    field: str = strawberry.field(description="What was grouped by, as it was asked for.")
    key: str | None = strawberry.field(
        description="A code, the id of a record, true or false, or a span of days such as 2026-03; of an area its "
        "P-code. Null where it is not told."
    )
    label: str = strawberry.field(resolver=_key_label, description="The same in words.")


@strawberry.interface(description="A figure of records.")
class SummaryFigures:
    count: int = strawberry.field(description="How many records there are.")
    known: int = strawberry.field(description="How many of them say the number; 0 where records are counted.")
    value: float | None = strawberry.field(
        description="What was reckoned; null where no record says the number. Where records are counted, the count."
    )


@strawberry.type(description="All records that were asked about, each counted once.")
class SummaryTotal(SummaryFigures):
    pass


@strawberry.type(description="The records that have the same keys.")
class SummaryGroup(SummaryFigures):
    keys: list[SummaryKey] = strawberry.field(
        description="One for each thing that was grouped by, in the same order.", metadata={"expected": 2}
    )


@strawberry.type(name="Summary", description="Figures of records, in all and by group.")
class RecordSummary:
    total: SummaryTotal = strawberry.field(description="All of them together.")
    groups: list[SummaryGroup] = strawberry.field(
        description="By group, those alone in which there are any: days from the first on, codes as their list has "
        "them, records of which there are most first, what is not told last. A record with several answers or places "
        "counts under each."
    )


@dataclass(frozen=True)
class SummaryAsked:
    """What figures are asked for."""

    type: Annotated[
        str,
        says("Which records: organization, site, planItem ... or the key of a record type, such as wells."),
    ]
    by: Annotated[list[SummaryGrouping] | None, says("At most two things to group by.")] = None
    measure: Annotated[SummaryMeasure | None, says("What is reckoned; records are counted where it is left out.")] = (
        None
    )
    within: Within = None
    period: Annotated[
        Period | None,
        says("Only records of this time: by `day`, else by the day that is grouped by, else all that run then."),
    ] = None
    day: Annotated[str | None, says("Name of the field of days that the period is about.")] = None

    def question(self, info: Info[Any, Any]) -> SummaryQuestion:
        """The question as the domain knows it. Raises Refused(SCOPE_MISSING, UNKNOWN_CODE, NOT_FOUND)."""
        context = info.context
        subject = _subject(info, self.type)
        names = _names(info, subject)
        return SummaryQuestion(
            subject=subject,
            by=tuple(Grouping(_named(names, one.field, "by"), _step(one)) for one in self.by or ()),
            measure=_measure(names, self.measure),
            within=None if self.within is None else area_by_pcode(context, self.within),
            period=self.period.checked() if self.period else None,
            day=_named(names, self.day, "day") if self.day else "",
        )


def _measure(names: Mapping[str, str], given: SummaryMeasure | None) -> Measure:
    if given is None:
        return Measure()
    return Measure(given.way.name, _named(names, given.field, "measure") if given.field else "")


def _named(names: Mapping[str, str], name: str, field: str) -> str:
    """The column of this name. Raises Refused(UNKNOWN_CODE)."""
    if name not in names:
        raise Refused(Fault("UNKNOWN_CODE", field, say("There is no such code: %(codes)s.", codes=name[:40])))
    return names[name]


def _step(one: SummaryGrouping) -> str:
    given = one.level or one.every
    return given.name if given else ""


def _subject(info: Info[Any, Any], name: str) -> Subject:
    """The records with this name: of the program's own kinds first. A token needs the scope that shows them."""
    viewer = info.context.viewer
    for kind in record_types():
        if kind.scope and in_camel_case(kind.table) == name and kind.takes_fields:
            require_scope(viewer, kind.scope)
            return Subject(kind)
    require_scope(viewer, RECORDS)
    return Subject(type_of(models.Entry), kind_with_key(info.context, name))


def _names(info: Info[Any, Any], subject: Subject) -> dict[str, str]:
    """By the name that the endpoint has for it: what rows may be grouped by and measured, so far as it tells of it."""
    viewer = info.context.viewer
    offered = {*groupings_of(viewer, subject), *measured_of(viewer, subject)}
    found = {**dict(_columns(info, subject)), **_own_names(info.context.definitions, subject)}
    return {name: column for name, column in found.items() if column in offered}


def _columns(info: Info[Any, Any], subject: Subject) -> Iterator[tuple[str, str]]:
    """(name in the endpoint, column) of what it tells of a row as it stands."""
    yield from ((name, name) for name in TOLD_ABOVE)
    kind: Any = info.schema._schema.type_map.get(subject.model.__name__)
    for name, field in kind.fields.items():
        declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        read = declared.metadata.get(READ) if declared else None
        source = getattr(read, "source", None) or getattr(read, "key", None)
        if isinstance(source, Field):
            yield name, source.name


def _own_names(definitions: Definitions, subject: Subject) -> dict[str, str]:
    """Own fields that are told to whoever reads a row, by the keys that they have and had."""
    told = [one for one in definitions.open_to_all(subject.kind.table) if one.holder == subject.holder]
    former = {key: extra_name(one.number) for one in told for key in one.keys}
    return {**former, **{one.key: extra_name(one.number) for one in told}}


def expected_groups(arguments: Mapping[str, Any]) -> int:
    """How many groups a question is reckoned to have before it is answered."""
    by = arguments.get("by") or ()
    return USUAL_GROUPS.get(len(by) if isinstance(by, list | tuple) else 1, max(USUAL_GROUPS.values()))


@takes(SummaryAsked)
def summarize(info: Info[Any, Any], asked: SummaryAsked) -> RecordSummary:
    """Figures of records of one kind: how many there are, or a figure of a number, in all and by one or two things."""
    found = domain.summarize(info.context.viewer, asked.question(info))
    given = [one.field for one in asked.by or ()]
    return RecordSummary(total=_figure(SummaryTotal, found.total), groups=[_group(one, given) for one in found.groups])


def _figure(made: Any, figure: Figure, **more: Any) -> Any:
    value = None if figure.value is None else float(figure.value)
    return made(count=figure.count, known=figure.known, value=value, **more)


def _group(group: Group, given: list[str]) -> SummaryGroup:
    keys = [SummaryKey(of=key, field=name, key=key.code) for key, name in zip(group.keys, given, strict=True)]
    made: SummaryGroup = _figure(SummaryGroup, group, keys=keys)
    return made
