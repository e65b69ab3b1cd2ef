"""How a command writes a sheet: to which file, in which format, in which language; and what it tells of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tansiq.language.words import LANGUAGES, N_, gettext, ngettext

C = TypeVar("C", bound=Callable[..., Any])

FORMATS = ("xlsx", "csv")
"""What an export is written as."""
WRITABLE = click.Path(dir_okay=False, writable=True, path_type=Path)
"""A file that a command writes."""


def sheet_options(command: C) -> C:
    """The file that a sheet is written to, its format and its language."""
    kind = N_("The format of OUT, where its ending is another.")
    for option in (
        click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the sheet.")),
        click.option("--format", "kind", type=click.Choice(FORMATS), help=kind),
        click.argument("out", type=WRITABLE),
    ):
        command = option(command)
    return command


def tell_written(count: int, out: Path) -> None:
    """Tell how many rows a sheet has."""
    rows = ngettext("%(count)s row", "%(count)s rows", count)
    click.echo(gettext("%(rows)s written to %(file)s.", rows=rows, file=out))


def format_of(out: Path, said: str | None) -> Any:
    """A code of FORMATS: what the ending of the file says, or else what was said. Raises ClickException for neither,
    and where the two differ."""
    ending = out.suffix.lower().removeprefix(".")
    if said is None and ending not in FORMATS:
        text = gettext("Give the file a name that ends in .xlsx or .csv, or say its format: --format xlsx or csv.")
        raise click.ClickException(text)
    if said is not None and ending in FORMATS and ending != said:
        text = gettext("The name ends in .%(ending)s, and the format is to be %(said)s. Leave one of them out.")
        raise click.ClickException(text % {"ending": ending, "said": said})
    return said or ending
