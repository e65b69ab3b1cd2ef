"""As what a command writes a sheet: what the ending of the file says, or an option."""

from pathlib import Path
from typing import Any

import click

from tansiq.language.words import gettext

FORMATS = ("xlsx", "csv")
"""What an export is written as."""


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
