"""Coded words of administrative units: what kinds there are, and what people do for one."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

UNIT_KINDS = Vocabulary(
    "kind of administrative unit",
    ("MINISTRY", N_("Ministry"), N_("A ministry, or a body of the state of the same rank.")),
    ("GOVERNORATE", N_("Governorate"), N_("The administration of a governorate.")),
    ("DIRECTORATE", N_("Directorate"), N_("A directorate of a ministry or a governorate.")),
    ("MUNICIPALITY", N_("Municipality"), N_("A city, a town or a municipality.")),
    # Translators: A body elected to run an area; nobody who gives advice.
    ("COUNCIL", N_("Council"), N_("A local council.")),
    ("OFFICE", N_("Executive office"), N_("An office of a ministry in a governorate or a district.")),
    ("CENTRE", N_("Service centre"), N_("Where citizens are served, such as a citizen service centre.")),
    ("OTHER", N_("Other unit"), N_("None of the others.")),
)
"""From the widest to the narrowest; none has to stand under a certain other."""

UNIT_ROLES = Vocabulary(
    "role in an administrative unit",
    ("FILLS", N_("Fills in"), N_("Fills in what the unit reports.")),
    ("APPROVES", N_("Approves"), N_("Approves what the unit reports.")),
    ("LOOKS_ON", N_("Looks on"), N_("Reads what the unit reports.")),
)
