"""The command line: each module holds the commands of one noun, plain click, added to flask's by app.py."""

import click

from tansiq.commands.demo import demo
from tansiq.commands.fivew import fivew
from tansiq.commands.locale import locale
from tansiq.commands.migrate import migrate
from tansiq.commands.needs import needs
from tansiq.commands.person import person
from tansiq.commands.reference import reference
from tansiq.words import gettext

ALL: tuple[click.Command, ...] = (migrate, locale, reference, fivew, needs, demo, person)


def in_own_language(command: click.Command) -> click.Command:
    """The command with its help, and that of the commands below it, in the language of the process."""
    command.help = gettext(command.help) if command.help else None
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        in_own_language(below)
    return command
