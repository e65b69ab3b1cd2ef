"""The history of a row in words that people read: who, when, from where, and each field before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from markupsafe import Markup
from peewee import DateField, DateTimeField, DecimalField, ForeignKeyField, Model

from admin.labels import is_coded, label
from admin.naming import full_names, table_of
from admin.showing import NOTHING, bdi, shown
from tansiq import history
from tansiq.models import HistoryEntry, Record
from tansiq.viewer import Viewer
from tansiq.visibility import shows, visible
from tansiq.words import Sentence, gettext

NEWEST = 50
"""Entries that the page of a row tells."""

Names = dict[type[Model], dict[int, str]]


@dataclass(frozen=True)
class Change:
    """One field, before and after, ready for the page."""

    label: Sentence
    old: Markup
    new: Markup


@dataclass(frozen=True)
class Told:
    """One entry: the act and who did it through which face, when, and the fields it changed."""

    entry: HistoryEntry
    changes: list[Change]


def told(viewer: Viewer, row: Record, parts: Iterable[type[Model]] = ()) -> list[Told]:
    """What `viewer` may know of the row's history, newest first; `parts` are the tables of its plain parts."""
    entries = list(history.of(viewer, row).limit(NEWEST))
    changes = [orjson.loads(entry.changes) for entry in entries]
    speaker = _Speaker(type(row), {table_of(part): part for part in parts})
    names = speaker.names(changes, viewer)
    return [
        Told(entry, [speaker.change(field, pair, names) for field, pair in kept.items() if shows(viewer, field, row)])
        for entry, kept in zip(entries, changes, strict=True)
    ]


class _Speaker:
    """Knows the tables whose values the entries of one row hold: the row's own, and those of its parts."""

    def __init__(self, model: type[Record], parts: dict[str, type[Model]]) -> None:
        self.model, self.parts = model, parts

    def names(self, changes: list[dict[str, Any]], viewer: Viewer) -> Names:
        """The names of all rows that the entries refer to, a statement a table."""
        wanted: dict[type[Model], set[int]] = {}
        for model, row_id in (found for kept in changes for found in self._references(kept)):
            wanted.setdefault(model, set()).add(row_id)
        return {model: _named(model, ids, viewer) for model, ids in wanted.items()}

    def change(self, field: str, pair: list[Any], names: Names) -> Change:
        """One field of one entry. Of parts only those are told that came or went."""
        old, new = pair
        if field in self.parts:
            was, came = ([part for part in one if part not in other] for one, other in ((old, new), (new, old)))
            return Change(label(field), self._parts(field, was, names), self._parts(field, came, names))
        column = self.model._meta.fields.get(field)
        name = label(field, table_of(self.model))
        return Change(name, _value(column, field, old, names), _value(column, field, new, names))

    def _references(self, kept: dict[str, Any]) -> Iterator[tuple[type[Model], int]]:
        for field, pair in kept.items():
            if field in self.parts:
                columns = self._columns(field)
                cells = [cell for side in pair for part in side for cell in zip(columns, part, strict=True)]
            else:
                cells = [(self.model._meta.fields.get(field), value) for value in pair]
            yield from ((column.rel_model, value) for column, value in cells if _refers(column) and value)

    def _parts(self, table: str, rows: list[list[Any]], names: Names) -> Markup:
        columns = self._columns(table)
        said = [
            Markup(" · ").join(
                _value(column, column.name, cell, names) for column, cell in zip(columns, row, strict=True)
            )
            for row in rows
        ]
        return Markup("<br>").join(said) or NOTHING

    def _columns(self, table: str) -> list[Any]:
        """The columns of a part in the order in which its history keeps them: all but id and owner."""
        fields = self.parts[table]._meta.sorted_fields
        return [field for field in fields if field.name != "id" and not _refers_to(field, self.model)]


def _value(column: Any, field: str, value: Any, names: Names) -> Markup:
    if value in (None, ""):
        return NOTHING
    if _refers(column):
        return bdi(names.get(column.rel_model, {}).get(value) or gettext("Record %(number)s", number=value))
    if isinstance(column, DateTimeField):
        return shown(field, datetime.fromisoformat(value))
    if isinstance(column, DateField):
        return shown(field, date.fromisoformat(value))
    if isinstance(column, DecimalField):
        return shown(field, Decimal(value))
    return shown(field, value) if column is not None or not is_coded(field) else bdi(str(value))


def _refers(column: Any) -> bool:
    return isinstance(column, ForeignKeyField)


def _refers_to(column: Any, model: type[Model]) -> bool:
    return _refers(column) and column.rel_model is model


def _named(model: type[Model], ids: set[int], viewer: Viewer) -> dict[int, str]:
    return full_names(list(visible(model, viewer).where(model.id.in_(ids))), viewer)  # type: ignore[attr-defined]
