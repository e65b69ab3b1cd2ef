"""Breakdowns: an item of a form that is told apart by one list of answers, or by each pair of answers of two.

by sex            {"F": 3, "M": 4}
by sex and age    {"F 0_17": 1, "F 18_59": 2, ...}        a cell is the codes of its answers with a space between
"""

from collections.abc import Mapping
from itertools import product

from tansiq.language.words import InBoth, Sentence, say
from tansiq.models.choice_list import Choice
from tansiq.models.definitions import Definitions
from tansiq.models.field_definition import FieldDefinition

Cell = tuple[Choice, ...]


def is_broken_down(one: FieldDefinition) -> bool:
    """Whether reports give it for each answer of a list instead of as one figure."""
    return one.breakdown_id is not None


def lists_of(definitions: Definitions, one: FieldDefinition) -> list[list[Choice]]:
    """The answers by which an item is broken down, list by list, in their order; those that are retired left out."""
    return [_offered(definitions, list_id) for list_id in (one.breakdown_id, one.second_breakdown_id) if list_id]


def _offered(definitions: Definitions, list_id: int) -> list[Choice]:
    answers = definitions.choices.get(list_id, {})
    return definitions.kept(("offered", list_id), lambda: [row for row in answers.values() if row.is_offered])


def cells_of(definitions: Definitions, one: FieldDefinition) -> Mapping[str, Cell]:
    """By the key of a cell: the answers that it is of, of each list one; none of an item that is not broken down."""
    if not is_broken_down(one):
        return {}
    return definitions.kept(
        ("cells", one.breakdown_id, one.second_breakdown_id),
        lambda: {" ".join(row.code for row in cell): cell for cell in product(*lists_of(definitions, one))},
    )


def cell_labels(definitions: Definitions, one: FieldDefinition) -> Mapping[str, InBoth | Sentence]:
    """By the key of a cell: what people call it."""
    return {key: _label(cell) for key, cell in cells_of(definitions, one).items()}


def _label(cell: Cell) -> InBoth | Sentence:
    names = [InBoth(row.label_en or row.label_ar, arabic=row.label_ar or row.label_en) for row in cell]
    return names[0] if len(names) == 1 else say("%(first)s, %(second)s", first=names[0], second=names[1])
