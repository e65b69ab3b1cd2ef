"""All tables."""

from peewee import Model

from tansiq.models.account import Account, AccountArea, AccountOrganization, AccountRole, Role
from tansiq.models.agenda_item import AgendaItem
from tansiq.models.area import Area, AreaBoundary, AreaClosure
from tansiq.models.arrangement import Arrangement, ArrangementAnswer, ArrangementStep
from tansiq.models.assignment import Assignment
from tansiq.models.avoided_overlap import AvoidedOverlap
from tansiq.models.batch import Batch, BatchEntry
from tansiq.models.call import Call, CallAsk, CallInvitation
from tansiq.models.call_answer import CallAnswer, CallOffer
from tansiq.models.case_document import CaseDocument
from tansiq.models.choice_list import Choice, ChoiceList
from tansiq.models.commitment import Commitment
from tansiq.models.creation import Creation
from tansiq.models.dashboard import Dashboard
from tansiq.models.dashboard_tile import DashboardTile
from tansiq.models.demand import Demand
from tansiq.models.demand_document import DemandDocument
from tansiq.models.document import Document
from tansiq.models.entry import Entry, ExtraLink
from tansiq.models.export_run import ExportRun
from tansiq.models.extension import Extension
from tansiq.models.feedback import Feedback, FeedbackReply
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.figure import Figure
from tansiq.models.form_version import FormVersion
from tansiq.models.goal import Goal
from tansiq.models.history import DataChange, DataVersion, HistoryEntry
from tansiq.models.import_run import ImportMapping, ImportRun
from tansiq.models.imported import ImportedRow
from tansiq.models.indicator import Indicator
from tansiq.models.indicator_target import IndicatorTarget
from tansiq.models.indicator_value import IndicatorValue
from tansiq.models.intervention import Intervention, Partnership
from tansiq.models.kept_file import KeptFile
from tansiq.models.learned_name import LearnedName
from tansiq.models.licence import Licence
from tansiq.models.meeting import Meeting
from tansiq.models.meeting_attendee import MeetingAttendee
from tansiq.models.meeting_calendar import MeetingCalendar
from tansiq.models.meeting_decision import MeetingDecision
from tansiq.models.meeting_mail import MeetingMail
from tansiq.models.need import Need
from tansiq.models.notice import Notice, NoticeChoice
from tansiq.models.organization import Organization, OrganizationArea, OrganizationMembership, OrganizationSector
from tansiq.models.organization_contact import OrganizationContact
from tansiq.models.organization_document import OrganizationDocument
from tansiq.models.overlap import OverlapDecision
from tansiq.models.overlap_case import CaseMember, CaseMessage, CaseUpkeep, OverlapCase
from tansiq.models.overlap_weights import OverlapWeights
from tansiq.models.plan import Plan, PlanPhase
from tansiq.models.plan_comment import PlanComment
from tansiq.models.plan_document import PlanDocument
from tansiq.models.plan_invitation import PlanInvitation
from tansiq.models.plan_item import PlanItem, PlanItemArea, PlanItemGoal, PlanItemSector, PlanItemSupporter
from tansiq.models.plan_snapshot import PlanSnapshot
from tansiq.models.plan_version import PlanVersion
from tansiq.models.portal import PortalArea, PortalClient, PortalOrganization, PortalToken
from tansiq.models.preference import ChosenColumns, SavedView
from tansiq.models.project import Project, ProjectDonor
from tansiq.models.proposal import Proposal, ProposalArea, ProposalEvent, ProposedRow
from tansiq.models.reached_figure import ReachedFigure
from tansiq.models.record import Record, Table
from tansiq.models.record_type import tables_of_types
from tansiq.models.registration import Registration
from tansiq.models.report import Report, ReportApproval, ReportNote
from tansiq.models.round import Round, RoundArea, RoundOrganization
from tansiq.models.round_report import RoundChange, RoundReport
from tansiq.models.rule_definition import RuleDefinition
from tansiq.models.search_piece import SearchDue, SearchPiece
from tansiq.models.sector import ActivityType, PopulationGroup, Sector
from tansiq.models.shared_view import SharedView
from tansiq.models.sign_in import AccountSession, SecondFactor, SignInFailure
from tansiq.models.site import Site
from tansiq.models.survey import Survey, SurveyAnswer, SurveyInvitation
from tansiq.models.twin_decision import TwinDecision
from tansiq.models.type_definition import TypeDefinition
from tansiq.models.unit import Unit, UnitFormerParent, UnitPerson, UnitSuccessor
from tansiq.models.visit import Visit

