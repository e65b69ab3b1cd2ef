"""Mail about what is unread, as each person chose: at once, every day, on Sundays, or never; at an hour of the
country's day that whoever runs the register chooses.

    unread, not mailed, made before the last time that is due --> taken as mailed --> handed to the mail server
                                                                       ^---- server away: given back ----'

A mail names nobody and nothing: it says how much of which kind there is, and leads to the page that tells. It is taken
before it is sent, with the account held, so that of two workers one sends it; a worker that is killed in between has
sent it or not, but nobody is mailed the same twice.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby

from tansiq.language.words import gettext, ngettext, speaking
from tansiq.models import Account, Notice, NoticeChoice
from tansiq.models.record import now
from tansiq.notices.choices import Choice, read_choice
from tansiq.notices.kinds import NoticeKind, kinds
from tansiq.notices.recipients import standing_accounts
from tansiq.platform import clock, mailing
from tansiq.platform.database import hold
from tansiq.platform.mailing import Mail
from tansiq.records.changes import together

SUNDAY = 6
"""The first day of the week's work, as Python counts weekdays."""
NEWS_FOR = timedelta(days=14)
"""What was told longer ago is mailed no more, such as after mail was set up late."""
PAGE, SETTINGS = "/admin/notices/", "/admin/profile/#notices"

MORNING = 8
"""The hour at which mail of a day or a week is due where nobody chose another."""


class _Ways:
    """Where links of this mail lead, and the hour of the country's day at which it is due."""

    address = ""
    hour = MORNING


def use(public_address: str, hour: int = MORNING) -> None:
    """Mail links on the address where people reach the register ("" where nobody said which that is), and mail of a
    day or a week at this hour (0 to 23) as clocks of the country show it."""
    _Ways.address, _Ways.hour = public_address.rstrip("/"), hour


def is_open() -> bool:
    """Whether this mail is sent at all: it reaches people, and its links name an address we trust."""
    return bool(mailing.delivers() and _Ways.address)


def send_due() -> int:
    """Send all mail that is due, one to each account at most; how many were sent.

    None where no mail reaches anybody, or no address is known for its links.
    """
    sent = failures = 0
    for account, choice in _waiting() if is_open() else ():
        taken = _take(account, choice)
        if taken and mailing.deliver(_mail(account, taken)):
            sent, failures = sent + 1, 0
        elif taken:
            _give_back(taken)
            failures += 1
            if failures == mailing.MOST_FAILURES:
                break
    return sent


def last_due(digest: str, moment: datetime) -> datetime | None:
    """The last moment (UTC), not after `moment`, at which mail of a code of DIGESTS was due; None: it never is."""
    if digest in ("AT_ONCE", "NEVER"):
        return moment if digest == "AT_ONCE" else None
    there = clock.local(moment).replace(tzinfo=None)
    due = datetime.combine(there.date(), time(_Ways.hour))
    due -= timedelta(days=1) if due > there else timedelta()
    return clock.stored(due if digest == "DAILY" else due - timedelta(days=(due.weekday() - SUNDAY) % 7))


def _waiting() -> Iterator[tuple[Account, Choice]]:
    """The accounts that chose a password, and have something unread that they were not mailed, with their choices."""
    new = Notice.select(Notice.account).where(Notice.read_at.is_null(), Notice.mailed_at.is_null())
    those = standing_accounts().where(Account.id.in_(new), Account.password.is_null(False))
    chosen = {one.account_id: one for one in NoticeChoice.select()}
    for account in those.order_by(Account.id):
        choice = read_choice(chosen.get(account.id))
        if choice.digest != "NEVER":
            yield account, choice


def _take(account: Account, choice: Choice) -> list[Notice]:
    """The notices of the mail that is due to an account, marked as mailed; none where it was taken meanwhile."""
    moment = now()
    due = last_due(choice.digest, moment)
    with together():
        hold(Account, [account.id])
        wanted = [kind.code for kind in kinds() if kind.code not in choice.left_out]
        new = Notice.read_at.is_null() & Notice.mailed_at.is_null() & Notice.kind.in_(wanted)
        is_due = (Notice.at <= due) & (Notice.at > moment - NEWS_FOR)
        found = list(Notice.select().where(Notice.account == account.id, new, is_due).order_by(Notice.id))
        if found:
            Notice.update(mailed_at=moment).where(Notice.id.in_([one.id for one in found])).execute()
    return found


def _give_back(taken: Sequence[Notice]) -> None:
    Notice.update(mailed_at=None).where(Notice.id.in_([one.id for one in taken])).execute()


def _mail(account: Account, notices: Sequence[Notice]) -> Mail:
    with speaking(account.language):
        said = list(_lines(notices))
        subject = ngettext("Tansiq: %(count)s notice", "Tansiq: %(count)s notices", len(said))
        head = gettext("In Tansiq there is something new that concerns you:")
        end = gettext("How often you get this mail, and what about, is yours to choose; “No mail” ends it:")
    address = _Ways.address
    text = "\n".join(f"- {line}" for line in said)
    return Mail(account.email, subject, f"{head}\n\n{text}\n\n{address}{PAGE}\n\n{end}\n{address}{SETTINGS}\n")


def _lines(notices: Sequence[Notice]) -> Iterator[str]:
    """A line a bundle, the kinds in their order."""
    known: dict[str, tuple[int, NoticeKind]] = {kind.code: (place, kind) for place, kind in enumerate(kinds())}

    def place(notice: Notice) -> tuple[int, str]:
        return known[notice.kind][0], notice.bundle

    for _place_of, group in groupby(sorted(notices, key=place), place):
        those = list(group)
        kind = known[those[0].kind][1]
        yield str(kind.events[those[0].event] if len(those) == 1 else kind.counted(len(those)))
