"""What a survey came to: counts for each answer, averages of numbers; texts, days and points are never told.

    results(viewer, survey)     of the entries that the viewer may see, exact
    public_results(survey)      of all answers, once the survey has ended, without small cells (small_cells.py)

Before the survey has ended nothing is public: who asks before and after an answer would read it off the difference.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import Entry, FieldDefinition, Proposal, Survey, SurveyAnswer
from tansiq.models.definitions import known
from tansiq.models.extra import extra_name
from tansiq.models.kept_values import taken
from tansiq.models.survey import fields_asked
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.surveys import small_cells


@dataclass(frozen=True)
class Cell:
    """One answer, by its code (None: no answer) and in words, and how many gave it; None where that is not told."""

    code: str | None
    label: str
    count: int | None


@dataclass(frozen=True)
class FieldResult:
    """What one question came to: `cells` of a choice, else the `average` of `answered` numbers."""

    field: FieldDefinition
    cells: Sequence[Cell] = ()
    average: float | None = None
    answered: int | None = None


@dataclass(frozen=True)
class Results:
    """How many answers there are (None: too few to be told), how many wait for review, what each question came to."""

    total: int | None
    waiting: int
    fields: Sequence[FieldResult]


Told = Callable[[Sequence[int]], list[int | None]]


def results(viewer: Viewer, survey: Survey) -> Results:
    """What the answers that a viewer may see come to, of the fields that they may see."""
    asked = [one for one in _told(survey) if may_see_field(viewer, extra_name(one.number), Entry)]
    held = [row.extra or {} for row in visible(Entry, viewer).where(_is_answer_to(survey))]
    return Results(
        len(held), _waiting(survey), [_result(one, held, list, lambda counts, _: list(counts)) for one in asked]
    )


def public_results(survey: Survey) -> Results | None:
    """What everybody may know of a survey; None where that is nothing, now or at all."""
    if not survey.has_public_results or survey.ends_on is None or survey.ends_on >= clock.today():
        return None
    # Nobody reads these entries: what is told of them is counted here, and has no small cell.
    held = [row.extra or {} for row in Entry.select(Entry.extra).where(_is_answer_to(survey))]
    if len(held) < small_cells.LEAST:
        return Results(None, 0, ())
    asked = [one for one in _told(survey) if one.is_open]
    told = [_result(one, held, small_cells.of_parts, small_cells.of_overlapping) for one in asked]
    return Results(len(held), 0, [_without_few(one, len(held)) for one in told])


def _is_answer_to(survey: Survey) -> Any:
    """The condition that an entry is an answer that came in, at once or once it was approved, and was not archived."""
    mine = SurveyAnswer.survey == survey.id
    entered = SurveyAnswer.select(SurveyAnswer.entry).where(mine, SurveyAnswer.entry.is_null(False))
    approved = Proposal.select(Proposal.record_id).where(
        Proposal.state == "APPROVED", Proposal.id.in_(SurveyAnswer.select(SurveyAnswer.proposal).where(mine))
    )
    return (Entry.id.in_(entered) | Entry.id.in_(approved)) & Entry.archived_at.is_null()


def _waiting(survey: Survey) -> int:
    sent = SurveyAnswer.select(SurveyAnswer.proposal).where(SurveyAnswer.survey == survey.id)
    return int(Proposal.select().where(Proposal.state == "WAITING", Proposal.id.in_(sent)).count())


def _told(survey: Survey) -> list[FieldDefinition]:
    return [one for one in fields_asked(survey) if one.is_from_list or one.is_numeric or one.value_type == "YES_NO"]


def _result(
    one: FieldDefinition,
    held: Sequence[dict[str, Any]],
    of_parts: Told,
    of_overlapping: Callable[[Sequence[int], int], list[int | None]],
) -> FieldResult:
    values = [taken(one, kept.get(str(one.number))) for kept in held]
    given = [value for value in values if value is not None]
    if one.is_numeric:
        return FieldResult(one, average=sum(given) / len(given) if given else None, answered=len(given))
    labels = _labels(one, given)
    if one.value_type == "CHOICES":
        count = Counter(code for codes in given for code in codes)
        told = of_overlapping([count[code] for code in labels], len(values))
        return FieldResult(one, _cells(labels.items(), told))
    count = Counter(given)
    told = of_parts([*(count[code] for code in labels), len(values) - len(given)])
    return FieldResult(one, _cells([*labels.items(), (None, gettext("No answer"))], told))


def _labels(one: FieldDefinition, given: Iterable[Any]) -> dict[Any, str]:
    """What may be answered, by code: of retired answers those that were given."""
    if one.value_type == "YES_NO":
        return {True: gettext("Yes"), False: gettext("No")}
    chosen = {code for value in given for code in (value if isinstance(value, list) else [value])}
    offered = known().answers_to(one)
    labels = {code: pick(row, "label") for code, row in offered.items() if row.is_offered or code in chosen}
    return labels | {code: code for code in sorted(chosen - set(offered))}


def _cells(answers: Iterable[tuple[Any, str]], counts: Sequence[int | None]) -> list[Cell]:
    codes = {True: "YES", False: "NO"}
    pairs = zip(answers, counts, strict=True)
    return [Cell(codes.get(code, code), label, count) for (code, label), count in pairs]


def _without_few(result: FieldResult, total: int) -> FieldResult:
    """An average of few is not told, nor of how many it is where that tells of the few who did not answer."""
    if result.answered is None:
        return result
    is_told = result.answered >= small_cells.LEAST
    answered = result.answered if is_told and not small_cells.is_small(total - result.answered) else None
    return FieldResult(result.field, average=result.average if is_told else None, answered=answered)
