"""What rows of any table are called where many kinds stand together, each leading to its page: history, deeds.

a site      ->  Site 1 · Water for Ja'ar          what belongs to another row is told with it
a decision  ->  Wells · Pumps                     what has no name is called by the rows it is about
"""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from admin.words.formatting import bdi, link
from admin.words.naming import full_names, name_of, referenced_rows
from tansiq.language.words import gettext
from tansiq.models.record_type import RecordType, type_of
from tansiq.policy.viewer import Viewer

_BETWEEN = Markup(" · ")


def linked_names(rows: Sequence[Any], viewer: Viewer) -> dict[int, Markup]:
    """By id: what each of some rows of one table is called, as far as `viewer` may see what it is called by."""
    if not rows:
        return {}
    kind = type_of(type(rows[0]))
    keys = _keys_told(kind)
    above, own = referenced_rows(rows, keys, viewer), full_names(rows, viewer)
    return {
        row.id: _called(kind, row, own[row.id], [above[key].get(row.__data__[key]) for key in keys]) for row in rows
    }


def _keys_told(kind: RecordType) -> tuple[str, ...]:
    """The keys to the rows that are told with a row; one with a page has them in its name."""
    if kind.called_by:
        return () if kind.has_pages else kind.called_by
    return (kind.parent,) if kind.parent else ()


def hidden_name() -> Markup:
    """What is written in place of a row that the reader may not see."""
    return bdi(gettext("not open to you"))


def _called(kind: RecordType, row: Any, own: str, above: Sequence[Any]) -> Markup:
    if not kind.called_by:
        return _BETWEEN.join([link(row, own), *(link(one, name_of(one)) for one in above if one is not None)])
    if kind.has_pages:
        return link(row, own)
    return _BETWEEN.join(link(one, name_of(one)) if one is not None else hidden_name() for one in above)
