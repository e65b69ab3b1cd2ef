"""Let what refers to one organisation refer to another: every key of the register, found from the models themselves.

    records (interventions, licences ...) and fields of the ministry's own   changed, each with its history
    plain parts of others (partners, donors, rights of accounts)             united with what stands there already
    its own parts (areas, sectors, networks)                                 entered for the other one too
    decisions on likely twins                                                those of the other one, or archived

What is not carried on is said in KEPT. A row that cannot be changed now, such as an item of an adopted plan, stays and
is told: it counts for the canonical organisation all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import Model

from tansiq.faults import Refused
from tansiq.models import ExtraLink, Intervention, Organization, Record, TwinDecision
from tansiq.models.data_stamps import table_name
from tansiq.models.extra import extra_name
from tansiq.models.record_type import Part, key_of_part, part_of, type_named, type_of
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes
from tansiq.records.carried_facts import carry_facts
from tansiq.records.references import keys_to
from tansiq.records.undoing import RowLeft

KEPT: dict[str, str] = {
    "site.organization": "A copy: it follows the intervention.",
    "extra_link.organization": "A copy of what the row itself holds.",
    "round_report.organization": "A report stays of whom it was asked; whoever speaks for the canonical one states it.",
    "round_organization.organization": "A round asks whomever those that were chosen stand for.",
    "proposal.organization": "A proposal stays as it was made; who speaks for the canonical one speaks for it too.",
}
"""By table and column: keys to organisations that are not moved, and why."""


def move_references(viewer: Viewer, loser: Organization, winner: Organization) -> list[RowLeft]:
    """Let all that refers to `loser` refer to `winner`, in the transaction of the caller; the rows that had to stay.

    Raises Refused(FORBIDDEN) where `viewer` may not change one of them.
    """
    left: list[RowLeft] = []
    for key in keys_to(Organization):
        found = part_of(key.model)
        if key.model is TwinDecision or f"{table_name(key.model)}.{key.name}" in KEPT:
            continue
        if found is not None:
            left += _move_parts(viewer, key, found[0].model, loser, winner)
        else:
            rows = _but(list(key.model.select().where(key == loser.id)), loser, winner)
            stays = _move_rows(viewer, rows, key.name, winner)
            if key is Intervention.organization:
                carry_facts({row.id for row in rows} - {one.row_id for one in stays}, loser.id, winner.id)
            left += stays
    left += _move_own_fields(viewer, loser, winner)
    _unite_parts(viewer, loser, Organization.get_by_id(winner.id))
    _move_decisions(viewer, loser, winner)
    return left


def _but(rows: Iterable[Any], loser: Organization, winner: Organization) -> list[Any]:
    """The two themselves are changed by whoever merges them."""
    own = {loser.id, winner.id}
    return [row for row in rows if not isinstance(row, Organization) or row.id not in own]


def _move_rows(viewer: Viewer, rows: Sequence[Record], name: str, winner: Organization) -> list[RowLeft]:
    """Change one field of rows of one table: of interventions all at once where nothing stands against it."""
    before = [row.values() for row in rows]
    for row in rows:
        row.enter(name, winner.id)
    if rows and isinstance(rows[0], Intervention) and _is_done(lambda: bulk.change(viewer, rows, before)):
        return []
    return [RowLeft(type(row), row.id) for row in rows if not _is_saved(viewer, row)]


def _is_saved(viewer: Viewer, row: Record) -> bool:
    return _is_done(lambda: changes.save(viewer, row, is_asked=True))


def _is_done(deed: Any) -> bool:
    """Whether a deed was done; who may not do it is refused, whatever else stands against it leaves the row."""
    try:
        with changes.together():
            deed()
    except Refused as refusal:
        if refusal.code == "FORBIDDEN":
            raise
        return False
    return True


def _move_own_fields(viewer: Viewer, loser: Organization, winner: Organization) -> list[RowLeft]:
    left: list[RowLeft] = []
    for link in list(ExtraLink.select().where(ExtraLink.organization == loser.id)):
        model = type_named(link.owner_table).model
        rows = _but([model.get_by_id(link.owner_id)], loser, winner)
        left += _move_rows(viewer, rows, extra_name(link.field_id), winner)
    return left


def _move_parts(
    viewer: Viewer, key: Any, owner: type[Record], loser: Organization, winner: Organization
) -> Iterator[RowLeft]:
    """Let parts of other rows name the winner; what stands twice then is one."""
    part = key.model
    kind, described = part_of(part) or _no_part(part)
    own = key_of_part(kind, described)
    columns = [column.name for column in changes.part_columns(part, owner)]
    at = columns.index(key.name)
    for row in owner.select().where(owner.id.in_(part.select(getattr(part, own)).where(key == loser.id))):
        if row.id == loser.id and owner is Organization:
            continue
        cells = [[*one[:at], winner.id if one[at] == loser.id else one[at], *one[at + 1 :]] for one in _of(row, part)]
        wanted = [dict(zip(columns, one, strict=True)) for one in cells if not _is_of_itself(row, one[at])]
        if not _is_done(lambda row=row, wanted=wanted: changes.replace_parts(viewer, row, part, wanted)):
            yield RowLeft(owner, row.id)


def _no_part(table: type[Model]) -> Any:
    raise LookupError(f"{table_name(table)} is no table of parts.")


def _of(row: Record, part: type[Model]) -> list[list[Any]]:
    return changes.parts_of(row, part)


def _is_of_itself(row: Record, organization_id: int) -> bool:
    """Nobody is a member of itself, and nobody is partner in work of its own."""
    if isinstance(row, Organization):
        return row.id == organization_id
    return isinstance(row, Intervention) and row.organization_id == organization_id


def _unite_parts(viewer: Viewer, loser: Organization, winner: Organization) -> None:
    """Let the winner work where the loser does, in its sectors and networks; the loser tells it still."""
    for described in type_of(Organization).parts:
        columns = [column.name for column in changes.part_columns(described.model, Organization)]
        both = [*_of(winner, described.model), *_of(loser, described.model)]
        cells = {tuple(one) for one in both if not _names_one_of(described, one, loser, winner)}
        wanted = [dict(zip(columns, one, strict=True)) for one in sorted(cells)]
        changes.replace_parts(viewer, winner, described.model, wanted)


def _names_one_of(described: Part, cells: list[Any], loser: Organization, winner: Organization) -> bool:
    keys = changes.part_columns(described.model, Organization)
    named = {cell for key, cell in zip(keys, cells, strict=True) if getattr(key, "rel_model", None) is Organization}
    return bool(named & {loser.id, winner.id})


def _move_decisions(viewer: Viewer, loser: Organization, winner: Organization) -> None:
    """What is not the same as the loser is not the same as the winner; that the two are not the same is taken back."""
    about = (TwinDecision.first == loser.id) | (TwinDecision.second == loser.id)
    for row in list(TwinDecision.select().where(about)):
        other = row.first_id + row.second_id - loser.id
        first, second = sorted((winner.id, other))
        known = TwinDecision.select().where(TwinDecision.first == first, TwinDecision.second == second)
        if other != winner.id and not known.exists():
            row.enter("first", first)
            row.enter("second", second)
            changes.save(viewer, row)
        elif row.archived_at is None:
            changes.archive(viewer, row)
