"""Text of cells is what people see of it."""

from tansiq.exchange.values.text import as_shown, tidy


def test_a_number_among_texts_is_written_as_a_spreadsheet_shows_it() -> None:
    assert [tidy(number) for number in (5.0, 4.999999999999999999, 0.1 + 0.2, 12.5)] == ["5", "5", "0.3", "12.5"]


def test_fifteen_digits_are_shown() -> None:
    assert as_shown(300.0000000000001) == 300
    assert as_shown(300.00000000001) == 300.00000000001
