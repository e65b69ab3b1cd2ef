"""The command line: each module holds the commands of one noun, plain click.

Two doors lead to them: `tansiq` (script.py) and `flask` (app.py).
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click

from tansiq.commands.cases import cases
from tansiq.commands.columns import columns
from tansiq.commands.demo import demo
from tansiq.commands.entries import entries
from tansiq.commands.figures import figures
from tansiq.commands.fivew import fivew
from tansiq.commands.forms import forms
from tansiq.commands.locale import locale
from tansiq.commands.migrate import migrate
from tansiq.commands.needs import needs
from tansiq.commands.notices import notices
from tansiq.commands.person import person
from tansiq.commands.plans import plans
from tansiq.commands.portal import portal
from tansiq.commands.records import records
from tansiq.commands.reference import reference
from tansiq.commands.units import units
from tansiq.commands.worker import worker
from tansiq.faults import Refused
from tansiq.language.words import gettext
from tansiq.records import migrating

ALL: tuple[click.Command, ...] = (
    migrate, locale, reference, fivew, needs, demo, person, portal, records, entries, units, forms, plans, notices,
    columns, cases, figures, worker,
)  # fmt: skip
_NEED_NO_TABLES = (migrate, locale)
_ready: set[click.Command] = set()


def ready(command: click.Command) -> click.Command:
    """The command as a person meets it: its help in the language of the process, refusals as sentences."""
    _in_own_language(command)
    if command not in _ready and command not in _NEED_NO_TABLES:
        _guard(command)
    _ready.add(command)
    return command


def _in_own_language(command: click.Command) -> None:
    command.help = gettext(command.help) if command.help else None
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = gettext(option.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _in_own_language(below)


def _guard(command: click.Command) -> None:
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        if below.callback:
            below.callback = _guarded(below.callback)


def _guarded(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if migrating.pending():
            raise click.ClickException(gettext("The database has not the shape it needs. First run: tansiq migrate up"))
        try:
            with _stoppable():
                return callback(*args, **kwargs)
        except Refused as refusal:
            raise click.ClickException("\n".join(str(fault) for fault in refusal.faults)) from refusal

    return guarded


class _Stopped(click.ClickException):
    """A command that a person or the system stopped."""

    exit_code = 128 + signal.SIGINT


@contextmanager
def _stoppable() -> Iterator[None]:
    """Whoever stops a command, by Ctrl+C or SIGTERM, has what it was writing taken back, and is told so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise _Stopped(gettext("Stopped. What was not finished was taken back.")) from None
    finally:
        signal.signal(signal.SIGTERM, before)
