"""Who is mailed about a meeting: people with an account under their own address, guests under the one that was given.

An organisation are all who speak for it, a unit all who do something for it; nobody whose account is closed.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tansiq.language.words import DEFAULT_LANGUAGE
from tansiq.models import Account, Meeting, MeetingAttendee, UnitPerson
from tansiq.notices.recipients import speakers_for, standing_accounts


class Recipient(NamedTuple):
    """An address with the language of whoever reads there, their account if they have one, and their name; `answer` is
    what was answered for them last, "" while nothing was."""

    email: str
    language: str
    account_id: int | None
    name: str
    answer: str


def recipients_of(meeting: Meeting) -> dict[str, Recipient]:
    """By address: all who are invited to a meeting now, each once."""
    table, found = MeetingAttendee, dict[str, Recipient]()
    invited = (table.meeting == meeting.id) & table.is_invited & table.archived_at.is_null()
    for attendee in table.select().where(invited).order_by(table.id):
        for one in _of(attendee):
            found.setdefault(one.email, one)
    return found


def _of(attendee: MeetingAttendee) -> Iterator[Recipient]:
    if attendee.guest and attendee.email:
        yield Recipient(attendee.email, DEFAULT_LANGUAGE, None, attendee.guest, attendee.invitation_answer)
    for account in _standing(_account_ids(attendee)):
        yield Recipient(account.email, account.language, account.id, account.name, attendee.invitation_answer)


def _account_ids(attendee: MeetingAttendee) -> set[int]:
    if attendee.account_id is not None:
        return {attendee.account_id}
    if attendee.unit_id is not None:
        return {one.account_id for one in UnitPerson.select().where(UnitPerson.unit == attendee.unit_id)}
    return speakers_for(attendee.organization_id) if attendee.organization_id is not None else set()


def _standing(account_ids: Iterable[int]) -> list[Account]:
    ids = sorted(account_ids)
    return list(standing_accounts().where(Account.id.in_(ids)).order_by(Account.id)) if ids else []
