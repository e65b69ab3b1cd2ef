"""Days and months as people write them, said in the language of whoever reads them."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from tansiq.language.words import spoken_locale


@dataclass(frozen=True, slots=True)
class Day:
    """A day as people write it; `pattern` leaves out what the day after it in the sentence says anyway."""

    day: date
    pattern: str = "d MMMM y"

    def __str__(self) -> str:
        return str(format_date(self.day, self.pattern, locale=spoken_locale()))


def spoken_month(month: date) -> Day:
    """The month of a day in words."""
    return Day(month, "MMMM y")
