"""The arguments of a field, declared once as a dataclass: each field of it is an argument with its description.

@dataclass(frozen=True)
class NeedFilters(Paging):
    sector: Annotated[str | None, says("Code of the sector.")] = None

@takes(NeedFilters)
def needs(info: Info, asked: NeedFilters) -> Connection[Need]: ...
"""

from collections.abc import Callable
from dataclasses import MISSING, fields
from inspect import Parameter, Signature, get_annotations
from typing import Annotated, Any, TypeVar, get_type_hints

import strawberry
from strawberry.types.arguments import StrawberryArgumentAnnotation

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
