"""Networks as they are counted: a line of IPv6 is one, however many addresses it has."""

import pytest

from tansiq.platform.networks import is_loopback, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:cb00:7107", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", None),
        (None, None),
        ("unix:", None),
    ],
)
def test_a_line_is_one_network(address: str | None, network: str | None) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_known_in_every_spelling(address: str) -> None:
    assert is_loopback(address)
    assert not is_loopback("203.0.113.7")
