"""Personal answers struck out once they were kept as long as their survey says, with the addresses of those invited.

answer of 1 March, 6 months  -- 1 September -->  personal values leave the entry, its history and its proposal
                                                 the link from the invitation to the answer is cut
invitation of 1 March        -- 1 September -->  its address is forgotten
feedback of 1 March          -- 1 September -->  so is the address to which replies were mailed
"""

from datetime import date, datetime, time

from tansiq.models import Feedback, FieldDefinition, Proposal, Survey, SurveyAnswer, SurveyInvitation
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.definitions import ENTRY, known
from tansiq.platform import clock
from tansiq.platform.background import Job, Order
from tansiq.platform.progress import Progress
from tansiq.records.changes import together
from tansiq.struck_values import months_before, strike_out_of

PURGE_JOB = "survey_retention"
"""The job that strikes out what was kept long enough."""


def purge_overdue(today: date) -> int:
    """Strike out what surveys have kept as long as they say; how many values there were."""
    kept_for_a_time: list[Survey] = list(Survey.select().where(Survey.retention_months.is_null(False)))
    return sum(_purge(survey, months_before(today, survey.retention_months or 0)) for survey in kept_for_a_time)


def _purge(survey: Survey, end: date) -> int:
    before = datetime.combine(end, time())
    sent = (SurveyAnswer.survey == survey.id) & (SurveyAnswer.sent_at < before)
    old: list[SurveyAnswer] = list(SurveyAnswer.select().where(sent))
    proposals = [one.proposal_id for one in old if one.proposal_id is not None]
    rows = [one.entry_id for one in old if one.entry_id is not None] + _entries_of(proposals)
    with together():
        struck = sum(strike_out_of(one, rows, proposals) for one in _personal_fields(survey)) if old else 0
        SurveyAnswer.update(invitation=None).where(sent).execute()
        invited = (SurveyInvitation.survey == survey.id) & (SurveyInvitation.created_at < before)
        SurveyInvitation.update(email="", is_unmailed=False).where(invited).execute()
        told = (Feedback.survey == survey.id) & (Feedback.received_at < before) & (Feedback.email != "")
        Feedback.update(email="", is_unmailed=False).where(told).execute()
        bump([table_name(table) for table in (SurveyAnswer, SurveyInvitation, Feedback)])
    return struck


def _personal_fields(survey: Survey) -> list[FieldDefinition]:
    """Those of its record type, retired ones too: what they hold is told nobody any more, and still kept."""
    return [one for one in known().all_of((ENTRY, survey.record_type_id)) if one.is_personal]


def _entries_of(proposal_ids: list[int]) -> list[int]:
    """The entries that approved proposals became."""
    found: list[int] = []
    for start in range(0, len(proposal_ids), 500):
        some = Proposal.id.in_(proposal_ids[start : start + 500]) & Proposal.record_id.is_null(False)
        found += [row_id for (row_id,) in iter(Proposal.select(Proposal.record_id).where(some).tuples().execute())]
    return found


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round looks at the same."""
    if not order.ended:
        purge_overdue(clock.today())


JOBS: dict[str, Job] = {PURGE_JOB: _look}
"""The jobs by name."""
