"""Versions of a plan: adoption freezes one, an amendment opens the next, any two are compared item by item.

    draft --adopt--> version 1 in force --amend(reason)--> its items change again --adopt--> version 2 in force

A version keeps the plan and its items as they were, with codes and names instead of ids, so that it stays readable
whatever becomes of what it names. Nothing changes it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from peewee import IntegrityError

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Plan, PlanItem, PlanVersion, data_stamps
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import known
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name
from tansiq.models.item_rules import REPORTED
from tansiq.models.record_type import type_of
from tansiq.plans.indicators_in_versions import indicators_of
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk_parts, changes
from tansiq.records.copied_values import without_personal
from tansiq.records.history import json_value
from tansiq.records.item_numbers import DIGITS

LONGEST_REASON = 2_000
"""Letters of the reason of an amendment."""

Values = dict[str, Any]


def adopt(viewer: Viewer, plan: Plan, on: date) -> PlanVersion:
    """Freeze what the plan says as its next version, adopted on that day; its phase follows.

    Raises Refused: FORBIDDEN, ARCHIVED, NOTHING_OPEN (the last version is in force as it is), PLAN_CLOSED, EMPTY
    (it has no item).
    """
    changes.require(viewer, "CHANGE", plan)
    with changes.together():
        hold(Plan, [plan.id])
        plan = changes.find(viewer, Plan, plan.id)
        _require_adoptable(plan)
        version = open_amendment(plan) or PlanVersion(plan=plan.id, number=plan.edition + 1)
        version.adopted_on, version.content = on, orjson.dumps(content_of(plan)).decode()
        _write(viewer, version)
        changes.save_derived(viewer, plan, edition=version.number, is_frozen=True)
        if plan.phase not in ("ADOPTED", "FOLLOW_UP"):
            plan.phase = "ADOPTED"
            changes.save(viewer, plan)
        data_stamps.bump([data_stamps.table_name(Plan), data_stamps.table_name(PlanVersion)])
    return version


def amend(viewer: Viewer, plan: Plan, reason: str) -> PlanVersion:
    """Open the next version of an adopted plan, so that what it says can be changed; the reason is told with it.

    Raises Refused: FORBIDDEN, ARCHIVED, REASON_MISSING, TOO_LONG, NOT_ADOPTED, AMENDED_ALREADY, PLAN_CLOSED.
    """
    changes.require(viewer, "CHANGE", plan)
    with changes.together():
        hold(Plan, [plan.id])
        plan = changes.find(viewer, Plan, plan.id)
        _require_amendable(plan, reason.strip())
        version = PlanVersion(plan=plan.id, number=plan.edition + 1, reason=reason.strip())
        _write(viewer, version)
        changes.save_derived(viewer, plan, is_frozen=False)
        data_stamps.bump([data_stamps.table_name(Plan), data_stamps.table_name(PlanVersion)])
    return version


def versions_of(viewer: Viewer, plan: Plan) -> list[PlanVersion]:
    """The versions of a visible plan, the latest first; one without a day is the amendment now being written."""
    rows: Any = visible(PlanVersion, viewer).where(PlanVersion.plan == plan.id)
    return list(rows.order_by(PlanVersion.number.desc()))


def open_amendment(plan: Plan) -> PlanVersion | None:
    """The amendment that is being written, if one is."""
    found: PlanVersion | None = PlanVersion.get_or_none(PlanVersion.plan == plan.id, PlanVersion.adopted_on.is_null())
    return found


def content_of(plan: Plan) -> Values:
    """What a plan says now: {"plan": its values, "items": [values of each, in the order of the outline],
    "indicators": [values of each with its targets]}."""
    with data_stamps.held_still():
        return _content_of(plan)


def _content_of(plan: Plan) -> Values:
    rows: Any = PlanItem.select().where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    items = list(rows.order_by(PlanItem.order_key))
    codes = {item.id: item.code for item in items}
    names = _Names(plan, items)
    parts = {part.model: bulk_parts.parts_of_all(part.model, items) for part in type_of(PlanItem).parts}
    names.add_parts(parts)
    return {
        "plan": names.said(plan),
        "items": [
            {
                "id": item.id,
                "code": item.code,
                "above": codes.get(item.parent_id or 0, ""),
                "level": len(item.order_key) // DIGITS,
                **names.said(item),
                **{_table(part): names.parts(part, found[item.id]) for part, found in parts.items()},
            }
            for item in items
        ],
        "indicators": indicators_of(plan, codes),
    }


def stored_content(version: PlanVersion) -> Values:
    """What an adopted version says, as `content_of`; without what is personal by now."""
    found: Values = orjson.loads(version.content)
    lists: Values = {
        name: [without_personal(row) for row in found[name]] for name in ("items", "indicators") if name in found
    }
    return {**found, "plan": without_personal(found["plan"]), **lists}


@dataclass(frozen=True)
class ItemDifference:
    """An item, or an indicator, that two versions tell differently: NEW, GONE, MOVED or CHANGED.

    `fields` are {name: [before, after]}.
    """

    kind: str
    before: Values
    after: Values
    fields: dict[str, list[Any]]


def compare(before: Values, after: Values) -> list[ItemDifference]:
    """What differs between the contents of two versions, in the order of the later one, what is gone at the end.

    What was achieved is no part of what a plan says, and told of neither.
    """
    old, new = ({item["id"]: item for item in content["items"]} for content in (before, after))
    found = [one for row_id, item in new.items() if (one := _difference(old.get(row_id), item)) is not None]
    return found + [ItemDifference("GONE", item, {}, {}) for row_id, item in old.items() if row_id not in new]


def compare_indicators(before: Values, after: Values) -> list[ItemDifference]:
    """What the contents of two versions tell differently of indicators; none is MOVED. Versions from before they were
    kept tell nothing of them."""
    if "indicators" not in before or "indicators" not in after:
        return []
    old = {row["id"]: row for row in before["indicators"]}
    found: list[ItemDifference] = []
    for row in after["indicators"]:
        known = old.pop(row["id"], None)
        fields = {} if known is None else _changed(known, row, row.keys() | known.keys())
        if known is None:
            found.append(ItemDifference("NEW", {}, row, {}))
        elif fields:
            found.append(ItemDifference("CHANGED", known, row, fields))
    return found + [ItemDifference("GONE", row, {}, {}) for row in old.values()]


def _changed(old: Values, new: Values, names: Collection[str]) -> dict[str, list[Any]]:
    """What differs of these, in the order of the later version; an own field is there where something is known."""
    ordered = [name for name in {**new, **old} if name in names]
    return {name: [old.get(name), new.get(name)] for name in ordered if old.get(name) != new.get(name)}


def _difference(old: Values | None, new: Values) -> ItemDifference | None:
    if old is None:
        return ItemDifference("NEW", {}, new, {})
    fields = _changed(old, new, (new.keys() | old.keys()) - REPORTED - {"id", "level", "position", "parent", "plan"})
    if not fields:
        return None
    return ItemDifference("MOVED" if fields.keys() <= {"code", "above"} else "CHANGED", old, new, fields)


def _require_adoptable(plan: Plan) -> None:
    require_standing_plan(plan)
    if plan.is_closed:
        raise Refused(Fault("PLAN_CLOSED", "", say("The plan is closed: open it again before it is adopted.")))
    if plan.is_frozen:
        text = say("Version %(number)s is in force and no amendment is open: there is nothing to adopt.",
                   number=plan.edition)  # fmt: skip
        raise Refused(Fault("NOTHING_OPEN", "", text))
    if not PlanItem.select().where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null()).exists():
        raise Refused(Fault("EMPTY", "", say("The plan has no items yet. Add the first one before it is adopted.")))


def require_standing_plan(plan: Plan) -> None:
    """Raise Refused(ARCHIVED) for an archived plan."""
    if plan.archived_at is not None:
        text = say("The plan is archived. Restore it before it is changed.")
        raise Refused(Fault("ARCHIVED", "", text))


def _require_amendable(plan: Plan, reason: str) -> None:
    require_standing_plan(plan)
    if plan.is_closed:
        raise Refused(Fault("PLAN_CLOSED", "", say("The plan is closed: open it again before it is amended.")))
    if not plan.edition:
        raise Refused(Fault("NOT_ADOPTED", "", say("The plan was not adopted yet: its items are changed as they are.")))
    if not plan.is_frozen:
        raise Refused(Fault("AMENDED_ALREADY", "", say("An amendment is open already. Adopt it before the next one.")))
    if not reason:
        raise Refused(Fault("REASON_MISSING", "reason", say("Say why the plan is amended.")))
    if len(reason) > LONGEST_REASON:
        text = say("At most %(most)s letters fit here; this has %(found)s.", most=LONGEST_REASON, found=len(reason))
        raise Refused(Fault("TOO_LONG", "reason", text))


def _write(viewer: Viewer, version: PlanVersion) -> None:
    version.account_id, version.actor = viewer.account_id, viewer.name
    try:
        version.save()
    except IntegrityError as broken:
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE)) from broken


def _table(part: Any) -> str:
    return data_stamps.table_name(part)


class _Names:
    """What rows that others refer to are called: their code and both names, one statement a table."""

    def __init__(self, plan: Plan, items: list[PlanItem]) -> None:
        self._plan = plan
        self._known: dict[tuple[Any, int], Values] = {}
        wanted: dict[Any, set[int]] = {}
        for row in (plan, *items):
            for name, model in _references(type(row)):
                if (row_id := row.entered(name)) is not None:
                    wanted.setdefault(model, set()).add(row_id)
        self._read(wanted)

    def add_parts(self, parts: dict[Any, dict[int, list[Values]]]) -> None:
        """Read what the parts refer to as well."""
        wanted: dict[Any, set[int]] = {}
        for part, found in parts.items():
            for name, model in _references(part):
                wanted.setdefault(model, set()).update(
                    cells[name] for rows in found.values() for cells in rows if name in cells
                )
        self._read(wanted)

    def said(self, row: Any) -> Values:
        """The values of a row, with what they refer to by its names; nothing personal."""
        keys = dict(_references(type(row)))
        told = without_personal(row.values())
        return {
            name: self._known.get((keys[name], value), value) if name in keys and value is not None else value
            for name, value in ((name, json_value(value)) for name, value in told.items())
        }

    def parts(self, part: Any, rows: list[Values]) -> list[Any]:
        """What the parts of one row refer to, by its names, in a steady order."""
        keys = dict(_references(part))
        return sorted(
            (self._known[model, cells[name]] for cells in rows for name, model in keys.items() if name in cells),
            key=lambda found: (found["code"], found["en"], found["ar"]),
        )

    def _read(self, wanted: dict[Any, set[int]]) -> None:
        for model, ids in wanted.items():
            kind = type_of(model)
            for row in model.select().where(model.id.in_(sorted(ids))):
                code = getattr(row, kind.code, None) if kind.code else getattr(row, "acronym", "")
                told = {"code": code or "", "ar": row.name_ar, "en": row.name_en}
                self._known[model, row.id] = told if self._is_told(row) else {"code": f"#{row.id}", "ar": "", "en": ""}

    def _is_told(self, row: Any) -> bool:
        """A version is read by whoever reads the plan: what is not published keeps its name to itself. An item of
        another plan, which is the one that this derives from, is as published as that."""
        if isinstance(row, PlanItem):
            return row.plan_id == self._plan.id or bool(self._plan.parent and self._plan.parent.is_published)
        return bool(getattr(row, "is_published", True))


def _references(model: Any) -> Iterator[tuple[str, Any]]:
    """The keys of a table that lead to rows with names."""
    for name, column in model._meta.fields.items():
        if (target := getattr(column, "rel_model", None)) is not None and hasattr(target, "name_ar"):
            yield name, target
    for one in known().all_of((table_name(model), None)):
        if one.value_type == "REFERENCE" and hasattr(REFERENCES[one.reference_table], "name_ar"):
            yield extra_name(one.number), REFERENCES[one.reference_table]
