"""Figures of records: how many there are, and sums, averages, the least and the most of a number, by one or two things.

    SummaryQuestion --statement.py--> one grouped statement over visible(...) --answer.py--> Summary

What may be grouped by and measured is said in `subjects.py`, for the program's own kinds and for what a ministry
defined.
"""

from tansiq.summaries.answer import summarize
from tansiq.summaries.figures import Figure, Group, Key, Summary
from tansiq.summaries.named_keys import keys_named
from tansiq.summaries.question import Grouping, Measure, SummaryQuestion
from tansiq.summaries.statement import rows_counted
from tansiq.summaries.subjects import Subject, all_subjects, groupings_of, measured_of, subject_of

__all__ = [
    "Figure",
    "Group",
    "Grouping",
    "Key",
    "Measure",
    "Subject",
    "Summary",
    "SummaryQuestion",
    "all_subjects",
    "groupings_of",
    "keys_named",
    "measured_of",
    "rows_counted",
    "subject_of",
    "summarize",
]
