"""Mail to the people of the register: short plain texts, by SMTP, to the log in development, or not at all.

TANSIQ_MAIL_URL  smtp://user:password@host:587 (STARTTLS), smtps://user:password@host:465, none: no mail
"""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from enum import Enum
from threading import Thread
from typing import Protocol
from urllib.parse import unquote, urlsplit

import structlog

_FOR_GOOD = 500
"""The least answer of a mail server that no second try changes."""
PATIENCE = 20
"""Seconds that a mail server may take to answer."""
NOBODY = "tansiq@localhost"
"""From whom mail comes that no server sends."""
MOST_FAILURES = 3
"""Mails in a row that are not taken, after which the server counts as away until the next round."""


class Delivery(Enum):
    """What became of a mail: the server took it, will never take it, or may take it later."""

    TAKEN = "taken"
    REFUSED = "refused"
    AWAY = "away"


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar file that goes with a mail, and what it asks of a calendar: METHOD of RFC 5546, such as REQUEST."""

    content: bytes
    method: str


@dataclass(frozen=True)
class Mail:
    """One message: to one address, a subject and plain text; with an entry for a calendar, where it has one."""

    to: str
    subject: str
    text: str
    calendar: CalendarPart | None = None


class Post(Protocol):
    """Whatever takes mail; `delivers` says whether it can reach anybody, `sender` from whom it comes, such as
    "Tansiq <tansiq@ministry.example>"."""

    delivers: bool
    sender: str

    def send(self, mail: Mail) -> None: ...

    def deliver(self, mail: Mail) -> Delivery: ...


@dataclass
class Smtp:
    """A mail server. Sending goes on beside the request, so that how long it takes tells nobody anything."""

    url: str
    sender: str
    delivers: bool = True

    def send(self, mail: Mail) -> None:
        Thread(target=self.deliver, args=(mail,), daemon=True).start()

    def deliver(self, mail: Mail) -> Delivery:
        """Hand the message to the server, and say what became of it.

        What goes wrong is noted without the text and the address.
        """
        try:
            with self._connected() as server:
                server.send_message(message_of(mail, self.sender))
        except (OSError, smtplib.SMTPException, ValueError) as broken:
            structlog.get_logger("mail").warning("not sent", error=type(broken).__name__)
            return Delivery.REFUSED if _is_refused_for_good(broken) else Delivery.AWAY
        return Delivery.TAKEN

    def _connected(self) -> AbstractContextManager[smtplib.SMTP]:
        parts = urlsplit(self.url)
        host, safely = parts.hostname or "localhost", ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=PATIENCE, context=safely)
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=PATIENCE)
            if parts.username:
                server.starttls(context=safely)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


@dataclass
class Printed:
    """Development: the message is printed, its links with it."""

    say: Callable[[str], None]
    delivers: bool = True
    sender: str = NOBODY

    def send(self, mail: Mail) -> None:
        self.say(f"To: {mail.to}\nSubject: {mail.subject}\n\n{mail.text}")

    def deliver(self, mail: Mail) -> Delivery:
        """The same: it is printed at once."""
        self.send(mail)
        return Delivery.TAKEN


@dataclass
class Outbox:
    """Tests: messages are kept in the order in which they were sent."""

    mails: list[Mail] = field(default_factory=list)
    delivers: bool = True
    sender: str = NOBODY

    def send(self, mail: Mail) -> None:
        self.mails.append(mail)

    def deliver(self, mail: Mail) -> Delivery:
        """The same: it is kept at once."""
        self.send(mail)
        return Delivery.TAKEN


@dataclass
class NoPost:
    """Nobody set up mail: nothing is sent, and pages say how a link reaches people instead."""

    delivers: bool = False
    sender: str = NOBODY

    def send(self, mail: Mail) -> None:
        """Nothing: a link that nobody receives is of no use to anybody."""

    def deliver(self, mail: Mail) -> Delivery:
        """Nothing, and it says so."""
        return Delivery.AWAY


_post: Post = NoPost()


def use(post: Post) -> Post:
    """Send all mail of this process by `post` from now on."""
    global _post  # noqa: PLW0603  One process has one way to send mail.
    _post = post
    return post


def delivers() -> bool:
    """Whether mail reaches people at all."""
    return _post.delivers


def send(mail: Mail) -> None:
    """Send one message, without waiting for its delivery."""
    _post.send(mail)


def sender_address() -> str:
    """The bare address from which mail comes, as invitations name who invites."""
    return parseaddr(_post.sender)[1] or NOBODY


def deliver(mail: Mail) -> bool:
    """Send one message and wait for it; False where the same may be tried again later."""
    return hand_over(mail) is not Delivery.AWAY


def hand_over(mail: Mail) -> Delivery:
    """Send one message, wait for it, and say what became of it."""
    return _post.deliver(mail)


def _is_refused_for_good(broken: Exception) -> bool:
    """Whether this very message will never be taken: its address does not exist, or is none that a mail can be put
    in, or has letters that this server does not know."""
    if isinstance(broken, ValueError | smtplib.SMTPNotSupportedError):
        return True
    if isinstance(broken, smtplib.SMTPRecipientsRefused):
        return all(code >= _FOR_GOOD for code, _said in broken.recipients.values())
    is_about_message = isinstance(broken, smtplib.SMTPDataError | smtplib.SMTPSenderRefused)
    return is_about_message and isinstance(broken, smtplib.SMTPResponseException) and broken.smtp_code >= _FOR_GOOD


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The message as a mail server takes it. Line breaks in headers, which would add others, are refused by it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=sender.rpartition("@")[2].strip("> "))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.calendar is not None:
        _add_calendar(message, mail.calendar)
    return message


def _add_calendar(message: EmailMessage, part: CalendarPart) -> None:
    """The entry twice, as calendars look for it in one of two places: as another form of the text, and as a file.

    Both are given as bytes: as text they would lose the ends of lines that the format asks for.
    """
    told = {"method": part.method, "charset": "utf-8"}
    message.add_alternative(part.content, "text", "calendar", params=told)
    message.add_attachment(part.content, "application", "ics", filename="meeting.ics")
