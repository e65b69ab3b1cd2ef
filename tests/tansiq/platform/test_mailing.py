"""Mail: handed to a server on this machine, printed, kept, or not sent at all."""

import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from smtplib import SMTP, SMTPAuthenticationError, SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused

import pytest

from tansiq.platform import mailing
from tansiq.platform.mailing import CalendarPart, Delivery, Mail, NoPost, Outbox, Printed, Smtp, message_of

MAIL = Mail("nadia@example.org", "دعوة", "افتح العنوان\n\nhttps://tansiq.example/x\n")


class Server:
    """A mail server of a few lines, for one message; it keeps what it was told."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.told: list[str] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def _serve(self) -> None:
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rwb") as line:

            def answer(text: str) -> None:
                line.write(text.encode() + b"\r\n")
                line.flush()

            answer("220 here")
            is_text = False
            for given in iter(line.readline, b""):
                said = given.decode().rstrip("\r\n")
                self.told.append(said)
                if is_text and said != ".":
                    continue
                is_text = said.upper() == "DATA"
                answer("354 go on" if is_text else "221 bye" if said.upper() == "QUIT" else "250 well")


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


def test_a_message_is_handed_to_the_server(server: Server) -> None:
    Smtp(f"smtp://127.0.0.1:{server.port}", "Tansiq <tansiq@ministry.example>").deliver(MAIL)
    server.thread.join(timeout=10)
    told = "\n".join(server.told)
    assert "rcpt TO:<nadia@example.org>" in told
    assert "From: Tansiq <tansiq@ministry.example>" in told
    assert "Auto-Submitted: auto-generated" in told


def test_a_server_that_is_not_there_breaks_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    Smtp(f"smtp://127.0.0.1:{port}", "tansiq@localhost").deliver(MAIL)
    Smtp(f"smtps://127.0.0.1:{port}", "tansiq@localhost").deliver(MAIL)
    assert mailing.Smtp("smtp://x", "y").delivers


def test_no_line_break_smuggles_a_header_in() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        message_of(Mail("a@example.org", "Hello\r\nBcc: all@example.org", "text"), "tansiq@localhost")


def test_development_prints_and_tests_keep() -> None:
    said: list[str] = []
    Printed(said.append).send(MAIL)
    assert "nadia@example.org" in said[0]
    kept = mailing.use(Outbox())
    mailing.send(MAIL)
    assert isinstance(kept, Outbox)
    assert kept.mails == [MAIL]
    assert mailing.delivers()
    mailing.use(NoPost()).send(MAIL)
    assert not mailing.delivers()


def test_whoever_waits_for_a_delivery_learns_whether_it_is_to_be_tried_again(server: Server) -> None:
    smtp = Smtp(f"smtp://127.0.0.1:{server.port}", "tansiq@localhost")
    assert smtp.deliver(MAIL) is Delivery.TAKEN
    server.socket.close()
    assert smtp.deliver(MAIL) is Delivery.AWAY
    assert NoPost().deliver(MAIL) is Delivery.AWAY
    mailing.use(Outbox())
    assert mailing.deliver(MAIL)
    said: list[str] = []
    assert Printed(said.append).deliver(MAIL) is Delivery.TAKEN
    assert len(said) == 1


@pytest.mark.parametrize(
    ("broken", "is_refused"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such person")}), True),
        (SMTPRecipientsRefused({"a@example.org": (451, b"come later")}), False),
        (SMTPDataError(554, b"no"), True),
        (SMTPDataError(452, b"disk full"), False),
        (SMTPAuthenticationError(535, b"who?"), False),
        (SMTPNotSupportedError("no such letters here"), True),
        (TimeoutError(), False),
    ],
)
def test_a_mail_that_is_refused_for_good_is_done_with(
    broken: Exception, is_refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Smtp) -> SMTP:
        raise broken

    monkeypatch.setattr(Smtp, "_connected", refuse)
    mailing.use(Smtp("smtp://x", "y"))
    assert mailing.hand_over(MAIL) is (Delivery.REFUSED if is_refused else Delivery.AWAY)
    assert mailing.deliver(MAIL) == is_refused


def test_an_address_that_no_mail_can_be_put_in_breaks_nothing_and_is_done_with(server: Server) -> None:
    smtp = Smtp(f"smtp://127.0.0.1:{server.port}", "tansiq@localhost")
    assert smtp.deliver(Mail("=?utf-8?q?=0a?=@example.org", "Hello", "text")) is Delivery.REFUSED
    server.thread.join(timeout=10)
    assert "DATA" not in [said.upper() for said in server.told]


def test_a_calendar_entry_goes_as_another_form_of_the_text_and_as_a_file() -> None:
    entry = "BEGIN:VCALENDAR\r\nSUMMARY:اجتماع\r\nEND:VCALENDAR\r\n".encode()
    sent = message_of(Mail("nadia@example.org", "دعوة", "نص", CalendarPart(entry, "REQUEST")), "tansiq@localhost")
    message = message_from_bytes(sent.as_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"]
    _, _, text, calendar, file = message.walk()
    assert text.get_content() == "نص\n"
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True) == file.get_payload(decode=True) == entry
    assert file.get_filename() == "meeting.ics"
