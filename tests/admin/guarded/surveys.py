"""Surveys with those who were invited, and feedback with the addresses of those who sent it, which few pages tell."""

from tansiq.models import Feedback, SurveyInvitation
from tansiq.surveys.inviting import invite
from tests.admin.guarded.marks import NOBODYS, OFFICE, Marks
from tests.people import SALMA
from tests.register import Register
from tests.surveys import complaints, feedback_survey, feedback_with, outcomes, survey


def enter_surveys(marks: Marks, register: Register) -> None:
    """One survey in Abyan, one in Hadramawt; feedback from Abyan."""
    of = outcomes(key="outcomes")
    for pcode in ("YE1211", "YE1927"):
        asked = survey(of, area=register.areas[pcode].id, link_kind="ONE_TIME")
        invite(SALMA, asked, 1)
        told = marks.new("survey_invitation", "email", NOBODYS, "mark%s@example.org")
        SurveyInvitation.update(email=told).where(SurveyInvitation.survey == asked.id).execute()
    sent = feedback_with(feedback_survey(complaints(), area=register.areas["YE1211"].id), {})
    told = marks.new("feedback", "email", OFFICE, "mark%s@example.org")
    Feedback.update(email=told).where(Feedback.id == sent.id).execute()
