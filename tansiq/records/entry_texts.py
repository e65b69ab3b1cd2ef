"""What stored entries are called and searched by, kept in step with how their record type is defined.

    a definition is saved -> few entries: written anew with it
                             many: what may no longer be told is taken out with it, the rest is written by the worker

The worker looks for record types that are due once a minute; `tansiq records rebuild` does the same of all.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from peewee import chunked

from tansiq.models import Choice, Entry, FieldDefinition, Record, TypeDefinition, data_stamps
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import ENTRY, as_stored
from tansiq.models.entry_texts import EntryTexts, texts_of
from tansiq.platform.background import Job, Order
from tansiq.platform.database import execute_all
from tansiq.platform.progress import Progress
from tansiq.records.transactions import together

AT_ONCE = 2_000
"""Entries of one type that are written anew while somebody waits for it."""
_PIECE = 500
_TELLING: dict[type[Record], frozenset[str]] = {
    TypeDefinition: frozenset({"title_number"}),
    FieldDefinition: frozenset({"is_published", "is_personal", "use_state", "value_type"}),
    Choice: frozenset({"label_ar", "label_en", "code"}),
}
"""By definition: the columns from which the texts of entries follow."""


def follow(row: Record, changed: Collection[str]) -> None:
    """Carry what changed in a saved definition to the texts of entries. Part of the change's own transaction."""
    if not _TELLING.get(type(row), frozenset()) & set(changed):
        return
    for type_id in _types_of(row):
        TypeDefinition.update(texts_due=TypeDefinition.texts_due + 1).where(TypeDefinition.id == type_id).execute()
        if not _rows(type_id).offset(AT_ONCE).limit(1).exists():
            write_anew(type_id)
        elif isinstance(row, FieldDefinition | TypeDefinition):
            _take_out(type_id)


def write_anew(type_id: int) -> int:
    """Write the texts of all entries of one record type by what is defined now; how many differed."""
    definitions, count, last = as_stored(), 0, 0
    while rows := list(_rows(type_id).where(Entry.id > last).order_by(Entry.id).limit(_PIECE)):
        with together():
            count += _write(rows, [texts_of(definitions, type_id, row.extra) for row in rows])
        last = rows[-1].id
    return count


def write_due() -> int:
    """Write the texts of the record types of which something changed; how many entries differed."""
    due = TypeDefinition.select().where(TypeDefinition.texts_due > 0).order_by(TypeDefinition.id)
    return sum(_write_due(kind) for kind in list(due))


def write_all() -> int:
    """Write the texts of all entries anew; how many differed."""
    return sum(write_anew(kind.id) for kind in list(TypeDefinition.select().order_by(TypeDefinition.id)))


def _write_due(kind: TypeDefinition) -> int:
    count = write_anew(kind.id)
    # What changed meanwhile is due once more.
    seen = (TypeDefinition.id == kind.id) & (TypeDefinition.texts_due == kind.texts_due)
    TypeDefinition.update(texts_due=0).where(seen).execute()
    return count


def _types_of(row: Record) -> Iterator[int]:
    """The ids of the record types whose entries tell what the definition says."""
    if isinstance(row, TypeDefinition):
        yield int(row.id)
    elif isinstance(row, FieldDefinition):
        yield from [row.record_type_id] if row.record_type_id is not None else []
    elif isinstance(row, Choice):
        of_list = (FieldDefinition.record_table == ENTRY) & (FieldDefinition.choice_list == row.choice_list_id)
        found = FieldDefinition.select(FieldDefinition.record_type).where(of_list).distinct().tuples()
        yield from sorted(type_id for (type_id,) in iter(found.execute()))


def _rows(type_id: int) -> Any:
    return Entry.select().where(Entry.record_type == type_id)


def _take_out(type_id: int) -> None:
    """Let entries be called and found by nothing until the worker has written what they may be called and found by."""
    Entry.update(title="", title_order="", search="").where(Entry.record_type == type_id).execute()
    data_stamps.bump([table_name(Entry)])


_TEXTS = tuple(Entry._meta.fields[name] for name in EntryTexts._fields)


def _write(rows: Iterable[Entry], texts: Iterable[EntryTexts]) -> int:
    """Write the texts that differ; an entry that was saved meanwhile has its own already."""
    pairs = zip(rows, texts, strict=True)
    wanted = [[*told, row.id, row.version] for row, told in pairs if told != (row.title, row.title_order, row.search)]
    changed = Entry.update(dict.fromkeys(_TEXTS, "")).where((Entry.id == 0) & (Entry.version == 0)).sql()[0]
    for piece in chunked(wanted, _PIECE):
        execute_all(changed, piece)
    if wanted:
        data_stamps.bump([table_name(Entry)])
    return len(wanted)


def _look(_order: Order, _tell: Progress) -> None:
    write_due()


JOBS: dict[str, Job] = {"entry_texts": _look}
