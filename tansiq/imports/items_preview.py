"""The preview of a plan's sheet as JSON, in the same shape as that of a 5W sheet (`preview`)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from tansiq.exchange.export.item_rendering import LISTS
from tansiq.exchange.planning.item_draft import ItemDraft, ItemsPlan
from tansiq.exchange.planning.item_facts import field_of
from tansiq.imports.field_changes import RowNames
from tansiq.imports.preview import MOST, NOTHING_ALONG, causes_of
from tansiq.imports.stored_texts import Json
from tansiq.models import Organization, PlanItem
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer


def items_tally(made: ItemsPlan) -> dict[str, int]:
    """How many items become what; nothing comes along with them."""
    severities = Counter(problem.severity for problem in made.problems)
    told = {"warnings": severities["warning"], "notices": severities["notice"], "untouched": made.untouched}
    return {**asdict(made.tally), **dict.fromkeys(NOTHING_ALONG, 0), "again": 0, **told}


def items_preview(viewer: Viewer, made: ItemsPlan) -> Json:
    """Everything a person looks at before anything is entered, as `viewer` may see it."""
    names = RowNames(viewer)
    written = made.writes
    return {
        "layout": made.layout,
        "new": [_row(draft) for draft in islice((one for one in written if one.is_new), MOST)],
        "changed": [_changed(draft, names) for draft in islice((one for one in written if not one.is_new), MOST)],
        "unchanged": list(islice(_unchanged(made), MOST)),
        "again": [],
        "waiting": sorted(made.waiting)[:MOST],
        "wrong": causes_of(made.problems, ("error",)),
        "warnings": causes_of(made.problems, ("warning", "notice")),
        "areas": [],
        "organizations": [],
        "projects": [],
        "merged": [],
        "columns": {"personal": made.left_out, "not_kept": [], "unknown": made.unknown_columns},
    }


def _row(draft: ItemDraft) -> Json:
    above = draft.above
    return {
        "row": draft.row_number,
        "code": draft.number,
        "item": _name(draft),
        "kind": draft.told.get("item_kind", ""),
        "above": _name(above) if above is not None else None,
        "proposed": draft.is_proposed,
    }


def _name(draft: ItemDraft) -> Json:
    return {"ar": draft.names[0], "en": draft.names[1], "code": draft.number}


def _changed(draft: ItemDraft, names: RowNames) -> Json:
    stored = draft.stored.id if draft.stored is not None else None
    told = {"row": draft.row_number, "proposed": draft.is_proposed, "intervention": stored}
    return {**told, "changes": list(_changes(draft, names))}


def _changes(draft: ItemDraft, names: RowNames) -> Iterator[Json]:
    for column, (old, new) in draft.changes.items():
        yield _change(draft, column, field_of(column), [_value(names, column, one) for one in (old, new)])
    for field, (known, wanted) in draft.parts.items():
        kept = LISTS[field]
        model = kept.part._meta.fields[kept.column].rel_model
        shown = [{"names": [names.of(model, row_id) for row_id in ids]} for ids in (known, wanted)]
        yield _change(draft, table_name(kept.part), field, shown)


def _change(draft: ItemDraft, name: str, field: str, values: list[Json]) -> Json:
    reading = draft.told_by
    cell = (
        ""
        if reading is None
        else reading.row.address(field if field in reading.row.table.letters else draft.name_field)
    )
    return {"field": name, "old": values[0], "new": values[1], "cell": cell}


def _value(names: RowNames, column: str, value: Any) -> Json:
    if isinstance(value, ItemDraft):
        return {"names": [_name(value)]}
    model: Any = {"organization": Organization, "serves": PlanItem, "parent": PlanItem}.get(column)
    if model is not None:
        return {"names": [names.of(model, value)] if value is not None else []}
    return names.own.value(column, value)


def _unchanged(made: ItemsPlan) -> Iterator[tuple[int, int]]:
    for draft in made.drafts:
        if draft.stored is not None and not draft.is_change and draft.told_by is not None:
            yield draft.row_number, draft.stored.id
