"""tansiq notices send, for whoever runs no worker."""

import pytest
from click.testing import CliRunner

from tansiq.commands.notices import notices
from tansiq.models import Notice, Organization
from tansiq.notices.choices import choose
from tansiq.notices.kinds import News, kinds
from tansiq.notices.licences import LICENCE_DUE
from tansiq.notices.telling import tell
from tansiq.platform import mailing
from tansiq.platform.mailing import NoPost, Outbox
from tests.tansiq.conftest import People


@pytest.fixture
def waiting(people: People) -> None:
    """Nadia has one notice, and wants mail at once."""
    choose(people.nadia, "AT_ONCE", [kind.code for kind in kinds()])
    tell(LICENCE_DUE, [people.nadia.account_id or 0], News("OVER", Organization, 1))


@pytest.mark.usefixtures("waiting")
def test_mail_that_is_due_is_sent_once(outbox: Outbox) -> None:
    said = [CliRunner().invoke(notices, ["send"]).output for _ in range(2)]
    assert said == ["1 mail was sent.\n", "0 mails were sent.\n"]
    assert len(outbox.mails) == 1


@pytest.mark.usefixtures("waiting", "outbox")
def test_without_a_mail_server_it_says_so() -> None:
    mailing.use(NoPost())
    answer = CliRunner().invoke(notices, ["send"])
    assert "No mail server is set" in answer.output
    assert Notice.select().count() == 1
