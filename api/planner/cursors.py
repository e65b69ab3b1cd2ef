"""Cursors: the place of a record in an ordered list as one opaque text, which nobody but the endpoint reads back."""

import base64
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import orjson

from tansiq.faults import Fault, Refused
from tansiq.language.words import say

T = TypeVar("T")


def encode(values: Sequence[object]) -> str:
    """The cursor that holds these values: texts, whole numbers and None."""
    return base64.urlsafe_b64encode(orjson.dumps([*values])).decode().rstrip("=")


def decode(cursor: str) -> Any:
    """What a cursor holds, if it is one of ours. Raises ValueError for a text that is no cursor at all."""
    return orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))


def bad_cursor() -> Refused:
    """The refusal of a cursor that was not given for this list and order; to be raised."""
    text = say("This place marker does not belong to this list and order. Begin again without it.")
    return Refused(Fault("BAD_CURSOR", "after", text))


def comparable(value: T) -> T:
    """The value, if both databases can compare it with a column. Raises ValueError."""
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError("This number is larger than any of ours.")
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("No text of ours has this character.")
    return value


def day(text: str) -> str:
    """A day in a cursor, as both databases compare it. Raises ValueError or TypeError."""
    date.fromisoformat(text)
    return text


def moment(text: str) -> str:
    """A moment in a cursor, as both databases compare it. Raises ValueError or TypeError."""
    datetime.fromisoformat(text)
    return text
