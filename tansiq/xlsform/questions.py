"""The rows of the survey: questions in groups and repeats, each as a field of the record type that it is of.

begin_group  "Water"                    a group of fields
  integer    depth      Depth           a field of wells
  begin_repeat  pumps   Pumps           a record type of rows, of which the wells are the owners
    text     maker      Maker           a field of pumps
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tansiq.xlsform.headers import OWN
from tansiq.xlsform.tables import Cell, Line


@dataclass
class Group:
    """A group that is open while its rows are read. What stands in one that is `is_left_out` is left out too."""

    line: Line
    act: str
    words: Mapping[str, Cell] = field(default_factory=dict)
    is_left_out: bool = False


@dataclass
class Question:
    """One field in the making. `number` is its own in the document, `groups` are those around it, outermost first."""

    number: int
    line: Line
    name: str
    key: str
    value_type: str
    list_name: str = ""
    groups: tuple[Group, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    """By column of the field: the cell in which it stands."""

    def put(self, column: str, value: Any, place: str) -> None:
        """Let a column hold what stands in a cell."""
        self.values[column] = value
        self.cells[column] = place


@dataclass
class RuleRow:
    """A rule in the making: what has to hold, with the names of questions, and its messages."""

    line: Line
    question: Question | None
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


@dataclass
class Holder:
    """A record type in the making: its key, the row that begins it (the settings, or a repeat), its questions by name
    in their order, and the rows that say nothing but a rule."""

    key: str
    line: Line
    is_repeat: bool = False
    questions: dict[str, Question] = field(default_factory=dict)
    rule_lines: list[Line] = field(default_factory=list)
    rules: list[RuleRow] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def types(self) -> Mapping[str, str]:
        """The types of its fields by the names of their questions; of a calculated one what it comes to, if it says."""
        return {name: one.line.text(OWN + "kind") or one.value_type for name, one in self.questions.items()}


def all_questions(holders: list[Holder]) -> Iterator[tuple[Holder, Question]]:
    """Every question with the record type that it is of."""
    for holder in holders:
        for one in holder.questions.values():
            yield holder, one
