"""What own fields of rows hold: what is wrong with it, and the real keys beside what refers to other rows.

row.extra {"12": 40, "15": 7}   7 is the id of an organisation  ->  ExtraLink(field=15, owner=row, organization=7)
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import orjson
from peewee import chunked

from tansiq.expressions.evaluating import Given, Value, compiled
from tansiq.expressions.tree import Node
from tansiq.faults import Fault
from tansiq.language.field_vocabulary import FILES, HOLDING_NOTHING
from tansiq.language.words import say
from tansiq.models import ExtraLink, FieldDefinition, Record, Report
from tansiq.models.column_values import is_row_id
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import Definitions, Holder, holder_of, known
from tansiq.models.entry import REFERENCES, Entry
from tansiq.models.extra import MOST_BYTES, PREFIX, extra_name, number_of
from tansiq.models.extra_columns import value_fault
from tansiq.models.frozen_definitions import definitions_for
from tansiq.models.kept_values import total_of
from tansiq.models.report import COUNTED_STATES, share_version
from tansiq.platform import clock
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import prepared
from tansiq.records.own_files import NO_FILE, file_faults, own_files

_AT_ONCE = 500
"""Rows that one statement names."""

NOT_THERE = say("There is no such record.")


def extra_faults(row: Record, before: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the own fields of a row that is saved; `before` are its stored values, {} of a new one.

    What did not change is not asked again: it was right when it was entered. Codes: those of `value_fault`; MISSING,
    UNKNOWN_FIELD, RETIRED, NOT_FILLED, TOO_LONG.
    """
    if "extra" in row._meta.fields:
        definitions = definitions_for(row)
        found = list(_faults_of_values(definitions, row, before))
        yield from found
        yield from _missing(definitions, row, before, {fault.field for fault in found})


