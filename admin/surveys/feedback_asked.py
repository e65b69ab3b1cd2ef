"""Which feedback a list asks for: its address, read with patience and written again.

?state=LATE&survey=3&area=12&q=water&page=1      ?state=ALL
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from peewee import ModelSelect

from admin.current_viewer import viewer
from admin.panel.filters import FilterValue
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.search import search_condition, searched
from tansiq.language.digits import whole
from tansiq.language.survey_vocabulary import FEEDBACK_STATES
from tansiq.language.words import gettext, say
from tansiq.models import Area, Entry, Feedback, Survey
from tansiq.models.feedback import is_in_state
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.surveys.feedback_queue import feedback_owed, feedback_seen

AREA = ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it"))
ALL = "ALL"
"""The state that is none: all feedback, replied to or not."""
MOST_PAGE = 1_000


@dataclass(frozen=True)
class FeedbackAsked:
    """What narrows the list; without a `state` what waits for a reply is asked, late or not."""

    area: FilterValue
    state: str = ""
    survey_id: int | None = None
    search: str = ""
    page: int = 0

    @property
    def query(self) -> "ModelSelect[Feedback]":
        """The rows that the reader sees of it, in order."""
        rows: Any = feedback_seen(viewer()) if self.state else feedback_owed(viewer())
        if self.state not in ("", ALL):
            rows = rows.where(is_in_state(self.state, clock.today()))
        if self.survey_id is not None:
            rows = rows.where(Feedback.survey == self.survey_id)
        if self.area.meant is not None:
            rows = rows.where(placed_in(Entry, self.area.meant))
        if (found := search_condition(Entry, self.search, viewer())) is not None:
            rows = rows.where(found)
        narrowed: ModelSelect[Feedback] = rows
        return narrowed

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.survey_id or self.search or self.area.values or self.area.fault)

    def address(self, page: str = "index", /, **changed: Any) -> str:
        """The address of a page for the same question, some of it changed; None leaves a part out."""
        known: dict[str, Any] = {"state": self.state or None, "survey": self.survey_id, "q": self.search or None}
        known |= {**self.area.values, **changed}
        return url_for(f"feedback.{page}", **{name: value for name, value in known.items() if value is not None})

    def in_force(self) -> list[tuple[str, str]]:
        """(what it is, how it reads) of what narrows the list."""
        told = [(gettext("State"), FEEDBACK_STATES.label(self.state))] if self.state not in ("", ALL) else []
        told += [(gettext("Area"), self.area.text)] if self.area.text else []
        return told + ([(gettext("Search"), self.search)] if self.search else [])


def read_asked(given: Mapping[str, str]) -> FeedbackAsked:
    """The question of an address; what is not understood has its usual value."""
    state = given.get("state", "")
    return FeedbackAsked(
        AREA.read(given),
        state if state == ALL or state in FEEDBACK_STATES else "",
        whole(given.get("survey")),
        searched(given.get("q", "")).strip(),
        min(whole(given.get("page")) or 0, MOST_PAGE),
    )


def surveys_offered() -> list[Survey]:
    """The surveys of which the reader sees feedback."""
    asked = visible(Feedback, viewer()).select(Feedback.survey).distinct()
    return list(Survey.select().where(Survey.id.in_(asked)).order_by(Survey.id))
