"""Coded words of what a ministry defines by itself: fields, record types and their choices."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

VALUE_TYPES = Vocabulary(
    "type of field",
    ("TEXT", N_("Text"), N_("One line, such as a name or a number on paper.")),
    ("LONG_TEXT", N_("Long text"), N_("Several lines, such as a remark.")),
    ("WHOLE", N_("Whole number"), N_("A number without decimals, such as how many pumps there are.")),
    ("NUMBER", N_("Number with decimals"), N_("A number that is measured, such as a depth in metres.")),
    ("YES_NO", N_("Yes or no"), N_("A question that is answered with yes or no; left empty, it is not known.")),
    ("DAY", N_("Day"), N_("A day of the calendar.")),
    ("MONTH", N_("Month"), N_("A month of a year.")),
    ("CHOICE", N_("One of a list"), N_("One answer out of a list.")),
    ("CHOICES", N_("Several of a list"), N_("Any number of answers out of a list.")),
    ("REFERENCE", N_("Reference to a record"), N_("Another record, such as an organisation or an area.")),
    ("POINT", N_("Point on the map"), N_("Latitude and longitude in degrees.")),
    ("EMAIL", N_("E-mail address"), N_("An address that mail is sent to.")),
    ("TELEPHONE", N_("Telephone number"), N_("A telephone number with or without the country's code.")),
    ("PCODE", N_("P-code"), N_("The code of an area of another register, such as YE1201.")),
    ("WEB", N_("Web address"), N_("The address of a page on the web.")),
    ("PHOTO", N_("Photograph"), N_("A picture, kept without the place where it was taken.")),
    ("FILE", N_("File"), N_("A PDF, a text, a workbook or a picture.")),
    ("CALCULATED", N_("Calculated"), N_("Follows from other fields by a formula; nobody types it.")),
    ("HEADING", N_("Heading or note"), N_("A text between the fields of the form; it holds nothing.")),
    ("ROWS", N_("Table of rows"), N_("Rows of a record type of its own, such as the members of a group.")),
)

FILES = frozenset({"PHOTO", "FILE"})
"""Types of fields that hold a file, by its number (tansiq.models.kept_file)."""

HOLDING_NOTHING = frozenset({"HEADING", "ROWS"})
"""Types of fields that keep no value in the row: words between fields, and rows of their own."""

WIDER: dict[str, frozenset[str]] = {
    "WHOLE": frozenset({"NUMBER", "TEXT", "LONG_TEXT"}),
    "NUMBER": frozenset({"TEXT", "LONG_TEXT"}),
    "TEXT": frozenset({"LONG_TEXT"}),
    "EMAIL": frozenset({"TEXT", "LONG_TEXT"}),
    "TELEPHONE": frozenset({"TEXT", "LONG_TEXT"}),
    "WEB": frozenset({"TEXT", "LONG_TEXT"}),
    "DAY": frozenset({"TEXT"}),
    "MONTH": frozenset({"TEXT"}),
    "CHOICE": frozenset({"CHOICES"}),
    "PHOTO": frozenset({"FILE"}),
}
"""By type: those it may become, as whatever was entered reads as one of these."""

USE_STATES = Vocabulary(
    "state of a definition",
    ("DRAFT", N_("Draft"), N_("Being prepared; it stands in no form yet.")),
    ("ACTIVE", N_("In use"), N_("It stands in forms, lists and the endpoint.")),
    ("RETIRED", N_("Retired"), N_("No longer filled; what was entered stays.")),
)

POLICIES = Vocabulary(
    "who sees entries",
    ("PUBLIC", N_("Everybody, once published"), N_("As interventions: the public reads what is published.")),
    ("OFFICERS", N_("Officers of the area"), N_("Officers of the areas they lie in, auditors and administrators.")),
    ("ORGANIZATION", N_("The organisation itself"), N_("The organisation, officers of its area and administrators.")),
    ("ADMINISTRATORS", N_("Administrators"), N_("Administrators, and auditors, who change nothing.")),
    ("SIGNED_IN", N_("Whoever signed in"), N_("Everybody with an account reads them.")),
)

RULE_SEVERITIES = Vocabulary(
    "severity of a rule",
    ("REFUSE", N_("Refuse"), N_("The record is not saved until it holds.")),
    ("WARN", N_("Ask once more"), N_("Whoever saves the record all the same gives a reason, which the history keeps.")),
    ("NOTE", N_("Tell"), N_("The record is saved, and its page says so.")),
)

PATTERNS = Vocabulary(
    "pattern of a text",
    ("DIGITS", N_("Digits alone"), N_("Such as 004512.")),
    ("LATIN_CODE", N_("Latin letters and digits"), N_("A code such as YE-1201/7, with hyphens, points and strokes.")),
    ("ARABIC", N_("Arabic letters"), N_("Words in Arabic letters, with spaces and digits.")),
    ("YEAR", N_("Year"), N_("Four digits, such as 2026.")),
)
"""Named patterns: an expression that people write themselves can be made to search for hours."""

PICTURES = Vocabulary(
    "picture of a record type",
    ("record", N_("Sheet"), ""),
    ("drop", N_("Drop of water"), ""),
    ("area", N_("Place"), ""),
    ("home", N_("House"), ""),
    ("organization", N_("Building"), ""),
    ("group", N_("People"), ""),
    ("account", N_("Person"), ""),
    ("need", N_("Heart"), ""),
    ("activity", N_("Checklist"), ""),
    ("licence", N_("Certificate"), ""),
    ("project", N_("Folder"), ""),
    ("plan", N_("Tree"), ""),
    ("layers", N_("Layers"), ""),
    ("sector", N_("Share of a whole"), ""),
    ("clock", N_("Clock"), ""),
    ("comment", N_("Speech"), ""),
)
"""The small set out of which a record type chooses the picture that stands beside its name."""

MENU_PLACES = Vocabulary(
    "place in the menu",
    ("register", N_("Register"), N_("Beside organisations, projects and interventions.")),
    ("plans", N_("Plans and needs"), N_("Beside plans, needs and demands.")),
    ("more", N_("Further registers"), N_("Behind one entry of the menu: for what not everybody needs every day.")),
    ("settings", N_("Settings"), N_("Beside areas, sectors and other lists that change rarely.")),
)
"""The groups of the menu in which an own record type may stand."""
