"""Coded words of meetings: what kind one is, how it stands, who comes, what is spoken of, how a decision stands."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

MEETING_KINDS = Vocabulary(
    "kind of meeting",
    ("QUARTERLY", N_("Quarterly meeting"), N_("The regular meeting of all who coordinate, each quarter.")),
    ("CONSULTATION", N_("Consultation"), N_("Citizens, organisations and offices say what they think of a matter.")),
    # Translators: A meeting at which people work something out together.
    ("WORKSHOP", N_("Workshop"), N_("Those who come work something out together.")),
    # Translators: A session of a local council.
    ("COUNCIL", N_("Council session"), N_("A local council, or a coordination council, is in session.")),
)

MEETING_STATES = Vocabulary(
    "state of a meeting",
    ("PLANNED", N_("Planned"), N_("It is going to be held.")),
    # Translators: Of a meeting.
    ("HELD", N_("Held"), N_("It took place; its minutes say what was decided.")),
    ("CANCELLED", N_("Cancelled"), N_("It is not held.")),
)

MEETING_STEPS = Vocabulary(
    "rhythm of meetings",
    ("MONTH", N_("Every month"), N_("On the same day of each month, or its last.")),
    ("QUARTER", N_("Every quarter"), N_("Every three months.")),
    ("HALF_YEAR", N_("Every half year"), N_("Every six months.")),
    ("YEAR", N_("Every year"), N_("Every twelve months.")),
)
"""How often the meetings of a series are held."""

MONTHS_OF_STEPS = {"MONTH": 1, "QUARTER": 3, "HALF_YEAR": 6, "YEAR": 12}
"""Months from one meeting of a series to the next, by code of MEETING_STEPS."""

INVITATION_ANSWERS = Vocabulary(
    "answer to an invitation",
    # Translators: The answer of somebody who is invited to a meeting.
    ("ACCEPTED", N_("Comes"), N_("They come.")),
    # Translators: The answer of somebody who is invited to a meeting.
    ("DECLINED", N_("Does not come"), N_("They do not come.")),
    # Translators: The answer of somebody who is invited to a meeting.
    ("TENTATIVE", N_("Comes perhaps"), N_("They do not know yet.")),
)

ABOUT_KINDS = Vocabulary(
    "matter of a meeting",
    ("PLAN_ITEM", N_("Plan item"), N_("An item of a plan.")),
    ("CASE", N_("Case of duplication"), N_("Interventions that may do the same twice.")),
    ("GAP", N_("Gap"), N_("What is lacking in an area and a sector.")),
    ("NEED", N_("Need"), N_("An assessed need.")),
    ("DEMAND", N_("Demand"), N_("What an office, a council or a citizen asks for.")),
    ("ROUND", N_("Reporting round"), N_("A round in which organisations report.")),
    ("CALL", N_("Call for partners"), N_("What organisations are asked to do together.")),
    ("ORGANIZATION", N_("Organisation"), N_("An organisation.")),
    # Translators: What a meeting decided (a noun).
    ("DECISION", N_("Decision"), N_("A decision of an earlier meeting that is still open.")),
)
"""What items of an agenda and decisions may be about; which table each of them is, tansiq.models.about_rules says."""

DECISION_STATES = Vocabulary(
    "state of a decision",
    # Translators: Of a decision that is being carried out.
    ("OPEN", N_("Open"), N_("It is being carried out, and stands on the agenda of the next meeting.")),
    # Translators: Of a decision that was carried out.
    ("DONE", N_("Done"), N_("It was carried out.")),
    # Translators: Of a decision that nobody carries out any more.
    ("DROPPED", N_("Dropped"), N_("It is not carried out any more.")),
)

TOLD_DECISION_STATES = Vocabulary(
    "state of a decision by its day",
    *((word.code, word.label, word.sentence) for word in DECISION_STATES),
    ("OVERDUE", N_("Overdue"), N_("It is open, and the day by which it was to be carried out is over.")),
)
"""How a decision stands today: an open one whose day is over is overdue."""

MEETING_MAILS = Vocabulary(
    "mail of a meeting",
    ("INVITATION", N_("Invitation to a meeting"), N_("Whoever is invited is told when and where.")),
    ("CHANGE", N_("Changed meeting"), N_("It is held at another time or place.")),
    ("CANCELLATION", N_("Cancelled meeting"), N_("It is not held.")),
    ("REMINDER", N_("Reminder of a meeting"), N_("It is held soon.")),
    ("MINUTES", N_("Minutes of a meeting"), N_("What was said and decided.")),
)
"""What is mailed of meetings."""

MAIL_STATES = Vocabulary(
    "state of a mail",
    # Translators: A letter that was not mailed yet.
    ("WAITING", N_("Waits to be sent"), N_("The mail server has not taken it yet; it is tried again.")),
    # Translators: A letter that was mailed.
    ("SENT", N_("Was sent"), N_("The mail server took it.")),
    # Translators: A letter that could not be mailed.
    ("REFUSED", N_("Was refused"), N_("The mail server will never take it: the address has to be corrected.")),
)
"""How a mail about a meeting stands."""
