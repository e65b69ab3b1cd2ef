"""Items of plans as lists show them: with what is open of them, whose they are, and who is at work there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.words.formatting import NO_VALUE, DisplayRows, bdi, figure
from admin.words.naming import name_of
from tansiq.language.bilingual import pick
from tansiq.language.words import ngettext
from tansiq.models import PlanItem
from tansiq.plans.at_work import AtWork, at_work
from tansiq.plans.coverage_of_items import coverage_of_items

SHOWN = 3
"""Organisations that are named in a cell; all of them stand on the page of the item."""


@dataclass(frozen=True)
class ItemRows(DisplayRows):
    """Items; an office is told where it answers for one and is no organisation of the register."""

    work: Mapping[int, Sequence[AtWork]] = field(default_factory=dict)

    def value(self, row: Any, name: str) -> Markup:
        if name == "at_work":
            return work_markup(row, self.work.get(row.id, ()), SHOWN) or NO_VALUE
        return bdi(office) if (office := _office(row, name)) else super().value(row, name)

    def text(self, row: Any, name: str) -> str:
        if name == "at_work":
            return "; ".join(_told(one) for one in self.work.get(row.id, ()))
        return _office(row, name) or super().text(row, name)


def item_rows(found: DisplayRows, names: Iterable[str]) -> ItemRows:
    """Rows of items as the columns `names` show them; a statement for what is open, and one for who is at work."""
    shown, rows = set(names), list(found.rows)
    if "still_open" in shown:
        coverage = coverage_of_items(viewer(), rows)
        for row in rows:
            # What nobody committed to is no column: it is reckoned for the rows of a page at once.
            row.__data__["still_open"] = coverage[row.id].open
    work = at_work(viewer(), [row.id for row in rows]) if "at_work" in shown else {}
    return ItemRows(found.rows, found.parents, found.paths, work)


def work_markup(item: PlanItem, found: Sequence[AtWork], most: int) -> Markup:
    """The first organisations that are at work where an item asks for it; each leads to its interventions there, what
    is left out to those of all."""
    lines = [
        Markup('<li><a href="{}">{}</a></li>').format(
            url_for("intervention.index_view", may_serve=item.id, organization=one.organization.id), _told(one)
        )
        for one in found[:most]
    ]
    if left := len(found) - len(lines):
        text = ngettext("%(count)s more organisation", "%(count)s more organisations", figure(left))
        address = url_for("intervention.index_view", may_serve=item.id)
        lines.append(Markup('<li><a href="{}">{}</a></li>').format(address, text))
    return Markup('<ul class="at-work">{}</ul>').format(Markup("").join(lines)) if lines else Markup("")


def _told(one: AtWork) -> str:
    return ngettext(
        "%(name)s: %(count)s intervention", "%(name)s: %(count)s interventions", figure(one.intervention_count),
        name=name_of(one.organization),
    )  # fmt: skip


def _office(row: Any, name: str) -> str:
    return pick(row, "office") if name == "organization" and row.organization_id is None else ""
