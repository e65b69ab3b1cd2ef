"""Copying a record: a new form filled with the values of a row. Nothing is saved until somebody saves the form."""

from typing import Any, TypeVar

from flask import request

from admin.current_viewer import viewer
from tansiq.faults import Refused
from tansiq.models import Record
from tansiq.records import changes

R = TypeVar("R", bound=Record)


def row_to_copy(model: type[R]) -> R | None:
    """The visible row that the address names to be copied; None where it names none, or none that is there."""
    given: Any = request.args.get("copy")
    if given is None:
        return None
    try:
        return changes.find(viewer(), model, given)
    except Refused:
        return None