PLAIN: tuple[type[Table], ...] = (
    Creation,
    AreaClosure,
    AreaBoundary,
    Role,
    HistoryEntry,
    DataChange,
    DataVersion,
    ImportedRow,
    AvoidedOverlap,
    Batch,
    BatchEntry,
    CaseMember,
    CaseUpkeep,
    Visit,
    ChosenColumns,
    SavedView,
    Notice,
    NoticeChoice,
    ImportRun,
    ImportMapping,
    ExportRun,
    ExtraLink,
    KeptFile,
    PlanSnapshot,
    PlanVersion,
    FormVersion,
    ReportNote,
    ReportApproval,
    Figure,
    Proposal,
    ProposalArea,
    ProposalEvent,
    ProposedRow,
    Registration,
    SignInFailure,
    AccountSession,
    SearchDue,
    SearchPiece,
    SecondFactor,
    RoundChange,
    SurveyInvitation,
    SurveyAnswer,
    Feedback,
    FeedbackReply,
    MeetingMail,
    MeetingCalendar,
)
"""The tables that hold no records and no parts of any: what the program itself keeps."""

ALL: tuple[type[Model], ...] = (*tables_of_types().values(), *PLAIN)
"""The tables of the program: records with their parts (record_type), then the plain ones."""

_PLAIN_NAMED = {str(table._meta.table_name): table for table in PLAIN}


def tables() -> dict[str, type[Model]]:
    """By name: all tables, those of kinds of records that were described since the start included."""
    return {**tables_of_types(), **_PLAIN_NAMED}


__all__ = [
    "ALL",
    "PLAIN",
    "Account",
    "AccountArea",
    "AccountOrganization",
    "AccountRole",
    "AccountSession",
    "ActivityType",
    "AgendaItem",
    "Area",
    "AreaBoundary",
    "AreaClosure",
    "Arrangement",
    "ArrangementAnswer",
    "ArrangementStep",
    "Assignment",
    "AvoidedOverlap",
    "Batch",
    "BatchEntry",
    "Call",
    "CallAnswer",
    "CallAsk",
    "CallInvitation",
    "CallOffer",
    "CaseDocument",
    "CaseMember",
    "CaseMessage",
    "CaseUpkeep",
    "Choice",
    "ChoiceList",
    "ChosenColumns",
    "Commitment",
    "Creation",
    "Dashboard",
    "DashboardTile",
    "DataChange",
    "DataVersion",
    "Demand",
    "DemandDocument",
    "Document",
    "Entry",
    "ExportRun",
    "Extension",
    "ExtraLink",
    "Feedback",
    "FeedbackReply",
    "FieldDefinition",
    "Figure",
    "FormVersion",
    "Goal",
    "HistoryEntry",
    "ImportMapping",
    "ImportRun",
    "ImportedRow",
    "Indicator",
    "IndicatorTarget",
    "IndicatorValue",
    "Intervention",
    "KeptFile",
    "LearnedName",
    "Licence",
    "Meeting",
    "MeetingAttendee",
    "MeetingCalendar",
    "MeetingDecision",
    "MeetingMail",
    "Need",
    "Notice",
    "NoticeChoice",
    "Organization",
    "OrganizationArea",
    "OrganizationContact",
    "OrganizationDocument",
    "OrganizationMembership",
    "OrganizationSector",
    "OverlapCase",
    "OverlapDecision",
    "OverlapWeights",
    "Partnership",
    "Plan",
    "PlanComment",
    "PlanDocument",
    "PlanInvitation",
    "PlanItem",
    "PlanItemArea",
    "PlanItemGoal",
    "PlanItemSector",
    "PlanItemSupporter",
    "PlanPhase",
    "PlanSnapshot",
    "PlanVersion",
    "PopulationGroup",
    "PortalArea",
    "PortalClient",
    "PortalOrganization",
    "PortalToken",
    "Project",
    "ProjectDonor",
    "Proposal",
    "ProposalArea",
    "ProposalEvent",
    "ProposedRow",
    "ReachedFigure",
    "Record",
    "Registration",
    "Report",
    "ReportApproval",
    "ReportNote",
    "Role",
    "Round",
    "RoundArea",
    "RoundChange",
    "RoundOrganization",
    "RoundReport",
    "RuleDefinition",
    "SavedView",
    "SearchDue",
    "SearchPiece",
    "SecondFactor",
    "Sector",
    "SharedView",
    "SignInFailure",
    "Site",
    "Survey",
    "SurveyAnswer",
    "SurveyInvitation",
    "Table",
    "TwinDecision",
    "TypeDefinition",
    "Unit",
    "UnitFormerParent",
    "UnitPerson",
    "UnitSuccessor",
    "Visit",
    "tables",
]
