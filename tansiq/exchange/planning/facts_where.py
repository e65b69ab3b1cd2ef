"""Where, when and for whom: place, dates, status, population group and numbers of a row."""

from datetime import date

from tansiq.exchange.lookup.place_steps import LANGUAGES
from tansiq.exchange.lookup.point_checks import doubt_about
from tansiq.exchange.planning.context import Facts, PlanningContext, tell_readings
from tansiq.exchange.planning.people_counts import counts
from tansiq.exchange.sheet.fields import PERIODS
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.periods import Period, days_told
from tansiq.exchange.values.problems import Problem
from tansiq.language.words import say
from tansiq.models.reached_figure import MONTHS, month_of

AHEAD = say("This month has not begun yet.")


def place(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The lowest place that the row's codes and names agree on."""
    facts.place = context.geocoder.locate(reading)


def point(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """Where exactly, in degrees."""
    latitude, longitude = (reading.values.get(name) for name in ("latitude", "longitude"))
    if (latitude is None) != (longitude is None):
        name = "longitude" if longitude is None else "latitude"
        reading.tell("warning", "half-a-point", name, say("A point has a latitude and a longitude; it was left out."))
        latitude = longitude = None
    doubt = doubt_about(latitude, longitude, facts.place) if latitude is not None and longitude is not None else None
    if doubt is not None:
        reading.tell("warning", "point-elsewhere", "latitude", doubt)
        reading.tell("warning", "point-elsewhere", "longitude", doubt)
    facts.site.update(latitude=_rounded(latitude), longitude=_rounded(longitude))


def _rounded(degrees: float | None) -> float | None:
    """Seven decimals are a centimetre: what sheets keep of a number is compared with what the register does."""
    return None if degrees is None else round(degrees, 7)


def dates(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """First and last day: dates, else those of the period."""
    starts_on, ends_on = days_told(reading.values)
    if starts_on and ends_on and ends_on < starts_on:
        reading.tell("error", "dates-reversed", "ends_on", say("The end is before the beginning."))
    facts.intervention.update(starts_on=starts_on, ends_on=ends_on)


def status(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The status; where none is given, what the dates tell."""
    status = reading.values.get("status")
    if status is None:
        context.remarks["status-derived"] += 1
        starts_on, ends_on = (facts.intervention.get(name) for name in ("starts_on", "ends_on"))
        status = "PLANNED" if starts_on and starts_on > context.today else "ONGOING"
        status = "COMPLETED" if ends_on and ends_on < context.today else status
    facts.intervention["status"] = status


def group(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """Whom it is for; everybody where the row does not say."""
    names = [f"population_group{code}" for code in LANGUAGES if f"population_group{code}" in reading.values]
    row = (
        context.lists.groups.find(*(reading.values[name] for name in names))
        if names
        else context.lists.groups.find("ALL")
    )
    if row is None:
        near = context.lists.groups.nearest(str(reading.values[names[0]]) if names else "ALL")
        sentence = say("No population group is called this. Nearest: %(near)s.", near=near)
        reading.tell("error", "group-unknown", names[0] if names else "population_group", sentence)
        return
    tell_readings(context, reading, context.lists.groups, names)
    facts.site["population_group"] = row.id


def people(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """All counts, persons but for households. Where the row says for which month they were told, those reached are the
    figure of that month; where it has columns of months, they are their figures, and empty ones say nothing."""
    facts.site.update(counts(reading))
    if MONTHS in reading.values:
        _by_month(context, reading, facts)
        return
    table = reading.row.table
    if table.months and not table.has_reached_so_far and facts.site.get("reached") is None:
        del facts.site["reached"]
    told, people = month_told(reading), facts.site.get("reached")
    if told is None or people is None:
        return
    name, month = told
    if month > month_of(context.today):
        reading.tell("error", "month-ahead", name, AHEAD)
        return
    del facts.site["reached"]
    facts.site[MONTHS] = {month: people}


def _by_month(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    figures, present = reading.values[MONTHS], month_of(context.today)
    for month in figures:
        if month > present:
            problem = Problem(reading.month_cells[month], str(figures[month]), AHEAD, "error", "month-ahead")
            reading.problems.append(problem)
    del facts.site["reached"]
    facts.site[MONTHS] = dict(figures)


def month_told(reading: Reading) -> tuple[str, date] | None:
    """The field that says for which month the figures of a row were told, and its first day: the day of reporting, or
    the month of a row that gives the dates of the work beside it. None where columns tell of months."""
    values = reading.values
    if MONTHS in values:
        return None
    if isinstance(day := values.get("reported_on"), date):
        return "reported_on", month_of(day)
    period = values.get("period")
    if not isinstance(period, Period) or "starts_on" not in values:
        return None
    is_month = month_of(period.starts_on) == month_of(period.ends_on)
    name = next((name for name in PERIODS if name in reading.row.table.places), "")
    return (name, month_of(period.starts_on)) if is_month and name else None


def distinct(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """Whether these people are counted nowhere else."""
    facts.site["is_distinct_people"] = bool(reading.values.get("distinct_people"))
