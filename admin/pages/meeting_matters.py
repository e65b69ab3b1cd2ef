"""What the start page says of decisions of meetings: those to carry out, those overdue, and those without an owner."""

from flask import url_for

from admin.pages.matter import Matter, list_of
from tansiq import attention
from tansiq.language.words import say
from tansiq.meetings.following import decisions_without_owner, overdue_decisions, own_open_decisions
from tansiq.models import MeetingDecision

OF_MEETINGS: tuple[Matter, ...] = (
    Matter(
        say("Decisions to carry out"),
        say("A meeting decided that you, or your organisation, do this. Say how far it is."),
        say("Look at the decision"),
        "due",
        lambda viewer: attention.find(own_open_decisions(viewer)),
        lambda: url_for("meetingdecision.index_view", decision_state="OPEN"),
        MeetingDecision,
        concerns=lambda viewer: viewer.account_id is not None and not viewer.reads_all,
    ),
    Matter(
        say("Overdue decisions"),
        say("The day by which a meeting wanted this done is over. Ask whoever carries it out."),
        say("Look at the decision"),
        "over",
        lambda viewer: attention.find(overdue_decisions(viewer)),
        lambda: list_of("meetingdecision", decision_state="OVERDUE"),
        MeetingDecision,
        MeetingDecision,
        "CHANGE",
    ),
    Matter(
        say("Decisions without an owner"),
        say("Nobody was named, or whoever was has left. Say who carries it out."),
        say("Name somebody"),
        "due",
        lambda viewer: attention.find(decisions_without_owner(viewer)),
        lambda: list_of("meetingdecision", decision_state="NO_OWNER"),
        MeetingDecision,
        MeetingDecision,
        "CHANGE",
    ),
)
"""In the order of the page."""
