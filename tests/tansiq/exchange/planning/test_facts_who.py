"""Who: what a sheet calls a kind of organisation."""

import pytest

from tansiq.exchange.planning.facts_who import kind_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("INGO", "INGO"),
        ("1. INGO", "INGO"),
        ("Type: INGO", "INGO"),
        ("ONG Int / INGO", "INGO"),
        ("INGO / NNGO", ""),
        ("Club of friends", ""),
        ("", ""),
    ],
)
def test_a_kind_is_known_without_what_stands_around_it(text: str, code: str) -> None:
    assert kind_code(text) == code
