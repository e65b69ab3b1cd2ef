"""The cells of a report: what is typed into each, what stood in it for the period before, and what is wrong with it.

item 13, not broken down     one cell "extra.13"
item 14, by sex and age      "extra.14/F 0_17", "extra.14/F 18_59", ... and their total
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from admin.panel.inputs import amount_in, whole_in
from admin.panel.own_inputs import kept_value
from admin.words.formatting import number_text
from tansiq.language.cleaning import clean_line
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition
from tansiq.models.breakdowns import cells_of, is_broken_down
from tansiq.models.column_values import EXACT
from tansiq.models.definitions import Definitions
from tansiq.models.extra import extra_name
from tansiq.models.field_definition import NUMERIC

Typed = Mapping[str, str]
"""By name of a cell: the text that was sent."""


class Cell(NamedTuple):
    """One cell, ready for the page: `before` is what stood in it for the period before, "" where nobody knows; `now`
    what somebody else saved meanwhile, `held` the number that the report holds."""

    name: str
    text: str
    before: str = ""
    now: str = ""
    wrong: str = ""
    held: Any = None

    @property
    def said(self) -> str:
        """The number as it is told to whoever reads the report."""
        return told(self.held)

    @property
    def anchor(self) -> str:
        """What the page finds it by; codes hold no such sign."""
        return self.name.replace(" ", "+")


def is_typed_as_number(one: FieldDefinition) -> bool:
    """Whether an item is typed into cells; what is answered in other ways has a field of its kind."""
    return one.value_type in NUMERIC


def cell_names(definitions: Definitions, one: FieldDefinition) -> dict[str, str]:
    """By the key of a cell, "" of an item that is not broken down: the name under which it is sent."""
    name = extra_name(one.number)
    return {key: f"{name}/{key}" for key in cells_of(definitions, one)} if is_broken_down(one) else {"": name}


def kept_in(one: FieldDefinition, kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """By the key of a cell: what a report keeps in it, where that is known."""
    value = kept.get(str(one.number))
    if isinstance(value, dict):
        return value if is_broken_down(one) else {}
    return {} if is_broken_down(one) else {"": value}


def shown(value: Any) -> str:
    """A number as it stands in its cell, to be read again as the same."""
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def told(value: Any) -> str:
    """A number as it is told beside a cell, with its thousands apart."""
    return "" if value is None or isinstance(value, str | bool | dict | list) else number_text(value)


def read_cells(definitions: Definitions, one: FieldDefinition, sent: Typed) -> tuple[Any, dict[str, str]]:
    """What was typed into the cells of an item, as a report keeps it, None where nothing was; and by name of the cell
    what cannot be read."""
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for key, name in cell_names(definitions, one).items():
        try:
            value = _number(one, sent.get(name, ""))
        except ValueError as error:
            wrong[name] = str(error)
        else:
            if value is not None:
                found[key] = value
    return (found or None) if is_broken_down(one) else found.get(""), wrong


def _number(one: FieldDefinition, text: str) -> int | float | None:
    line = clean_line(text.replace("\x00", ""))
    if one.is_share:
        # "45 %" says what "45" says where the item is a share of a hundred.
        line = line.strip("%٪ ")
    if not line:
        return None
    if one.value_type == "WHOLE":
        return whole_in(line, EXACT - 1)
    number: int | float = kept_value(amount_in(line))
    return number


@dataclass(frozen=True)
class Telling:
    """What cells are told from: what the report holds, what was sent, what it held for the period before, what is
    stored by now where that `is_stale`, and what is wrong, by name."""

    kept: Mapping[str, Any]
    sent: Typed
    before: Mapping[str, Any]
    stored: Mapping[str, Any]
    is_stale: bool
    wrong: Mapping[str, str]

    def cells(self, definitions: Definitions, one: FieldDefinition) -> list[Cell]:
        """The cells of an item, in their order."""
        held, before, stored = (kept_in(one, kept) for kept in (self.kept, self.before, self.stored))
        return [
            self._cell(name, held.get(key), told(before.get(key)), shown(stored.get(key)))
            for key, name in cell_names(definitions, one).items()
        ]

    def _cell(self, name: str, held: Any, before: str, stands: str) -> Cell:
        text = self.sent[name] if name in self.sent else shown(held)
        now = (stands or gettext("nothing")) if self.is_stale and stands != text else ""
        return Cell(name, text, before, now, self.wrong.get(name, ""), held)
