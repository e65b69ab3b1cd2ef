"""Rows of an own record type within the record that owns them: the members of a group, the pumps of a well.

registers { groups { edges { node { members { name age } } } } }      an owner of another own record type
organizations { edges { node { extra { members { name age } } } } }   an owner of the program's own, below `extra`

They are the entries of their register, the first of them in the order of their entry.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLArgument, GraphQLField, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLSchema

from api.live.typed_fields import Declared, Fields, name_in
from api.planner import codegen
from api.planner.fields import Parts
from api.planner.pages import page_size
from api.planner.plan_builder import READ, PlanBuilder, Read, SelectedField
from api.planner.related_rows import PartRows
from tansiq.language.bilingual import pick
from tansiq.models import Entry, TypeDefinition
from tansiq.models.definitions import Holder

SOME = 20
"""Rows of a record that are told where nothing else is said: lists within lists multiply."""


@dataclass(frozen=True)
class OwnedEntries(Read):
    """The entries of a record type that a row owns, as many as the argument `first` says."""

    type_id: int
    key: Any

    @property
    def only(self) -> Any:
        """The condition under which an entry is one of the record type."""
        return Entry.record_type == self.type_id

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        nested = builder.nested(self.key)
        plan = nested.finish(codegen.GROUPED, nested.object(selected.type, selected.details))
        asked = Parts(self.key, (Entry.id,), most=page_size(selected.arguments["first"]))
        rows = _EntriesOfType(plan, asked, builder.viewer, [self.only])
        rows.type_id = self.type_id
        own = self.key.rel_field
        return f"({builder.related_by(own, rows)}.get({builder.value(own)}) or [])"


class _EntriesOfType(PartRows):
    """The same statement serves several record types: which one it is asked for tells their rows apart."""

    type_id = 0

    @property
    def signature(self) -> Hashable:
        return (self.type_id, super().signature)


def owned_rows(core: GraphQLSchema, kinds: Iterable[TypeDefinition], owner: Holder) -> Fields:
    """The fields of an owner's type that list its rows, by the keys of their record types."""
    owned = [kind for kind in kinds if kind.owner_table and (kind.owner_table, kind.owner_type_id) == owner]
    return {kind.key: _field(core, kind) for kind in owned}


def _field(core: GraphQLSchema, kind: TypeDefinition) -> GraphQLField:
    entry: Any = core.type_map[name_in(kind, "Entry")]
    name = pick(kind, "many", "en").rstrip(".")
    return GraphQLField(
        GraphQLNonNull(GraphQLList(GraphQLNonNull(entry))),
        {"first": GraphQLArgument(GraphQLNonNull(GraphQLInt), SOME, "How many at most, 1 to 100.")},
        description=f"{name} of the record, in the order of their entry; `registers` has pages of all of them.",
        extensions=Declared(
            {READ: OwnedEntries(int(kind.id), Entry._meta.fields[kind.owner_key])}, kind.key
        ).extensions,
    )
