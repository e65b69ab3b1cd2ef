"""What the page of a record tells of the records that are entered from there, as far as the reader may see them.

An organisation: its licences, contacts and documents; an indicator: its targets and values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.current_viewer import viewer
from admin.panel.save_or_propose import may_act
from admin.views.of_type import entered_at, view_of
from admin.words.formatting import DisplayRows, display_rows
from admin.words.labels import label
from tansiq.language.words import Sentence
from tansiq.models import Licence, Record
from tansiq.models.licence import longest_lasting
from tansiq.models.record_type import RecordType
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import may, visible

Columns = list[tuple[str, Sentence]]
MOST = 200
"""Records of one kind that the page shows; the whole list shows the rest."""


@dataclass(frozen=True)
class OwnedRecords:
    """The records of one kind, those not archived first; `may_enter` says whether the reader may add and
    change some, or propose it."""

    anchor: str
    endpoint: str
    owner: dict[str, int]  # What the address of a new one says of its owner.
    display: DisplayRows
    columns: Columns
    texts: tuple[Sentence, Sentence, Sentence]  # The heading, what adds a record, and what is said where there is none.
    may_enter: bool
    counts: Any = None


def records_of(row: Record) -> list[OwnedRecords]:
    """The records of each kind that is entered from the page of `row`, but for kinds that the reader may not see."""
    return [owned_records(kind, row) for kind in entered_at(type(row)) if may(viewer(), "READ", kind.model)]


def links_of(owner: type[Record]) -> tuple[str, ...]:
    """The links from these records to their owner, whose rows need not be told once more."""
    return tuple(f"{kind.table}.{kind.parent}" for kind in entered_at(owner))


def owned_records(kind: RecordType, row: Record) -> OwnedRecords:
    """The records of one kind that are entered from the page of `row`."""
    table: Any = kind.model
    view: Any = view_of(kind)
    names = [name for name in view.columns_at_owner if may_see_field(viewer(), name, kind.model)]
    rows: Sequence[Any] = list(
        visible(kind.model, viewer())
        .where(getattr(table, kind.parent) == row.id)
        .order_by(table.archived_at.is_null(False), *_order(table, view.order_at_owner))
        .limit(MOST)
    )
    columns = [(name, label(name, kind.table)) for name in names]
    may_enter = may_act("CREATE", table(**{kind.parent: row}))
    counts = longest_lasting(rows) if table is Licence else None
    texts = (kind.many, view.new_title, view.empty_at_owner)
    return OwnedRecords(
        kind.table, table.__name__.lower(), {kind.parent: row.id}, display_rows(rows, names, viewer()), columns,
        texts, may_enter, counts,
    )  # fmt: skip


def _order(table: Any, columns: Sequence[tuple[str, bool]]) -> list[Any]:
    return [getattr(table, name).desc() if descending else getattr(table, name).asc() for name, descending in columns]
