"""A day with a time, as clocks of the country show it: typed so, kept in UTC."""

from datetime import datetime
from typing import Any
from unicodedata import decimal

from wtforms import StringField
from wtforms.widgets import DateTimeLocalInput

from tansiq.language.words import gettext
from tansiq.platform import clock

SHOWN = "%Y-%m-%dT%H:%M"


class MomentField(StringField):
    """A moment in the country's zone; its data is the same in UTC, without a zone, to the minute. Empty is None."""

    widget = DateTimeLocalInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        if text := "".join(map(_plain, valuelist[0])).strip():
            self.data = clock.stored(_read(text))

    def _value(self) -> str:
        if self.raw_data and self.process_errors:
            return str(self.raw_data[0])
        return clock.local(self.data).strftime(SHOWN) if isinstance(self.data, datetime) else ""


def _plain(sign: str) -> str:
    """A digit of any script as 0 to 9."""
    return str(decimal(sign)) if sign.isdecimal() else sign


def _read(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        given: Any = text[:60]
        raise ValueError(gettext("“%(given)s” is no day with a time, such as 2026-03-01 10:00.", given=given))
    return found.replace(second=0, microsecond=0)
