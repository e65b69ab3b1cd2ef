"""Dates: one reading, or a problem; a text with two readings is never guessed."""

from datetime import date, datetime, time, timedelta
from typing import Literal

import pytest
from babel.dates import format_date
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.values.dates import EPOCH_1900, EPOCH_1904, month_of, read_date, read_typed_day, readings
from tansiq.exchange.values.problems import CellError, Problem

DAYS = st.dates(date(1990, 1, 1), date(2068, 12, 31))


def _code(found: object) -> str:
    assert isinstance(found, Problem), found
    assert found.address == "Data!E4"
    assert str(found.sentence)
    return found.code


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT10:20:00Z", "%Y%m%d"]))
def test_a_date_with_its_year_first_has_one_reading(day: date, written: str) -> None:
    assert read_date(day.strftime(written), "Data!E4") == day


@given(DAYS, st.sampled_from(["/", "-", "."]), st.sampled_from(["%Y", "%y"]))
def test_a_date_with_its_year_last_is_read_in_the_order_its_column_settled(day: date, mark: str, year: str) -> None:
    dmy, mdy = day.strftime(mark.join(("%d", "%m", year))), day.strftime(mark.join(("%m", "%d", year)))
    assert read_date(dmy, "Data!E4", lambda: "dmy") == day
    assert read_date(mdy, "Data!E4", lambda: "mdy") == day


@given(DAYS)
def test_without_an_order_a_date_is_read_only_if_it_has_one_reading(day: date) -> None:
    found = read_date(day.strftime("%d/%m/%Y"), "Data!E4")
    if day.day > 12 or day.day == day.month:
        assert found == day
    else:
        assert _code(found) == "ambiguous-date"


def test_an_ambiguous_date_names_both_of_its_days() -> None:
    found = read_date("03/04/2026", "Data!E4")
    assert isinstance(found, Problem)
    assert "2026-03-04 or 2026-04-03" in str(found.sentence)


@given(DAYS)
def test_an_excel_number_is_read_in_both_of_its_calendars(day: date) -> None:
    for epoch in (EPOCH_1900, EPOCH_1904):
        assert read_date(float((day - epoch).days), "Data!E4", epoch=epoch) == day


def test_the_two_calendars_begin_where_excel_says() -> None:
    assert read_date(46125, "Data!E4") == date(2026, 4, 13)
    assert read_date(44663, "Data!E4", epoch=EPOCH_1904) == date(2026, 4, 13)


@given(DAYS, st.sampled_from(["ar_SY", "ar_EG", "ar_LB", "ar_YE", "ar_MA", "en", "fr"]))
def test_a_month_by_name_is_read_as_each_country_writes_it(day: date, locale: str) -> None:
    for written in ("d MMMM y", "d-MMMM-y"):
        assert read_date(format_date(day, written, locale=locale), "Data!E4") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("April 13th, 2026", date(2026, 4, 13)),
        ("13-Apr-26", date(2026, 4, 13)),
        ("1er août 2025", date(2025, 8, 1)),
        ("١٣ كانون الثاني/يناير ٢٠٢٥", date(2025, 1, 13)),
        ("13 يناير 2025م", date(2025, 1, 13)),
        ("2025 Jan 13", date(2025, 1, 13)),
        ("١٣/٠٤/٢٠٢٦", date(2026, 4, 13)),
        ("\u200f13/04/2026", date(2026, 4, 13)),
        ("45000", date(2023, 3, 15)),
        ("٥ رمضان ١٤٤٧", date(2026, 2, 22)),
        ("\u200f٥ رمضان\u00a0١٤٤٧ هـ", date(2026, 2, 22)),
        ("5 Ramadan 1447 AH", date(2026, 2, 22)),
        ("5/9/1447", date(2026, 2, 22)),
        ("1447-09-05", date(2026, 2, 22)),
        ("١٢ جمادي الاخره ١٤٤٧ه", date(2025, 12, 3)),
        ("4 Chaabane 1447", date(2026, 1, 23)),
        ("1 Dhul Hijjah 1447", date(2026, 5, 18)),
        ("5 رمضان 1447 هـ الموافق 22 فبراير 2026 م", date(2026, 2, 22)),
    ],
)
def test_dates_as_people_type_them(text: str, day: date) -> None:
    assert read_date(text, "Data!E4") == day


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/02/2026", "no-such-day"),
        ("2026-13-45", "no-such-day"),
        ("30 شعبان 1447", "no-such-hijri-day"),
        ("30/8/1447هـ", "no-such-hijri-day"),
        ("5/13/1447", "hijri-date"),
        ("5 Ramadan 1601", "hijri-date"),
        ("5/9/47 هـ", "hijri-date"),
        ("رمضان 1447", "month-only"),
        ("5 رمضان 1447 هـ الموافق 25 فبراير 2026", "two-days"),
        ("soon", "not-a-date"),
        ("Apr-26", "not-a-date"),
        (5.0, "far-date"),
        (1e12, "far-date"),
        (date(1066, 10, 14), "far-date"),
        ("2206-01-01", "far-date"),
        (True, "not-a-date"),
        (time(3), "not-a-date"),
        (timedelta(days=3), "not-a-date"),
        ("Jan 2025", "month-only"),
        (2025.0, "month-only"),
        (CellError("#VALUE!"), "cell-error"),
        (CellError("="), "not-calculated"),
    ],
)
def test_what_is_no_date_is_a_problem_with_its_reason(raw: object, code: str) -> None:
    assert _code(read_date(raw, "Data!E4")) == code


