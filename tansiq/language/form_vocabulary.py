"""Coded words of periodic forms: how often they are filled, and whether a report is in time."""

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

PUNCTUALITIES = Vocabulary(
    "whether a report is in time",
    ("NOT_OPEN", N_("Not open yet"), N_("The period is not to be reported on yet.")),
    ("NOT_DUE", N_("Not due yet"), N_("Nothing was submitted yet; there is still time.")),
    ("ON_TIME", N_("On time"), N_("It was submitted on the due day at the latest.")),
    ("LATE", N_("Late"), N_("It was submitted after the due day.")),
    ("OVERDUE", N_("Overdue"), N_("The due day is over, and nothing was submitted yet.")),
    ("MISSED", N_("Closed without a report"), N_("Nothing was submitted until the form was closed.")),
)

REPORT_STATES = Vocabulary(
    "state of a report",
    ("DRAFT", N_("Draft"), N_("It is being filled and was not submitted yet.")),
    # Translators: A report that was sent to those who approve it.
    ("SUBMITTED", N_("Submitted"), N_("It waits to be approved, or for the next level of approval.")),
    ("RETURNED", N_("Returned"), N_("Whoever approves found something to correct, and said where.")),
    # Translators: A report that all levels approved.
    ("APPROVED", N_("Approved"), N_("It is locked and counts in the statistics.")),
    # Translators: A report whose approval was taken back.
    ("REOPENED", N_("Opened again"), N_("Its approval was taken back, so that it can be corrected.")),
)
