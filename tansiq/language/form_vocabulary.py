"""Coded words of periodic forms: how often they are filled, and how what is reported is put together."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

PERIOD_TYPES = Vocabulary(
    "type of period",
    # Translators: How often a form is filled.
    ("MONTH", N_("Month"), N_("Filled for each month of the year.")),
    # Translators: Three months of a year.
    ("QUARTER", N_("Quarter"), N_("Filled for three months at a time.")),
    # Translators: Six months of a year.
    ("HALF", N_("Half-year"), N_("Filled for six months at a time.")),
    # Translators: How often a form is filled.
    ("YEAR", N_("Year"), N_("Filled once a year.")),
)

OVER_AREAS = Vocabulary(
    "how figures of several units become one",
    # Translators: How several figures become one: they are added up.
    ("SUM", N_("Sum"), N_("The figures of all units are added up, such as people served.")),
    # Translators: How several figures become one: the largest counts.
    ("MAXIMUM", N_("Maximum"), N_("The largest figure of all units counts.")),
    # Translators: How several figures become one.
    ("AVERAGE", N_("Average"), N_("The mean of the units, each by the weight of another item where one is named.")),
)

OVER_TIME = Vocabulary(
    "how figures of several periods become one",
    ("SUM", N_("Sum"), N_("What flows: the figures of all periods are added up, such as births.")),
    # Translators: How several figures become one: that of the last period counts.
    ("LATEST", N_("Latest"), N_("What stands: the figure of the last period counts, such as vehicles.")),
    ("AVERAGE", N_("Average"), N_("The mean of the periods, each counting alike.")),
)

PUNCTUALITIES = Vocabulary(
    "whether a report is in time",
    ("NOT_OPEN", N_("Not open yet"), N_("The period is not to be reported on yet.")),
    ("NOT_DUE", N_("Not due yet"), N_("Nothing was submitted yet; there is still time.")),
    ("ON_TIME", N_("On time"), N_("It was submitted on the due day at the latest.")),
    ("LATE", N_("Late"), N_("It was submitted after the due day.")),
    ("OVERDUE", N_("Overdue"), N_("The due day is over, and nothing was submitted yet.")),
    ("MISSED", N_("Closed without a report"), N_("Nothing was submitted until the form was closed.")),
)
