"""The lines of a report on its page: one for each item, under the headings that they name.

Vehicles            [ 12 ]  before: 10
Waste, in tons      dry [ 2.5 ]  wet [ .1 ]      2.6 together
Those idle            4     reckoned
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from admin.panel.forms import GuardedForm
from admin.panel.own_fields import NOT_TYPED, hint_of, value_input
from admin.panel.own_inputs import AnswerField, AnswersField, kept_value
from admin.reports.cells import Cell, Telling, is_typed_as_number
from admin.reports.told_values import told_by
from admin.words.formatting import number_text
from tansiq.forms.outliers import Jump
from tansiq.language.bilingual import pick
from tansiq.language.words import data_language, gettext
from tansiq.models import FieldDefinition
from tansiq.models.breakdowns import is_broken_down, lists_of
from tansiq.models.definitions import Definitions
from tansiq.models.extra import extra_name
from tansiq.records.extra_values import reckoner


@dataclass(frozen=True)
class Line:
    """One item: its cells, row by row where it is broken down (`heads` are the columns, `rows` the labels of rows), or
    the `field` in which it is answered, or what is `told` of it; `said` is what was answered. `notes` are those of
    whoever returned the report; it is `asked` about where it jumps out of what the unit reported before."""

    one: FieldDefinition
    label: str
    unit: str
    hint: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[str] = ()
    cells: Sequence[Sequence[Cell]] = ()
    field: Any = None
    told: str = ""
    said: str = ""
    before: str = ""
    notes: Sequence[str] = ()
    wrong: str = ""
    asked: str = ""

    @property
    def name(self) -> str:
        """What its faults are told at."""
        return extra_name(self.one.number)


@dataclass
class Group:
    """Lines under one heading."""

    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """What the lines are made of: the definitions and items of the report, what its cells are told from, the form of
    what is answered otherwise, what is wrong with an item as a whole, the notes at items, and what formulas know of the
    period before, and what jumps."""

    definitions: Definitions
    items: Sequence[FieldDefinition]
    telling: Telling
    form: Any
    faults: Mapping[str, str]
    notes: Mapping[int | None, Sequence[str]]
    previous: Mapping[int, Any]
    jumps: Mapping[int, Jump]


def groups_of(page: Page) -> list[Group]:
    """The lines of a report under their headings, each where its first item stands."""
    groups: dict[str, Group] = {}
    reckoned = _reckoned(page)
    for one in page.items:
        title = pick(one, "group")
        groups.setdefault(title, Group(title)).lines.append(_line(page, one, reckoned))
    return list(groups.values())


def form_of(definitions: Definitions, items: Sequence[FieldDefinition]) -> type[GuardedForm]:
    """The form of the items that are answered in other ways than by numbers."""
    asked = [one for one in items if one.value_type not in NOT_TYPED and not is_typed_as_number(one)]
    return type("ReportForm", (GuardedForm,), {extra_name(one.number): _input(definitions, one) for one in asked})


def form_values(form: Any) -> dict[int, Any]:
    """What was answered there, by number of the item, as a report keeps it."""
    numbers = {number: answer for answer in form if (number := _number(answer)) is not None}
    return {number: kept_value(answer.data) or _zero(answer.data) for number, answer in numbers.items()}


def _zero(data: Any) -> Any:
    """No is an answer; what is empty is not known."""
    return False if data is False else None


def _number(answer: Any) -> int | None:
    digits = answer.short_name.removeprefix("extra.")
    return int(digits) if digits.isdigit() else None


def _input(definitions: Definitions, one: FieldDefinition) -> Any:
    options: dict[str, Any] = {"description": hint_of(one)}
    kinds: dict[str, Any] = {"CHOICE": AnswerField, "CHOICES": AnswersField}
    if one.value_type in kinds:
        return kinds[one.value_type](pick(one, "label"), one, definitions=definitions, **options)
    return value_input(pick(one, "label"), one, options)


def _line(page: Page, one: FieldDefinition, reckoned: Mapping[int, Any]) -> Line:
    about: dict[str, Any] = {
        "one": one,
        "label": pick(one, "label"),
        "unit": pick(one, "unit"),
        "hint": hint_of(one),
        "notes": page.notes.get(one.number, ()),
        "wrong": page.faults.get(extra_name(one.number), ""),
        "asked": _question(page.jumps.get(one.number)),
    }
    if one.value_type == "CALCULATED":
        value = told_by(page.definitions, one, reckoned.get(one.number))
        return Line(**about, told=value, said=value)
    if is_typed_as_number(one):
        return Line(**about, **_cells(page, one))
    name = extra_name(one.number)
    before = told_by(page.definitions, one, page.telling.before.get(str(one.number)))
    said = told_by(page.definitions, one, page.telling.kept.get(str(one.number)))
    answer = page.form[name] if one.value_type not in NOT_TYPED else None
    return Line(**about, field=answer, said=said, before=before)


def _question(jump: Jump | None) -> str:
    """What is asked of a figure that jumps."""
    if jump is None:
        return ""
    told = {"value": number_text(jump.value), "usual": number_text(jump.usual)}
    return gettext("This unit usually reports about %(usual)s. Is %(value)s right?", **told)


def _cells(page: Page, one: FieldDefinition) -> dict[str, Any]:
    """The cells of an item as they stand on the page, with its columns, rows and total."""
    made = page.telling.cells(page.definitions, one)
    if not is_broken_down(one):
        return {"cells": [made]}
    labels = _list_labels(page.definitions, one)
    columns, total = labels[-1], told_by(page.definitions, one, page.telling.kept.get(str(one.number)))
    if len(labels) == 1:
        return {"heads": columns, "cells": [made], "told": total}
    rows = [made[at : at + len(columns)] for at in range(0, len(made), len(columns))]
    return {"heads": columns, "rows": labels[0], "cells": rows, "told": total}


def _list_labels(definitions: Definitions, one: FieldDefinition) -> list[list[str]]:
    """What the answers are called by which an item is broken down, list by list; many items share them."""
    key = ("labels of lists", one.breakdown_id, one.second_breakdown_id, data_language())
    return definitions.kept(key, lambda: [[pick(row, "label") for row in rows] for rows in lists_of(definitions, one)])


def _reckoned(page: Page) -> Mapping[int, Any]:
    """What calculated items come to with what stands in the others."""
    holder = page.items[0].holder if page.items else ("", None)
    return reckoner(page.definitions, holder, previous=page.previous)(page.telling.kept)
