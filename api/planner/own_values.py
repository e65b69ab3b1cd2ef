"""Own fields of rows: what all values say, read with the rows themselves and put together for all rows at once.

organizations { edges { node { extra { values { key text } } } } }

    statement of the rows      SELECT id, extra                    '{"12": 40, "15": 7}'
    at most one more a table   SELECT ... WHERE id IN (7, ...)     names of the rows that references lead to
    values                     by text of a row's own fields: the list of its values
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Model

from api.context import Context
from api.planner import codegen
from api.planner.fields import Computed
from api.planner.plan import ById, Ids, Plan, RelatedRows
from api.planner.plan_builder import PlanBuilder, Read, SelectedField
from api.planner.related_rows import ParentRows
from api.planner.rows import Planned, attributes
from tansiq.faults import Fault, Refused
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import say
from tansiq.models import Entry, FieldDefinition
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import TABLES, Definitions
from tansiq.models.entry import REFERENCES
from tansiq.models.field_definition import NUMERIC
from tansiq.records.extra_sql import text_of_all
from tansiq.records.own_values import Knowing, OwnValue, address_of_file, knowing, read, values_of

OF = "of"
"""The attribute of a value that says of which row's text it is."""
NAMES = "names"


def shown_fields(definitions: Definitions, table: str, keys: Sequence[str] | None) -> tuple[FieldDefinition, ...]:
    """The fields in use of which values are told, in the order of the form, or those of some keys, which may be former
    ones. Raises Refused(UNKNOWN_FIELD) with the key that there is no such field of, or none that is open to all."""
    fields = definitions.open_to_all(table)
    if keys is not None:
        known = {key for one in fields for key in one.keys}
        if unknown := [key for key in keys if key not in known]:
            text = say("These records have no field “%(key)s”.", key=unknown[0][:40])
            raise Refused(Fault("UNKNOWN_FIELD", "keys", text))
        fields = tuple(one for one in fields if not set(one.keys).isdisjoint(keys))
    return tuple(one for one in fields if one.use_state == "ACTIVE")


@dataclass(frozen=True)
class OwnValues(Read):
    """The values of a row's own fields, or those of the field's argument `keys`."""

    model: type[Model]

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        context: Context = builder.executor.context_value
        fields = shown_fields(context.definitions, table_name(self.model), selected.arguments.get("keys"))
        nested = PlanBuilder(builder.executor, Planned(), (OF,))
        plan = nested.finish(codegen.GROUPED, nested.object(selected.type, selected.details))
        rows = OwnRows(plan, fields, context)
        text = text_of_all(self.model)
        return f"({builder.related_by(text, rows)}.get({builder.value(text)}) or [])"


class OwnRows(RelatedRows):
    """What rows say by own fields, by the text in which they say it."""

    def __init__(self, plan: Plan, fields: tuple[FieldDefinition, ...], context: Context) -> None:
        self.plan = plan
        self.fields = fields
        self.tables = frozenset(TABLES)
        self.is_cacheable = NAMES not in plan.wants
        self._defined = context.stamps_of(TABLES)
        self._scope = context.viewer.scope

    @property
    def signature(self) -> Hashable:
        numbers = tuple(one.number for one in self.fields)
        return ("own", self._defined, self._scope, numbers, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> ById:
        is_naming = NAMES in self.plan.wants
        told = values_of(context.viewer, context.definitions, ids - {None}, self.fields, is_naming)
        found: ById = self.plan.answer(attributes(told, self._names), None, context)
        return found

    @property
    def _names(self) -> Sequence[str]:
        return self.plan.sources


@dataclass(frozen=True)
class OwnColumn(Read):
    """The value of one field of a table's rows, out of the text of all own fields of the row."""

    model: type[Model]
    field: FieldDefinition

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        definitions: Definitions = builder.executor.context_value.definitions
        known = builder.constant(knowing(definitions, self.field))
        value = f"{known}({builder.constant(read)}({builder.value(text_of_all(self.model))}))"
        if self.field.value_type in FILES:
            return f"{builder.constant(address_of_file)}({value})"
        is_number = definitions.told_type(self.field) in NUMERIC
        return f"{builder.constant(_as_float)}({value})" if is_number else value


def _as_float(value: float | None) -> float | None:
    """A number as GraphQL has it: whole ones may have more digits than JSON's readers take."""
    return None if value is None else float(value)


@dataclass(frozen=True)
class OwnReference(Read):
    """The row that a field of a table's rows leads to; null where the viewer may not see it."""

    model: type[Model]
    field: FieldDefinition

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        target: Any = REFERENCES[self.field.reference_table]
        nested = builder.nested(target._meta.primary_key)
        plan = nested.finish(codegen.BY_ID, nested.object(selected.type, selected.details))
        of_type = [Entry.record_type == self.field.reference_type_id] if target is Entry else []
        known = knowing(builder.executor.context_value.definitions, self.field)
        rows = ReferredRows(self.field, known, ParentRows(plan, target, builder.viewer, of_type))
        text = text_of_all(self.model)
        return f"{builder.related_by(text, rows)}.get({builder.value(text)})"


class ReferredRows(RelatedRows):
    """The rows that one field leads to, by the text of a row's own fields."""

    def __init__(self, field: FieldDefinition, known: Knowing, parents: ParentRows) -> None:
        self.field, self._known, self.parents = field, known, parents
        self.plan, self.tables, self.is_cacheable = parents.plan, parents.tables, parents.is_cacheable

    @property
    def signature(self) -> Hashable:
        return ("own", self.field.number, self.parents.signature)

    def load(self, ids: Ids, context: Context) -> ById:
        led_to = {text: self._known(read(text)) for text in ids - {None}}
        found = self.parents.load(set(led_to.values()), context)
        return {text: found.get(row_id) for text, row_id in led_to.items()}


@dataclass(frozen=True)
class InWords(Computed):
    """What a function of the whole value says in a language, for which the rows are read that references lead to."""

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        builder.wants.add(NAMES)
        return super().expression(builder, selected)


def in_words(value: OwnValue, language: str) -> str | None:
    """The value in words."""
    return value.told(language)
