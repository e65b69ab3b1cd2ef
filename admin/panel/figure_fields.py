"""The people a site reached, as forms ask for them: a number, and the month until whose end it counts.

A form that was open for a while says nothing of a number that nobody touched: what somebody else reported meanwhile
stands.
"""

from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import SelectField
from wtforms.widgets import TextInput

from admin.panel.inputs import WholeField
from admin.words.formatting import month_text
from tansiq.language.digits import whole
from tansiq.language.words import N_, say
from tansiq.models import Site
from tansiq.models.reached_figure import month_before, this_month
from tansiq.records.reached_figures import say_figure

MONTHS = 24
"""Months that a form offers, the present one first; earlier ones are entered on the page of the site."""


class FigureInput(TextInput):
    """The number, and unseen beside it the one that the form showed at first."""

    def __call__(self, field: "FigureField", **kwargs: Any) -> Markup:
        shown = "" if field.shown is None else field.shown
        hidden = Markup('<input type="hidden" name="{}" value="{}">').format(field.shown_name, shown)
        # WTForms gives markup that it has escaped itself.
        return Markup("{}{}").format(super().__call__(field, **kwargs), hidden)


class FigureField(WholeField):
    """A number that is kept by month; `shown` is what stood there before anybody typed."""

    widget = FigureInput()
    shown: int | None = None

    @property
    def shown_name(self) -> str:
        """What the number that was shown is sent as; it must not look like a part of the people reached."""
        return f"{self.name.removesuffix(self.short_name)}shown_{self.short_name}"

    def process(self, formdata: Any, *args: Any, **options: Any) -> None:
        super().process(formdata, *args, **options)
        sent = formdata.get(self.shown_name) if formdata else None
        self.shown = self.object_data if sent is None else whole(sent)


class MonthField(SelectField):
    """A month, chosen from the last ones."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, coerce=_month, choices=months_offered, default=this_month, **options)


def settle(site: Site, number: Any, month: Any, stored: int | None) -> None:
    """Let a site that a form filled say what it reached until the end of a month, where somebody typed another number.

    `number` and `month` are the fields of the form, `stored` is what the site reached before it was filled.
    """
    if site.reached == number.shown:
        site.reached = stored
    else:
        say_figure(site, month.data or this_month(), site.reached)


def show_proposed(site: Site, number: Any, month: Any = None) -> None:
    """Let a form that amends a proposal show the figure it proposes for a site, and say it again when it is sent."""
    for proposed, people in (site.figures_by_month or {}).items():
        number.data, number.shown = people, None
        if month is not None:
            month.data = proposed


def month_field() -> MonthField:
    """The field that asks for the month of the numbers in a form."""
    hint = N_("A number of people reached that you change here is kept for this month; the others stay as they are.")
    return MonthField(say("People reached until the end of"), description=hint)


def months_offered() -> list[tuple[str, str]]:
    """(first day, text) of the months that may be reported, the present one first."""
    month, found = this_month(), []
    for _ in range(MONTHS):
        found.append((month.isoformat(), month_text(month)))
        month = month_before(month)
    return found


def _month(given: Any) -> date | None:
    return given if isinstance(given, date) else date.fromisoformat(given) if given else None
