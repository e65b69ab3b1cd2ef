"""What time it is where the register is kept: moments are stored in UTC, and shown in the zone of the country.

settings --> go_by(country, zone)            local(moment) for people, today() for whatever is due or over
"""

from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global


class _Place:
    """Where this process keeps its register."""

    country = "YE"
    zone: tzinfo = ZoneInfo("Asia/Aden")


def go_by(country: str, zone: str = "") -> None:
    """Show times as they are in a country (two letters), or in the zone of this name."""
    _Place.country, _Place.zone = country, ZoneInfo(zone or zones_of(country)[0])


def country() -> str:
    """The two-letter code of the country whose register this is."""
    return _Place.country


def zone_name() -> str:
    """The name of the zone in which times are shown, such as Asia/Aden."""
    return str(_Place.zone)


def local(moment: datetime) -> datetime:
    """A stored moment (UTC, without a zone) as clocks show it in the country."""
    return moment.replace(tzinfo=UTC).astimezone(_Place.zone)


def stored(moment: datetime) -> datetime:
    """What a clock of the country shows (without a zone) as it is stored: in UTC, without a zone.

    A moment that UTC would put before the year 1 or after the year 9999 is stored as it is.
    """
    try:
        return moment.replace(tzinfo=_Place.zone).astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return moment


def today() -> date:
    """The day that it is in the country."""
    return datetime.now(_Place.zone).date()


def is_zone(name: str) -> bool:
    """Whether a zone of this name is known."""
    return name in available_timezones()


@cache
def zones_of(code: str) -> list[str]:
    """The names of the zones of a country, by name; [] of one that is not known."""
    found = get_global("zone_territories").items()
    return sorted(zone for zone, territory in found if territory == code != "ZZ" and is_zone(zone))
