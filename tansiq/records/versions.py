"""What a row was at an earlier version, what differs between two, and bringing one back.

    the row as it is - what each later entry of its history changed, newest first  ->  the row as it was

A version is brought back as a change like any other: it is told in the history, and nothing is lost.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import HistoryEntry, Record
from tansiq.models.extra import number_of
from tansiq.models.record_type import type_of
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, history
from tansiq.records.changes import parts_of, together
from tansiq.records.history import json_value
from tansiq.records.undone_fields import part_values


@dataclass
class Snapshot:
    """A row at one version: its fields by name, and the lists of its parts by table, as the history keeps them."""

    version: int
    fields: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)


def snapshot(viewer: Viewer, row: Record, version: int) -> Snapshot:
    """The row as it was at `version`. Raises Refused(NO_SUCH_VERSION): it never had that version, or the part of
    its history that leads there is not the viewer's to read."""
    entries = list(history.entries_of(viewer, row))
    known = {entry.record_version for entry in entries}
    if version not in known:
        text = say("The history does not hold version %(version)s of this record.", version=version)
        raise Refused(Fault("NO_SUCH_VERSION", "", text))
    found = Snapshot(version, {name: json_value(value) for name, value in row.values().items()}, _parts(row, entries))
    for entry in entries:
        if entry.record_version > version:
            _take_back(found, entry)
    return found


def differences(before: Snapshot, after: Snapshot) -> dict[str, list[Any]]:
    """{field or table of parts: [value before, value after]} of what differs between two versions of one row."""
    old, new = ({**one.fields, **one.parts} for one in (before, after))
    return {name: [old.get(name), new.get(name)] for name in new | old if old.get(name) != new.get(name)}


def bring_back(viewer: Viewer, row: Record, version: int) -> None:
    """Make the row what it was at `version`; whether it is archived stays as it is.

    Raises Refused as `snapshot` and `changes.save` do; NOTHING_DIFFERS where it is that already.
    """
    then = snapshot(viewer, row, version)
    told = differences(snapshot(viewer, row, row.version), then)
    if not told:
        raise Refused(Fault("NOTHING_DIFFERS", "", say("The record is like this version already.")))
    kind = type_of(type(row))
    parts = {part: told[name][1] or [] for name in told if (part := kind.part(name)) is not None}
    with together():
        for name, (_now, value) in told.items():
            if kind.column(name) is not None:
                row.enter(name, kind.typed(name, value))
        changes.save(viewer, row)
        for part, rows in parts.items():
            wanted = [part_values(part.model, kind.model, cells) for cells in rows]
            changes.replace_parts(viewer, row, part.model, wanted)


def _take_back(found: Snapshot, entry: HistoryEntry) -> None:
    for name, (old, _new) in orjson.loads(entry.changes).items():
        if name in found.fields or number_of(name) is not None:
            found.fields[name] = old
        elif name in found.parts:
            found.parts[name] = old


def _parts(row: Record, entries: list[HistoryEntry]) -> dict[str, list[Any]]:
    """The parts of the row that its history tells of, as they are now."""
    kind = type_of(type(row))
    named = sorted({name for entry in entries for name in orjson.loads(entry.changes)})
    return {name: parts_of(row, part.model) for name in named if (part := kind.part(name)) is not None}
