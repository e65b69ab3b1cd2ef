"""The coded words of the vocabulary as GraphQL enums, with their sentences."""

from enum import Enum

import strawberry

from api.vocabulary_enum import vocabulary_enum
from tansiq.language import (  # fmt: skip
    case_vocabulary,
    field_vocabulary,
    form_vocabulary,
    partnership_vocabulary,
    plan_vocabulary,
    round_vocabulary,
    unit_vocabulary,
    vocabulary,
)


@strawberry.enum(description="A language of names and sentences.")
class Language(Enum):
    AR = strawberry.enum_value("AR", description="Arabic.")
    EN = strawberry.enum_value("EN", description="English.")


@strawberry.enum(description="Upwards or downwards.")
class Direction(Enum):
    ASC = strawberry.enum_value("ASC", description="Smallest, earliest or first in the alphabet first.")
    DESC = strawberry.enum_value("DESC", description="Largest, latest or last in the alphabet first.")


@vocabulary_enum(vocabulary.LEVELS, "The level of an area in the tree of its country.")
class Level(Enum):
    COUNTRY = "COUNTRY"
    GOVERNORATE = "GOVERNORATE"
    DISTRICT = "DISTRICT"
    SUBDISTRICT = "SUBDISTRICT"
    SETTLEMENT = "SETTLEMENT"


@vocabulary_enum(vocabulary.STATUSES, "How far an intervention has come.")
class Status(Enum):
    PLANNED = "PLANNED"
    ONGOING = "ONGOING"
    COMPLETED = "COMPLETED"
    SUSPENDED = "SUSPENDED"
    CANCELLED = "CANCELLED"


@vocabulary_enum(vocabulary.MODALITIES, "In which form help is given.")
class Modality(Enum):
    IN_KIND = "IN_KIND"
    CASH = "CASH"
    VOUCHER = "VOUCHER"
    SERVICE = "SERVICE"
    MIXED = "MIXED"


@vocabulary_enum(vocabulary.ORGANIZATION_KINDS, "What kind of body an organisation is.")
class OrganizationKind(Enum):
    UN = "UN"
    INGO = "INGO"
    NNGO = "NNGO"
    ASSOCIATION = "ASSOCIATION"
    COOPERATIVE = "COOPERATIVE"
    UNION = "UNION"
    FOUNDATION = "FOUNDATION"
    INITIATIVE = "INITIATIVE"
    WOMEN_GROUP = "WOMEN_GROUP"
    GOVERNMENT = "GOVERNMENT"
    DONOR = "DONOR"
    RED_CROSS_CRESCENT = "RED_CROSS_CRESCENT"
    ACADEMIC = "ACADEMIC"
    PRIVATE = "PRIVATE"
    OTHER = "OTHER"


@vocabulary_enum(vocabulary.LEGAL_STATUSES, "Where an organisation stands before the law, today.")
class LegalStatus(Enum):
    ACTIVE = "ACTIVE"
    LICENCE_EXPIRED = "LICENCE_EXPIRED"
    NO_LICENCE = "NO_LICENCE"
    SUSPENDED = "SUSPENDED"
    DISSOLVED = "DISSOLVED"


@vocabulary_enum(vocabulary.PARTNER_ROLES, "What a partner does in an intervention.")
class PartnerRole(Enum):
    FUNDING = "FUNDING"
    PROGRAMMING = "PROGRAMMING"
    IMPLEMENTING = "IMPLEMENTING"


@vocabulary_enum(vocabulary.DECISIONS, "What was decided about work that overlaps.")
class OverlapDecision(Enum):
    DUPLICATE = "DUPLICATE"
    COMPLEMENTARY = "COMPLEMENTARY"
    SAME_PROJECT = "SAME_PROJECT"
    NOT_SAME = "NOT_SAME"
    LATER = "LATER"


@vocabulary_enum(case_vocabulary.CASE_STATES, "Where a case of duplication stands.")
class OverlapCaseState(Enum):
    OPEN = "OPEN"
    IN_CONTACT = "IN_CONTACT"
    AGREED = "AGREED"
    SETTLED = "SETTLED"
    DISMISSED = "DISMISSED"
    RETURNED = "RETURNED"


