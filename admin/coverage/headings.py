"""Headings of coverage: the area, the sector and the period, as the page and its files say them."""

from datetime import date

from admin.coverage.choices import EARLIEST, LATEST, Choices
from admin.words.formatting import day_text, hijri_text, month_text
from admin.words.naming import name_of
from tansiq.language.words import gettext
from tansiq.models import Sector
from tansiq.period import Period


def period_words(period: Period | None) -> str:
    """A period in words, with the Hijri dates of its days."""
    if period is None or (period.begins == EARLIEST and period.ends == LATEST):
        return gettext("Any time")
    begins, ends = _dated(period.begins), _dated(period.ends)
    if period.ends == LATEST:
        return gettext("From %(day)s on", day=begins)
    if period.begins == EARLIEST:
        return gettext("Until %(day)s", day=ends)
    return gettext("From %(begins)s to %(ends)s", begins=begins, ends=ends)


def question_words(choices: Choices) -> str:
    """The period in words, and until which month people reached are told where that is not the last one."""
    period = period_words(choices.period)
    if choices.as_of is None:
        return period
    month = month_text(choices.as_of)
    return gettext("%(period)s · people reached as told until the end of %(month)s", period=period, month=month)


def _dated(value: date) -> str:
    found = hijri_text(value)
    return f"{day_text(value)} ({found})" if found else day_text(value)


def title_of(choices: Choices, sector: Sector | None) -> str:
    """What a map or a report is called."""
    place = name_of(choices.area) if choices.area else ""
    if sector is None:
        return gettext("Coverage of %(area)s", area=place)
    return gettext("Coverage of %(area)s: %(sector)s", area=place, sector=name_of(sector))
