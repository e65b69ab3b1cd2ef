"""What the page of an organisation tells of its licences, contacts and documents, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.current_viewer import viewer
from admin.panel.save_or_propose import reaches
from admin.views.of_type import entered_at, view_of
from admin.words.formatting import Sight, sight
from admin.words.labels import label
from tansiq.language.words import Sentence
from tansiq.models import Licence, Organization
from tansiq.models.licence import longest_lasting
from tansiq.models.record_type import RecordType
from tansiq.policy.visibility import may, shows, visible

Columns = list[tuple[str, Sentence]]
MOST = 200
"""Records of one kind that the page shows; the whole list shows the rest."""


@dataclass(frozen=True)
class Held:
    """The records of one kind, those not archived first; `may_enter` says whether the reader may add and
    change some, or propose it."""

    anchor: str
    endpoint: str
    sight: Sight
    columns: Columns
    said: tuple[Sentence, Sentence, Sentence]  # The heading, what adds a record, and what is said where there is none.
    may_enter: bool
    counts: Any = None


def registry(row: Organization) -> list[Held]:
    """Licences, contacts and documents of an organisation; a kind that the reader may not see is left out."""
    return [_held(kind, row) for kind in entered_at(Organization) if may(viewer(), "READ", kind.model)]


def _held(kind: RecordType, row: Organization) -> Held:
    table: Any = kind.model
    view: Any = view_of(kind)
    names = [name for name in view.columns_at_owner if shows(viewer(), name, kind.model)]
    rows: Sequence[Any] = list(
        visible(kind.model, viewer())
        .where(getattr(table, kind.parent) == row.id)
        .order_by(table.archived_at.is_null(False), *_order(table, view.order_at_owner))
        .limit(MOST)
    )
    columns = [(name, label(name, kind.table)) for name in names]
    may_enter = reaches("CREATE", table(**{kind.parent: row}))
    counts = longest_lasting(rows) if table is Licence else None
    said = (kind.many, view.new_title, view.empty_at_owner)
    return Held(kind.table, table.__name__.lower(), sight(rows, names, viewer()), columns, said, may_enter, counts)


def _order(table: Any, columns: Sequence[tuple[str, bool]]) -> list[Any]:
    return [getattr(table, name).desc() if descending else getattr(table, name).asc() for name, descending in columns]
