"""What items and decisions are about, as far as somebody may see it (tansiq.models.about_rules says which tables)."""

from collections.abc import Iterable
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Record
from tansiq.models.about_rules import TABLES
from tansiq.models.record_type import type_named
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

KINDS = {table: kind for kind, table in TABLES.items() if kind != "GAP"}
"""By table: the kind of what is about one of its rows."""

About = tuple[str, int]


def about_of(rows: Iterable[Any], viewer: Viewer) -> dict[About, Record]:
    """By kind and number: the rows that these items and decisions are about and that `viewer` may see; one statement a
    kind. What is hidden, or gone, is left out."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        if row.about_kind in TABLES and row.about_id is not None:
            wanted.setdefault(row.about_kind, set()).add(row.about_id)
    found: dict[About, Record] = {}
    for kind, ids in wanted.items():
        model: Any = type_named(TABLES[kind]).model
        found |= {(kind, one.id): one for one in visible(model, viewer).where(model.id.in_(sorted(ids)))}
    return found


def require_seen(viewer: Viewer, row: Any) -> None:
    """Raise Refused(NOT_FOUND) unless the viewer sees what the row is about: not yours is not there."""
    if row.about_kind in TABLES and row.about_id is not None and not about_of([row], viewer):
        raise Refused(Fault("NOT_FOUND", "about_id", say("There is no such record.")))
