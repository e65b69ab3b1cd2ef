"""The items behind one cell of the matrix, as the lines of a page and as the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import chunked

from admin.current_viewer import viewer
from admin.panel.list_export import Cell
from admin.words.coded_fields import code_label
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import Organization, Plan, PlanItem
from tansiq.plans.matrix_sums import Leaf
from tansiq.policy.visibility import visible

AT_ONCE = 500
"""Items that are read together."""


@dataclass(frozen=True)
class CellLine:
    """One item of a cell, the plan it stands in, and who answers for it ("" where nobody is said)."""

    item: PlanItem
    plan: Plan
    owner: str
    leaf: Leaf


def cell_lines(leaves: Sequence[Leaf]) -> list[CellLine]:
    """Items as far as the reader sees them, with their plans and owners; three statements."""
    rows = _by_id(PlanItem, {leaf.id for leaf in leaves})
    plans = _by_id(Plan, {row.plan_id for row in rows.values()})
    owners = _by_id(Organization, {row.organization_id for row in rows.values()})
    found = [(leaf, rows[leaf.id]) for leaf in leaves if leaf.id in rows]
    return [CellLine(row, plans[row.plan_id], _owner(row, owners), leaf) for leaf, row in found if row.plan_id in plans]


def titles_of_items() -> list[str]:
    """The titles of the columns of `rows_of_items`."""
    return [
        str(label("code", "plan_item")), gettext("Plan item"), gettext("Plan"), gettext("Responsible organisation"),
        str(label("starts_on", "plan_item")), gettext("Ends on"), str(label("item_state", "plan_item")),
        gettext("Progress"), gettext("Days late"),
    ]  # fmt: skip


def rows_of_items(leaves: Sequence[Leaf]) -> Iterator[list[Cell]]:
    """A row of plain cells for each item, some hundred read at a time: ISO days, progress from 0 to 100."""
    for piece in chunked(leaves, AT_ONCE):
        for line in cell_lines(piece):
            item = line.item
            days = ["" if day is None else day.isoformat() for day in (item.starts_on, item.ends_on)]
            said = [item.code, name_of(item), name_of(line.plan), line.owner, *days]
            state = code_label("item_state", item.item_state)
            yield [*said, state, float(round(line.leaf.progress, 1)), int(line.leaf.late_days or 0)]


def _by_id(model: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    wanted = sorted(row_id for row_id in ids if row_id)
    return {row.id: row for row in visible(model, viewer()).where(model.id.in_(wanted))} if wanted else {}


def _owner(row: PlanItem, owners: dict[int, Any]) -> str:
    known = owners.get(row.organization_id or 0)
    return name_of(known) if known else pick(row, "office")
