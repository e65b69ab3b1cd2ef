"""What items and decisions of meetings are about, in words with the way there, as far as the reader may see it."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from admin.current_viewer import viewer
from admin.words.coded_fields import code_label
from admin.words.formatting import bdi, link
from admin.words.naming import call_rows, name_of
from tansiq.language.words import gettext
from tansiq.meetings.about import About, about_of
from tansiq.models import Record, Sector
from tansiq.policy.visibility import visible


def about_markup(row: Any) -> Markup:
    """What one row is about; "" where it is about nothing else."""
    return told_about([row]).get(row.id, Markup(""))


def told_about(rows: Iterable[Any]) -> dict[int, Markup]:
    """By id of items or decisions: the kind of what each is about, and its name with the way there; of what is hidden
    the kind alone."""
    asked = [row for row in rows if row.about_kind]
    found = _called(about_of(asked, viewer()))
    sectors = _sectors({row.about_sector_id for row in asked if row.about_sector_id})
    return {row.id: _told(row, found.get((row.about_kind, row.about_id)), sectors) for row in asked}


def _called(found: dict[About, Record]) -> dict[About, Record]:
    """Rows without a name of their own are called by others: read at once for each kind."""
    for kind in {kind for kind, _ in found}:
        call_rows([row for (one, _), row in found.items() if one == kind], viewer())
    return found


def _sectors(ids: set[int]) -> dict[int, Sector]:
    return {row.id: row for row in visible(Sector, viewer()).where(Sector.id.in_(sorted(ids)))} if ids else {}


def _told(row: Any, seen: Record | None, sectors: dict[int, Sector]) -> Markup:
    kind = escape(code_label("about_kind", row.about_kind))
    if seen is None:
        return Markup("{}: {}").format(kind, gettext("not open to you"))
    if row.about_kind == "GAP":
        return Markup("{}: {}").format(kind, _gap(row, seen, sectors))
    if row.about_kind in PAGES:
        address = url_for(PAGES[row.about_kind], id=seen.id)
        return Markup('{}: <a href="{}">{}</a>').format(kind, address, bdi(name_of(seen)))
    return Markup("{}: {}").format(kind, link(seen, name_of(seen)))


PAGES = {"CASE": "overlapcase.details_view"}
"""Pages of rows that are not where those of their table are."""


def _gap(row: Any, area: Record, sectors: dict[int, Sector]) -> Markup:
    sector = sectors.get(row.about_sector_id)
    named = " · ".join(name_of(one) for one in (area, sector) if one is not None)
    address = url_for("coverage.index", within=area.id)
    return Markup('<a href="{}">{}</a>').format(address, bdi(named))
