"""Whether a survey takes answers, and whoever answers it: somebody without an account, who may do nothing else."""

from dataclasses import replace
from datetime import date

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import language, say
from tansiq.models import Area, Survey
from tansiq.models.survey import LETTERS, required_and_not_asked
from tansiq.platform import clock
from tansiq.policy.belonging import area_ids_within
from tansiq.policy.viewer import ANONYMOUS, PARTICIPANT, Answering, Viewer
from tansiq.policy.visibility import visible

DISTRICT = 2
"""Of a larger area the district is asked."""


def survey_at(address: str) -> Survey | None:
    """The survey with this address, whether it takes answers or not; None for one that was archived."""
    if not set(address) <= set(LETTERS):
        return None
    found: Survey | None = Survey.get_or_none(Survey.address == address, Survey.archived_at.is_null())
    return found


def participant(survey: Survey) -> Viewer:
    """Whoever answers a survey: they see what everybody sees, and may enter one row of its record type."""
    answering = Answering(survey.id, survey.record_type_id, survey.is_reviewed)
    name = pick(survey, "title")[:200]
    return replace(ANONYMOUS, roles=PARTICIPANT, name=name, language=language(), answering=answering)


def refuse_unless_open(survey: Survey) -> None:
    """Raise Refused where a survey takes no answer today: NOT_BEGUN, ENDED, STOPPED (it was archived, or its record
    type is retired or asks for what no survey can)."""
    if (fault := closed_fault(survey, clock.today())) is not None:
        raise Refused(fault)


def closed_fault(survey: Survey, today: date) -> Fault | None:
    """Why a survey takes no answer on a day; None where it takes some."""
    if survey.starts_on > today:
        return Fault("NOT_BEGUN", "", say("This survey has not begun yet. Come back later."))
    if survey.ends_on is not None and survey.ends_on < today:
        return Fault("ENDED", "", say("This survey has ended. Thank you for wishing to answer."))
    kind = survey.referred("record_type")
    is_stopped = survey.archived_at is not None or kind is None or kind.use_state != "ACTIVE"
    if is_stopped or required_and_not_asked(survey):
        return Fault("STOPPED", "", say("This survey takes no answers at present."))
    return None


def places_asked(survey: Survey) -> list[Area] | None:
    """The districts of which a participant says in which they are; None where that is not asked."""
    kind = survey.referred("record_type")
    if kind is None or not kind.has_area:
        return None
    within: Area | None = survey.referred("area")
    if within is not None and within.level >= DISTRICT:
        return None
    query = visible(Area, ANONYMOUS).where(Area.level == DISTRICT)
    if within is not None:
        query = query.where(Area.id.in_(area_ids_within(frozenset({within.id}))))
    return list(query.order_by(Area.pcode))
