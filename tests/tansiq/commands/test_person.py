"""flask person: entering people with what they may do, listing, disabling and enabling them, and their passwords."""

from contextlib import nullcontext

import click
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from peewee import Database

from tansiq.accounts import password_links
from tansiq.commands.person import person
from tansiq.faults import Refused
from tansiq.models import Account, AccountRole, HistoryEntry
from tests.register import Register


def _run(*given: str, **environment: str) -> Result:
    return CliRunner().invoke(person, given, env=environment)


def _enter(email: str = "Salma@Example.org", *options: str) -> Result:
    return _run("create", email, "--name", "Salma", *options, TANSIQ_PERSON_PASSWORD="correct horse")


def _refused(result: Result) -> str:
    assert result.exit_code == 1
    assert isinstance(result.exception, Refused | click.ClickException | SystemExit)
    return str(result.exception.faults[0]) if isinstance(result.exception, Refused) else result.output


def test_a_person_is_entered_with_role_history_and_a_kept_secret(database: Database) -> None:
    assert _enter().output == "salma@example.org may sign in.\n"
    account = Account.get()
    assert (account.password or "").startswith("$argon2id$")
    assert PasswordHasher().verify(account.password or "", "correct horse")
    assert [held.role.name for held in AccountRole.select()] == ["ADMIN"]
    told = "".join(entry.changes for entry in HistoryEntry.select())
    assert "argon2" not in told
    assert account.fs_uniquifier not in told


def test_the_same_address_is_not_entered_twice(database: Database) -> None:
    _enter()
    assert "already has this address" in _refused(_enter("SALMA@example.org"))
    assert Account.select().count() == 1


@pytest.mark.parametrize(
    ("email", "password"),
    [("nobody", "correct horse"), ("a@example.org", "too short"), ("aisha.said@example.org", "Aisha.Said@ex")],
)
def test_what_cannot_work_is_refused(database: Database, email: str, password: str) -> None:
    assert _refused(_run("create", email, TANSIQ_PERSON_PASSWORD=password))
    assert not Account.select().exists()


def test_several_roles_areas_and_organisations_are_given(register: Register) -> None:
    register.organization("NRA")
    _enter(
        "nadia@example.org",
        *("--role", "OFFICER", "--area", "ye12", "--area", "YE1927"),
        *("--role", "PARTNER", "--organization", "NRA"),
    )
    assert _run("list").output == "nadia@example.org\tSalma\tOfficer and Partner\tYE12 YE1927 NRA\n"
    assert _run("grant", "nadia@example.org", "--role", "AUDITOR").output == "nadia@example.org\tSalma\tAuditor\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--role", "OFFICER"), "Name the areas"),
        (("--role", "PARTNER"), "Name the organisations"),
        (("--role", "OFFICER", "--area", "XX9"), "no area with the P-code “XX9”"),
        (("--role", "PARTNER", "--organization", "9" * 9), "is not the acronym or number"),
    ],
)
def test_rights_without_what_they_are_limited_to_are_refused(
    register: Register, options: tuple[str, ...], said: str
) -> None:
    assert said in _refused(_enter("nadia@example.org", *options))
    assert not Account.select().exists()


def test_people_are_listed_with_roles_and_state(database: Database) -> None:
    _enter()
    _enter("aisha@example.org")
    _run("disable", "salma@example.org")
    assert _run("list").output.splitlines() == [
        "aisha@example.org\tSalma\tMinistry administrator",
        "salma@example.org\tSalma\tMinistry administrator\t\tdisabled",
    ]


def test_disabling_is_taken_back_and_needs_somebody(database: Database) -> None:
    _enter()
    _enter("aisha@example.org")
    assert _run("disable", "salma@example.org").exit_code == 0
    assert not Account.get(Account.email == "salma@example.org").active
    assert _run("enable", "salma@example.org").exit_code == 0
    assert Account.get(Account.email == "salma@example.org").active
    assert "Nobody signs in" in _refused(_run("disable", "nobody@example.org"))


def test_the_last_administrator_is_not_disabled(database: Database) -> None:
    _enter()
    assert "last administrator" in _refused(_run("disable", "salma@example.org"))
    assert Account.get().active


def test_a_password_is_set_by_command(database: Database) -> None:
    _enter()
    before = Account.get()
    said = _run("password", "salma@example.org", TANSIQ_PERSON_PASSWORD="battery staple")
    assert said.output == "The password of salma@example.org was set.\n"
    after = Account.get()
    assert PasswordHasher().verify(after.password or "", "battery staple")
    assert after.fs_uniquifier != before.fs_uniquifier


def test_a_person_is_invited_by_command(database: Database) -> None:
    password_links.use("a secret of the tests", "https://tansiq.example")
    said = _run("invite", "nadia@example.org", "--name", "Nadia", "--role", "AUDITOR").output.strip()
    assert said.startswith("https://tansiq.example/admin/password/link?token=")
    account = Account.get()
    assert account.password is None
    again = _run("invite", "Nadia@ｅxample。org").output.strip()
    for address, opens in ((said, False), (again, True)):
        with nullcontext() if opens else pytest.raises(Refused):
            assert password_links.account_of(address.partition("token=")[2]).id == account.id
    assert _run("list").output == "nadia@example.org\tNadia\tAuditor\n"
