"""Which rows are still referred to by rows that stand: taking such a row out of lists would leave those in the air."""

from collections.abc import Collection, Iterator
from typing import Any

from peewee import ForeignKeyField, Model, chunked

from tansiq.models import ExtraLink, ReachedFigure, Record, Site
from tansiq.models.data_stamps import table_name
from tansiq.models.record_type import key_of_part, part_of, tables_of_types, type_named
from tansiq.platform.id_lists import among, id_list

_AT_ONCE = 500
"""Rows that one statement names."""


def ids_referred_to(model: type[Record], row_ids: Collection[int]) -> set[int]:
    """Those of the rows of a table that a standing row refers to.

    What these rows refer to among themselves counts only where the referring one stays as well.
    """
    ids, found = list(row_ids), set[int]()
    while True:
        going = [row_id for row_id in ids if row_id not in found]
        more = _referred(model, ids, going) - found
        if not more:
            return found
        found |= more


def _referred(model: type[Record], ids: list[int], going: list[int]) -> set[int]:
    found: set[int] = set()
    for key in keys_to(model):
        query = key.model.select(key).where(among(key, id_list(ids)) & _stands(key.model))
        if key.model is model:
            query = query.where(model.id.not_in(going))
        found |= {row_id for (row_id,) in iter(query.distinct().tuples().execute())}
    return found | _by_own_fields(model, ids, going)


def _by_own_fields(model: type[Record], ids: list[int], going: list[int]) -> set[int]:
    """Those that standing rows refer to by fields that a ministry defined."""
    key: Any = ExtraLink._meta.fields.get(table_name(model))
    if key is None:
        return set()
    told = ExtraLink.select(key, ExtraLink.owner_table, ExtraLink.owner_id)
    told = told.where(among(key, id_list(ids))).tuples()
    links: dict[str, list[tuple[int, int]]] = {}
    for row_id, table, owner_id in iter(told.execute()):
        links.setdefault(table, []).append((row_id, owner_id))
    found = set[int]()
    for table, pairs in links.items():
        owner = type_named(table).model
        staying = {owner_id for _, owner_id in pairs} - (set(going) if owner is model else set())
        standing = _standing(owner, sorted(staying))
        found |= {row_id for row_id, owner_id in pairs if owner_id in standing}
    return found


def _standing(table: Any, ids: list[int]) -> set[int]:
    """Those of the rows of a table that stand."""
    found = set[int]()
    for piece in chunked(ids, _AT_ONCE):
        rows = table.select(table.id).where(among(table.id, id_list(piece)) & _stands(table)).tuples()
        found |= {row_id for (row_id,) in iter(rows.execute())}
    return found


def keys_to(model: type[Record]) -> Iterator[Any]:
    """The foreign keys to a table that people fill in, those of plain parts to their own row left out."""
    for table in tables_of_types().values():
        derived: Any = getattr(table, "derived", ())
        own = _key_to_owner(table)
        for field in table._meta.sorted_fields:
            if isinstance(field, ForeignKeyField) and field.rel_model is model and field.name not in (*derived, own):
                yield field


def _key_to_owner(table: type[Model]) -> str:
    """The key by which a plain part belongs to its row; "" for a table of records."""
    found = part_of(table)
    return key_of_part(*found) if found else ""


def _stands(table: type[Model]) -> Any:
    """Parts stand with the row they belong to, a site with its intervention."""
    found = part_of(table)
    if found is not None:
        owner = found[0].model
        return getattr(table, key_of_part(*found)).in_(owner.select(owner.id).where(owner.archived_at.is_null()))
    standing = table.archived_at.is_null()  # type: ignore[attr-defined]
    if table is ReachedFigure:
        # What stood at the site when figures began to be kept by month goes with it.
        return standing & (ReachedFigure.version > 0)
    return standing & Site.intervention_archived_at.is_null() if table is Site else standing
