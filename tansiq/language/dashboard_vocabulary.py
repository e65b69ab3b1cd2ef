"""Coded words of views and dashboards that administrators make: for whom they are, and what a tile shows."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

AUDIENCES = Vocabulary(
    "audience",
    ("EVERYBODY", N_("Everybody who signed in"), N_("All people with an account.")),
    ("ADMIN", N_("Ministry administrators"), N_("Who reads and changes everything.")),
    ("OFFICER", N_("Officers"), N_("Who is in charge of areas.")),
    ("PARTNER", N_("Partners"), N_("Who speaks for organisations.")),
    ("AUDITOR", N_("Auditors"), N_("Who reads everything and changes nothing.")),
)

TILE_KINDS = Vocabulary(
    "kind of tile",
    ("FIGURE", N_("Figure"), N_("One number, such as how many there are.")),
    ("CHART", N_("Chart"), N_("Bars by one or two things, or over time.")),
    ("MAP", N_("Map"), N_("Areas shaded by a number.")),
    ("LIST", N_("List"), N_("The records themselves, the newest first.")),
    (
        "CASES",
        N_("Figures of cases"),
        N_("How many cases were opened, settled and avoided, and how many people freed."),
    ),
)

MEASURES = Vocabulary(
    "measure",
    ("COUNT", N_("How many there are"), N_("Records are counted.")),
    ("SUM", N_("Sum"), N_("A number is added up over all records.")),
    ("AVERAGE", N_("Average"), N_("Of the records that say the number.")),
    ("LEAST", N_("Least"), N_("The smallest number.")),
    ("MOST", N_("Most"), N_("The largest number.")),
)

SPANS = Vocabulary(
    "span of a tile",
    ("ALL", N_("All time"), N_("Whatever the day.")),
    ("THIS_YEAR", N_("This year"), N_("From the first of January to the end of December.")),
    ("LAST_YEAR", N_("Last year"), N_("The calendar year before this one.")),
    ("TWELVE_MONTHS", N_("The last twelve months"), N_("This month and the eleven before it.")),
)