@vocabulary_enum(case_vocabulary.CASE_ENDS, "Why the interventions of a case overlap no longer.")
class OverlapCaseEnd(Enum):
    CHANGED = "CHANGED"
    OVER = "OVER"
    JOINED = "JOINED"


@vocabulary_enum(case_vocabulary.ARRANGEMENT_KINDS, "What is to be arranged, so that nothing is done twice.")
class ArrangementKind(Enum):
    WITHDRAW = "WITHDRAW"
    MOVE = "MOVE"
    DATES = "DATES"
    AREAS = "AREAS"
    GROUPS = "GROUPS"
    SAME_PROJECT = "SAME_PROJECT"
    COMPLEMENTARY = "COMPLEMENTARY"
    NOT_SAME = "NOT_SAME"


@vocabulary_enum(case_vocabulary.ARRANGEMENT_STATES, "How far an arrangement is.")
class ArrangementState(Enum):
    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    CARRIED_OUT = "CARRIED_OUT"
    OBJECTED = "OBJECTED"
    LAPSED = "LAPSED"
    REFUSED = "REFUSED"


@vocabulary_enum(case_vocabulary.REPLIES, "What an organisation answers to an arrangement.")
class ArrangementReply(Enum):
    AGREE = "AGREE"
    OBJECT = "OBJECT"


@vocabulary_enum(unit_vocabulary.UNIT_KINDS, "What kind of administrative unit it is.")
class UnitKind(Enum):
    MINISTRY = "MINISTRY"
    GOVERNORATE = "GOVERNORATE"
    DIRECTORATE = "DIRECTORATE"
    MUNICIPALITY = "MUNICIPALITY"
    COUNCIL = "COUNCIL"
    OFFICE = "OFFICE"
    CENTRE = "CENTRE"
    OTHER = "OTHER"


@vocabulary_enum(round_vocabulary.ROUND_KINDS, "What a reporting round asks for.")
class RoundKind(Enum):
    ACHIEVED = "ACHIEVED"
    INTENDED = "INTENDED"
    BOTH = "BOTH"


@vocabulary_enum(round_vocabulary.ROUND_STATES, "How far the report of an organisation in a round is.")
class RoundState(Enum):
    NOT_STARTED = "NOT_STARTED"
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"


@vocabulary_enum(round_vocabulary.RATINGS, "How well an organisation achieved what it had planned.")
class RoundRating(Enum):
    EXCEEDED = "EXCEEDED"
    ACHIEVED = "ACHIEVED"
    PARTLY = "PARTLY"
    FAR_BELOW = "FAR_BELOW"


@vocabulary_enum(plan_vocabulary.PLAN_KINDS, "What kind of plan it is.")
class PlanKind(Enum):
    RECOVERY = "RECOVERY"
    STRATEGY = "STRATEGY"
    ANNUAL = "ANNUAL"
    OPERATIONAL = "OPERATIONAL"
    SECTOR = "SECTOR"


@vocabulary_enum(plan_vocabulary.PLAN_PHASES, "How far a plan has come.")
class PlanPhase(Enum):
    ASSESSMENT = "ASSESSMENT"
    DRAFTING = "DRAFTING"
    CONSULTATION = "CONSULTATION"
    ADOPTED = "ADOPTED"
    FOLLOW_UP = "FOLLOW_UP"
    CLOSED = "CLOSED"


@vocabulary_enum(plan_vocabulary.ITEM_KINDS, "What kind of line of a plan it is, from the widest to the narrowest.")
class PlanItemKind(Enum):
    AXIS = "AXIS"
    OBJECTIVE = "OBJECTIVE"
    PROGRAMME = "PROGRAMME"
    PROJECT = "PROJECT"
    ACTIVITY = "ACTIVITY"
    MILESTONE = "MILESTONE"


@vocabulary_enum(plan_vocabulary.ITEM_STATES, "How far an item of a plan is, as was reported.")
class PlanItemState(Enum):
    NOT_STARTED = "NOT_STARTED"
    UNDER_WAY = "UNDER_WAY"
    DONE = "DONE"
    SUSPENDED = "SUSPENDED"
    CANCELLED = "CANCELLED"


