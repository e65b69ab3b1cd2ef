"""tansiq worker run: the process that does in the background what pages order."""

import sys
from pathlib import Path

import click

from tansiq.exports import jobs as exports
from tansiq.language.words import N_, gettext
from tansiq.platform import background


@click.group(help=N_("Do in the background what the back office orders: imports, long runs."))
def worker() -> None:
    """Group of commands."""


@worker.command(help=N_("Run one worker until it is stopped. One is enough; a second one does no harm."))
def run() -> None:
    _load_panel()
    click.echo(gettext("The worker waits for orders. Stop it with Ctrl+C; what it is at then is done next time."))
    background.work()


def _load_panel() -> None:
    """Files are made by the pages of the panel, which `flask` has loaded already and `tansiq` has not."""
    if not exports.has_writer():
        # app.py lies beside the packages and is none of them; it knows the commands, and so is imported only here.
        root = str(Path(__file__).resolve().parents[2])
        if root not in sys.path:
            sys.path.append(root)
        from app import create_app

        create_app()
