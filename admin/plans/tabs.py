"""The pages of one plan, each a tab under its name; another one is added by its line here."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from admin.panel.details import badges
from admin.words.naming import name_of
from tansiq.language.words import Sentence, say
from tansiq.models import Plan


@dataclass(frozen=True)
class Tab:
    """One page of a plan: what it is called, and the endpoint that answers for `?id=`."""

    code: str
    title: Sentence
    endpoint: str

    def address(self, plan: Plan) -> Any:
        """Where the page of this plan stands."""
        return url_for(self.endpoint, id=plan.id)


TABS = (
    Tab("outline", say("Outline"), "plan.details_view"),
    Tab("timetable", say("Timetable"), "plan.timetable_view"),
    Tab("trend", say("Trend"), "plan.trend_view"),
    Tab("map", say("Map"), "plan.map_view"),
    Tab("indicators", say("Indicators"), "plan.indicators_view"),
    Tab("documents", say("Documents"), "plan.documents_view"),
    Tab("consultation", say("Consultation"), "plan.consultation_view"),
    Tab("versions", say("Versions of the plan"), "versions.index"),
    Tab("history", say("History"), "plan.history_view"),
)


def page_head(plan: Plan, code: str) -> dict[str, Any]:
    """What the head of each page of a plan shows; `code` is the tab that is open."""
    return {"row": plan, "name": name_of(plan), "badges": badges(plan), "tab": code}
