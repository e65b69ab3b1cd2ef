"""Who is suggested for an item of a plan: the most suitable first, with what each part adds to the score."""

from typing import Any

from flask import request

from admin.current_viewer import viewer
from admin.words.naming import name_of
from tansiq.language.numbers import written
from tansiq.language.words import gettext
from tansiq.models import Call, PlanItem
from tansiq.partnerships.suggesting import SuggestedPart, invited_already, suggest_partners
from tansiq.policy.visibility import may, visible

FIRST, MORE = 10, 50
"""Organisations that the page shows, and that it shows where more are asked for."""


def suggested(item: PlanItem) -> dict[str, Any]:
    """All that the template is given."""
    first = MORE if request.args.get("more") else FIRST
    found = suggest_partners(viewer(), item, first)
    call = _open_call(item)
    ids = [one.organization_id for one in found.suggestions]
    return {
        "found": found,
        "rows": [(name_of(one.organization), one, list(map(_bar, one.parts))) for one in found.suggestions],
        "has_more": found.candidate_count > len(found.suggestions) and first < MORE,
        "call": call,
        "invited": frozenset[int]() if call is None else invited_already(viewer(), call.id, ids),
        "percent": lambda score: written(round(score * 100)),
    }


def _open_call(item: PlanItem) -> Call | None:
    """The newest open call to which the reader may invite."""
    rows = visible(Call, viewer()).where(Call.item == item.id, Call.call_state == "OPEN", Call.archived_at.is_null())
    found = rows.order_by(Call.id.desc()).first()
    return found if found is not None and may(viewer(), "CHANGE", found) else None


def _bar(part: SuggestedPart) -> tuple[SuggestedPart, str, int, str]:
    """A part, what it is called, how long its bar is (0 to 100), and what it adds in hundredths of the score."""
    adds = (
        gettext("not known")
        if part.value is None
        else gettext("adds %(points)s", points=written(round(part.contribution * 100)))
    )
    return part, _TITLES[part.name](), round((part.value or 0) * 100), adds


_TITLES = {
    "presence": lambda: gettext("Presence"),
    "sector": lambda: gettext("Work in the sector"),
    "size": lambda: gettext("Size of past work"),
    "timeliness": lambda: gettext("Timeliness of reports"),
    "capacity": lambda: gettext("Open capacity"),
    "together": lambda: gettext("Past work together"),
}
