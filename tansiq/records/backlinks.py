"""What links to a row: every foreign key of the register that leads to its table, found from the models themselves.

    Partnership.organization ---> Organization     Link(model=Intervention, key=Partnership.organization,
       (a part of Intervention)                         owner=Partnership.intervention)

Entries are told for each of the record types that a ministry defined. Fields of its own lead to rows as keys do:
"extra.12" is the link by field 12 (ExtraLink keeps a real key beside each value).

A table of plain parts is told as the rows its parts belong to. Derived keys (copies, ancestors) repeat what another
key says: they are left out, but for areas, whose ancestors say what lies within.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from peewee import SQL, ForeignKeyField, Model, ModelSelect, Select, fn

from tansiq import models
from tansiq.models import Area, AreaClosure, Entry, ExtraLink, FieldDefinition, Record, TypeDefinition
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import ENTRY, Definitions, known
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name, number_of
from tansiq.models.extra_columns import column_for
from tansiq.models.record_type import type_named
from tansiq.platform.database import db
from tansiq.policy.entry_rule import knows
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 1_000
"""Rows that are counted; what is more is "more than" this."""


@dataclass(frozen=True)
class Link:
    """The foreign key `key` of `table`; rows of `model` are told: the table's own, or the owners of its parts. Of
    entries those of one record type, `type_id`, are."""

    model: type[Record]
    key: ForeignKeyField
    owner: ForeignKeyField | None = None
    type_id: int | None = None

    @property
    def table(self) -> type[Model]:
        """The table that holds the key."""
        table: type[Model] = self.key.model
        return table

    @property
    def name(self) -> str:
        """How the link is called in addresses: "partnership.organization", "site.area.intervention"."""
        through = f".{self.owner.name}" if self.owner and issubclass(self.table, Record) else ""
        kind = f".{self.type_id}" if self.type_id is not None else ""
        return f"{table_name(self.table)}.{self.key.name}{through}{kind}"

    def condition(self, viewer: Viewer, row: Record) -> Any:
        """The condition that a row of `model` leads to `row` through what `viewer` may see."""
        if isinstance(row, Area) and self.model is Entry:
            return _lies_within(self.key, row)
        leads = _column(self.key, row) == row.id
        if self.owner is None:
            return leads
        return self.model.id.in_(visible(self.table, viewer).select(self.owner).where(leads))

    def rows(self, viewer: Viewer, row: Record) -> "ModelSelect[Any]":
        """The rows that lead to `row`: visible to `viewer` and not archived."""
        query: ModelSelect[Any] = visible(self.model, viewer).where(self.model.archived_at.is_null())
        if self.type_id is not None:
            query = query.where(Entry.record_type == self.type_id)
        return query.where(self.condition(viewer, row))


@dataclass(frozen=True)
class OwnLink(Link):
    """The link by a field of the ministry's own, with that number."""

    number: int = 0

    @property
    def name(self) -> str:
        return extra_name(self.number)

    def condition(self, viewer: Viewer, row: Record) -> Any:
        target = ExtraLink._meta.fields[table_name(type(row))]
        of_field = (ExtraLink.field == self.number) & (ExtraLink.owner_table == table_name(self.model))
        return self.model.id.in_(ExtraLink.select(ExtraLink.owner_id).where(of_field, target == row.id))


def links_to(model: type[Record]) -> tuple[Link, ...]:
    """All links to rows of `model`, in the order in which the tables were declared."""
    return _found(model, tuple(models.tables().values()))


def links_seen(viewer: Viewer, row: Record) -> list[Link]:
    """All links to a row that the viewer may be told of: of entries one for each record type they know and each field
    of the ministry's own that they may see."""
    definitions = known()
    found: list[Link] = []
    for link in links_to(type(row)):
        found += _by_types(viewer, definitions, link, row) if link.model is Entry else [link]
    leading = (one for one in definitions.fields.values() if _leads_to(one, row) and one.use_state != "DRAFT")
    return found + [_own_link(one) for one in leading if is_told(viewer, one)]


def _by_types(viewer: Viewer, definitions: Definitions, link: Link, row: Record) -> Iterator[Link]:
    """The same link for each record type whose entries may lead to the row by its key."""
    for kind in definitions.types_in_use():
        if _may_lead(kind, link.key.name, row) and knows(viewer, kind):
            yield replace(link, type_id=int(kind.id))


