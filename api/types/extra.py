"""What rows know by fields that the ministry defined: on every type of a table that has such fields, below `extra`.

A portal that knows nothing of these fields asks for their values by name:  extra { values { key label text } }
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

import strawberry
from peewee import Model

from api.filters.arguments import says
from api.planner.computed_rows import ITSELF
from api.planner.fields import SameRow, Spoken, bilingual, column
from api.planner.own_values import InWords, OwnValues, in_words
from api.planner.plan_builder import READ

SOME = 10
"""Values that a row usually knows."""


def _text(language: Spoken = None) -> str | None:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


@strawberry.type(
    description="""What a row knows by one field that the ministry defined. A field that the row knows nothing of has no
value; what is personal or not published is never told here."""
)
class ExtraValue:
    key: str = column("key", "How programs call the field, such as licenceClass.")
    label: str = bilingual("label_ar", "label_en", "What people call the field, in one language or else the other.")
    text: str | None = strawberry.field(
        resolver=_text,
        description="The value in words: labels of answers, the name of the record that is referred to; null where "
        "that record is not shown to you.",
        metadata={READ: InWords((ITSELF,), in_words)},
    )
    number: float | None = column("number", "The value of a field of numbers.")
    day: date | None = column("day", "The value of a field of days.")
    yes: bool | None = column("yes", "The value of a question that is answered with yes or no.")
    codes: list[str] | None = column("codes", "The codes of the answers that were chosen out of a list.")
    address: str | None = column(
        "address",
        "Of a field that holds a file: where it is fetched on this server, with the token if you have one; "
        "`text` is its name.",
    )


Keys = Annotated[
    list[str] | None,
    says("Only these fields, by their keys or by keys that they had; others are refused as UNKNOWN_FIELD."),
]


def _values(keys: Keys = None) -> list[ExtraValue]:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def _expected(arguments: Mapping[str, Any]) -> int:
    keys = arguments.get("keys")
    return len(keys) if isinstance(keys, list) and keys else SOME


def own_fields(model: type[Model]) -> Any:
    """The field `extra` of the type of a table."""
    description = "What the ministry wants to know beside: fields that it defined by itself."
    return strawberry.field(graphql_type=_type(model), description=description, metadata={READ: SameRow()})


@cache
def _type(model: type[Model]) -> type:
    read = {READ: OwnValues(model), "expected": _expected}
    values = strawberry.field(
        resolver=_values,
        description="What is known, in the order of the form.",
        metadata=read,
    )
    made = type(f"{model.__name__}Extra", (), {"values": values})
    return strawberry.type(made, description="What a record knows by fields that the ministry defined.")