def extra_faults_of_many(rows: Sequence[Record], before: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """The same of many rows of one table, as sheets bring them: these may leave out what has to be filled."""
    if not rows or "extra" not in rows[0]._meta.fields:
        return []
    # What is defined today is asked once; reports are of versions.
    now = known()
    found: list[Fault] = []
    for row, old in zip(rows, before, strict=True):
        found += _faults_of_values(definitions_for(row) if isinstance(row, Report) else now, row, old)
    return found


def _faults_of_values(definitions: Definitions, row: Record, before: Mapping[str, Any]) -> Iterator[Fault]:
    given = row.extra if isinstance(row.extra, dict) else {}
    changed = {name: value for key, value in given.items() if value != before.get(name := f"{PREFIX}{key}")}
    pairs = ((name, _fault(definitions, row, name, value, before.get(name))) for name, value in changed.items())
    found = [fault for _, fault in pairs if fault is not None]
    yield from found
    if changed and not found and len(orjson.dumps(given)) > MOST_BYTES:
        yield Fault("TOO_LONG", "extra", say("The own fields of this record hold too much. Shorten the texts."))


def _fault(definitions: Definitions, row: Record, name: str, value: Any, before: Any) -> Fault | None:
    number = number_of(name)
    one = None if number is None else definitions.fields.get(number)
    if one is None or one.holder != holder_of(row) or one.use_state == "DRAFT":
        return Fault("UNKNOWN_FIELD", name, say("These records have no such field."))
    if one.use_state == "RETIRED":
        return Fault("RETIRED", name, say("This field is retired: what it holds can be read, and taken out."))
    if one.value_type in HOLDING_NOTHING | {"CALCULATED"}:
        return Fault("NOT_FILLED", name, say("Nobody fills this field."))
    if one.value_type == "REFERENCE":
        return None if is_row_id(value) else Fault("NOT_FOUND", name, NOT_THERE)
    if one.value_type in FILES:
        return None if is_row_id(value) else Fault("NOT_FOUND", name, NO_FILE)
    return value_fault(definitions, one, value, before)


def _missing(definitions: Definitions, row: Record, before: Mapping[str, Any], told: set[str]) -> Iterator[Fault]:
    for one in definitions.of_row(row) if row.is_asked_whole else ():
        name = extra_name(one.number)
        # What is personal stands in the forms of few: whoever changes something else of a row cannot fill it.
        is_others = one.is_personal and bool(before) and before.get(name) is None
        is_empty = one.is_required and name not in told and row.entered(name) is None and not is_others
        if is_empty and is_shown(definitions, row, one):
            yield Fault("MISSING", name, say("This field is required."))


def is_shown(definitions: Definitions, row: Record, one: FieldDefinition) -> bool:
    """Whether the form of a row shows a field: it has no condition, or the condition is met by what the row holds."""
    tree = definitions.conditions_in(holder_of(row)).get(one.number)
    return tree is None or compiled(tree)(_given(definitions, row)) is True


def calculated_values(definitions: Definitions, row: Record) -> dict[int, Value]:
    """By number: what calculated fields of a row come to today; None where something that is needed is missing."""
    holder = holder_of(row)
    return reckoner(definitions, holder, previous=previous_values(definitions, row))(row.extra or {})


def previous_values(definitions: Definitions, row: Record) -> Mapping[int, Any]:
    """By number: what the report of the same unit for the period before says, where anything asks for it; what is
    calculated among it. Nothing of other records, nor where that report was not submitted."""
    if not isinstance(row, Report) or not asks_for_previous(definitions, holder_of(row)):
        return {}
    before = report_before(row)
    if before is None:
        return {}
    return held_with_reckoned(definitions_for(before), holder_of(before))(before.extra or {})


def report_before(report: Report) -> Report | None:
    """The submitted report of the same unit for the period before."""
    rows: Any = Report.select().where(Report.form == report.form_id, Report.unit == report.unit_id)
    standing = rows.where(Report.period == report.reported.after(-1).key, Report.archived_at.is_null())
    found: Report | None = standing.where(Report.report_state.in_(sorted(COUNTED_STATES))).first()
    if found is not None:
        share_version(report, found)
    return found


def held_with_reckoned(
    definitions: Definitions, holder: Holder, numbers: Collection[int] | None = None
) -> Callable[[Mapping[str, Any]], dict[int, Any]]:
    """The function that tells by number what a row holds, with what its calculated fields come to but for what these
    ask of a period before; of these numbers alone where they are given."""
    trees, reckoned = definitions.calculated_in(holder), reckoner(definitions, holder)
    needed = None if numbers is None else {str(number) for number in _made_of(trees, numbers)}

    def told(kept: Mapping[str, Any]) -> dict[int, Any]:
        # To add up what hundreds of cells come to takes longer than to find the few that are asked for.
        part = kept if needed is None else {key: kept[key] for key in needed & kept.keys()}
        return {**_held(part), **reckoned(part)}

    return told


def _made_of(trees: dict[int, Node], wanted: Iterable[int]) -> set[int]:
    """These fields, and those that the calculated ones among them are made of; each tree stands after its parts."""
    needed = {*wanted}
    for number in reversed(trees):
        needed.update(trees[number].fields if number in needed else ())
    return needed


def asks_for_previous(definitions: Definitions, holder: Holder) -> bool:
    """Whether a rule, a condition or a formula asks for the period before."""
    return definitions.kept(("previous", holder), lambda: any(map(_is_of_previous, _trees_of(definitions, holder))))


def _trees_of(definitions: Definitions, holder: Holder) -> Iterator[Node]:
    yield from definitions.calculated_in(holder).values()
    yield from definitions.conditions_in(holder).values()
    yield from (said.whole for _, said in definitions.rules_in(holder))


def _is_of_previous(tree: Node) -> bool:
    return any(node.operation == "previous" for node in tree.walk())


def reckoner(
    definitions: Definitions, holder: Holder, wanted: int | None = None, previous: Mapping[int, Any] | None = None
) -> Callable[[Mapping[str, Any]], dict[int, Value]]:
    """The function that tells the same of what rows of one kind hold, by number as JSON has it; with `wanted` of that
    field, and of those that it is made of, alone. `previous` is what the period before says."""
    trees = definitions.calculated_in(holder)
    needed = _made_of(trees, trees if wanted is None else [wanted])
    runs = [(number, compiled(tree)) for number, tree in trees.items() if number in needed]

    def reckoned(kept: Mapping[str, Any]) -> dict[int, Value]:
        held, found = _held(kept) if runs else {}, dict[int, Value]()
        for number, run in runs:
            held[number] = found[number] = run(Given(held, clock.today(), previous or {}))
        return found

    return reckoned


def _given(definitions: Definitions, row: Record) -> Given:
    previous = previous_values(definitions, row)
    found = reckoner(definitions, holder_of(row), previous=previous)(row.extra or {})
    return Given({**_held(row.extra or {}), **found}, clock.today(), previous)


def _held(kept: Mapping[str, Any]) -> dict[int, Any]:
    return {
        int(key): total_of(value) if isinstance(value, dict) else value for key, value in kept.items() if key.isdigit()
    }


def reference_faults(viewer: Viewer, rows: Sequence[Record], before: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """What rows refer to anew by own fields and `viewer` does not see, or is archived: "not there" alike."""
    if not rows or "extra" not in rows[0]._meta.fields:
        return []
    found = file_faults(viewer, rows, before)
    for one in _references(rows):
        name = extra_name(one.number)
        changed = [row for row, old in zip(rows, before, strict=True) if row.entered(name) not in (None, old.get(name))]
        there = _ids_there(viewer, one, [row.entered(name) for row in changed])
        found += [Fault("NOT_FOUND", name, NOT_THERE) for row in changed if row.entered(name) not in there]
    return found


def _ids_there(viewer: Viewer, one: FieldDefinition, ids: list[Any]) -> set[int]:
    model: Any = REFERENCES[one.reference_table]
    found = set[int]()
    for piece in chunked(sorted({row_id for row_id in ids if is_row_id(row_id)}), _AT_ONCE):
        query = visible(model, viewer).select(model.id).where(model.id.in_(piece), model.archived_at.is_null())
        if model is Entry:
            query = query.where(Entry.record_type == one.reference_type_id)
        found |= {row_id for (row_id,) in query.tuples()}
    return found


def _references(rows: Sequence[Record]) -> list[FieldDefinition]:
    """The fields by which rows of one table refer to others, those that are retired too: their keys stand."""
    definitions = known()
    holders = {holder_of(row) for row in rows}
    fields = [one for holder in holders for one in definitions.all_of(holder)]
    return [one for one in fields if one.value_type == "REFERENCE"]


def keep_links(rows: Sequence[Record]) -> None:
    """Let the keys of saved rows of one table be what their own fields refer to, and files theirs that they name: now,
    or with what is prepared."""
    own_files(rows)
    if not rows or "extra" not in rows[0]._meta.fields or not (fields := _references(rows)):
        return
    table = table_name(type(rows[0]))
    pairs = ((row, one) for row in rows for one in fields)
    wanted = [_link(table, row, one) for row, one in pairs if row.entered(extra_name(one.number)) is not None]
    ids = [int(row.id) for row in rows]
    prepared.do(partial(_replace, table, ids, wanted))


def _link(table: str, row: Record, one: FieldDefinition) -> dict[str, Any]:
    target = dict.fromkeys(REFERENCES) | {one.reference_table: row.entered(extra_name(one.number))}
    return {"field": one.number, "owner_table": table, "owner_id": row.id, **target}


def _replace(table: str, ids: list[int], wanted: list[dict[str, Any]]) -> None:
    with db.atomic():
        for piece in chunked(ids, _AT_ONCE):
            ExtraLink.delete().where(ExtraLink.owner_table == table, ExtraLink.owner_id.in_(piece)).execute()
        for rows in chunked(wanted, _AT_ONCE // 10):
            ExtraLink.insert_many(rows).execute()
