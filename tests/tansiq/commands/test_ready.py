"""Every command as a person meets it: in their language, and never with a traceback."""

import click
import pytest
from click.testing import CliRunner
from peewee import Database

from tansiq.commands import ALL, ready
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.platform.database import open_database, use

INVENTED = click.Group("invented", help="Planned")


@INVENTED.command()
def refuse() -> None:
    raise Refused(Fault("NEGATIVE", "", say("This number cannot be below zero.")))


def test_a_refusal_is_told_as_a_sentence(database: Database) -> None:
    outcome = CliRunner().invoke(ready(INVENTED), ["refuse"])
    assert (outcome.exit_code, outcome.output) == (1, "Error: This number cannot be below zero.\n")


def test_a_command_is_readied_once(database: Database) -> None:
    callback = ready(INVENTED).commands["refuse"].callback  # type: ignore[attr-defined]  # It is a group.
    assert ready(INVENTED).commands["refuse"].callback is callback  # type: ignore[attr-defined]  # The same.


@pytest.mark.parametrize("command", [group for group in ALL if group.name not in {"migrate", "locale"}])
def test_without_tables_a_command_says_what_to_run_first(command: click.Command) -> None:
    use(open_database("sqlite:///:memory:"))
    assert isinstance(ready(command), click.Group)
    for name, below in command.commands.items():  # type: ignore[attr-defined]  # Checked in the line before.
        arguments = ["x"] * sum(isinstance(found, click.Argument) and found.required for found in below.params)
        outcome = CliRunner().invoke(command, [name, *arguments], input="secret-7\nsecret-7\n")
        assert isinstance(outcome.exception, SystemExit), name
        # Two means that the words of the command line were wrong already: the file "x" does not exist.
        assert "tansiq migrate up" in outcome.output or outcome.exit_code == 2, name
