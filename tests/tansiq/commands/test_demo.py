"""flask demo: what an operator sees."""

from click.testing import CliRunner
from peewee import Database

from tansiq.commands.demo import demo
from tansiq.demo import PASSWORD
from tansiq.demo.people import PEOPLE
from tansiq.language.words import speaking
from tansiq.models import Account, HistoryEntry, Organization

DEMO = {"TANSIQ_DEMO": "1"}


def test_it_is_entered_once_under_its_own_name(demonstration: str) -> None:
    second = CliRunner().invoke(demo, ["load"], env=DEMO)
    assert second.exit_code == 0
    assert f"Organisations: {Organization.select().count()}\n" in demonstration
    assert second.output == "The demonstration is already there. Nothing to do.\n"
    assert [account.email for account in Account.select().order_by(Account.id)] == [one.email for one in PEOPLE]
    assert HistoryEntry.select().where(HistoryEntry.actor == "demonstration").count() > 5000


def test_without_the_reference_it_says_what_to_run_and_writes_nothing(database: Database) -> None:
    answer = CliRunner().invoke(demo, ["load"], env=DEMO)
    assert answer.exit_code == 1
    assert "tansiq reference load yemen" in answer.output
    assert not Organization.select().exists()


def test_a_register_that_does_not_say_it_is_a_demonstration_takes_none(database: Database) -> None:
    answer = CliRunner().invoke(demo, ["load"], env={"TANSIQ_DEMO": "0"})
    assert answer.exit_code == 1
    assert "TANSIQ_DEMO=1" in answer.output


def test_the_addresses_and_the_sign_in_are_told() -> None:
    with speaking("en"):
        answer = CliRunner().invoke(demo, ["tell", "--port", "8123"])
    assert "http://127.0.0.1:8123/admin/" in answer.output
    assert "http://127.0.0.1:8123/graphql" in answer.output
    assert f"Sign in with the password {PASSWORD} as one of these:" in answer.output
    for person in PEOPLE:
        assert person.email in answer.output
    assert "officer@demo.tansiq.example  Officer" in answer.output
