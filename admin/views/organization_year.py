"""The year of an organisation on its page: figures with what they count, and the years before and after."""

from typing import NamedTuple

from flask import request

from admin.current_viewer import viewer
from admin.words.formatting import number_text
from tansiq.language.digits import whole
from tansiq.models import Organization
from tansiq.organization_year import MEASURES, organization_years
from tansiq.platform import clock
from tansiq.reporting_period import FIRST_YEAR, LAST_YEAR

NOT_KNOWN = "—"


class YearTold(NamedTuple):
    """A year, its figures as (label, value in words, what it counts), and the years that are offered beside it.

    The figures are none where the address asks for no year: they take statements that most who open the page need not
    wait for.
    """

    year: int
    figures: list[tuple[str, str, str]]
    others: list[int]


def year_told(row: Organization) -> YearTold:
    """The year that the address asks for, or the present one where it asks for one that is none."""
    today = clock.today().year
    asked = whole(request.args.get("year", ""))
    year = asked if asked is not None and FIRST_YEAR <= asked <= LAST_YEAR else today
    others = [other for other in (year - 1, year + 1) if FIRST_YEAR <= other <= today]
    if "year" not in request.args:
        return YearTold(year, [], [year, *others])
    found = organization_years(viewer(), [row.id], year).get(row.id)
    figures = [(str(one.label), _text(getattr(found, one.key, None)), str(one.definition)) for one in MEASURES]
    return YearTold(year, figures, others)


def _text(value: int | None) -> str:
    return NOT_KNOWN if value is None else number_text(value)
