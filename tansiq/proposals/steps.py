"""The steps of a proposal: what it does to each row, as plain values that JSON can keep.

    history entries of a tried deed  ->  one step a row: {act, table, id, version, fields: {name: [old, new]}}

A row that the proposal creates has a negative id; whatever refers to it within the proposal holds that number.
Parts of a row (partners, donors, operating areas) are told as the history tells them: the lists before and after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from peewee import ForeignKeyField, Model

from tansiq.models import KeptFile, Record
from tansiq.models.data_stamps import table_name
from tansiq.models.extra_columns import LinkField
from tansiq.models.record_type import RecordType, type_named
from tansiq.records.changes import part_columns

Pair = list[Any]
"""The value before and the value after, as the history keeps them."""


@dataclass
class Step:
    """What is done to one row: CREATE, CHANGE, ARCHIVE or RESTORE. `version` is the one it was made against.

    `carried` holds what the machine wrote to a new row and could not write again, such as where its file lies. It is
    for the machine alone: no page tells it.
    """

    act: str
    table: str
    id: int
    version: int
    fields: dict[str, Pair] = field(default_factory=dict)
    carried: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> RecordType:
        """What kind of record the row is. Raises LookupError where its table holds no records."""
        return type_named(self.table)

    @property
    def model(self) -> type[Record]:
        """The table of the row. Raises LookupError where it holds no records."""
        return self.kind.model

    def values(self) -> Iterator[tuple[str, Pair]]:
        """The columns of the row itself, each with its value before and after."""
        return ((name, pair) for name, pair in self.fields.items() if self.kind.column(name) is not None)

    def parts(self) -> Iterator[tuple[type[Model], Pair]]:
        """The tables of its parts, each with the rows before and after."""
        kind = self.kind
        return ((kind.part_named(name).model, pair) for name, pair in self.fields.items() if kind.column(name) is None)


def steps_of_entries(entries: Iterable[dict[str, Any]]) -> list[Step]:
    """The net effect of history entries: one step for each row, in the order in which the rows were first touched."""
    found: dict[tuple[str, int], Step] = {}
    for entry in entries:
        key = (entry["record_type"], entry["record_id"])
        step = found.get(key)
        if step is None:
            before = entry["record_version"] - (entry["act"] != "CREATE")
            step = found[key] = Step(entry["act"], *key, version=before, carried=entry.get("carried", {}))
        elif step.act == "CHANGE" and entry["act"] != "CREATE":
            step.act = entry["act"]
        _add(step, orjson.loads(entry["changes"]))
    steps = list(found.values())
    _mark_new(steps)
    return steps


def _add(step: Step, fields: dict[str, Pair]) -> None:
    for name, (old, new) in fields.items():
        step.fields[name] = [step.fields[name][0] if name in step.fields else old, new]


def _mark_new(steps: list[Step]) -> None:
    """Give created rows negative ids, wherever they are named."""
    new = {(step.table, step.id) for step in steps if step.act == "CREATE"}
    for step in steps:
        _rename(step, {key: -key[1] for key in new})
        if step.act == "CREATE":
            step.id = -step.id


def _rename(step: Step, ids: dict[tuple[str, int], int]) -> None:
    """Put other ids in place of those of some rows, by (table, id)."""
    for name, pair in step.fields.items():
        column = step.kind.column(name)
        if column is None:
            pair[1] = [_renamed_part(step, name, row, ids) for row in pair[1]]
        elif isinstance(column, ForeignKeyField):
            pair[1] = ids.get((table_name(column.rel_model), pair[1]), pair[1])


def _renamed_part(step: Step, name: str, row: list[Any], ids: dict[tuple[str, int], int]) -> list[Any]:
    columns = part_columns(step.kind.part_named(name).model, step.model)
    return [
        ids.get((table_name(column.rel_model), cell), cell) if isinstance(column, ForeignKeyField) else cell
        for column, cell in zip(columns, row, strict=True)
    ]


def with_saved_ids(step: Step, ids: dict[tuple[str, int], int]) -> Step:
    """A copy of the step that names the rows created so far by the ids they were given."""
    copy = read_steps(write_steps([step]))[0]
    _rename(copy, ids)
    return copy


def files_of(steps: Iterable[Step]) -> set[str]:
    """The names under which the files of new documents lie."""
    return {step.carried["stored"] for step in steps if "stored" in step.carried}


def kept_files_of(steps: Iterable[Step]) -> frozenset[int]:
    """The files that rows would hold by own fields."""
    pairs = ((step.kind.column(name), pair[1]) for step in steps for name, pair in step.values())
    return frozenset(
        new for column, new in pairs if isinstance(column, LinkField) and column.rel_model is KeptFile and new
    )


def write_steps(steps: Iterable[Step]) -> str:
    """Steps as the text that a proposal keeps."""
    return orjson.dumps([asdict(step) for step in steps]).decode()


def read_steps(text: str) -> list[Step]:
    """The steps of a proposal from the text it keeps."""
    return [Step(**values) for values in orjson.loads(text)]
