"""The arguments of a question, declared once as a dataclass: each of its fields is an argument with its description.

@dataclass(frozen=True)
class NeedFilters(Paging):
    sector: Annotated[str | None, says("Code of the sector.")] = None

@takes(NeedFilters)
def needs(info: Info, asked: NeedFilters) -> Connection[Need]: ...
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from inspect import Parameter, Signature, get_annotations
from typing import Annotated, Any, TypeVar, get_type_hints

import strawberry
from peewee import ModelSelect
from strawberry.types.arguments import StrawberryArgumentAnnotation

from api.enums import Direction
from api.planner.pages import After, First, Order, Page, Slices, page_size
from tansiq import period as days

T = TypeVar("T")
Info = strawberry.Info


def says(description: str) -> StrawberryArgumentAnnotation:
    """What an argument is for."""
    return strawberry.argument(description=description)


RecordId = Annotated[strawberry.ID, says("Number of the record.")]


def takes(declared: type[T]) -> Callable[[Callable[[Info[Any, Any], T], Any]], Callable[..., Any]]:
    """Let a resolver take its arguments as one object of `declared`, a dataclass."""

    def wrap(resolver: Callable[[Info[Any, Any], T], Any]) -> Callable[..., Any]:
        def resolve(info: Info[Any, Any], **given: Any) -> Any:
            return resolver(info, declared(**given))

        resolve.__name__, resolve.__doc__ = resolver.__name__, resolver.__doc__
        resolve.__signature__ = _signature(declared, get_annotations(resolver)["return"])  # type: ignore[attr-defined]
        return resolve

    return wrap


def _signature(declared: type, answer: Any) -> Signature:
    hints = get_type_hints(declared, include_extras=True)
    asked = [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=_default(field.default), annotation=hints[field.name])
        for field in fields(declared)
    ]
    return Signature(
        [Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=Info), *asked], return_annotation=answer
    )


def _default(given: Any) -> Any:
    """None is no default of GraphQL's: an argument that is left out is not passed on, which is quicker too."""
    if given is MISSING:
        return Parameter.empty
    return strawberry.UNSET if given is None else given


Within = Annotated[str | None, says("P-code of an area: only what lies in it, or is it.")]
SectorCode = Annotated[str | None, says("Code of the sector, such as WSH.")]
SectorCodes = Annotated[list[str] | None, says("Codes of sectors, such as WSH: only these.")]
GroupCode = Annotated[str | None, says("Code of the population group, such as IDP.")]
Search = Annotated[
    str | None,
    says(
        "Words that names or titles contain, in any order; spellings of hamza, ta marbuta and the like do not matter."
    ),
]


@strawberry.input(description="From one day to another, both included.")
class Period:
    from_: date = strawberry.field(name="from", description="The first day.")
    to: date = strawberry.field(description="The last day.")

    def checked(self) -> days.Period:
        """The period as the domain knows it. Raises Refused(DATES_REVERSED)."""
        checked = days.Period(self.from_, self.to)
        checked.check()
        return checked


@dataclass(frozen=True)
class Paging:
    """The arguments of every long list."""

    first: First = 50
    after: After = None
    direction: Annotated[Direction, says("Whether the order runs upwards or downwards.")] = Direction.ASC

    def page(self, query: "ModelSelect[Any]", conditions: Iterable[Any], order: Order) -> Page:
        """The page asked for, of the rows that meet all conditions (None: no condition)."""
        return self.page_in_slices(lambda: query, None, conditions, order)

    def page_in_slices(
        self, rows: "Callable[[], ModelSelect[Any]]", slices: Slices | None, conditions: Iterable[Any], order: Order
    ) -> Page:
        """The same of the rows of a query that is made only where `slices` of it are not enough."""
        asked = [condition for condition in conditions if condition is not None]
        return Page(
            lambda: _narrowed(rows(), asked),
            order.towards(self.direction is Direction.DESC),
            page_size(self.first),
            self.after,
            slices and (lambda after, downwards: (_narrowed(part, asked) for part in slices(after, downwards))),
        )


def _narrowed(query: "ModelSelect[Any]", conditions: Sequence[Any]) -> "ModelSelect[Any]":
    return query.where(*conditions) if conditions else query
