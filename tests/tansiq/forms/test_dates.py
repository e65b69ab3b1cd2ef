"""The dates of reports in one table: due on the tenth, the last second of the tenth is in time and the next is late, in
Damascus and Cairo, whatever their clocks do; and no later deed makes a report punctual, late or more than expected."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from tansiq.forms.asked_items import items_named
from tansiq.forms.completeness import Completeness, completeness_of
from tansiq.forms.deadlines import Punctuality, deadlines, punctuality
from tansiq.forms.figure_question import RollUp
from tansiq.forms.filling import days_of, submit
from tansiq.forms.rolling_up import roll_up
from tansiq.forms.versions import publish
from tansiq.models import FormVersion, Report
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.reporting_period import period_named
from tansiq.units.merging import merge
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.reported import reported

ZONES = {"SY": "Asia/Damascus", "EG": "Africa/Cairo"}
IN_TIME = [
    # country, period, due on, the last second that is in time by UTC
    ("SY", "2026-01", "2026-02-10", "20:59:59"),  # a month of 31 days; Syria keeps UTC+3 the whole year since 2022
    ("EG", "2026-01", "2026-02-10", "21:59:59"),  # winter in Egypt
    ("EG", "2026-03", "2026-04-10", "21:59:59"),  # still winter: clocks change on 24 April
    ("EG", "2026-04", "2026-05-10", "20:59:59"),  # summer
    ("SY", "2026-02", "2026-03-10", "20:59:59"),  # a February of 28 days
    ("EG", "2028-02", "2028-03-10", "21:59:59"),  # a February of 29 days
    ("SY", "2020-02", "2020-03-10", "21:59:59"),  # the same in Syria, when it still had a winter
    ("SY", "2026-Q1", "2026-04-10", "20:59:59"),
    ("EG", "2026-Q3", "2026-10-10", "20:59:59"),  # still summer: clocks change at the end of 29 October
    ("EG", "2026-H1", "2026-07-10", "20:59:59"),
    ("EG", "2026-H2", "2027-01-10", "21:59:59"),
    ("SY", "2026-H2", "2027-01-10", "20:59:59"),
    ("SY", "2021-H1", "2021-07-10", "20:59:59"),  # the last but one summer of Syria
    ("SY", "2021", "2022-01-10", "21:59:59"),
    ("EG", "2026", "2027-01-10", "21:59:59"),
    ("EG", "2022-H1", "2022-07-10", "21:59:59"),  # Egypt had no summer time from 2015 to 2022
]


class TenDays:
    """A form that is due on the tenth day after its period."""

    opens_days: int = 1
    due_days: int = 10
    closes_days: int | None = None


@pytest.fixture(autouse=True)
def _zone_as_before() -> Iterator[None]:
    country, zone = clock.country(), clock.zone_name()
    yield
    clock.go_by(country, zone)


@pytest.mark.parametrize(("country", "key", "due_on", "second"), IN_TIME)
def test_the_tenth_ends_at_the_midnight_of_the_country(country: str, key: str, due_on: str, second: str) -> None:
    clock.go_by(country, ZONES[country])
    days, last = deadlines(TenDays(), period_named(key)), datetime.fromisoformat(f"{due_on} {second}")
    assert (days.due_on.isoformat(), clock.local(last).strftime("%H:%M:%S")) == (due_on, "23:59:59")
    assert punctuality(days, last, date(2030, 1, 1)) == Punctuality("ON_TIME")
    assert punctuality(days, last + timedelta(seconds=1), date(2030, 1, 1)) == Punctuality("LATE", 1)


@pytest.mark.parametrize(
    ("country", "due_days", "key", "moments"),
    [
        # Half past eleven comes twice where clocks are put back at midnight: that day is the same day still.
        ("EG", 29, "2026-Q3", ("2026-10-29 20:30:00", "2026-10-29 21:30:00")),
        ("SY", 28, "2021-Q3", ("2021-10-28 20:30:00", "2021-10-28 21:30:00")),
        # Where they are put forward the last second of a day is followed by one o'clock.
        ("EG", 23, "2026-Q1", ("2026-04-23 21:59:59",)),
        ("SY", 24, "2022-02", ("2022-03-24 21:59:59",)),
    ],
)
def test_an_hour_that_comes_twice_or_never_changes_no_day(
    country: str, due_days: int, key: str, moments: tuple[str, ...]
) -> None:
    clock.go_by(country, ZONES[country])
    delays = TenDays()
    delays.due_days = due_days
    days = deadlines(delays, period_named(key))
    told = [punctuality(days, datetime.fromisoformat(moment), date(2030, 1, 1)).code for moment in moments]
    assert told == ["ON_TIME"] * len(moments)
    after = datetime.fromisoformat(moments[-1]) + timedelta(minutes=30)
    assert punctuality(days, after, date(2030, 1, 1)) == Punctuality("LATE", 1)


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Three units of Abyan, due on the tenth."""
    return municipal_form(*(register.unit(name, pcode="YE1211") for name in ("Ja'ar", "Batis", "Shuqra")), due_days=10)


def _sent_on(filled: FilledForm, day: date, unit: int = 0, back: int = 1) -> Report:
    """A report that came in at noon of a day."""
    report = submit(SALMA, filled.begun(SALMA, unit, back), filled.values(vehicles=1))
    Report.update(first_submitted_at=datetime.fromisoformat(f"{day} 09:00:00")).where(Report.id == report.id).execute()
    return Report.get_by_id(report.id)


def _told(report: Report) -> Punctuality:
    return punctuality(
        days_of(report.form_version, report.unit_id, report.reported), report.first_submitted_at, clock.today()
    )


@pytest.mark.parametrize("due_days", [5, 40])
def test_a_deadline_that_is_moved_makes_nobody_punctual_or_late_after_the_fact(
    municipal: FilledForm, due_days: int
) -> None:
    before = municipal.period(2).ends
    in_time, late = (_sent_on(municipal, before + timedelta(days), unit, 2) for unit, days in ((0, 8), (1, 12)))
    municipal.form.due_days = due_days
    changes.save(SALMA, municipal.form)
    publish(SALMA, municipal.form, municipal.period().begins)
    told = [_told(Report.get_by_id(one.id)) for one in (in_time, late)]
    assert told == [Punctuality("ON_TIME"), Punctuality("LATE", 2)]
    now = _sent_on(municipal, municipal.period().ends + timedelta(12))
    assert _told(now) == (Punctuality("LATE", 7) if due_days == 5 else Punctuality("ON_TIME"))
    assert FormVersion.select().count() == 2


def test_a_unit_that_is_merged_in_mid_period_counts_once_and_nothing_passes_a_hundred_per_cent(
    municipal: FilledForm,
) -> None:
    jaar, batis, shuqra = municipal.units
    period = municipal.period()
    for unit in range(3):
        reported(municipal, unit, vehicles=5)
    assert completeness_of(SALMA, municipal.form, period).total == Completeness(3, 3, 3, 3)
    merge(SALMA, [jaar, batis], shuqra, period.begins + timedelta(40))
    # What the two reported stays; expected is the one that they became.
    assert completeness_of(SALMA, municipal.form, period).total == Completeness(1, 1, 1, 1)
    assert completeness_of(SALMA, municipal.form, municipal.period(2)).total.expected == 3
    both = frozenset({"APPROVED", "SUBMITTED"})
    vehicles = items_named(municipal.form, ["vehicles"])
    [found] = roll_up(SALMA, RollUp(municipal.form, vehicles, period.ends, period.ends, states=both))
    assert (found.reported, found.expected) == (1, 1)
