"""The items that a form ever asked and of which figures are told, over all its versions: a series goes on by number.

version 1: vehicles (12), staff (13)   version 2: vehicles (12), waste (14)   ->   12 and 14 as in 2, 13 as in 1
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tansiq.expressions.tree import Node
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import FieldDefinition, FormVersion, TypeDefinition
from tansiq.models.data_stamps import stamp_of_now, table_name
from tansiq.models.definitions import ENTRY, Definitions, known
from tansiq.models.field_definition import NUMERIC
from tansiq.models.frozen_definitions import definitions_of


@dataclass(frozen=True)
class AskedItem:
    """An item as the last version says that asks it, with the definitions of that version; or a formula that a reader
    `typed` over items."""

    one: FieldDefinition
    definitions: Definitions
    typed: Node | None = None

    @property
    def number(self) -> int:
        """Under which reports keep it."""
        return self.one.number

    @property
    def is_over_areas(self) -> bool:
        """Whether figures of several units become one."""
        return self.typed is not None or bool(self.one.over_areas)

    @property
    def is_over_time(self) -> bool:
        """Whether figures of several periods become one."""
        return self.typed is not None or bool(self.one.over_time)

    @cached_property
    def tree(self) -> Node | None:
        """Of what it is calculated; None where it is reported."""
        if self.typed is not None:
            return self.typed
        return self.definitions.calculated_in(self.one.holder).get(self.number)

    @cached_property
    def is_ratio(self) -> bool:
        """Whether its formula divides by what is reported of one period: such figures are not added up."""
        parts = [] if self.tree is None else list(self.tree.walk())
        divides = any(part.operation == "div" and part.arguments[1].fields for part in parts)
        return divides and all(part.operation != "previous" for part in parts)


def items_asked(form: TypeDefinition) -> Mapping[int, AskedItem]:
    """By number: the items of a form whose figures may be told to whoever reads its reports, those of its last version
    in their order first. What is personal or not published, then or today, is left out."""
    definitions, stamp = known(), stamp_of_now(table_name(FormVersion))
    return definitions.kept(("items asked", form.id, stamp), lambda: _asked(form, definitions))


def items_named(form: TypeDefinition, keys: Iterable[str]) -> list[AskedItem]:
    """The items with these keys, which may be former ones. Raises Refused(UNKNOWN_FIELD) at "items" where there is no
    such item, none that may be told, or one that is no number."""
    items = items_asked(form).values()
    former = {key: item for item in items for key in item.one.keys[1:]}
    by_key = {**former, **{item.one.key: item for item in items}}
    found = []
    for key in dict.fromkeys(keys):
        item = by_key.get(key)
        if item is None or not is_number(item):
            text = say("This form has no figures of “%(key)s”.", key=key[:40])
            raise Refused(Fault("UNKNOWN_FIELD", "items", text))
        found.append(item)
    return found


def is_number(item: AskedItem) -> bool:
    """Whether an item has figures."""
    return item.definitions.told_type(item.one) in NUMERIC


def _asked(form: TypeDefinition, today: Definitions) -> Mapping[int, AskedItem]:
    found: dict[int, AskedItem] = {}
    for version in _versions(form):
        definitions = definitions_of(version)
        for one in definitions.open_to_all(ENTRY):
            stored = today.fields.get(one.number)
            if one.number not in found and stored is not None and stored.is_open:
                found[one.number] = AskedItem(one, definitions)
    return found


def _versions(form: TypeDefinition) -> Sequence[FormVersion]:
    """The versions, the latest first."""
    rows: Any = FormVersion.select().where(FormVersion.form == form.id).order_by(FormVersion.number.desc())
    versions: list[FormVersion] = list(rows)
    for version in versions:
        version.form = form
    return versions
