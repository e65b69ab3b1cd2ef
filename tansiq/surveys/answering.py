"""Answering a survey: what somebody sent becomes an entry, or a proposal of one, once for each link or code.

form -> answer -> open? agreed? right? not too many from this line? -> link used up + entry or proposal + answer
             `-> Refused: nothing was written, the link still holds
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tansiq.accounts import lockout
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Entry, Proposal, Survey, SurveyAnswer, SurveyInvitation
from tansiq.models.account import is_mail_address
from tansiq.models.column_values import text_fault
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.extra import PREFIX
from tansiq.models.record import now
from tansiq.models.survey import fields_asked
from tansiq.platform.mail_addresses import normal_form
from tansiq.policy.viewer import Viewer
from tansiq.proposals.creating_once import create_once, is_used
from tansiq.proposals.proposing import submit
from tansiq.records import changes, row_faults
from tansiq.records.rule_faults import rule_faults
from tansiq.surveys.feedback import code_for, take_in
from tansiq.surveys.opening import participant, places_asked, refuse_unless_open

LONGEST = 2_000
"""Letters of an answer in words."""
AN_HOUR = 60
"""Answers to an open survey from one network, whoever sits behind it: a classroom shares one line."""
PHOTOGRAPHS_AN_HOUR = 120
"""Forms with photographs from one network to one survey, refused ones too: each is decoded to be looked at."""
A_FLOOD = 2_000
"""Answers of one hour from everywhere to one survey: from then on each network sends few. Nobody is shut out."""
AN_HOUR_IN_A_FLOOD = 10


@dataclass(frozen=True)
class Sender:
    """Who answers: the invitation whose link or code they hold, whether they agreed to the consent text, the network
    address they send from, the key of their form, the photographs that came with it; of feedback whether they wish a
    reply, and where it is mailed."""

    invitation: SurveyInvitation | None = None
    has_agreed: bool = False
    address: str | None = None
    key: str = ""
    file_ids: frozenset[int] = frozenset()
    wishes_reply: bool = True
    email: str = ""


def new_entry(survey: Survey) -> Entry:
    """An empty answer: it lies in the survey's area, and is published to nobody."""
    return Entry(record_type=survey.record_type_id, area=survey.area_id, is_published=False)


def answer(survey: Survey, row: Entry, sender: Sender) -> str:
    """Take an answer, once for each form and for each invitation; the code by which a reply is looked up, "" where
    nobody replies. The same form gives the same code.

    Raises Refused: NOT_BEGUN, ENDED, STOPPED; NOT_INVITED, USED (the link or code was used); the codes of `faults`;
    TOO_MANY_REQUESTS from one network.
    """
    refuse_unless_open(survey)
    code = "" if survey.reply_days is None else code_for(sender.key)
    if sender.key and is_used(sender.key):
        return code
    refuse_used(survey, sender.invitation)
    if wrong := faults(survey, row, sender):
        raise Refused(*wrong)
    _count(survey, sender)
    acting = participant(survey).bringing(sender.file_ids)
    create_once(acting, sender.key, row, lambda: _enter(acting, survey, row, sender, code))
    return code


def faults(survey: Survey, row: Entry, sender: Sender, unread: Iterable[str] = ()) -> list[Fault]:
    """Everything wrong with an answer; no rule is asked of the fields `unread`, whose values could not be read."""
    found = [*_faults_of_place(survey, row), *_faults_of_consent(survey, sender), *_faults_of_fields(survey, row)]
    found += _faults_of_email(survey, sender)
    told = {fault.field for fault in found}
    found += [fault for fault in row_faults.all_faults(row, {}) if fault.field not in told]
    return [*found, *rule_faults(participant(survey), row, {}, {*unread, *(fault.field for fault in found)})]


def refuse_used(survey: Survey, invitation: SurveyInvitation | None) -> None:
    """Raise Refused where an invitation is needed and lacks (NOT_INVITED), or was used already (USED)."""
    if survey.link_kind != "OPEN" and (invitation is None or invitation.survey_id != survey.id):
        text = say("This survey is answered by a link or a code that was made for you.")
        raise Refused(Fault("NOT_INVITED", "", text))
    if invitation is not None and invitation.used_at is not None:
        raise Refused(_used())


def _used() -> Fault:
    return Fault("USED", "", say("This link or code was used already: your answer has arrived. Thank you."))


def _faults_of_place(survey: Survey, row: Entry) -> Iterator[Fault]:
    places = places_asked(survey)
    if places is not None and row.__data__.get("area") not in {area.id for area in places}:
        yield Fault("MISSING", "area", say("Choose the district."))


def _faults_of_fields(survey: Survey, row: Entry) -> Iterator[Fault]:
    asked = {str(one.number) for one in fields_asked(survey)}
    for key, value in (row.extra or {}).items():
        if isinstance(value, str) and (wrong := text_fault(f"{PREFIX}{key}", value, LONGEST)):
            yield wrong
    for key in (row.extra or {}).keys() - asked:
        yield Fault("UNKNOWN_FIELD", f"{PREFIX}{key}", say("This is not asked."))


def _faults_of_consent(survey: Survey, sender: Sender) -> Iterator[Fault]:
    if survey.asks_consent and not sender.has_agreed:
        yield Fault("CONSENT_MISSING", "consent", say("Nothing is kept without your consent: tick that you agree."))


def _faults_of_email(survey: Survey, sender: Sender) -> Iterator[Fault]:
    if sender.email and (survey.reply_days is None or not is_mail_address(normal_form(sender.email))):
        yield Fault("EMAIL_INVALID", "email", say("Give an e-mail address at which you can be reached."))


def refuse_many_photographs(survey: Survey, address: str | None) -> None:
    """Count a form that brings photographs, before these are looked at. Raises Refused(TOO_MANY_REQUESTS)."""
    if not lockout.at_photographs(survey.id, address, PHOTOGRAPHS_AN_HOUR).is_admitted():
        text = say("Too many photographs came from this line within an hour. Try again later, or send without them.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "", text))


def _count(survey: Survey, sender: Sender) -> None:
    """Whoever was invited answers once in any case."""
    if survey.link_kind != "OPEN":
        return
    lately = (SurveyAnswer.survey == survey.id) & (SurveyAnswer.sent_at > now() - timedelta(hours=1))
    most = AN_HOUR_IN_A_FLOOD if SurveyAnswer.select().where(lately).count() >= A_FLOOD else AN_HOUR
    if not lockout.at_answer(survey.id, sender.address, most).is_admitted():
        text = say("Too many answers came from this line within an hour. Try again later: what you typed is kept here.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "", text))


def _enter(acting: Viewer, survey: Survey, row: Entry, sender: Sender, code: str) -> Proposal | None:
    if sender.invitation is not None:
        _use_up(sender.invitation)
    proposal = submit(acting, lambda tried: changes.save(tried, row))
    SurveyAnswer.create(
        survey=survey.id,
        invitation=sender.invitation and sender.invitation.id,
        entry=None if proposal else row.id,
        proposal=proposal and proposal.id,
    )
    if code:
        take_in(survey, row, code, sender.email if sender.wishes_reply else None)
    bump([table_name(SurveyAnswer)])
    return proposal


def _use_up(invitation: SurveyInvitation) -> None:
    """The statement itself decides which of two who send at the same moment is the first."""
    free = (SurveyInvitation.id == invitation.id) & SurveyInvitation.used_at.is_null()
    if not SurveyInvitation.update(used_at=now()).where(free).execute():
        raise Refused(_used())
