"""Coded words of imports, and of names that these taught the register."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

NAME_STATES = Vocabulary(
    "state of a learned name",
    ("WAITING", N_("Waiting for review"), N_("Imports read it as the area, and say so at each cell.")),
    ("ACCEPTED", N_("Accepted"), N_("It is another name of the area.")),
    ("REJECTED", N_("Rejected"), N_("It is never read as the area again.")),
)

IMPORT_STATES = Vocabulary(
    "import state",
    ("READING", N_("Being read"), N_("The file is being read.")),
    ("UNDERSTOOD", N_("Columns to check"), N_("Somebody checks what the columns mean.")),
    ("PLANNING", N_("Being compared"), N_("The rows are being compared with the register.")),
    ("PLANNED", N_("Ready to enter"), N_("The preview is ready; nothing is entered yet.")),
    ("APPLYING", N_("Being entered"), N_("The rows are being entered.")),
    ("APPLIED", N_("Entered"), N_("The rows are in the register.")),
    ("UNDOING", N_("Being taken back"), N_("What was entered is being taken back.")),
    ("UNDONE", N_("Undone"), N_("What was entered was taken back.")),
    ("REDOING", N_("Being entered again"), N_("What was taken back is being entered again.")),
    ("FAILED", N_("Could not be read"), N_("The file cannot be read as it is.")),
    ("DISCARDED", N_("Discarded"), N_("The file was thrown away; nothing was entered.")),
)
