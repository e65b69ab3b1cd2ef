"""The console's own door to the commands: `tansiq person list` is `flask person list` without the web behind it."""

import gc

import click
from dotenv import find_dotenv, load_dotenv

from tansiq.commands import ALL, ready
from tansiq.platform.job_limits import give_way
from tansiq.platform.settings import Misconfigured, read_settings
from tansiq.starting import start

FILES = (".env", ".flaskenv")
"""Files of settings, here or in a folder above, which flask reads as well. The environment wins, then the first."""


def main() -> None:
    """Set this process up and carry out the command that was typed, after those who have a page open. It ends with a
    status as click's commands do."""
    for name in FILES:
        if found := find_dotenv(name, usecwd=True):
            load_dotenv(found)
    try:
        start(read_settings())
    except Misconfigured as wrong:
        raise SystemExit(f"Error: {wrong}") from None
    give_way()
    try:
        click.Group("tansiq", commands=[ready(command) for command in ALL])()
    finally:
        # What is left is given up as a whole: to look through a million things for circles first takes a while.
        gc.freeze()
