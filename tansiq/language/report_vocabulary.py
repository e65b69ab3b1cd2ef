"""Coded words of the reports of areas and of an organisation's year: in which unit a figure is told."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

FIGURE_UNITS = Vocabulary(
    "unit of a figure",
    ("COUNT", N_("Number"), N_("Things are counted, each once.")),
    ("PEOPLE", N_("Persons"), N_("Persons, never households.")),
    ("SHARE", N_("Share"), N_("A part of a whole: 1 is all of it, and more than 1 is more than all.")),
    ("POINTS", N_("Percentage points"), N_("How far something has come, from 0 to 100.")),
    ("DAYS", N_("Days"), N_("Days.")),
    ("PER_100000", N_("Per 100,000 inhabitants"), N_("How many there are for every 100,000 inhabitants.")),
    ("SEVERITY", N_("Severity"), N_("From 1 (minimal) to 5 (extreme).")),
)
