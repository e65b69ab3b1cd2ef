"""Coded words of plans: of their items, of what is asked for and committed, and of indicators."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

PLAN_KINDS = Vocabulary(
    "plan kind",
    ("RECOVERY", N_("Recovery plan"), N_("What a district or governorate needs to recover, made from its needs.")),
    ("STRATEGY", N_("Strategy"), N_("Where an area or a sector wants to be after many years.")),
    ("ANNUAL", N_("Annual plan"), N_("What is to be done within one year.")),
    ("OPERATIONAL", N_("Operational plan"), N_("Activities with their days and who carries them out.")),
    ("SECTOR", N_("Sector plan"), N_("What is to be done in one sector.")),
)

PLAN_PHASES = Vocabulary(
    "plan phase",
    ("ASSESSMENT", N_("Assessment"), N_("What is needed is being found out.")),
    ("DRAFTING", N_("Drafting"), N_("The plan is being written.")),
    ("CONSULTATION", N_("Consultation"), N_("Partners read the draft and say what they think of it.")),
    ("ADOPTED", N_("Adopted"), N_("The plan was adopted; what it says is changed by an amendment alone.")),
    ("FOLLOW_UP", N_("Follow-up"), N_("The plan is carried out, and what was achieved is reported.")),
    ("CLOSED", N_("Closed"), N_("The plan is over; nothing in it changes any more.")),
)

ITEM_KINDS = Vocabulary(
    "kind of plan item",
    # Translators: A main line of a plan, under which its objectives stand; nothing of geometry.
    ("AXIS", N_("Axis"), N_("A main line of the plan.")),
    ("OBJECTIVE", N_("Objective"), N_("What is to be reached.")),
    ("PROGRAMME", N_("Programme"), N_("Projects that belong together.")),
    ("PROJECT", N_("Project"), N_("Work with a beginning, an end and a budget.")),
    ("ACTIVITY", N_("Activity"), N_("One piece of work within a project.")),
    ("MILESTONE", N_("Milestone"), N_("A point that is reached on one day.")),
)
"""From the widest to the narrowest; any of them may be left out, and none has to stand under a certain other."""

ITEM_STATES = Vocabulary(
    "state of a plan item",
    ("NOT_STARTED", N_("Not started"), N_("Nothing has been done yet.")),
    ("UNDER_WAY", N_("Under way"), N_("It is being carried out.")),
    ("DONE", N_("Done"), N_("It was carried out to its end.")),
    ("SUSPENDED", N_("Suspended"), N_("Begun, stopped for the time being.")),
    ("CANCELLED", N_("Cancelled"), N_("Given up; it counts in no figure of the plan.")),
)

DEMAND_RAISERS = Vocabulary(
    "raiser of a demand",
    ("EXECUTIVE_OFFICE", N_("Executive office"), N_("An office of the state in the area.")),
    ("COUNCIL_MEMBER", N_("Member of the local council"), N_("Somebody elected to the local council.")),
    ("COMMUNITY_COUNCIL", N_("Community council"), N_("A council or committee of a village or neighbourhood.")),
    ("CITIZEN", N_("Citizen"), N_("A private person.")),
)

DEMAND_OUTCOMES = Vocabulary(
    "decision on a demand",
    ("OPEN", N_("Not decided"), N_("Nobody has decided yet.")),
    ("TAKEN", N_("Taken into a plan"), N_("An item of a plan serves it.")),
    ("DECLINED", N_("Declined"), N_("It was declined, with a reason.")),
)

COMMITMENT_STATES = Vocabulary(
    "state of a commitment",
    ("OFFERED", N_("Offered"), N_("The organisation offers it; nobody has agreed yet.")),
    ("AGREED", N_("Agreed"), N_("Whoever is in charge of the plan has agreed.")),
    ("UNDER_WAY", N_("Under way"), N_("It is being carried out.")),
    ("DELIVERED", N_("Delivered"), N_("It was carried out to its end.")),
    ("CANCELLED", N_("Cancelled"), N_("Given up; it counts in no figure of the plan.")),
)

COMMENT_KINDS = Vocabulary(
    "kind of comment",
    ("REMARK", N_("A remark"), N_("Something is said of the plan, or of one of its items.")),
    ("NEW_ITEM", N_("A proposed item"), N_("An item is proposed that the plan does not have.")),
)

COMMENT_OUTCOMES = Vocabulary(
    "answer to a comment",
    ("OPEN", N_("Not answered"), N_("Nobody has answered yet.")),
    ("ANSWERED", N_("Answered"), N_("It was answered, and changes nothing in the plan.")),
    # Translators: What became of a comment: an item of the plan was made of it, or changed for it.
    ("TAKEN", N_("Taken into an item"), N_("An item was made of it, or changed for it.")),
    ("DECLINED", N_("Not taken up"), N_("It was declined, with a reason.")),
)

COVERAGE_OF_ITEMS = Vocabulary(
    "coverage of a plan item",
    ("NONE", N_("Nothing committed"), N_("Nobody has committed to the item.")),
    ("PARTIAL", N_("Partly committed"), N_("Less is committed than the item requires.")),
    ("COMMITTED", N_("Committed"), N_("As much is committed as the item requires.")),
    ("DELIVERED", N_("Delivered"), N_("As much was delivered as the item requires.")),
)

DIRECTIONS = Vocabulary(
    "direction of an indicator",
    # Translators: The way an indicator is to go: its figures are to become larger.
    ("RISING", N_("Rising"), N_("More is better, such as households with water.")),
    # Translators: The way an indicator is to go: its figures are to become smaller.
    ("FALLING", N_("Falling"), N_("Less is better, such as days without electricity.")),
)

WAYS_TOGETHER = Vocabulary(
    "how values of an indicator are put together",
    # Translators: How several values become one: they are added up.
    ("SUM", N_("Sum"), N_("The values are added up.")),
    # Translators: How several values become one: the largest counts.
    ("MAXIMUM", N_("Maximum"), N_("The largest value counts.")),
    # Translators: How several values become one.
    ("AVERAGE", N_("Average"), N_("The mean of the values, each counting alike.")),
    # Translators: How several values become one: the one of the last day counts.
    ("LATEST", N_("Latest"), N_("The value of the last day counts.")),
)

MATRIX_COLUMNS = Vocabulary(
    "columns of the matrix of plans",
    ("AXIS", N_("Axis"), N_("A column for each axis; axes of several plans that are called alike are one.")),
    ("SECTOR", N_("Sector"), N_("A column for each sector; an item in several sectors counts in each.")),
    ("PLAN", N_("Plan"), N_("A column for each plan.")),
)
