"""flask person: entering, listing and disabling the people who sign in."""

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from peewee import Database

from tansiq.commands.person import person
from tansiq.models import Account, AccountRole, HistoryEntry


def _run(*given: str, **environment: str) -> Result:
    return CliRunner().invoke(person, given, env=environment)


def _enter(email: str = "Salma@Example.org") -> Result:
    return _run("create", email, "--name", "Salma", TANSIQ_PERSON_PASSWORD="correct horse")


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
    again = _enter("SALMA@example.org")
    assert again.exit_code == 1
    assert "already has this" in again.output
    assert Account.select().count() == 1


@pytest.mark.parametrize(("email", "password"), [("nobody", "correct horse"), ("a@example.org", "short")])
def test_what_cannot_work_is_refused(database: Database, email: str, password: str) -> None:
    assert _run("create", email, TANSIQ_PERSON_PASSWORD=password).exit_code == 1
    assert not Account.select().exists()


def test_people_are_listed_with_roles_and_state(database: Database) -> None:
    _enter()
    _enter("aisha@example.org")
    _run("disable", "salma@example.org")
    assert _run("list").output.splitlines() == [
        "aisha@example.org\tSalma\tMinistry administrator",
        "salma@example.org\tSalma\tMinistry administrator\tdisabled",
    ]


def test_disabling_is_told_and_needs_somebody(database: Database) -> None:
    _enter()
    assert _run("disable", "salma@example.org").exit_code == 0
    assert not Account.get().active
    assert _run("disable", "nobody@example.org").exit_code == 1
