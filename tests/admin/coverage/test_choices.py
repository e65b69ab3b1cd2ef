"""The address of coverage, read with patience: presets, open periods, levels, codes."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from admin.coverage.choices import EARLIEST, LATEST, presets, read_choices, read_period
from admin.coverage.headings import period_words
from tansiq.models import Area
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def _period(**given: str) -> Period | None:
    return read_period(MultiDict({name.removesuffix("_"): value for name, value in given.items()}), [])[0]


def test_without_dates_it_is_this_year() -> None:
    today = clock.today()
    assert _period() == Period(date(today.year, 1, 1), date(today.year, 12, 31))


def test_empty_dates_are_any_time_and_one_date_leaves_the_other_open() -> None:
    assert _period(from_="", to="") is None
    assert _period(from_="2026-05-01", to="") == Period(date(2026, 5, 1), LATEST)
    assert _period(to="2026-05-01") == Period(EARLIEST, date(2026, 5, 1))


def test_dates_in_arabic_digits_are_dates() -> None:
    assert _period(from_="٢٠٢٦-٠١-٠٥", to="٢٠٢٦-٠٢-٠١") == Period(date(2026, 1, 5), date(2026, 2, 1))


def test_days_are_typed_in_either_calendar_and_shown_in_both() -> None:
    assert _period(from_="١ رمضان ١٤٤٧", to="5 April 2026") == Period(date(2026, 2, 18), date(2026, 4, 5))
    _read, days = read_period(MultiDict({"from": "1/9/1447", "to": ""}), [])
    assert (days["from"].text, days["from"].beside) == ("18 February 2026", "1 Ramadan 1447 AH")


def test_a_day_that_is_none_is_told_and_stays_in_its_field() -> None:
    faults: list[Any] = []
    period, days = read_period(MultiDict({"from": "31 رمضان 1447", "to": "someday"}), faults)
    assert period == _period()
    assert (days["from"].text, days["to"].text) == ("31 رمضان 1447", "someday")
    assert "30 days by Umm al-Qura" in str(faults[0])
    assert str(faults[1]).startswith("“someday” is not a date.")


def test_the_quarter_is_three_months_of_today() -> None:
    today = clock.today()
    quarter = presets()[1][1]
    assert quarter is not None
    assert quarter.begins <= today <= quarter.ends
    assert quarter.begins.month % 3 == 1
    assert 89 <= (quarter.ends - quarter.begins).days <= 91


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (None, "Any time"),
        (Period(date(2026, 1, 1), LATEST), "From 1 January 2026 (12 Rajab 1447 AH) on"),
        (Period(EARLIEST, date(2026, 1, 1)), "Until 1 January 2026 (12 Rajab 1447 AH)"),
        (
            Period(date(2026, 1, 1), date(2026, 1, 2)),
            "From 1 January 2026 (12 Rajab 1447 AH) to 2 January 2026 (13 Rajab 1447 AH)",
        ),
    ],
)
def test_a_period_is_said_with_its_hijri_days(period: Period | None, words: str) -> None:
    assert period_words(period) == words


def test_the_level_is_the_next_below_unless_a_lower_one_is_asked(application: Flask, register: Register) -> None:
    areas = register.areas
    with application.test_request_context("/admin/coverage/"):
        for pcode, asked, level in (
            ("YE", "", 1), ("YE", "DISTRICT", 2), ("YE12", "GOVERNORATE", 2), ("YE121121", "DISTRICT", 4),
        ):  # fmt: skip
            choices = read_choices(MultiDict({"within": str(areas[pcode].id), "level": asked}))
            assert choices.level == level


def test_an_address_that_is_read_and_written_again_is_the_same(application: Flask, register: Register) -> None:
    given = MultiDict(
        [
            ("within", "YE12"), ("level", "DISTRICT"), ("from", "2026-01-01"), ("to", ""), ("group", "IDP"),
            ("sector", "WSH"), ("sector", "FSC"), ("kind", "UN"), ("show", "gap"), ("on", "WSH"),
        ]
    )  # fmt: skip
    with application.test_request_context("/admin/coverage/"):
        choices = read_choices(given)
        assert choices.faults == ()
        again = read_choices(MultiDict([(k, v) for k, vs in _lists(choices.arguments()) for v in vs for k in [k]]))
    assert again.arguments() == choices.arguments()
    assert again.sectors == ("WSH", "FSC")


def _lists(arguments: dict[str, object]) -> list[tuple[str, list[str]]]:
    return [
        (name, list(map(str, value)) if isinstance(value, tuple) else [str(value)]) for name, value in arguments.items()
    ]


def test_among_several_countries_that_of_the_register_is_asked_about(application: Flask, register: Register) -> None:
    changes.save(SALMA, Area(level=0, pcode="EG", name_ar="مصر", name_en="Egypt"))
    with application.test_request_context("/admin/coverage/"):
        assert read_choices(MultiDict()).area == register.areas["YE"]


def test_the_first_country_is_asked_about_where_none_is_named(application: Flask, register: Register) -> None:
    with application.test_request_context("/admin/coverage/"):
        choices = read_choices(MultiDict())
    assert choices.area == register.areas["YE"]
    assert choices.typed == "Yemen (YE)"
