"""What is written as a form: a record type or a periodic form as it stands, or a version of it as it was published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.reading import shown
from tansiq.models import Choice, ChoiceList, FieldDefinition, FormVersion, RuleDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, TYPES_OF_KINDS, Definitions, known
from tansiq.models.form_rules import DAYS
from tansiq.models.frozen_definitions import definitions_of
from tansiq.models.own_expressions import trees_that_mean_something
from tansiq.policy.entry_rule import knows
from tansiq.policy.viewer import Viewer

_TAKEN = frozenset({"meta"})
"""What no question may be called elsewhere."""


@dataclass(frozen=True)
class FormContent:
    """One record type with its fields in their order, its rules, the offered answers by the ids of their lists, and
    the record types of its rows."""

    kind: TypeDefinition
    fields: Sequence[FieldDefinition]
    rules: Sequence[RuleDefinition]
    choices: Mapping[int, Sequence[Choice]]
    keys: Mapping[int, str]
    """The keys of record types by their ids: of those that the viewer knows."""
    rows: Sequence["FormContent"] = ()
    version: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Columns of the record type that were other ones when the version was published."""

    @property
    def spoken_types(self) -> Mapping[str, str]:
        """By the names of questions: the types of their fields, of calculated ones what these come to."""
        codes = {one.number: [choice.code for choice in self.choices.get(one.choice_list_id or 0, ())]
                 for one in self.fields}  # fmt: skip
        trees = trees_that_mean_something(self.fields, codes)
        told = {number: TYPES_OF_KINDS[tree.kind] for number, tree in trees.items()}
        return {name_of(one): told.get(one.number, one.value_type) for one in self.fields}

    def expression(self, kept: str) -> str:
        """A kept expression with the names of questions."""
        facts = (FieldFacts(number=one.number, kind=Kind.TEXT, key=name_of(one)) for one in self.fields)
        return shown(kept, FieldNames(facts), "key")

    def lists(self) -> list[int]:
        """The ids of the lists that its fields offer or are broken down by, and those of its rows."""
        own = [
            one.__data__.get(name) for one in self.fields for name in ("choice_list", "breakdown", "second_breakdown")
        ]
        return list(dict.fromkeys([*filter(None, own), *(number for row in self.rows for number in row.lists())]))


def name_of(one: FieldDefinition) -> str:
    """What the question of a field is called."""
    return f"{one.key}_" if one.key in _TAKEN else one.key


def content_of_type(viewer: Viewer, kind: TypeDefinition) -> FormContent:
    """A record type as it stands, with those of its rows that the viewer knows: what is in use, and while it is a draft
    its drafts too."""
    told = _types_told(viewer)
    rows = [one for one in told.values() if one.owner_type_id == kind.id and one.use_state != "RETIRED"]
    owned = [] if kind.is_form else sorted(rows, key=lambda one: (one.position, one.id))
    found = _content(kind, known(), told)
    return replace(found, rows=[_content(one, known(), told) for one in owned])


def content_of_version(viewer: Viewer, version: FormVersion) -> FormContent:
    """A form as one of its versions froze it."""
    values = {name: getattr(version, name) for name in (*DAYS, "approval_levels")}
    found = _content(version.form, definitions_of(version), _types_told(viewer))
    return replace(found, version=str(version.number), values=values)


def names_of_lists(ids: Sequence[int]) -> Mapping[int, ChoiceList]:
    """The lists by their ids, with what they are called now."""
    return {int(one.id): one for one in ChoiceList.select().where(ChoiceList.id.in_(list(ids)))}


def _types_told(viewer: Viewer) -> Mapping[int, TypeDefinition]:
    """The record types by their ids of which the viewer may be told."""
    return {number: one for number, one in known().types.items() if knows(viewer, one)}


def _content(kind: TypeDefinition, definitions: Definitions, told: Mapping[int, TypeDefinition]) -> FormContent:
    holder = (ENTRY, int(kind.id))
    is_told = _told_of(kind)
    fields = [one for one in definitions.all_of(holder) if is_told(one) and one.value_type != "ROWS"]
    rules = [*definitions.rules.get(holder, ()), *(_drafted_rules(kind) if kind.use_state == "DRAFT" else ())]
    lists = {one.__data__.get(name) for one in fields for name in ("choice_list", "breakdown", "second_breakdown")}
    choices = {number: [one for one in definitions.choices.get(number, {}).values() if one.is_offered]
               for number in lists - {None}}  # fmt: skip
    return FormContent(kind, fields, rules, choices, {number: one.key for number, one in told.items()})


def _told_of(kind: TypeDefinition) -> Callable[[FieldDefinition], bool]:
    states = {"ACTIVE", "DRAFT"} if kind.use_state == "DRAFT" else {"ACTIVE"}
    return lambda one: one.use_state in states


def _drafted_rules(kind: TypeDefinition) -> Sequence[RuleDefinition]:
    table = RuleDefinition
    query: Any = table.select().where(table.record_table == ENTRY, table.record_type == kind.id)
    return list(query.where(table.use_state == "DRAFT", table.archived_at.is_null()).order_by(table.id))
