"""The history of a row in words that people read: who, when, from where, and each field before and after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import orjson
from markupsafe import Markup
from peewee import BooleanField, DateField, DateTimeField, DecimalField, ForeignKeyField, Model

from admin.words.coded_fields import is_coded
from admin.words.formatting import NO_VALUE, bdi, value_markup
from admin.words.kept_files import file_link
from admin.words.labels import label
from admin.words.linked_names import hidden_name
from admin.words.naming import full_names, name_of, table_of
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Batch, BatchEntry, HistoryEntry, KeptFile, Record
from tansiq.models.extra import number_of
from tansiq.models.record_type import RecordType, find_type, type_named
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import ids_with_known_past, visible
from tansiq.records.changes import part_columns
from tansiq.struck_values import STRUCK

Names = dict[type[Model], dict[int, str]]


@dataclass(frozen=True)
class Change:
    """One field, before and after, ready for the page."""

    field: str
    label: Sentence
    old: Markup
    new: Markup


@dataclass(frozen=True)
class HistoryLine:
    """One entry: the act and who did it through which face, when, the fields it changed, its batch, and why it was done
    although a rule warned of it."""

    entry: HistoryEntry
    changes: list[Change]
    batch: Batch | None
    reason: str = ""


Asked = Record | type[Record]
"""Of what is asked whether its personal fields may be seen: of a row, or of the rows of a table at all."""


def history_lines(
    viewer: Viewer, entries: Sequence[HistoryEntry], rows: Sequence[Asked] | None = None
) -> list[HistoryLine]:
    """What `viewer` may know of entries about rows of any tables, in their order.

    `rows` are those that the entries are about, where they are few enough to ask of each by itself whether its personal
    fields may be seen. A statement for the batches, and one for each table that the entries refer to.
    """
    speakers = [_ValueFormatter(type_named(entry.record_type)) for entry in entries]
    known = _known_pasts(viewer, entries)
    kept = [orjson.loads(entry.changes) if _key(entry) in known else {} for entry in entries]
    names = _names(viewer, zip(speakers, kept, strict=True))
    batches = _batches(viewer, [entry.id for entry in entries])
    asked = rows or [speaker.model for speaker in speakers]
    told = [
        speaker.changes(viewer, changes, names, row)
        for speaker, changes, row in zip(speakers, kept, asked, strict=True)
    ]
    return [
        HistoryLine(entry, lines, batches.get(entry.id), _reason(entry, lines, changes))
        for entry, lines, changes in zip(entries, told, kept, strict=True)
    ]


def _reason(entry: HistoryEntry, lines: Sequence[Change], kept: dict[str, Any]) -> str:
    """The reason that was given, for whoever sees all that it speaks of."""
    return entry.reason or "" if kept and len(lines) == len(kept) else ""


def _key(entry: HistoryEntry) -> tuple[str, int]:
    return entry.record_type, entry.record_id


def _known_pasts(viewer: Viewer, entries: Iterable[HistoryEntry]) -> set[tuple[str, int]]:
    """(table, id) of the rows of which the viewer may be told what they were.

    A row that is not stored yet, of a proposal, has a negative id; whoever tells of it has asked already.
    """
    ids: dict[str, set[int]] = {}
    for entry in entries:
        ids.setdefault(entry.record_type, set()).add(entry.record_id)
    known = {(table, row_id) for table, those in ids.items() for row_id in those if row_id < 0}
    for table, those in ids.items():
        model = type_named(table).model
        known |= {(table, row_id) for row_id in ids_with_known_past(viewer, model, those)}
    return known


def by_day(entries: Iterable[HistoryLine]) -> list[tuple[date, list[HistoryLine]]]:
    """Entries that follow each other by the days, as they were in the country, on which they were made."""
    return [(day, list(those)) for day, those in groupby(entries, lambda one: clock.local(one.entry.at).date())]


class _ValueFormatter:
    """Knows the tables whose values the entries of one row hold: the row's own, and those of its parts."""

    def __init__(self, kind: RecordType) -> None:
        self.kind, self.model = kind, kind.model

    def changes(self, viewer: Viewer, kept: dict[str, Any], names: Names, row: Asked) -> list[Change]:
        """The fields of one entry that the viewer may see."""
        return [self.change(field, pair, names) for field, pair in kept.items() if may_see_field(viewer, field, row)]

    def change(self, field: str, pair: list[Any], names: Names) -> Change:
        """One field of one entry. Of parts only those are told that came or went."""
        old, new = pair
        if pair == STRUCK and number_of(field) is not None:
            return Change(field, label(field), NO_VALUE, Markup("{}").format(gettext("Struck out")))
        if self.kind.part(field) is not None:
            was, came = ([part for part in one if part not in other] for one, other in ((old, new), (new, old)))
            return Change(field, label(field), self._parts(field, was, names), self._parts(field, came, names))
        column = self.kind.column(field)
        name = label(field, table_of(self.model)) if column is not None else say("A field of an earlier version")
        return Change(field, name, _value(column, field, old, names), _value(column, field, new, names))

    def references(self, kept: dict[str, Any]) -> Iterator[tuple[type[Model], int]]:
        """(table, id) of every row that the values of one entry refer to."""
        for field, pair in kept.items():
            if self.kind.part(field) is not None:
                columns = self._columns(field)
                cells = [cell for side in pair for part in side for cell in zip(columns, part, strict=True)]
            else:
                cells = [(self.kind.column(field), value) for value in pair]
            yield from ((column.rel_model, value) for column, value in cells if _refers(column) and value)

    def _parts(self, table: str, rows: list[list[Any]], names: Names) -> Markup:
        columns = self._columns(table)
        said = [
            Markup(" · ").join(
                _value(column, column.name, cell, names) for column, cell in zip(columns, row, strict=True)
            )
            for row in rows
        ]
        return Markup("<br>").join(said) or NO_VALUE

    def _columns(self, table: str) -> list[Any]:
        """The columns of a part in the order in which its history keeps them: all but id and owner."""
        return part_columns(self.kind.part_named(table).model, self.model)


