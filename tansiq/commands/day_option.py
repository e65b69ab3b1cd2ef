"""A day as an option of a command: typed in the Gregorian or the Hijri calendar, as in the forms of the panel."""

from datetime import date
from typing import Any

import click

from tansiq.exchange.values.dates import read_typed_day
from tansiq.language.words import gettext


class Day(click.ParamType[date]):
    """A day; what is none ends the command with a sentence."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that a word of the command line names."""
        found = value if isinstance(value, date) else read_typed_day(str(value))
        if isinstance(found, date):
            return found
        return self.fail(str(found.sentence) if found else gettext("Say which day."), param, ctx)


DAY = Day()
