"""How much feedback citizens sent and were replied to, as everybody may know it: rounded, of months that are over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.filters.arguments import Info, Within, says, takes
from api.filters.lookup import area_by_pcode
from tansiq.faults import Fault, Refused
from tansiq.language.words import say, speaking
from tansiq.models import FieldDefinition, Survey
from tansiq.surveys.feedback_figures import (
    Asked,
    Figures,
    Group,
    answered_fields,
    last_day_told,
    public_figures,
    public_figures_are_told,
)
from tansiq.surveys.opening import survey_at

WEIGHT = 10_000
"""What the question counts: all feedback to the survey is read."""
_ROUNDED = "Rounded to the nearest five; null where it is one to four."


@strawberry.type(description="How much feedback came in and was replied to.")
class FeedbackFigures:
    received: int | None = strawberry.field(description=f"How much came in. {_ROUNDED}")
    answered: int | None = strawberry.field(description=f"How much of it was replied to by now. {_ROUNDED}")
    answered_in_time: int | None = strawberry.field(
        description=f"How much until the day on which it was due. {_ROUNDED}"
    )
    median_days: float | None = strawberry.field(
        description="Days until the first reply, as of the middle one; null where fewer than five were replied to."
    )


@strawberry.type(description="The figures of one month, area or answer.")
class FeedbackGroup:
    key: str | None = strawberry.field(
        description="The month as 2026-03, the P-code of the area or the code of the answer; null for no answer."
    )
    label: str = strawberry.field(description="The same in words, in the language of the request.")
    figures: FeedbackFigures = strawberry.field(description="Its figures.")


@strawberry.type(description="How much feedback came to a survey, in all and told apart.")
class Feedback:
    until: date = strawberry.field(description="The last day told of: that of the last month that is over.")
    total: FeedbackFigures = strawberry.field(description="All that was asked for.")
    groups: list[FeedbackGroup] = strawberry.field(
        description="Told apart as asked; none where that was not asked, or where fewer than five came in."
    )


@strawberry.enum(description="What feedback is told apart by.")
class FeedbackGrouping(Enum):
    MONTH = strawberry.enum_value("MONTH", description="The month in which it came in.")
    GOVERNORATE = strawberry.enum_value("GOVERNORATE", description="The governorate in which it lies.")
    DISTRICT = strawberry.enum_value("DISTRICT", description="The district in which it lies.")


@dataclass(frozen=True)
class FeedbackFilters:
    """What may be asked of feedback."""

    survey: Annotated[str, says("What stands at the end of the address of the survey's page.")]
    within: Within = None
    from_: Annotated[
        date | None, strawberry.argument(name="from", description="What came in from the month of this day on.")
    ] = None
    to: Annotated[date | None, says("What came in until the end of the month of this day.")] = None
    by: Annotated[FeedbackGrouping | None, says("Told apart by this.")] = None
    field: Annotated[str | None, says("Key of a question with one answer of a list: told apart by its answers.")] = None

    def question(self, context: Context, row: Survey | None) -> Asked:
        """The question as the domain knows it. Raises Refused."""
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise Refused(Fault("DATES_REVERSED", "to", say("The end is before the beginning.")))
        if self.by is not None and self.field is not None:
            raise Refused(Fault("INVALID", "field", say("Feedback is told apart by one thing at a time.")))
        area_id = None if self.within is None else area_by_pcode(context, self.within).id
        by = "" if self.by is None else self.by.name
        return Asked(area_id, self.from_, self.to, by, self._field_of(row))

    def _field_of(self, row: Survey | None) -> FieldDefinition | None:
        if self.field is None or row is None:
            return None
        found = next((one for one in answered_fields(row, is_public=True) if one.key == self.field), None)
        if found is None:
            text = say(
                "The survey has no question with one answer of a list under this key: %(key)s.", key=self.field[:60]
            )
            raise Refused(Fault("UNKNOWN_CODE", "field", text))
        return found


@takes(FeedbackFilters)
def feedback(info: Info[Any, Any], asked: FeedbackFilters) -> Feedback | None:
    """How much feedback came to a survey whose figures are for everybody, and was replied to; null for any other.
    Counts are rounded to fives, so that no two questions tell of a few people."""
    found = survey_at(asked.survey)
    # Of one whose figures are for few nothing is told, by faults neither.
    row = found if found is not None and public_figures_are_told(found) else None
    with speaking(info.context.viewer.language):
        question = asked.question(info.context, row)
        told = None if row is None else public_figures(row, question)
    if told is None:
        return None
    return Feedback(until=last_day_told(), total=_figures(told.total), groups=_groups(told.groups))


def _groups(groups: Sequence[Group]) -> list[FeedbackGroup]:
    return [FeedbackGroup(key=one.key, label=one.label, figures=_figures(one.figures)) for one in groups]


def _figures(told: Figures) -> FeedbackFigures:
    return FeedbackFigures(
        received=told.received, answered=told.replied, answered_in_time=told.in_time, median_days=told.median_days
    )
