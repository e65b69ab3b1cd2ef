"""Writing what the sheet of a plan says: new items level by level, what changes, the lists of both, and their order."""

from collections.abc import Iterable, Sequence
from typing import Any

from tansiq.exchange.export.item_rendering import LISTS
from tansiq.exchange.planning.item_draft import ItemDraft
from tansiq.exchange.planning.item_facts import as_row
from tansiq.exchange.planning.item_matching import by_level
from tansiq.models import Plan, PlanItem
from tansiq.models.data_stamps import bump, table_name
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, item_numbers
from tansiq.records.bulk_parts import replace_parts
from tansiq.records.prepared import do


def write_items(viewer: Viewer, plan: Plan, drafts: Sequence[ItemDraft], line: Iterable[ItemDraft]) -> None:
    """Write these drafts of items of a plan as `viewer`, or prepare it. `line` are all items of the plan as it will be:
    their places are set once all are there, so that siblings make room as they do for whoever moves one by hand.

    Raises Refused; the caller's transaction then takes all back.
    """
    new = [draft for draft in drafts if draft.is_new]
    for level in by_level(new):
        for draft in level:
            draft.row = as_row(draft)
            draft.row.plan, draft.row.parent_id = plan, _id_above(draft)
        bulk.enter(viewer, [draft.row for draft in level if draft.row is not None])
    known = [draft for draft in drafts if draft.stored is not None]
    _change(viewer, [draft for draft in known if draft.changes])
    _write_lists(viewer, new, known)
    _settle_order(plan, line)


def _id_above(draft: ItemDraft) -> int | None:
    above = draft.above
    if above is None:
        return None
    row = above.stored or above.row
    return None if row is None else row.id


def _change(viewer: Viewer, drafts: Sequence[ItemDraft]) -> None:
    rows, before = list[PlanItem](), list[dict[str, Any]]()
    for draft in drafts:
        item = draft.stored
        if item is None:
            continue
        before.append(item.values())
        row = as_row(draft)
        if "parent" in draft.changes:
            row.parent_id, row.position = _id_above(draft), draft.told["position"]
        draft.row = row
        rows.append(row)
    bulk.change(viewer, rows, before)


def _write_lists(viewer: Viewer, new: Sequence[ItemDraft], known: Sequence[ItemDraft]) -> None:
    for field, kept in LISTS.items():
        told = [draft for draft in new if draft.parts.get(field)]
        if viewer.trial is None:
            rows = [
                {"item": draft.row.id, kept.column: row_id}
                for draft in told
                if draft.row is not None
                for row_id in draft.parts[field][1]
            ]
            bulk.insert(kept.part, rows)
            told = []
        told += [draft for draft in known if field in draft.parts]
        wanted = [
            (draft.row or draft.stored, [{kept.column: row_id} for row_id in draft.parts[field][1]]) for draft in told
        ]
        replace_parts(viewer, kept.part, [(row, parts) for row, parts in wanted if row is not None])


def _settle_order(plan: Plan, line: Iterable[ItemDraft]) -> None:
    """Set the place of every item of the plan, and number it: nobody entered these values."""
    rows = [(draft.stored or draft.row, draft.told.get("position")) for draft in line]
    places = [{"id": row.id, "position": position} for row, position in rows if row is not None and position]
    bulk.renew(PlanItem, "id", places)
    do(lambda: item_numbers.number_items([plan.id]))
    do(lambda: bump([table_name(PlanItem)]))
