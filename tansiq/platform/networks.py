"""Where a request comes from, as requests, failures and registrations are counted: one name for each line."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_PREFIX = 64
"""Bits of an IPv6 address that name the line; whoever has the line chooses the rest as they like, for each request."""


def network_of(address: str | None) -> str | None:
    """The network of a request's address: "203.0.113.7" is one, "2001:db8::5" lies in "2001:db8::/64".

    An IPv4 address that is written as one of IPv6 is the IPv4 address. None for what is no address.
    """
    place = _read(address)
    if place is None or place.version == 4:
        return None if place is None else str(place)
    return str(IPv6Network((int(place), _PREFIX), strict=False))


def is_loopback(address: str | None) -> bool:
    """Whether the request came from this machine: a proxy in front that nobody declared, behind which everybody is."""
    place = _read(address)
    return place is not None and place.is_loopback


def _read(address: str | None) -> IPv4Address | IPv6Address | None:
    try:
        place = ip_address(address or "")
    except ValueError:
        return None
    return (place.ipv4_mapped or place) if isinstance(place, IPv6Address) else place
