"""Headings of coverage: the area, the sector and the period, as the page and its files say them."""

from datetime import date

from admin.coverage.choices import EARLIEST, LATEST, ORDERS, Choices
from admin.coverage.measures import SHOWN
from admin.current_viewer import viewer
from admin.words.formatting import day_text, hijri_text, month_text
from admin.words.naming import name_of
from tansiq.language.vocabulary import LEVEL_NAMES, LEVELS, ORGANIZATION_KINDS
from tansiq.language.words import gettext, listed
from tansiq.models import PopulationGroup, Sector
from tansiq.period import Period
from tansiq.policy.visibility import visible


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


def in_force(choices: Choices, sector: Sector | None) -> list[tuple[str, str]]:
    """(what it is, how it reads) of all that is chosen, as the bar above the page and every file tell it."""
    narrowed = [
        (gettext("Sectors"), _names(Sector, choices.sectors)),
        (gettext("Population group"), _names(PopulationGroup, choices.groups)),
        (gettext("Kind of organisation"), listed(map(ORGANIZATION_KINDS.label, choices.kinds))),
        (gettext("One sector"), name_of(sector) if sector else ""),
    ]
    return [
        (gettext("Area"), name_of(choices.area) if choices.area else ""),
        (gettext("Level of the rows"), LEVELS.label(LEVEL_NAMES[choices.level])),
        (gettext("Period"), question_words(choices)),
        (gettext("A cell shows"), SHOWN.label(choices.show)),
        *(one for one in narrowed if one[1]),
        (gettext("Order"), ORDERS.label(choices.sort)),
    ]


def _names(model: type[Sector] | type[PopulationGroup], codes: tuple[str, ...]) -> str:
    rows = list(visible(model, viewer()).where(model.code.in_(codes))) if codes else []
    return listed(name_of(row) for row in rows)
