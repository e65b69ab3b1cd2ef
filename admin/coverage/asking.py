"""The plan items that ask for what lacks in a cell, in words and as links; one question for all cells of a page."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from admin.coverage.choices import Choices
from admin.current_viewer import viewer
from admin.words.formatting import bdi, link, number_text
from admin.words.naming import name_of
from tansiq.coverage import Cell
from tansiq.language.units import unit_text
from tansiq.language.words import gettext, listed
from tansiq.plans.items_for_gaps import Asked, AskingItem, items_asking

MOST_WRITTEN = 10
"""Items that one cell of a file names."""

Asking = Mapping[tuple[int, int], Asked]
"""By area and sector: the items that ask for it."""


def asking_of(cells: Iterable[Cell], choices: Choices, most: int = MOST_WRITTEN) -> Asking:
    """The open items of plans for each of these cells of an area and a sector, the first `most` of each by name."""
    places = [(cell.area_id, cell.sector_id) for cell in cells if cell.area_id and cell.sector_id]
    return items_asking(viewer(), places, choices.period, most)


def asking_at(asking: Asking, cell: Cell) -> Asked:
    """Those of one cell."""
    return asking.get((cell.area_id, cell.sector_id or 0), Asked())


def asking_markup(one: AskingItem) -> Markup:
    """An item with its code, leading to its page, and what is open of it."""
    left = open_text(one)
    told = Markup("{} {}").format(bdi(one.item.code), link(one.item, name_of(one.item)))
    return Markup('{} <span class="item-left">{}</span>').format(told, left) if left else told


def open_text(one: AskingItem) -> str:
    """What is open of an item in its unit, in words; "" where it asks for no quantity."""
    if one.open is None:
        return ""
    return gettext("%(open)s open (%(unit)s)", open=number_text(one.open), unit=unit_text(one.item.unit))


def asking_text(found: Asked, most: int = MOST_WRITTEN) -> str:
    """The items of one cell for a file: plan, code, name and what is open of each."""
    told = [
        " ".join(filter(None, (f"{name_of(one.item.plan)}:", one.item.code, name_of(one.item), _in_brackets(one))))
        for one in found.first[:most]
    ]
    return listed(told) + (" …" if found.count > most else "") if told else ""


def _in_brackets(one: AskingItem) -> str:
    return "" if one.open is None else f"({number_text(one.open)} {unit_text(one.item.unit)})"
