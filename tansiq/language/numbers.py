"""Numbers as the language now spoken writes them, with its separators of thousands."""

from decimal import Decimal

from babel.numbers import format_decimal

from tansiq.language.words import spoken_locale


def written(value: float | Decimal) -> str:
    """A number in the language now spoken; zeros at the end of a decimal are left out."""
    return format_decimal(value, locale=spoken_locale())


class Figure(int):
    """A count for counted sentences, which choose their form by it and write it with separators."""

    def __str__(self) -> str:
        return written(int(self))