def _may_lead(kind: TypeDefinition, key: str, row: Record) -> bool:
    asked = {"area": kind.has_area, "organization": kind.has_organization, "record_type": row.id == kind.id}
    is_owner = kind.owner_key == key and (not isinstance(row, Entry) or row.record_type_id == kind.owner_type_id)
    return asked.get(key, False) or is_owner


def _leads_to(one: FieldDefinition, row: Record) -> bool:
    is_there = one.value_type == "REFERENCE" and one.reference_table == table_name(type(row))
    return is_there and (not isinstance(row, Entry) or row.record_type_id == one.reference_type_id)


def is_told(viewer: Viewer, one: FieldDefinition) -> bool:
    """Whether rows may be told by what this field of theirs leads to: it is shown of each of them."""
    model, kind = type_named(one.record_table).model, known().types.get(one.record_type_id or 0)
    return may_see_field(viewer, extra_name(one.number), model) and (kind is None or knows(viewer, kind))


def _own_link(one: FieldDefinition) -> OwnLink:
    column: Any = column_for(one)
    return OwnLink(type_named(one.record_table).model, column, type_id=one.record_type_id, number=one.number)


def own_link_named(viewer: Viewer, name: str) -> tuple[OwnLink, type[Record]] | None:
    """The link by the own field of this name, and the table that it leads to; None where the viewer is told of none."""
    one = known().fields.get(number_of(name) or 0)
    if one is None or one.value_type != "REFERENCE" or one.use_state == "DRAFT" or not is_told(viewer, one):
        return None
    return _own_link(one), REFERENCES[one.reference_table]


def _lies_within(key: ForeignKeyField, row: Area) -> Any:
    within = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == row.id)
    return key.in_(within)


@cache
def _found(model: type[Record], tables: tuple[type[Model], ...]) -> tuple[Link, ...]:
    return tuple(link for table in tables for link in _links(table, model))


def link_named(model: type[Record], name: str) -> Link | None:
    """The link to rows of `model` with this name, if there is one; "entry.area.3" is that of record type 3."""
    table, _point, rest = name.partition(".")
    plain, _point, type_id = name.rpartition(".")
    if table == ENTRY and "." in rest and type_id.isascii() and type_id.isdigit():
        link = link_named(model, plain)
        return None if link is None else replace(link, type_id=int(type_id))
    return next((link for link in links_to(model) if link.name == name), None)


def count_links(viewer: Viewer, row: Record, links: Iterable[Link]) -> dict[str, int]:
    """By name of each link: how many rows lead to `row`, MOST + 1 standing for more than MOST. One statement."""
    links = list(links)
    if not links:
        return {}
    counts = [_bounded(link.rows(viewer, row), number) for number, link in enumerate(links)]
    found: tuple[int, ...] = db.execute(Select(columns=counts)).fetchone()
    return {link.name: count for link, count in zip(links, found, strict=True)}


def _bounded(query: "ModelSelect[Any]", number: int) -> Any:
    rows = query.select(SQL("1").alias("one")).limit(MOST + 1).alias(f"rows_{number}")
    return Select([rows], [fn.COUNT(rows.c.one)]).alias(f"count_{number}")


def _links(table: type[Model], model: type[Record]) -> Iterator[Link]:
    for key in table._meta.refs:
        if key.rel_model is not model or key.name in getattr(table, "derived", ()):
            continue
        if issubclass(table, Record):
            yield Link(table, key)
        elif owner := _owner(table, key):
            yield Link(owner.rel_model, key, owner)
    if model is Area and table is models.Site:
        yield Link(models.Intervention, models.Site.area, models.Site.intervention)


def _owner(table: type[Model], key: ForeignKeyField) -> ForeignKeyField | None:
    """The key of a table of plain parts to the row that they belong to and go with, where `key` leads elsewhere."""
    goes_with = key.on_delete == "CASCADE"
    keys = [one for one in table._meta.refs if one is not key and one.on_delete == "CASCADE"]
    owners = [one for one in keys if one.rel_model is not key.rel_model or not goes_with]
    return next((owner for owner in owners if issubclass(owner.rel_model, Record)), None)


def _column(key: ForeignKeyField, row: Record) -> Any:
    """The column that says what `key` says of `row`: for a site in an area, the ancestor of the area's level."""
    if isinstance(row, Area) and key.model is models.Site and row.level < len(ANCESTORS):
        return models.Site._meta.fields[ANCESTORS[row.level]]
    return key
