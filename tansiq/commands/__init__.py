"""The command line: each module holds the commands of one noun, plain click, added to flask's by app.py."""

import click

from tansiq.commands.locale import locale
from tansiq.commands.migrate import migrate

ALL: tuple[click.Command, ...] = (migrate, locale)
