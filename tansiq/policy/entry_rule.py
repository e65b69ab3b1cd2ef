"""Who reads and writes entries: each own record type chose one of five policies, and no rule of its own making.

                     everybody        signed in      the organisation   officers of the area   administrators
    PUBLIC           once published   as everybody   reads, proposes    reads, writes          all
    SIGNED_IN        .                reads          reads, proposes    reads, writes          all
    ORGANIZATION     .                .              reads, proposes    reads, writes          all
    OFFICERS         .                .              .                  reads, writes          all
    ADMINISTRATORS   .                .              .                  .                      all

Auditors read what administrators do, but for personal fields. Portals read what everybody reads, with their scope and
within their limits, and propose what an organisation of theirs may.
"""

from functools import reduce
from operator import or_
from typing import Any

from peewee import Model

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models.assignment import Assignment
from tansiq.models.definitions import known
from tansiq.models.entry import Entry
from tansiq.models.type_definition import TypeDefinition
from tansiq.models.unit import Unit, UnitSuccessor
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.belonging import belongs_to, lies_in
from tansiq.policy.viewer import Viewer

OF_OFFICERS = frozenset({"PUBLIC", "SIGNED_IN", "ORGANIZATION", "OFFICERS"})
OF_ORGANIZATIONS = frozenset({"PUBLIC", "SIGNED_IN", "ORGANIZATION"})


def own_entries(table: Any, viewer: Viewer) -> list[Any]:
    """The conditions under which officers and organisations read entries that are not public."""
    found = []
    if viewer.area_ids:
        found.append(_of(table, OF_OFFICERS) & lies_in(Entry, table, viewer.area_ids))
    if viewer.organization_ids:
        found.append(_of(table, OF_ORGANIZATIONS) & belongs_to(Entry, table, viewer.organization_ids))
    return found


def public(table: Any) -> Any:
    """The condition that everybody reads an entry that stands by itself."""
    return _of(table, frozenset({"PUBLIC"})) & table.is_published & table.archived_at.is_null()


def entry(table: Any, viewer: Viewer) -> Any:
    """The condition for people; portals are kept within their limits besides."""
    if viewer.reads_all:
        return None
    shown = [public(table), *own_entries(table, viewer)]
    if viewer.account_id is not None:
        shown.append(_of(table, frozenset({"SIGNED_IN"})) & table.archived_at.is_null())
    return reduce(or_, shown)


def policies_known(viewer: Viewer) -> frozenset[str]:
    """The policies of the own record types of which a viewer could be shown entries."""
    if viewer.reads_all:
        return frozenset(POLICIES.codes)
    known = {"PUBLIC"}
    if viewer.portal is None:
        known |= {"SIGNED_IN"} if viewer.account_id is not None else set()
        known |= OF_OFFICERS if viewer.area_ids else set()
        known |= OF_ORGANIZATIONS if viewer.organization_ids else set()
    return frozenset(known)


def knows(viewer: Viewer, kind: TypeDefinition) -> bool:
    """Whether a viewer could be shown entries of an own record type, and may therefore be told that it is there."""
    if kind.policy in policies_known(viewer):
        return True
    if not (kind.is_form and viewer.unit_ids):
        return False
    return kind.id in {row_id for (row_id,) in forms_of_units(viewer).tuples()}


def forms_of_units(viewer: Viewer) -> Any:
    """The ids of the forms that units fill for which somebody does something, as a query; what a unit fills that was
    assigned before it was merged or divided is filled by what it became (tansiq.forms.expecting)."""
    table: Any = Assignment
    own: Any = Unit.select(Unit.id.alias("unit_id")).where(among(Unit.id, id_list(viewer.unit_ids)))
    base = own.cte("own_or_former", recursive=True, columns=("unit_id",))
    former: Any = UnitSuccessor.select(UnitSuccessor.unit.alias("unit_id"))
    every = base.union(former.join(base, on=(base.c.unit_id == UnitSuccessor.successor)))
    filling = table.unit.in_(every.select_from(every.c.unit_id))
    return table.select(table.form).where(table.archived_at.is_null(), filling)


def known_type(table: Any, viewer: Viewer) -> Any:
    """The condition for own record types: those that the viewer knows, and administrators archived ones too."""
    if viewer.reads_all:
        return None
    told = table.policy.in_(sorted(policies_known(viewer)))
    if viewer.unit_ids:
        # Whoever fills or approves a form knows it, whomever it is for.
        told |= table.id.in_(forms_of_units(viewer))
    return table.archived_at.is_null() & told


def known_field(table: Any, viewer: Viewer) -> Any:
    """The condition for fields: those of built-in kinds, and of own record types that the viewer knows."""
    kinds = known_type(TypeDefinition, viewer)
    if kinds is None:
        return None
    is_known = table.record_type.is_null() | table.record_type.in_(
        TypeDefinition.select(TypeDefinition.id).where(kinds)
    )
    return table.archived_at.is_null() & is_known


def is_for_officers(row: Model | type[Model]) -> bool:
    """Whether officers write such an entry, or what is of such a form; of the table as a whole, whether they may write
    any."""
    return _has_policy(row, OF_OFFICERS)


def is_for_organizations(row: Model | type[Model]) -> bool:
    """Whether organisations propose such an entry."""
    return _has_policy(row, OF_ORGANIZATIONS)


def _has_policy(row: Model | type[Model], policies: frozenset[str]) -> bool:
    if isinstance(row, type):
        return True
    kind = known().types.get(row.__data__.get("record_type") or row.__data__.get("form") or 0)
    return kind is not None and kind.policy in policies


def _of(table: Any, policies: frozenset[str]) -> Any:
    # Rows of others are read with these (tansiq.policy.owned_entries).
    stands = TypeDefinition.policy.in_(sorted(policies)) & (TypeDefinition.owner_table == "")
    return table.record_type.in_(TypeDefinition.select(TypeDefinition.id).where(stands))


def writes_some(viewer: Viewer, kind: TypeDefinition) -> bool:
    """Whether a viewer may write some entries of an own record type, wherever these lie."""
    is_placed = kind.has_area or bool(kind.owner_table)
    return viewer.is_admin or (bool(viewer.area_ids) and is_placed and kind.policy in OF_OFFICERS)


def proposes_some(viewer: Viewer, kind: TypeDefinition) -> bool:
    """Whether a person may propose some of them: officers what they may not write, organisations what is theirs."""
    is_somebodys = kind.has_organization or bool(kind.owner_table)
    speaks = bool(viewer.organization_ids) and is_somebodys and kind.policy in OF_ORGANIZATIONS
    return speaks or bool(viewer.area_ids)
