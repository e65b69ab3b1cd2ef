"""Telling organisations that they are invited to a call, and what became of their offers; those in charge that one
answered.

Told at once where it is done; each is told the same once, and mailed as they chose.
"""

from tansiq.language.words import say, say_count
from tansiq.models import Call, CallAnswer, CallInvitation, Organization
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.recipients import recipients, speakers_for
from tansiq.notices.telling import tell
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may

CALL_INVITED = register(
    NoticeKind(
        "CALL_INVITED",
        position=26,
        title=say("Calls for partners that you are invited to"),
        events={"INVITED": say("You are invited to a call for partners")},
        counted=lambda count: say_count(
            "You are invited to %(count)s call for partners", "You are invited to %(count)s calls for partners", count
        ),
    )
)
CALL_ANSWERED = register(
    NoticeKind(
        "CALL_ANSWERED",
        position=27,
        title=say("Answers to calls for partners, and what becomes of them"),
        events={
            "ANSWERED": say("An organisation answered a call for partners"),
            "ACCEPTED": say("Your offer to a call for partners was accepted"),
            "REFUSED": say("Your offer to a call for partners was not taken up"),
        },
        counted=lambda count: say_count(
            "%(count)s piece of news about calls for partners",
            "%(count)s pieces of news about calls for partners",
            count,
        ),
    )
)


def tell_invited(viewer: Viewer, row: CallInvitation) -> None:
    """Tell those who speak for an organisation that it is invited, part of the caller's transaction."""
    _tell(viewer, speakers_for(row.organization_id), CALL_INVITED, News("INVITED", Call, row.call_id, str(row.id)))


def tell_of_answer(viewer: Viewer, call: Call, row: CallAnswer) -> None:
    """Tell the officers in charge that an organisation answered."""
    officers = {one.account_id for one in recipients() if one.area_ids and may(one, "CHANGE", call)}
    found = {account_id for account_id in officers if account_id is not None}
    _tell(viewer, found, CALL_ANSWERED, News("ANSWERED", Call, call.id, str(row.id)))


def tell_of_outcome(viewer: Viewer, call: Call, row: CallAnswer) -> None:
    """Tell those who speak for an organisation what became of its offer: ACCEPTED or REFUSED."""
    organization = Organization.get_by_id(row.organization_id)
    found = speakers_for(organization.id) | speakers_for(organization.canonical_id)
    _tell(viewer, found, CALL_ANSWERED, News(row.answer_state, Call, call.id, f"{row.id} {row.version}"))


def _tell(viewer: Viewer, account_ids: set[int], kind: NoticeKind, news: News) -> None:
    """Nobody is told what they did themselves."""
    tell(kind, account_ids - {viewer.account_id or 0}, news)
