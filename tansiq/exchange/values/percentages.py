"""Numbers that a spreadsheet program shows in per cent: 0.45, shown as 45%."""

from decimal import Decimal


class Percentage(float):
    """The raw value of a cell whose format is that of percentages; to whoever does not ask it is the number itself."""

    __slots__ = ()

    @property
    def percent(self) -> Decimal:
        """How many per cent the cell shows, at the 15 digits that spreadsheets keep."""
        return (Decimal(f"{self:.15g}") * 100).normalize() + 0
