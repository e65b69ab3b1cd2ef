"""Areas and codes that filters name, looked up once and remembered until their table changes."""

from typing import Any, TypeVar

from peewee import Model

from api.http.context import Context
from api.http.field_paths import told_at
from api.planner.reference_cache import remembered
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.policy.visibility import visible
from tansiq.records.data_stamps import table_name

M = TypeVar("M", bound=Model)


def area_at(context: Context, pcode: str, field: str = "within") -> Area:
    """The area with this P-code, if it is visible. Raises Refused(NOT_FOUND) on `field`. Not to be changed."""
    with told_at(field):
        return remembered(context, ("area", pcode), ("area",), lambda: find_area(context.viewer, pcode))


def coded(context: Context, model: type[M], code: str, field: str) -> M:
    """The row with this code, if it is visible. Raises Refused(UNKNOWN_CODE) on `field`. Not to be changed.

    A misspelt code would otherwise look like a place where nothing is done.
    """
    return remembered(
        context, (model, code), (table_name(model),), lambda: _with_code(context, model, code.strip(), field)
    )


def _with_code(context: Context, model: type[M], code: str, field: str) -> M:
    column: Any = model._meta.fields["code"]
    found: M | None = visible(model, context.viewer).where(column == code).first()
    if found is None:
        raise Refused(Fault("UNKNOWN_CODE", field, say("There is no such code: %(codes)s.", codes=code)))
    return found