@vocabulary_enum(plan_vocabulary.COVERAGE_OF_ITEMS, "How much of what an item of a plan requires is committed.")
class PlanItemCoverage(Enum):
    NONE = "NONE"
    PARTIAL = "PARTIAL"
    COMMITTED = "COMMITTED"
    DELIVERED = "DELIVERED"


@vocabulary_enum(plan_vocabulary.DEMAND_RAISERS, "Who asks for something.")
class DemandRaiser(Enum):
    EXECUTIVE_OFFICE = "EXECUTIVE_OFFICE"
    COUNCIL_MEMBER = "COUNCIL_MEMBER"
    COMMUNITY_COUNCIL = "COMMUNITY_COUNCIL"
    CITIZEN = "CITIZEN"


@vocabulary_enum(plan_vocabulary.DEMAND_OUTCOMES, "What became of a demand.")
class DemandState(Enum):
    OPEN = "OPEN"
    TAKEN = "TAKEN"
    DECLINED = "DECLINED"


@vocabulary_enum(plan_vocabulary.COMMITMENT_STATES, "How far a commitment is.")
class CommitmentState(Enum):
    OFFERED = "OFFERED"
    AGREED = "AGREED"
    UNDER_WAY = "UNDER_WAY"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"


@vocabulary_enum(partnership_vocabulary.CALL_STATES, "Where a call for partners stands.")
class CallState(Enum):
    PREPARED = "PREPARED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


@vocabulary_enum(partnership_vocabulary.OFFER_KINDS, "What a call asks for, and what organisations offer.")
class OfferKind(Enum):
    MONEY = "MONEY"
    QUANTITY = "QUANTITY"
    STAFF = "STAFF"
    EQUIPMENT = "EQUIPMENT"
    SITES = "SITES"
    DAYS = "DAYS"


@vocabulary_enum(partnership_vocabulary.CALL_ANSWER_STATES, "What an organisation answered, and what became of it.")
class CallAnswerState(Enum):
    OFFERED = "OFFERED"
    DECLINED = "DECLINED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    REPLACED = "REPLACED"


@vocabulary_enum(plan_vocabulary.DIRECTIONS, "Whether an indicator is to rise or to fall.")
class IndicatorDirection(Enum):
    RISING = "RISING"
    FALLING = "FALLING"


@vocabulary_enum(form_vocabulary.PERIOD_TYPES, "For which periods a form is filled.")
class PeriodType(Enum):
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"


@vocabulary_enum(form_vocabulary.REPORT_STATES, "How far a report is.")
class ReportState(Enum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    REOPENED = "REOPENED"


@vocabulary_enum(form_vocabulary.PUNCTUALITIES, "Whether a report is or was in time.")
class ReportPunctuality(Enum):
    NOT_OPEN = "NOT_OPEN"
    NOT_DUE = "NOT_DUE"
    ON_TIME = "ON_TIME"
    LATE = "LATE"
    OVERDUE = "OVERDUE"
    MISSED = "MISSED"


@vocabulary_enum(plan_vocabulary.WAYS_TOGETHER, "How several values of an indicator become one.")
class WayTogether(Enum):
    SUM = "SUM"
    MAXIMUM = "MAXIMUM"
    AVERAGE = "AVERAGE"
    LATEST = "LATEST"


@vocabulary_enum(field_vocabulary.VALUE_TYPES, "What a field holds that the ministry defined.")
class FieldType(Enum):
    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    WHOLE = "WHOLE"
    NUMBER = "NUMBER"
    YES_NO = "YES_NO"
    DAY = "DAY"
    MONTH = "MONTH"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    REFERENCE = "REFERENCE"
    POINT = "POINT"
    EMAIL = "EMAIL"
    TELEPHONE = "TELEPHONE"
    PCODE = "PCODE"
    WEB = "WEB"
    PHOTO = "PHOTO"
    FILE = "FILE"
    CALCULATED = "CALCULATED"
    HEADING = "HEADING"
    ROWS = "ROWS"