@pytest.mark.parametrize("text", ["Jan 2025", "01/2025", "2025-01", "كانون الثاني 2025", "يناير ٢٠٢٥", "janvier 2025"])
def test_a_month_is_its_first_day_as_a_start_and_its_last_as_an_end(text: str) -> None:
    assert read_date(text, "Data!E4", edge="start") == date(2025, 1, 1)
    assert read_date(text, "Data!E4", edge="end") == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("text", "code"), [("12/9999", "far-date"), ("9999-12", "far-date"), ("01/0000", "not-a-date")]
)
def test_a_month_at_the_end_of_all_time_is_a_problem_too(text: str, code: str) -> None:
    for edge in ("start", "end"):
        assert _code(read_date(text, "Data!E4", edge=edge)) == code


def test_a_hijri_month_is_its_first_and_its_last_day() -> None:
    assert read_date("رمضان ١٤٤٧", "Data!E4", edge="start") == date(2026, 2, 18)
    assert read_date("Ramadan 1447", "Data!E4", edge="end") == date(2026, 3, 19)


@given(st.dates(date(1990, 1, 1), date(2077, 11, 16)), st.sampled_from(["ar", "en"]))
def test_every_hijri_day_is_read_by_its_name_and_its_numbers(day: date, language: Literal["ar", "en"]) -> None:
    told = Gregorian.fromdate(day).to_hijri()
    for written in (
        f"{told.day} {told.month_name(language)} {told.year}",
        f"{told.day}/{told.month}/{told.year}",
        f"{told.year}-{told.month:02}-{told.day:02} هـ",
    ):
        assert read_date(written, "Data!E4") == day


def test_a_hijri_date_settles_no_order_of_a_column() -> None:
    assert readings("13/9/1447") == {}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/06/2026", date(2026, 6, 5)),
        ("5 رمضان 1447", date(2026, 2, 22)),
        ("12 مارس 1957", date(1957, 3, 12)),
        ("\t2026-03-01\u00a0", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("", None),
    ],
)
def test_a_day_typed_into_a_form_is_read_day_first(typed: str, day: date | None) -> None:
    assert read_typed_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "code"), [("46125", "not-a-date"), ("1447", "not-a-date"), ("مارس 2026", "month-only"),
                        ("30 Sha'ban 1447", "no-such-hijri-day"), ("31/2/2026", "no-such-day")],
)  # fmt: skip
def test_what_is_no_day_in_a_form_is_a_problem(typed: str, code: str) -> None:
    found = read_typed_day(typed)
    assert isinstance(found, Problem)
    assert found.code == code


def test_a_year_is_its_first_and_last_day() -> None:
    assert read_date("2025", "Data!E4", edge="start") == date(2025, 1, 1)
    assert read_date(2025.0, "Data!E4", edge="end") == date(2025, 12, 31)


@pytest.mark.parametrize("text", ["ongoing", "مستمر", "En cours"])
def test_work_without_an_end_has_no_end_date(text: str) -> None:
    assert read_date(text, "Data!E4", edge="end") is None
    assert _code(read_date(text, "Data!E4", edge="start")) == "not-a-date"


def test_an_empty_cell_has_no_date() -> None:
    assert read_date(None, "Data!E4") is None
    assert read_date("N/A", "Data!E4") is None


def test_a_date_the_program_stored_is_itself() -> None:
    assert read_date(datetime(2026, 4, 13, 10, 30), "Data!E4") == date(2026, 4, 13)  # noqa: DTZ001  cells have no zone
    assert read_date(date(2026, 4, 13), "Data!E4") == date(2026, 4, 13)


def test_readings_show_every_order_that_gives_a_day() -> None:
    assert readings("13/04/2026") == {"dmy": date(2026, 4, 13)}
    assert readings("03/04/2026") == {"dmy": date(2026, 4, 3), "mdy": date(2026, 3, 4)}
    assert readings("2026-04-13") == {}


def test_a_month_out_of_twelve_is_none() -> None:
    assert month_of("13/2025") is None
    assert month_of("2025") == (2025, 0)


def test_the_dust_of_reckoning_moves_no_day() -> None:
    assert read_date(46125.99999999999, "Data!D4") == date(2026, 4, 14)
    assert read_date(46125.99999999999 - 1e-6, "Data!D4") == date(2026, 4, 13)
