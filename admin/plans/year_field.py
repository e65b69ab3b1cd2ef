"""A day that may be typed as a year alone: its last day."""

from datetime import date

from admin.panel.inputs import DayField
from tansiq.exchange.values.dates import month_of, span
from tansiq.models.indicator_target import is_end_of_year


class DayOrYearField(DayField):
    """A day, or a year of four digits, which stands for its last day and is shown as a year."""

    def process_formdata(self, valuelist: list[str]) -> None:
        found = month_of(valuelist[0]) if valuelist else None
        if found is not None and found[1] == 0:
            self.data = span(*found)[1]
        else:
            super().process_formdata(valuelist)

    def _value(self) -> str:
        if isinstance(self.data, date) and is_end_of_year(self.data) and not self.process_errors:
            return str(self.data.year)
        return super()._value()
