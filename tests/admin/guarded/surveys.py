"""Surveys with those who were invited, whose addresses no page tells."""

from tansiq.models import SurveyInvitation
from tansiq.surveys.inviting import invite
from tests.admin.guarded.marks import NOBODYS, Marks
from tests.people import SALMA
from tests.register import Register
from tests.surveys import outcomes, survey


def enter_surveys(marks: Marks, register: Register) -> None:
    """One survey in Abyan, one in Hadramawt."""
    of = outcomes(key="outcomes")
    for pcode in ("YE1211", "YE1927"):
        asked = survey(of, area=register.areas[pcode].id, link_kind="ONE_TIME")
        invite(SALMA, asked, 1)
        told = marks.new("survey_invitation", "email", NOBODYS, "mark%s@example.org")
        SurveyInvitation.update(email=told).where(SurveyInvitation.survey == asked.id).execute()
