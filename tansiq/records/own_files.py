"""Files that own fields of rows name: whose they may be.

row.extra {"12": 57}   57 is a file that came with this very deed, or that this row had before; nobody else's
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from tansiq.faults import Fault
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import say
from tansiq.models import FieldDefinition, KeptFile, Record
from tansiq.models.column_values import is_row_id
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import holder_of, known
from tansiq.models.extra import extra_name
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.records import prepared

NO_FILE = say("There is no such file. Choose it again.")


def file_faults(viewer: Viewer, rows: Sequence[Record], before: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """NOT_FOUND of each field in which rows of one table name a file anew that neither came with what `viewer` does
    now nor was theirs before: nobody is given a file by its number."""
    fields = _fields(rows)
    named = [
        (row, one, file_id)
        for row, old in zip(rows, before, strict=True)
        for one in fields
        if (file_id := row.entered(name := extra_name(one.number))) is not None and file_id != old.get(name)
    ]
    if not named:
        return []
    files = _files(file_id for _row, _one, file_id in named if is_row_id(file_id))
    wrong = [one for row, one, file_id in named if not _is_theirs(viewer, row, one, files.get(file_id))]
    return [Fault("NOT_FOUND", extra_name(one.number), NO_FILE) for one in wrong]


def own_files(rows: Sequence[Record]) -> None:
    """Let the files that saved rows of one table name be theirs: now, or with what is prepared."""
    named = {
        (int(row.id), file_id)
        for one in _fields(rows)
        for row in rows
        if is_row_id(file_id := row.entered(extra_name(one.number)))
    }
    if named:
        prepared.do(partial(_own, table_name(type(rows[0])), named))


def held_files(row: Record, names: Iterable[str]) -> frozenset[int]:
    """The files that a row holds in some of its fields."""
    fields = {extra_name(one.number) for one in _fields([row])}
    return frozenset(file_id for name in names if name in fields and is_row_id(file_id := row.entered(name)))


def hand_over(file_ids: Iterable[int], row: Record) -> None:
    """Let files be of another row, which holds them now."""
    found = among(KeptFile.id, id_list(file_ids))
    KeptFile.update(owner_table=table_name(type(row)), owner_id=row.id).where(found).execute()


def _is_theirs(viewer: Viewer, row: Record, one: FieldDefinition, file: KeptFile | None) -> bool:
    if file is None or file.field_id != one.number:
        return False
    if file.id in viewer.file_ids:
        return True
    return (file.owner_table, file.owner_id) == (table_name(type(row)), row.__data__.get("id"))


def _own(table: str, named: Collection[tuple[int, int]]) -> None:
    """Most files that rows name are theirs already: one look tells which are not."""
    is_nobodys = KeptFile.owner_id.is_null()
    ids = id_list({file_id for _row_id, file_id in named})
    loose: Any = KeptFile.select(KeptFile.id).where(is_nobodys, among(KeptFile.id, ids))
    nobodys = {file_id for (file_id,) in loose.tuples()}
    for row_id, file_id in named:
        if file_id in nobodys:
            KeptFile.update(owner_table=table, owner_id=row_id).where(KeptFile.id == file_id, is_nobodys).execute()


def _fields(rows: Sequence[Record]) -> list[FieldDefinition]:
    """The fields by which rows of one table hold files, those that are retired too."""
    if not rows or "extra" not in rows[0]._meta.fields:
        return []
    definitions, holders = known(), {holder_of(row) for row in rows}
    return [one for holder in holders for one in definitions.all_of(holder) if one.value_type in FILES]


def _files(ids: Iterable[int]) -> dict[int, KeptFile]:
    standing = KeptFile.select().where(among(KeptFile.id, id_list(set(ids))), KeptFile.removed_at.is_null())
    return {int(file.id): file for file in standing}
