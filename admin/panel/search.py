"""Finding rows by what a person types: folded as the register is, every word, in the row's own columns."""

from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import Model

from tansiq.language.arabic import fold
from tansiq.language.folded_search import holds
from tansiq.models import (
    Account,
    Area,
    Intervention,
    Licence,
    Need,
    Organization,
    OrganizationContact,
    OrganizationDocument,
    Site,
)
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

PLACED: tuple[type[Model], ...] = (Need, Site)
"""Tables without words of their own: their rows are found by the names of their areas."""

NAMED: dict[type[Model], tuple[str, ...]] = {Account: ("name", "email")}
"""Tables of some hundred rows whose columns are folded when they are searched."""

OWNED: tuple[type[Model], ...] = (Licence, OrganizationContact, OrganizationDocument)
"""Tables whose rows are found by the names of their organisations."""

KNOWN: dict[type[Model], str] = {Intervention: "record_id"}
"""Tables whose rows are looked for by a code that nothing else holds, too long to be a beginning of others."""


def matching(model: type[Model], text: str, viewer: Viewer) -> Any:
    """The condition under which rows of `model` hold every word of `text`; None for a text without words."""
    words = fold(text).split()
    if not words:
        return None
    if model in KNOWN and (exact := _known(model, text, viewer)) is not None:
        return exact
    if model in NAMED:
        return model.id.in_([row.id for row in visible(model, viewer) if _is_called(row, words)])  # type: ignore[attr-defined]
    if model in PLACED:
        areas = visible(Area, viewer).select(Area.id).where(matching(Area, text, viewer))
        return reduce(or_, [getattr(model, name).in_(areas) for name in _places(model)])
    if model in OWNED:
        owners = visible(Organization, viewer).select(Organization.id).where(matching(Organization, text, viewer))
        return model.organization.in_(owners)  # type: ignore[attr-defined]
    return reduce(and_, [holds(model.search, word) for word in words])  # type: ignore[attr-defined]


def _known(model: type[Model], text: str, viewer: Viewer) -> Any:
    """The condition of the one row whose code was typed, which an index finds; None where there is none."""
    column = model._meta.fields[KNOWN[model]]
    exact = column.in_([text.strip(), text.strip().upper()])
    return exact if visible(model, viewer).where(exact).exists() else None


def is_searchable(model: type[Model]) -> bool:
    """Whether rows of `model` can be found by words."""
    return model in PLACED or model in NAMED or hasattr(model, "search")


def _is_called(row: Model, words: list[str]) -> bool:
    text = fold(" ".join(row.__data__[name] for name in NAMED[type(row)]))
    return all(word in text for word in words)


def _places(model: type[Model]) -> tuple[str, ...]:
    return ("area", "country", "governorate", "district", "subdistrict") if model is Site else ("area",)
