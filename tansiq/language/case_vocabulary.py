"""Coded words of what is done twice: how strong an overlap is, where cases of it stand, and what is arranged."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

OVERLAP_STRENGTHS = Vocabulary(
    "overlap strength",
    ("WEAK", N_("Weak overlap"), N_("They ought to know of each other; most likely they reach different people.")),
    ("CLEAR", N_("Clear overlap"), N_("They may reach the same people: worth a call.")),
    ("STRONG", N_("Strong overlap"), N_("They most likely do the same for the same people.")),
)

CASE_STATES = Vocabulary(
    "state of a case",
    ("OPEN", N_("Open case"), N_("Found; nobody has spoken about it yet.")),
    ("IN_CONTACT", N_("In contact"), N_("The organisations and the officer write to each other.")),
    ("AGREED", N_("Agreed case"), N_("All parties agreed; the changes to the records wait for their approval.")),
    ("SETTLED", N_("Settled"), N_("Nothing is done twice any more, or it was decided that both are needed.")),
    ("DISMISSED", N_("Dismissed"), N_("Looked at: it is not the same work.")),
    ("RETURNED", N_("Returned case"), N_("What had been decided on has changed since: it is to be looked at again.")),
)
"""Where a case stands; whether its interventions still overlap is told apart (CASE_ENDS)."""

OPEN_STATES = ("OPEN", "IN_CONTACT", "AGREED", "RETURNED")
"""The states of cases that are still to be settled."""
SETTLED_STATES = ("SETTLED", "DISMISSED")
"""Those of cases on which somebody decided."""

CASE_ENDS = Vocabulary(
    "end of a case",
    ("CHANGED", N_("No longer overlaps"), N_("The records changed: the interventions do not overlap any more.")),
    ("OVER", N_("Days over"), N_("The days in common passed.")),
    ("JOINED", N_("Joined"), N_("It became part of another case of the same place and sector.")),
)

ARRANGEMENT_KINDS = Vocabulary(
    "kind of arrangement",
    ("WITHDRAW", N_("One withdraws"), N_("One organisation leaves this work to the other.")),
    ("MOVE", N_("One moves"), N_("One organisation works in another place, where people in need are not reached.")),
    ("DATES", N_("Other days"), N_("The days are changed, so that they no longer meet.")),
    ("AREAS", N_("Areas shared out"), N_("Each organisation keeps some of the places.")),
    ("GROUPS", N_("Groups shared out"), N_("Each organisation serves other people.")),
    ("SAME_PROJECT", N_("One project"), N_("They do it together: one leads, the others carry out parts of it.")),
    ("COMPLEMENTARY", N_("Both are needed"), N_("They complete each other; nothing changes.")),
    ("NOT_SAME", N_("Not the same"), N_("They only look alike; nothing changes.")),
)

ARRANGEMENT_STATES = Vocabulary(
    "state of an arrangement",
    ("PROPOSED", N_("Proposed"), N_("The parties have not all answered yet.")),
    ("AGREED", N_("Agreed"), N_("All parties agreed; the records are to be changed.")),
    ("CARRIED_OUT", N_("Carried out"), N_("The records were changed as agreed.")),
    ("OBJECTED", N_("Objected to"), N_("A party objected.")),
    ("LAPSED", N_("Lapsed"), N_("The parties did not all answer in time.")),
    ("REFUSED", N_("Refused"), N_("The changes to the records were not approved.")),
)

REPLIES = Vocabulary(
    "answer to an arrangement",
    ("AGREE", N_("Agree"), N_("We agree to the arrangement.")),
    ("OBJECT", N_("Object"), N_("We do not agree, and say why.")),
)
