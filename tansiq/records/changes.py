r"""The only way to write: may you -> is it right -> save it, its copies and its history, in one transaction.

    a face fills a row -> save(viewer, row) -> may -> faults -> row + copies + history entry + stamp
                                                \        \
                                                 `--------`--> Refused(faults): nothing was written

Changes made together go inside one `with together():`; any refusal among them takes all of them back.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, TypeVar

from peewee import DataError, DoesNotExist, IntegrityError, Model

from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import ReachedFigure, Record, Site, data_stamps
from tansiq.models.column_values import column_faults, is_row_id
from tansiq.models.record import TAKEN, now
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, may, may_change_own, visible
from tansiq.records import denormalised, entry_texts, reached_figures, transactions
from tansiq.records.extra_values import keep_links, reference_faults
from tansiq.records.history import append_entry, differences, kept_cells
from tansiq.records.row_faults import all_faults
from tansiq.records.rule_faults import reason_for, rule_faults
from tansiq.records.taken_values import LEFT_TO_THE_MINISTRY, freed, taken_by_hidden, taken_faults

R = TypeVar("R", bound=Record)

_NOT_TOGETHER = say("The database does not accept these values together. Check codes, dates and numbers.")
CHANGED_MEANWHILE = say("Somebody changed this record meanwhile. Reload it and make your change again.")


def together() -> AbstractContextManager[transactions.Together]:
    """One transaction around several changes; leaving it by an exception takes all of them back."""
    return transactions.together()


def find(viewer: Viewer, model: type[R], row_id: object) -> R:
    """The row with this id if `viewer` may see it. Raises Refused(NOT_FOUND): not yours is not there."""
    row: R | None = visible(model, viewer).where(model.id == (whole(row_id, 15) or -1)).first()
    if row is None:
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return row


def save(viewer: Viewer, row: R, is_asked: bool = False) -> R:
    """Create or change one row as `viewer`; what differs from the stored row goes into the history.

    `is_asked` says that whoever saves it together with others asked what they are among each other.
    Raises Refused: FORBIDDEN, CHANGED_MEANWHILE (the row's version is no longer the stored one), CONFLICT
    (a unique value is taken, or the row refers to nothing), NOT_ACCEPTED (it is taken by a row that is hidden from
    them) or the codes of the row's own faults, all at once.
    """
    is_new = not row.__data__.get("id")
    act = "CREATE" if is_new else "CHANGE"
    if is_new or not _is_own_change(viewer, row):
        require(viewer, act, row)
    # What is defined is asked for several times over; the row's own kind may be a definition.
    with together(), data_stamps.held_still():
        _hold_with(row)
        old = {} if is_new else _stored(row)
        faults = row.all_faults() if is_asked else all_faults(row, old)
        faults += reference_faults(viewer, [row], [old])
        faults += rule_faults(viewer, row, old, {fault.field for fault in faults})
        if faults:
            raise Refused(*faults, *taken_faults(viewer, row, {fault.field for fault in faults}))
        # What is told in the history is what is stored.
        row.complete()
        changes = differences(old, row.values())
        said = reached_figures.take_out(row, changes)
        if changes or is_new:
            _write(viewer, row, is_new)
            _record(viewer, act, row, changes, reason_for(viewer, row, old))
            entry_texts.follow(row, changes)
        if said:
            _save_figures(viewer, row, said)
    return row


def _hold_with(row: Record) -> None:
    """Whoever else numbers sites of the same intervention, or items of the same plan, waits until it is there."""
    if row.held_with and is_row_id(row.__data__.get(row.held_with)):
        hold(row._meta.fields[row.held_with].rel_model, [row.__data__[row.held_with]])


def _save_figures(viewer: Viewer, row: Any, said: dict[date, int | None]) -> None:
    """Save the figures of a site by month, each a record of its own, and let the site show the last of them."""
    told = [reached_figures.Said(row, month, people) for month, people in said.items()]
    for figure, before in reached_figures.figures(told):
        if figure.archived_at is not None:
            # Brought back as it was, so that what it says now is a change that the history tells.
            figure.people = before["people"]
            restore(viewer, figure)
        figure.people = said[figure.month]
        save(viewer, figure)
    row.figures_by_month = None
    row.reached = Site.select(Site.reached).where(Site.id == row.id).scalar()


def save_derived(viewer: Viewer, row: Record, **values: Any) -> None:
    """Write derived fields of a stored row alone: what the machine notes, without a version or an entry.

    Raises Refused: FORBIDDEN, the codes of `column_faults`; and ValueError for a field that a person enters.
    """
    if entered := values.keys() - row.derived:
        raise ValueError(f"A person enters {', '.join(sorted(entered))}: save the row.")
    if not may_change_own(viewer, row, values):
        require(viewer, "CHANGE", row)
    model = type(row)
    require_kept(model, values)
    model.update(**values).where(model.id == row.id).execute()
    for name, value in values.items():
        setattr(row, name, value)


def archive(viewer: Viewer, row: Record) -> None:
    """Take a row out of lists and figures; it can be restored. Raises Refused(FORBIDDEN)."""
    _set_archived(viewer, "ARCHIVE", row)


def restore(viewer: Viewer, row: Record) -> None:
    """Bring an archived row back. Raises Refused(FORBIDDEN)."""
    _set_archived(viewer, "RESTORE", row)


def require_act(row: Record, act: str) -> None:
    """Raise Refused with what stands against archiving or restoring the row, or changing its parts (CHANGE)."""
    if faults := list(row.faults_of_act(act)):
        raise Refused(*faults)


def replace_parts(viewer: Viewer, row: Record, part: type[Model], wanted: list[dict[str, Any]]) -> None:
    """Make the plain parts of `row` (partners, donors, operating areas) be exactly `wanted`.

    `part` is a table with a foreign key to the row's table; `wanted` holds its other columns, references as ids. The
    difference goes into the history of `row`. Raises Refused: FORBIDDEN, CONFLICT, or the codes of `column_faults`.
    """
    require(viewer, "CHANGE", row)
    for values in wanted:
        require_kept(part, values)
    key, columns = key_to(type(row), part), [field.name for field in part_columns(part, type(row))]
    with together():
        _hold_with(row)
        old = parts_of(row, part)
        cells = sorted({tuple(values[name] for name in columns) for values in wanted})
        new = kept_cells(part_columns(part, type(row)), cells)
        if old == new:
            return
        require_act(row, "CHANGE")
        part.delete().where(key == row.id).execute()
        _insert(part, [{key.name: row.id, **dict(zip(columns, one, strict=True))} for one in cells])
        row.version += 1
        type(row).update(version=row.version, changed_at=now()).where(type(row).id == row.id).execute()
        _record(viewer, "CHANGE", row, {data_stamps.table_name(part): [old, new]})


def parts_of(row: Record, part: type[Model]) -> list[list[Any]]:
    """The stored plain parts of `row` in the table `part`, as the history keeps them: the cells of `part_columns`."""
    owner = type(row)
    rows = part.select(*part_columns(part, owner)).where(key_to(owner, part) == row.id).tuples()
    return kept_cells(part_columns(part, owner), iter(rows.execute()))


def part_columns(part: type[Model], owner: type[Model]) -> list[Any]:
    """The columns of a part in the order in which the history keeps them: all but id and the key to its owner."""
    key = key_to(owner, part)
    return [field for field in part._meta.sorted_fields if field.name not in {"id", key.name}]


def require(viewer: Viewer, act: str, row: Model | type[Model]) -> None:
    """Raise Refused(FORBIDDEN) unless `viewer` may do `act` to `row`, or to rows of the table at all.

    On trial it is enough to be allowed to propose it; what is lacking is told.
    """
    if may(viewer, act, row):
        return
    if viewer.trial is None or not may(viewer, "PROPOSE", row):
        raise Refused(Fault("FORBIDDEN", "", say("You may not do this. Sign in with an account that may.")))
    viewer.trial.lacking.append(act)


def require_all(viewer: Viewer, act: str, rows: Sequence[Record]) -> None:
    """The same of many rows of one table, asked in a few statements. Raises Refused(FORBIDDEN) where one is lacking."""
    allowed = {id(row) for row in among(viewer, act, rows)}
    for row in rows:
        if id(row) not in allowed:
            require(viewer, act, row)


def require_kept(table: type[Model], values: dict[str, Any]) -> None:
    """Raise Refused unless the columns of the table keep these values."""
    if faults := list(column_faults(table, values)):
        raise Refused(*faults)


def _is_own_change(viewer: Viewer, row: Record) -> bool:
    """Whether all that differs from the stored row is what the person it is about may change themself."""
    stored = type(row).get_or_none(type(row).id == row.id) if may_change_own(viewer, row, ()) else None
    if stored is None:
        return False
    given = {**row.__data__, "version": stored.version, "changed_at": stored.changed_at}
    return may_change_own(viewer, row, [name for name, value in stored.__data__.items() if given.get(name) != value])


def _stored(row: Record) -> dict[str, Any]:
    """The stored values of a row that is about to change; it must not have changed since it was read."""
    stored = type(row).get_or_none(type(row).id == row.id)
    if stored is None:
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    if stored.version != row.version:
        raise Refused(Fault("CHANGED_MEANWHILE", "", CHANGED_MEANWHILE))
    values: dict[str, Any] = stored.values()
    return values


def _write(viewer: Viewer, row: Record, is_new: bool) -> None:
    if isinstance(row, Site) and is_new:
        row.number = denormalised.next_site_number(row.intervention_id)
    if isinstance(row, ReachedFigure):
        # The site is written after its figure, and before it in the order of locks.
        hold(Site, [row.site_id])
    row.changed_at = now()
    version = row.version
    try:
        _put(row, is_new)
    except (IntegrityError, DataError, DoesNotExist) as broken:
        row.version = version
        _put_as_if_free(viewer, row, is_new, broken)
    denormalised.update_copies(row)
    keep_links([row])


def _put(row: Record, is_new: bool) -> None:
    with together():
        denormalised.fill_copies(row)
        if is_new:
            row.save(force_insert=True)
        else:
            _update(row)


def _put_as_if_free(viewer: Viewer, row: Record, is_new: bool, broken: Exception) -> None:
    """A deed on trial goes on where only a hidden row stands in its way; all else is refused."""
    is_taken = "unique" in str(broken).lower()
    taken = taken_by_hidden(viewer, row) if is_taken else []
    if taken and viewer.trial is not None:
        viewer.trial.lacking.append("CREATE" if is_new else "CHANGE")
        with freed(row, taken):
            _put(row, is_new)
        return
    refused = row.fault_of_taken_value() if is_taken else Fault("CONFLICT", "", _NOT_TOGETHER)
    raise Refused(LEFT_TO_THE_MINISTRY if taken else refused) from broken


def _update(row: Record) -> None:
    """The version is compared once more by the statement itself, against a save in the same moment."""
    seen, row.version = row.version, row.version + 1
    data = {name: value for name, value in row.__data__.items() if name != "id"}
    model = type(row)
    if not model.update(**data).where((model.id == row.id) & (model.version == seen)).execute():
        row.version = seen
        raise Refused(Fault("CHANGED_MEANWHILE", "", CHANGED_MEANWHILE))


def _insert(part: type[Model], rows: list[dict[str, Any]]) -> None:
    try:
        with together():
            if rows:
                part.insert_many(rows).execute()
    except IntegrityError as broken:
        is_taken = "unique" in str(broken).lower()
        raise Refused(Fault("CONFLICT", "", TAKEN if is_taken else _NOT_TOGETHER)) from broken


def _set_archived(viewer: Viewer, act: str, row: Record) -> None:
    require(viewer, act, row)
    with together():
        _hold_with(row)
        require_act(row, act)
        row.archived_at = now() if act == "ARCHIVE" else None
        _stored(row)
        _update(row)
        denormalised.update_copies(row)
        _record(viewer, act, row, {})


def _record(viewer: Viewer, act: str, row: Record, changes: dict[str, Any], reason: str = "") -> None:
    append_entry(viewer, act, row, changes, reason)
    tables = denormalised.affected_tables(type(row), changes)
    data_stamps.bump(tables, {data_stamps.table_name(type(row)): [row.id]})


def key_to(model: type[Model], part: type[Model]) -> Any:
    return next(key for key in part._meta.refs if key.rel_model is model)
