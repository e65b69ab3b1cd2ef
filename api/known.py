"""What questions begin from: visible rows, and the areas and codes that filters name, looked up once and
remembered until their table changes."""

from typing import Any, TypeVar

from peewee import Model, ModelSelect

from api.context import Context
from api.recent import Recent
from api.references import remembered
from api.written import written
from tansiq.database import db
from tansiq.faults import Fault, Refused
from tansiq.models import Area
from tansiq.versions import table_name
from tansiq.visibility import condition, visible
from tansiq.within import find_area
from tansiq.words import say

M = TypeVar("M", bound=Model)
_seen: Recent[Any] = Recent(64)


def area_at(context: Context, pcode: str) -> Area:
    """The area with this P-code, if it is visible. Raises Refused(NOT_FOUND). Not to be changed."""
    return remembered(context, ("area", pcode), ("area",), lambda: find_area(context.viewer, pcode))


def coded(context: Context, model: type[M], code: str, field: str) -> M:
    """The row with this code, if it is visible. Raises Refused(UNKNOWN_CODE) on `field`. Not to be changed.

    A misspelt code would otherwise look like a place where nothing is done.
    """
    return remembered(
        context, (model, code), (table_name(model),), lambda: _with_code(context, model, code.strip(), field)
    )


def seen(context: Context, model: type[M]) -> "ModelSelect[M]":
    """`visible(model, viewer)` with its condition written once, for lists of rows of this one table."""
    viewer = context.viewer
    key = (db.obj, model, viewer.scope)
    found: ModelSelect[M] = _seen.get(key, None, lambda: _written_out(model, condition(model, viewer)))
    return found


def _written_out(model: type[M], allowed: Any) -> "ModelSelect[M]":
    query = model.select()
    return query if allowed is None else query.where(written(allowed, model))


def _with_code(context: Context, model: type[M], code: str, field: str) -> M:
    column: Any = model._meta.fields["code"]
    found: M | None = visible(model, context.viewer).where(column == code).first()
    if found is None:
        raise Refused(Fault("UNKNOWN_CODE", field, say("There is no such code: %(codes)s.", codes=code)))
    return found
