"""Coded words of reporting rounds: what is asked, of whom, how each report stands, and how a year was rated."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

ROUND_KINDS = Vocabulary(
    "what a round asks",
    # Translators: What a reporting round asks organisations for.
    ("ACHIEVED", N_("Achievements"), N_("What was done within the period.")),
    # Translators: What a reporting round asks organisations for.
    ("INTENDED", N_("Intentions"), N_("What is meant to be done within the period.")),
    # Translators: What a reporting round asks organisations for.
    ("BOTH", N_("Achievements and intentions"), N_("What was done within the period, and what is meant for the next.")),
)

ROUND_CHOICES = Vocabulary(
    "of whom a round asks a report",
    # Translators: Which organisations a reporting round asks.
    ("AT_WORK", N_("All at work there"), N_("Whoever has work in the areas of the round within the period.")),
    # Translators: Which organisations a reporting round asks.
    ("KIND", N_("One kind of organisation"), N_("All of a kind that have their seat or work in the areas.")),
    # Translators: Which organisations a reporting round asks.
    ("CHOSEN", N_("Chosen by hand"), N_("The organisations that are named one by one.")),
)

ROUND_STATES = Vocabulary(
    "state of a report in a round",
    # Translators: A report of an organisation in a reporting round.
    ("NOT_STARTED", N_("Not started"), N_("Nobody has begun it yet.")),
    ("DRAFT", N_("Draft"), N_("It is being filled and was not submitted yet.")),
    # Translators: A report in a reporting round that was sent to those who look at it.
    ("SUBMITTED", N_("Submitted"), N_("It waits to be accepted or returned.")),
    ("RETURNED", N_("Returned"), N_("Whoever looked at it found something to correct, and said what.")),
    # Translators: A report in a reporting round that was looked at and found right.
    ("ACCEPTED", N_("Accepted"), N_("It was looked at and found right.")),
)

RATINGS = Vocabulary(
    "rating of a report in a round",
    # Translators: How well an organisation achieved what it had planned.
    ("EXCEEDED", N_("More than planned"), N_("Clearly more was achieved than had been planned.")),
    # Translators: How well an organisation achieved what it had planned.
    ("ACHIEVED", N_("As planned"), N_("What had been planned was achieved.")),
    # Translators: How well an organisation achieved what it had planned.
    ("PARTLY", N_("Partly as planned"), N_("A good part of what had been planned was achieved.")),
    # Translators: How well an organisation achieved what it had planned.
    ("FAR_BELOW", N_("Far less than planned"), N_("Little of what had been planned was achieved.")),
)
