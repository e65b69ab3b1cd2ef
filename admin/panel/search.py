"""Finding rows by what a person types: folded as the register is, every word, in the row's own columns."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from peewee import CharField, Model, TextField

from tansiq.language.arabic import fold
from tansiq.language.folded_search import LONGEST_SEARCH, MOST_WORDS
from tansiq.models import Area
from tansiq.models.record_type import RecordType, find_type
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.search_index import holding


def searched(text: str) -> str:
    """The part of a typed text that is searched for: its beginning, without NUL, which PostgreSQL takes nowhere."""
    return text[:LONGEST_SEARCH].replace("\x00", "")


def search_condition(model: type[Model], text: str, viewer: Viewer) -> Any:
    """The condition under which rows of `model` hold every word of `text`; None for a text without words.

    Of a long text the beginning is read.

    A table without a search text is searched by its columns, folded row by row (one of more than some thousand rows
    keeps such a text); rows without names of their own by the names of their areas, or of the rows they belong to.
    """
    text = searched(text)
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return None
    kind = find_type(model)
    if kind is not None and kind.is_code_unique and (exact := _known(kind, text, viewer)) is not None:
        return exact
    if kind is None or hasattr(model, "search"):
        return holding(model, words)
    if kind.searched or kind.has_names or not (kind.area_key or kind.parent):
        names = kind.searched or _written(kind)
        found = visible(kind.model, viewer)
        return kind.model.id.in_([row.id for row in found if _is_called(row, names, words)])
    if kind.area_key:
        areas = visible(Area, viewer).select(Area.id).where(search_condition(Area, text, viewer))
        return reduce(or_, [getattr(model, name).in_(areas) for name in _places(model)])
    above: Any = kind.parent_model
    owners = visible(above, viewer).select(above.id).where(search_condition(above, text, viewer))
    return getattr(model, kind.parent).in_(owners)


def _known(kind: RecordType, text: str, viewer: Viewer) -> Any:
    """The condition of the one row whose code was typed, which an index finds; None where there is none."""
    column = getattr(kind.model, kind.code)
    exact = column.in_([text.strip(), text.strip().upper()])
    return exact if visible(kind.model, viewer).where(exact).exists() else None


def _is_called(row: Model, names: Iterable[str], words: list[str]) -> bool:
    text = fold(" ".join(str(row.__data__[name] or "") for name in names))
    return all(word in text for word in words)


def _places(model: type[Model]) -> list[str]:
    """Its keys to areas: a row is also found by the names of the areas above its own, where it keeps them."""
    return [key.name for key in model._meta.refs if key.rel_model is Area]


def _written(kind: RecordType) -> list[str]:
    """The columns in which people write words that everybody who sees the row may read."""
    hidden = kind.secret | kind.personal | kind.model.derived
    fields = kind.model._meta.sorted_fields
    return [field.name for field in fields if isinstance(field, CharField | TextField) and field.name not in hidden]
