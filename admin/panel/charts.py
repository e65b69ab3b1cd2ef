"""Figures month by month as bars drawn on the server, each with the words and the numbers that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date

from admin.words.formatting import number_text
from tansiq.language.words import Sentence, direction, gettext, say, spoken_locale
from tansiq.trends import Trends

HEIGHT = 64
"""Pixels of the tallest bar."""


@dataclass(frozen=True)
class Bar:
    """One bar: its place and width in hundredths from the left, its height in pixels, what it stands for."""

    x: float
    width: float
    height: float
    label: str
    value: str


@dataclass(frozen=True)
class Chart:
    """A figure: what it is called, its present value, how it compares, and its bars, oldest first."""

    title: Sentence
    why: Sentence
    value: str
    trend: str
    column: str
    bars: list[Bar]

    @property
    def alternative(self) -> str:
        """What the bars show, in one sentence."""
        first, last = self.bars[0], self.bars[-1]
        return gettext(
            "%(title)s: %(first_value)s in %(first)s, %(last_value)s in %(last)s. All values stand in the table below.",
            title=self.title, first=first.label, first_value=first.value, last=last.label, last_value=last.value,
        )  # fmt: skip


def charts(trends: Trends) -> list[Chart]:
    """The figures of the start page."""
    months = [format_date(month, "MMMM y", locale=spoken_locale()) for month in trends.months]
    during = [
        (say("Organisations at work"), say("Present on a day of this month."), trends.organizations),
        (say("Interventions under way"), say("Not cancelled, on a day of this month."), trends.interventions),
        (say("Interventions entered"), say("Entered in the register this month."), trends.entered),
    ]
    return [*(_monthly(title, why, values, months) for title, why, values in during), _reached(trends)]


def _monthly(title: Sentence, why: Sentence, values: Sequence[int], months: Sequence[str]) -> Chart:
    trend = _with_month(values[-1] - values[-2])
    return Chart(title, why, number_text(values[-1]), trend, gettext("Month"), bars_of(values, months))


def _reached(trends: Trends) -> Chart:
    this, last = trends.reached, trends.reached_last_year
    years = [number_of_year(year) for year in (trends.months[-1].year - 1, trends.months[-1].year)]
    why = say("Persons, counted once by area and sector as the rules of coverage say.")
    trend = _with_year(this - last) if this is not None and last is not None else ""
    value = gettext("not known") if this is None else number_text(this)
    return Chart(
        say("People reached this year"), why, value, trend, gettext("Year"), bars_of([last or 0, this or 0], years)
    )


def cumulative_chart(months: Sequence[tuple[str, int | None]]) -> Chart:
    """People reached until the end of each month, (month, people), the earliest first; a month not known has no bar."""
    labels, values = [label for label, _ in months], [people for _, people in months]
    known = [gettext("not known") if value is None else number_text(value) for value in values]
    bars = bars_of([value or 0 for value in values], labels)
    told = [replace(bar, value=text) for bar, text in zip(bars, known, strict=True)]
    return Chart(say("People reached so far"), say("Reached by month"), known[-1], "", gettext("Month"), told)


def number_of_year(year: int) -> str:
    """A year as people write it."""
    return format_date(date(year, 1, 1), "y", locale=spoken_locale())


def bars_of(values: Sequence[int], labels: Sequence[str]) -> list[Bar]:
    """One bar a value, oldest where reading begins: on the right in Arabic."""
    step, most = 100 / len(values), max([*values, 1])
    places = [place if direction() != "rtl" else len(values) - 1 - place for place in range(len(values))]
    return [
        Bar(round(place * step, 2), round(step * 0.8, 2), round(value * HEIGHT / most, 1), label, number_text(value))
        for place, value, label in zip(places, values, labels, strict=True)
    ]


def _with_month(difference: int) -> str:
    if difference == 0:
        return gettext("As many as in the month before")
    if difference > 0:
        return gettext("%(number)s more than in the month before", number=number_text(difference))
    return gettext("%(number)s fewer than in the month before", number=number_text(-difference))


def _with_year(difference: int) -> str:
    if difference == 0:
        return gettext("As many as in the whole year before")
    if difference > 0:
        return gettext("%(number)s more than in the whole year before", number=number_text(difference))
    return gettext("%(number)s fewer than in the whole year before", number=number_text(-difference))
