"""A cursor leads back to what it was made of; a text that is none, or that no database can compare, is refused."""

import pytest

from api.planner import cursors


@pytest.mark.parametrize("values", [["STARTS_ON", "2026-01-01", 7], ["NAME", "جعار", 1], ["ENDS_ON", None, 2], []])
def test_a_cursor_holds_what_it_was_made_of(values: list[object]) -> None:
    assert cursors.decode(cursors.encode(values)) == values


@pytest.mark.parametrize("text", ["", "?", "جعار", "W10x"])
def test_a_text_that_is_no_cursor_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  The decoders of base64 and JSON word it each in their way.
        cursors.decode(text)


@pytest.mark.parametrize("value", [2**53, -(2**53), "a\x00b"])
def test_a_value_that_no_database_compares_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="of ours"):
        cursors.comparable(value)


@pytest.mark.parametrize("value", [2**53 - 1, 0, "جعار", "2026-01-01"])
def test_every_other_value_is_taken_as_it_is(value: object) -> None:
    assert cursors.comparable(value) == value


def test_days_and_moments_are_told_from_other_texts() -> None:
    assert cursors.day("2026-01-01") == "2026-01-01"
    assert cursors.moment("2026-01-01 10:00:00") == "2026-01-01 10:00:00"
    for parse in (cursors.day, cursors.moment):
        with pytest.raises(ValueError, match="isoformat"):
            parse("tomorrow")
