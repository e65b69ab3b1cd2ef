"""The preview of a sheet of administrative units as JSON, in the same shape as that of a 5W sheet (`preview`)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from tansiq.exchange.planning.unit_draft import UnitDraft, UnitsPlan
from tansiq.imports.field_changes import RowNames
from tansiq.imports.preview import MOST, NOTHING_ALONG, causes_of
from tansiq.imports.stored_texts import Json, name_to_json
from tansiq.models import Area, Record, Unit
from tansiq.policy.viewer import Viewer
from tansiq.records.history import json_value

_KEYS: dict[str, type[Record]] = {"parent": Unit, "area": Area}


def units_tally(made: UnitsPlan) -> dict[str, int]:
    """How many rows become what; nothing comes along with them."""
    severities = Counter(problem.severity for problem in made.problems)
    told = {"warnings": severities["warning"], "notices": severities["notice"]}
    return {**asdict(made.tally), **dict.fromkeys(NOTHING_ALONG, 0), "again": 0, **told}


def units_preview(viewer: Viewer, made: UnitsPlan) -> Json:
    """Everything a person looks at before anything is entered, as `viewer` may see it."""
    names, written = RowNames(viewer), made.writes
    return {
        "new": [_row(one, names) for one in islice((one for one in written if one.is_new), MOST)],
        "changed": [_changed(one, names) for one in islice((one for one in written if not one.is_new), MOST)],
        "unchanged": list(islice(_unchanged(made), MOST)),
        "again": [],
        "waiting": [],
        "wrong": causes_of(made.problems, ("error",)),
        "warnings": causes_of(made.problems, ("warning", "notice")),
        "areas": [],
        "organizations": [],
        "projects": [],
        "merged": [],
        "columns": {"personal": made.left_out, "not_kept": made.not_kept, "unknown": made.unknown_columns},
    }


def _row(draft: UnitDraft, names: RowNames) -> Json:
    """A new unit: what it is called, what it is, under which one, where and when."""
    held = draft.row.values() if draft.row is not None else draft.told
    return {
        "row": draft.row_number,
        "code": held["code"],
        "unit": name_to_json(draft.row),
        "kind": held["unit_kind"],
        "above": _value(draft, names, "parent", held["parent"]),
        "place": _value(draft, names, "area", held["area"]),
        "starts_on": json_value(held["starts_on"]),
        "ends_on": json_value(held["ends_on"]),
        "proposed": False,
    }


def _changed(draft: UnitDraft, names: RowNames) -> Json:
    """A known unit with what changes, each at its cell."""
    said = [_change(draft, names, name, pair) for name, pair in draft.changes.items()]
    stored = draft.stored.id if draft.stored is not None else None
    return {"row": draft.row_number, "proposed": False, "intervention": stored, "changes": said}


def _change(draft: UnitDraft, names: RowNames, name: str, pair: list[Any]) -> Json:
    old = _kept(names, name, pair[0])
    return {"field": name, "old": old, "new": _value(draft, names, name, pair[1]), "cell": draft.address(name)}


def _value(draft: UnitDraft, names: RowNames, name: str, value: Any) -> Json:
    """What a row is to hold: a unit above that stands in the sheet too may not be in the register yet."""
    above = draft.above if name == "parent" else None
    return _kept(names, name, value) if above is None else {"names": [name_to_json(above.row or above.stored)]}


def _kept(names: RowNames, name: str, value: Any) -> Json:
    if name in _KEYS:
        return {"names": [names.of(_KEYS[name], value)] if value is not None else []}
    return names.own.value(name, value)


def _unchanged(made: UnitsPlan) -> Iterator[tuple[int, int]]:
    for draft in made.drafts:
        if draft.stored is not None and not (draft.is_wrong or draft.is_written):
            yield draft.row_number, draft.stored.id