def _value(column: Any, field: str, value: Any, names: Names) -> Markup:
    if value in (None, ""):
        return NO_VALUE
    if _refers(column):
        return _referred(column.rel_model, value, names.get(column.rel_model, {}).get(value))
    if number_of(field) is not None:
        return value_markup(field, value)
    if isinstance(column, BooleanField):
        return value_markup(field, bool(value))
    if isinstance(column, DateTimeField):
        return value_markup(field, datetime.fromisoformat(value))
    if isinstance(column, DateField):
        return value_markup(field, date.fromisoformat(value))
    if isinstance(column, DecimalField):
        return value_markup(field, Decimal(value))
    return value_markup(field, value) if column is not None or not is_coded(field) else bdi(str(value))


def _referred(model: type[Model], row_id: int, name: str | None) -> Markup:
    """What a value leads to by its name; the name of a file leads to it, one that is gone says so."""
    if model is not KeptFile:
        return bdi(name) if name else hidden_name()
    if name is None:
        return Markup("{}").format(gettext("A file that is no longer kept"))
    return file_link(KeptFile(id=row_id, file_name=name))


def _refers(column: Any) -> bool:
    return isinstance(column, ForeignKeyField)


def _names(viewer: Viewer, kept: Iterable[tuple[_ValueFormatter, dict[str, Any]]]) -> Names:
    """The names of all rows that the entries refer to, a statement a table."""
    wanted: dict[type[Model], set[int]] = {}
    for model, row_id in (found for speaker, changes in kept for found in speaker.references(changes)):
        wanted.setdefault(model, set()).add(row_id)
    return {model: _named(model, ids, viewer) for model, ids in wanted.items()}


def _batches(viewer: Viewer, entry_ids: list[int]) -> dict[int, Batch]:
    """By id of each entry: the batch to which it belongs."""
    held = visible(BatchEntry, viewer).where(BatchEntry.entry.in_(entry_ids)) if entry_ids else []
    batch_of = {one.entry_id: one.batch_id for one in held}
    if not batch_of:
        return {}
    batches = {one.id: one for one in visible(Batch, viewer).where(Batch.id.in_(set(batch_of.values())))}
    return {entry: batches[batch] for entry, batch in batch_of.items() if batch in batches}


def _named(model: type[Model], ids: set[int], viewer: Viewer) -> dict[int, str]:
    """The names of rows; the codes of our own code lists, such as WATER_TRUCKING, tell a reader nothing."""
    if model is KeptFile:
        # Whoever is told of the field is told what its file is called.
        return {file.id: file.file_name for file in KeptFile.select().where(among(KeptFile.id, id_list(ids)))}
    rows: list[Any] = list(visible(model, viewer).where(model.id.in_(ids)))  # type: ignore[attr-defined]
    kind = find_type(model)
    is_code_list = kind is not None and kind.rule == "reference"
    return {row.id: name_of(row) for row in rows} if is_code_list else full_names(rows, viewer)
