"""tansiq worker run: the process that does in the background what pages order."""

import click

from tansiq.language.words import N_, gettext
from tansiq.platform import background


@click.group(help=N_("Do in the background what the back office orders: imports, long runs."))
def worker() -> None:
    """Group of commands."""


@worker.command(help=N_("Run one worker until it is stopped. One is enough; a second one does no harm."))
def run() -> None:
    click.echo(gettext("The worker waits for orders. Stop it with Ctrl+C; what it is at then is done next time."))
    background.work()
