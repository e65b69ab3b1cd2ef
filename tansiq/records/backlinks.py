"""What links to a row: every foreign key of the register that leads to its table, found from the models themselves.

    Partnership.organization ---> Organization     Link(model=Intervention, key=Partnership.organization,
       (a part of Intervention)                         owner=Partnership.intervention)

A table of plain parts is told as the rows its parts belong to. Derived keys (copies, ancestors) repeat what another
key says: they are left out, but for areas, whose ancestors say what lies within.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from peewee import SQL, ForeignKeyField, Model, ModelSelect, Select, fn

from tansiq import models
from tansiq.models import Area, Record
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import table_name
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 1_000
"""Rows that are counted; what is more is "more than" this."""


@dataclass(frozen=True)
class Link:
    """The foreign key `key` of `table`; rows of `model` are told: the table's own, or the owners of its parts."""

    model: type[Record]
    key: ForeignKeyField
    owner: ForeignKeyField | None = None

    @property
    def table(self) -> type[Model]:
        """The table that holds the key."""
        table: type[Model] = self.key.model
        return table

    @property
    def name(self) -> str:
        """How the link is called in addresses: "partnership.organization", "site.area.intervention"."""
        through = f".{self.owner.name}" if self.owner and issubclass(self.table, Record) else ""
        return f"{table_name(self.table)}.{self.key.name}{through}"

    def condition(self, viewer: Viewer, row: Record) -> Any:
        """The condition that a row of `model` leads to `row` through what `viewer` may see."""
        leads = _column(self.key, row) == row.id
        if self.owner is None:
            return leads
        return self.model.id.in_(visible(self.table, viewer).select(self.owner).where(leads))

    def rows(self, viewer: Viewer, row: Record) -> "ModelSelect[Any]":
        """The rows that lead to `row`: visible to `viewer` and not archived."""
        query: ModelSelect[Any] = visible(self.model, viewer).where(self.model.archived_at.is_null())
        return query.where(self.condition(viewer, row))


def links_to(model: type[Record]) -> tuple[Link, ...]:
    """All links to rows of `model`, in the order in which the tables were declared."""
    return _found(model, tuple(models.tables().values()))


@cache
def _found(model: type[Record], tables: tuple[type[Model], ...]) -> tuple[Link, ...]:
    return tuple(link for table in tables for link in _links(table, model))


def link_named(model: type[Record], name: str) -> Link | None:
    """The link to rows of `model` with this name, if there is one."""
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
