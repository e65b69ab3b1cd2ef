"""The lines of a sheet of a report, from the items of its version: one for each item, or for each row of its cells.

Vehicles            [12]  10
Waste, by kind                       a line of words, then one for each answer
   dry              [ ]   2.5
   wet              [ ]   0.1
Staff, by grade     men     women    of two lists: the second one stands above
   first            [ ] 3   [ ] 4
Those idle          =
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tansiq.exchange.reporting.marks import NOTHING, RECKONED, Place, text_of
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.models import Choice, FieldDefinition, Report
from tansiq.models.breakdowns import is_broken_down, lists_of
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.extra import extra_name
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its words, the cells that are filled in it, or the words above the cells below it."""

    label: str
    one: FieldDefinition | None = None
    places: tuple[Place, ...] = ()
    heads: tuple[str, ...] = ()
    is_heading: bool = False

    @property
    def text(self) -> str:
        """Its mark, without the check."""
        if self.places:
            return text_of(self.places)
        return RECKONED if self.one is not None and self.one.value_type == "CALCULATED" else NOTHING


def items_of(viewer: Viewer, report: Report, definitions: Definitions) -> list[FieldDefinition]:
    """The items of a report that `viewer` may see, in their order; rows of their own are filled in the panel."""
    items = [one for one in definitions.of((ENTRY, report.form_id)) if one.value_type != "ROWS"]
    return [one for one in items if may_see_field(viewer, extra_name(one.number), report)]


def is_filled(one: FieldDefinition) -> bool:
    """Whether people fill an item."""
    return one.value_type not in {"CALCULATED", *HOLDING_NOTHING}


def lines_of(definitions: Definitions, items: Iterable[FieldDefinition]) -> Iterator[Line]:
    """The lines of these items under their headings, each heading where its first item stands."""
    groups: dict[str, list[FieldDefinition]] = {}
    for one in items:
        groups.setdefault(pick(one, "group"), []).append(one)
    for title, of_group in groups.items():
        if title:
            yield Line(title, is_heading=True)
        for one in of_group:
            yield from _lines(definitions, one)


def places_of(definitions: Definitions, items: Iterable[FieldDefinition]) -> list[Place]:
    """All cells that are filled of these items."""
    return [place for line in lines_of(definitions, items) for place in line.places]


def _lines(definitions: Definitions, one: FieldDefinition) -> Iterator[Line]:
    label = pick(one, "label")
    if not is_broken_down(one):
        yield Line(label, one, ((one.number, ""),) if is_filled(one) else (), is_heading=one.value_type == "HEADING")
        return
    first, *more = lists_of(definitions, one)
    if not more:
        yield Line(label, one)
        for row in first:
            yield Line(f"   {_called(row)}", one, ((one.number, row.code),))
        return
    yield Line(label, one, heads=tuple(_called(column) for column in more[0]))
    for row in first:
        places = tuple((one.number, f"{row.code} {column.code}") for column in more[0])
        yield Line(f"   {_called(row)}", one, places)


def _called(answer: Choice) -> str:
    return pick(answer, "label") or answer.code
