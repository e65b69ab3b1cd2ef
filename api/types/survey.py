"""What surveys that have ended came to, as everybody may know it: nothing from which a few people could be made out."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry

from api.filters.arguments import Info, says
from api.types.record_type import said
from tansiq.language.words import speaking
from tansiq.models import FieldDefinition, Survey
from tansiq.surveys.opening import survey_at
from tansiq.surveys.results import Cell, FieldResult, public_results

WEIGHT = 10_000
"""What the question counts: every answer is read."""

Address = Annotated[str, says("What stands at the end of the address of the survey's page.")]


@strawberry.type(description="An answer that was offered, and how many gave it.")
class SurveyAnswerCount:
    code: str | None = strawberry.field(description="YES, NO or the code of the list; null for no answer.")
    label: str = strawberry.field(description="What participants read, in the language of the request.")
    count: int | None = strawberry.field(description="Null where one to four people could be made out by it.")


@strawberry.type(description="A question of a survey, and what it came to; texts are never told.")
class SurveyQuestion:
    row: strawberry.Private[FieldDefinition]
    key: str = strawberry.field(description="How programs call it.")
    label: str = said("label", "What people call it, in one language or else the other.")
    answers: list[SurveyAnswerCount] = strawberry.field(description="The answers in their order; none for a number.")
    average: float | None = strawberry.field(description="Of a number, where five or more gave one.")
    answered: int | None = strawberry.field(
        description="Of a number: how many gave one; null where that tells of the few who did not."
    )


@strawberry.type(description="What a survey came to.")
class SurveyResults:
    row: strawberry.Private[Survey]
    starts_on: date = strawberry.field(description="Its first day.")
    ends_on: date | None = strawberry.field(description="Its last day.")
    title: str = said("title", "What it is called, in one language or else the other.")
    total: int | None = strawberry.field(description="How many answers there are; null for fewer than five.")
    questions: list[SurveyQuestion] = strawberry.field(description="What each question came to.")


def _counts(cells: Sequence[Cell]) -> list[SurveyAnswerCount]:
    return [SurveyAnswerCount(code=cell.code, label=cell.label, count=cell.count) for cell in cells]


def _question(told: FieldResult) -> SurveyQuestion:
    return SurveyQuestion(
        row=told.field,
        key=told.field.key,
        answers=_counts(told.cells),
        average=None if told.average is None else round(told.average, 1),
        answered=told.answered,
    )


def survey_results(info: Info[Any, Any], address: Address) -> SurveyResults | None:
    """What a survey came to that has ended and whose results are for everybody; null for any other."""
    row = survey_at(address)
    with speaking(info.context.viewer.language):
        told = None if row is None else public_results(row)
    if row is None or told is None:
        return None
    questions = [_question(one) for one in told.fields]
    return SurveyResults(row=row, starts_on=row.starts_on, ends_on=row.ends_on, total=told.total, questions=questions)
