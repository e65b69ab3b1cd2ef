"""Areas and codes that filters name, looked up once and kept until their table changes."""

from collections.abc import Iterable
from typing import Any, TypeVar

from peewee import Model

from api.context import Context
from api.field_paths import faults_at
from api.planner.reference_cache import looked_up
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

M = TypeVar("M", bound=Model)


def area_by_pcode(context: Context, pcode: str, field: str = "within") -> Area:
    """The area with this P-code, if it is visible. Raises Refused(NOT_FOUND) on `field`. Not to be changed."""
    with faults_at(field):
        return looked_up(context, ("area", pcode), ("area",), lambda: find_area(context.viewer, pcode))


def row_by_code(context: Context, model: type[M], code: str, field: str) -> M:
    """The row with this code, if it is visible. Raises Refused(UNKNOWN_CODE) on `field`. Not to be changed.

    A misspelt code would otherwise look like a place where nothing is done.
    """
    return looked_up(
        context, (model, code), (table_name(model),), lambda: _with_code(context, model, code.strip(), field)
    )


def _with_code(context: Context, model: type[M], code: str, field: str) -> M:
    column: Any = model._meta.fields["code"]
    found: M | None = visible(model, context.viewer).where(column == code).first()
    if found is None:
        raise Refused(Fault("UNKNOWN_CODE", field, say("There is no such code: %(codes)s.", codes=code)))
    return found


def known_codes(viewer: Viewer, model: type[Model], codes: Iterable[str] | None, field: str) -> tuple[str, ...]:
    """The codes, if all exist: a misspelt one would look like a place where nothing is done.

    Raises Refused(UNKNOWN_CODE).
    """
    asked = tuple(codes or ())
    if not asked:
        return ()
    code: Any = model._meta.fields["code"]
    rows: Iterable[tuple[str]] = visible(model, viewer).select(code).where(code.in_(asked)).tuples().execute()
    found = {row[0] for row in rows}
    missing = sorted(set(asked) - found)
    if missing:
        text = say("There is no such code: %(codes)s.", codes=", ".join(missing))
        raise Refused(Fault("UNKNOWN_CODE", field, text))
    return asked
