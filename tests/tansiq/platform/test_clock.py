"""The country's own time: moments in UTC, days and hours as clocks show them there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tansiq.platform import clock
from tansiq.platform.settings import Misconfigured, read_settings

EVENING = datetime(2026, 7, 1, 21, 30)  # noqa: DTZ001  Stored so, in UTC.


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    clock.go_by("YE")


@pytest.mark.parametrize(
    ("country", "zone", "told"),
    [("YE", "Asia/Aden", "02 00:30"), ("SY", "Asia/Damascus", "02 00:30"), ("EG", "Africa/Cairo", "02 00:30")],
)
def test_each_country_has_its_zone_summer_time_included(country: str, zone: str, told: str) -> None:
    clock.go_by(country)
    assert (clock.zone_name(), clock.country()) == (zone, country)
    assert clock.local(EVENING).strftime("%d %H:%M") == told
    assert clock.stored(clock.local(EVENING).replace(tzinfo=None)) == EVENING


def test_a_moment_at_either_end_of_the_calendar_can_be_stored() -> None:
    for zone, day, hour in (("Asia/Aden", date.min, time.min), ("Pacific/Pago_Pago", date.max, time.max)):
        clock.go_by("YE", zone)
        edge = datetime.combine(day, hour)
        assert clock.stored(edge) == edge


def test_today_is_the_day_of_the_country() -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        clock.go_by("YE", zone)
        hours = {"Pacific/Kiritimati": 14, "Pacific/Pago_Pago": -11}[zone]
        assert clock.today() == (datetime.now(UTC) + timedelta(hours=hours)).date()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"country": "QQ"}, "TANSIQ_COUNTRY"),
        ({"country": "ZZ"}, "TANSIQ_COUNTRY"),
        ({"country": "US"}, "several time zones"),
        ({"time_zone": "Asia/Nowhere"}, "TANSIQ_TIME_ZONE"),
    ],
)
def test_what_is_no_country_or_zone_is_told_at_the_start(settings: dict[str, str], told: str) -> None:
    with pytest.raises(Misconfigured, match=told):
        read_settings(**settings)
    assert read_settings(country="US", time_zone="America/Chicago").time_zone == "America/Chicago"
