"""Sorting a list by the names of what its rows refer to: interventions by their organisation, by their sector.

short list: the database looks up the name of each row and sorts
long list:  the names are sorted, and the rows of each follow along the index of the key, until the page is full

A name that the reader may not see counts as none: rows of hidden organisations stand together, by number, wherever
their names would lead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from peewee import ForeignKeyField, ModelSelect, fn

from admin.current_viewer import viewer
from tansiq.language.words import language
from tansiq.policy.visibility import condition, visible

LONG = 10_000
"""Rows from which on walking along the index is quicker than sorting."""
STEPS = 30
"""Steps in which the rows before a page are passed over."""


def order_key(model: Any) -> Any:
    """The column by which rows of `model` are ordered by name in the language now spoken; None where it has none."""
    names = (f"{stem}_order_{language()}" for stem in ("name", "title"))
    return next((model._meta.fields[name] for name in names if name in model._meta.fields), None)


def parent_of(model: Any, name: str) -> Any:
    """The table that the key `name` of `model` leads to, if that is ordered by names; else None."""
    field = model._meta.fields.get(name)
    is_named = isinstance(field, ForeignKeyField) and order_key(field.rel_model) is not None
    return field.rel_model if is_named else None


def parent_name(model: Any, name: str) -> Any:
    """What a row is sorted by: the key of the name it refers to; "" where it refers to none, or to a hidden one."""
    above = parent_of(model, name).alias("above")
    key = getattr(above, order_key(parent_of(model, name)).name)
    found = above.select(key).where(above.id == getattr(model, name))
    allowed = condition(parent_of(model, name), viewer(), above)
    return fn.COALESCE(found if allowed is None else found.where(allowed), "")


@dataclass
class Walk:
    """A long list that is walked from name to name."""

    query: ModelSelect
    model: Any
    name: str
    is_descending: bool

    def page(self, skip: int, take: int) -> list[Any]:
        """`take` rows after the first `skip`, by name and then by number."""
        rows: list[Any] = []
        for piece in self._passed_over(skip):
            rows.extend(list(piece.limit(take - len(rows))))
            if len(rows) == take:
                break
        return rows

    def _passed_over(self, skip: int) -> Iterator[ModelSelect]:
        """The rows of each name in order, without the first `skip` of all."""
        names = self._names()
        step = max(1, len(names) // STEPS)
        for start in range(0, len(names), step):
            group = names[start : start + step]
            if skip and (many := self._of(list(chain.from_iterable(group))).count()) <= skip:
                skip -= many
                continue
            for ids in group:
                if skip and (many := self._of(ids).count()) <= skip:
                    skip -= many
                    continue
                yield self._of(ids).order_by(self._by_number()).offset(skip)
                skip = 0

    def _by_number(self) -> Any:
        return self.model.id.desc() if self.is_descending else self.model.id.asc()

    def _of(self, ids: list[int | None]) -> ModelSelect:
        key = getattr(self.model, self.name)
        known = key.in_([row_id for row_id in ids if row_id is not None])
        return self.query.where(key.is_null() | known if None in ids else known)

    def _names(self) -> list[list[int | None]]:
        """The ids that go by each name, in the order of the names; None among those without one stands for no row."""
        table = parent_of(self.model, self.name)
        seen: Any = visible(table, viewer()).select(table.id, fn.COALESCE(order_key(table), "")).tuples()
        called = dict(iter(seen.execute()))
        every: list[Any] = [None, *(row_id for (row_id,) in iter(table.select(table.id).tuples().execute()))]
        pairs = sorted((called.get(row_id, ""), -1 if row_id is None else row_id) for row_id in every)
        groups = [
            [None if row_id < 0 else row_id for _, row_id in found] for _, found in groupby(pairs, lambda p: p[0])
        ]
        return groups[::-1] if self.is_descending else groups
