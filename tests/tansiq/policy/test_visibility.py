"""The policy: every table has a rule, and each person sees what the rule says."""

from dataclasses import replace
from typing import Any

import pytest
from peewee import Model

from tansiq import models
from tansiq.models import Account, Area, HistoryEntry, Intervention, Need, Organization, Partnership, Site
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import RULES, check_every_table_has_a_rule, may, rule_of, visible
from tansiq.records import changes
from tests.people import EVERYBODY, NOBODY, SALMA
from tests.register import Register

WHO = ("ministry admin", "officer", "partner", "auditor", "portal", "anonymous")
ACTS = ("READ", "CREATE", "CHANGE", "APPROVE", "ARCHIVE", "RESTORE", "PROPOSE")

# One letter for each of WHO, in that order: who may do the act to rows of the table at all. "." is nobody.
RECORD = {"READ": "AOPUTN", "WRITE": "AO....", "PROPOSE": "AOP.T."}
PART = RECORD
PLAN = {"READ": "AOPUTN", "WRITE": "AO....", "PROPOSE": "AOP..."}
REFERENCE = {"READ": "AOPUTN", "WRITE": "A.....", "PROPOSE": "......"}
ARRANGED = {"READ": "AOPU..", "WRITE": "A.....", "PROPOSE": "......"}
KEPT = {"READ": "A..U..", "WRITE": "A.....", "PROPOSE": "......"}
HISTORY = {"READ": "A..U..", "WRITE": "......", "PROPOSE": "......"}
NOBODYS = {"READ": "......", "WRITE": "......", "PROPOSE": "......"}
DEED = {"READ": "A..U..", "WRITE": "AO....", "PROPOSE": "......"}
OFFICERS = {"READ": "AO.U..", "WRITE": "AO....", "PROPOSE": "......"}
CASE = {"READ": "AOPUT.", "WRITE": "AO....", "PROPOSE": "......"}
# These partners have no accounts: what people with one say is in tests/tansiq/cases.
SAID = {**CASE, "CREATE": "AO..T."}
# Whoever made a proposal changes it (those with accounts among these people made none), reviewers approve it.
PROPOSAL = {"READ": "A..UT.", "CHANGE": "....T.", "APPROVE": "AO....", "WRITE": "......", "PROPOSE": "......"}

THE_TABLE: dict[type[Model], dict[str, str]] = {
    models.Area: REFERENCE,
    models.AreaClosure: REFERENCE,
    models.AreaBoundary: REFERENCE,
    models.Sector: REFERENCE,
    models.ActivityType: REFERENCE,
    models.PopulationGroup: REFERENCE,
    models.Organization: RECORD,
    models.OrganizationArea: PART,
    models.OrganizationSector: PART,
    models.OrganizationMembership: PART,
    models.Licence: RECORD,
    models.OrganizationContact: {**RECORD, "READ": "AOP..."},
    models.OrganizationDocument: {**RECORD, "READ": "AOP...", "PROPOSE": "AOP..."},
    models.Project: RECORD,
    models.ProjectDonor: PART,
    models.Intervention: RECORD,
    models.Partnership: PART,
    models.Site: RECORD,
    models.ReachedFigure: RECORD,
    models.Need: RECORD,
    models.Goal: REFERENCE,
    models.Plan: PLAN,
    models.PlanPhase: PLAN,
    # Portals report how far items are.
    models.PlanItem: RECORD,
    models.PlanItemSector: PART,
    models.PlanItemArea: PART,
    models.PlanItemSupporter: PART,
    models.PlanItemGoal: PART,
    models.Indicator: PLAN,
    models.IndicatorTarget: PLAN,
    models.IndicatorValue: PLAN,
    # Signed in, whoever reads a plan comments on it (tests/tansiq/plans/test_consultation.py).
    models.PlanComment: {**PLAN, "READ": "AOPU.."},
    models.PlanInvitation: {**PLAN, "READ": "AOPU.."},
    models.PlanDocument: PLAN,
    models.PlanSnapshot: {**PLAN, "WRITE": "A.....", "PROPOSE": "......"},
    models.PlanVersion: {**PLAN, "WRITE": "A.....", "PROPOSE": "......"},
    models.Demand: RECORD,
    models.DemandDocument: {**RECORD, "READ": "AO....", "PROPOSE": "AOP..."},
    models.Commitment: RECORD,
    # What people with accounts answer for their organisations is in tests/tansiq/policy/test_partnership_rules.py.
    models.Call: {**PLAN, "PROPOSE": "......"},
    models.CallAsk: {**PLAN, "PROPOSE": "......"},
    # A portal is told of those of the organisations that it is limited to; this one is limited to none.
    models.CallInvitation: {**CASE, "READ": "AOPU.."},
    models.CallAnswer: {**SAID, "READ": "AOPU.."},
    models.CallOffer: {**CASE, "READ": "AOPU.."},
    # Who signed in reads those that are not published too (tests/tansiq/units/test_reading.py).
    models.Unit: PLAN,
    models.Assignment: {**REFERENCE, "PROPOSE": "AOP..."},
    models.UnitSuccessor: PLAN,
    models.UnitFormerParent: PLAN,
    models.UnitPerson: {**PLAN, "READ": "AO.U.."},
    # What the ministry defines is no organisation's own; entries by policy are in test_entry_rule.
    models.ChoiceList: {**REFERENCE, "PROPOSE": "AOP..."},
    models.Choice: {**REFERENCE, "PROPOSE": "AOP..."},
    models.TypeDefinition: {**REFERENCE, "PROPOSE": "AOP..."},
    models.FieldDefinition: {**REFERENCE, "PROPOSE": "AOP..."},
    models.RuleDefinition: {**REFERENCE, "PROPOSE": "AOP..."},
    models.Entry: RECORD,
    # Participants enter answers (tests/tansiq/surveys/test_answering.py).
    models.Survey: OFFICERS,
    models.SurveyInvitation: {**KEPT, "READ": "AO.U.."},
    models.SurveyAnswer: {**KEPT, "READ": "AO.U.."},
    models.Feedback: {**KEPT, "READ": "AO.U.."},
    models.FeedbackReply: {**KEPT, "READ": "AO.U.."},
    # Who is invited reads a meeting too, answers, and proposes how far a decision is (test_meeting_rules).
    models.Meeting: {**REFERENCE, "READ": "AOPU.N", "WRITE": "AO...."},
    models.AgendaItem: {**REFERENCE, "READ": "AOPU.N", "WRITE": "AO...."},
    models.MeetingAttendee: {**OFFICERS, "READ": "AOPU.."},
    models.MeetingDecision: {**PLAN, "READ": "AOPU.N"},
    models.MeetingMail: KEPT,
    models.MeetingCalendar: NOBODYS,
    models.FormVersion: {**REFERENCE, "WRITE": "A....."},
    # People of units have no letter here (tests/tansiq/forms); portals send reports and throw none away.
    models.Report: {"READ": "AOPUTN", "WRITE": "AO..T.", "APPROVE": "AO....", "ARCHIVE": "AO....", "PROPOSE": "AO...."},
    models.ReportNote: REFERENCE,
    models.ReportApproval: REFERENCE,
    # Of the units of their areas (tests/tansiq/forms/test_extending.py).
    models.Extension: PLAN,
    models.Figure: REFERENCE,
    # Whoever speaks for an organisation states what it is asked for (tests/tansiq/policy/test_round_rules.py).
    models.Round: CASE,
    models.RoundArea: CASE,
    models.RoundOrganization: CASE,
    models.RoundReport: {**CASE, "CHANGE": "AOP.T."},
    models.RoundChange: {**CASE, "WRITE": "A....."},
    models.ExtraLink: {**KEPT},
    models.KeptFile: {**KEPT},
    # What administrators arrange for everybody, or for a role.
    models.SharedView: ARRANGED,
    models.Dashboard: ARRANGED,
    models.DashboardTile: ARRANGED,
    models.Account: KEPT,
    models.Role: KEPT,
    models.AccountRole: KEPT,
    models.AccountArea: KEPT,
    models.AccountOrganization: KEPT,
    models.HistoryEntry: HISTORY,
    models.DataChange: HISTORY,
    models.DataVersion: HISTORY,
    models.OverlapDecision: {**OFFICERS, "READ": "AOPU.."},
    models.TwinDecision: OFFICERS,
    # Signed in, whoever imports teaches names (tests/tansiq/imports/test_place_choices.py).
    models.LearnedName: OFFICERS,
    models.OverlapWeights: {**OFFICERS, "WRITE": "A....."},
    # Cases are read by those who take part in them and by portals with the scope (tests/tansiq/cases).
    models.OverlapCase: CASE,
    models.CaseMember: {**CASE, "WRITE": "A....."},
    models.CaseMessage: SAID,
    models.CaseDocument: CASE,
    models.CaseUpkeep: KEPT,
    models.AvoidedOverlap: {**OFFICERS, "READ": "AO.UT.", "WRITE": "A....."},
    models.Arrangement: SAID,
    models.ArrangementStep: CASE,
    models.ArrangementAnswer: SAID,
    models.ImportedRow: {**REFERENCE},
    models.Batch: DEED,
    # These people have no accounts: what an account does or keeps for itself is not theirs.
    models.BatchEntry: HISTORY,
    models.Visit: NOBODYS,
    models.ChosenColumns: NOBODYS,
    models.SavedView: NOBODYS,
    models.Notice: NOBODYS,
    models.NoticeChoice: NOBODYS,
    models.ExportRun: NOBODYS,
    models.ImportRun: {**DEED, "WRITE": "AOP..."},
    models.ImportMapping: OFFICERS,
    models.Proposal: PROPOSAL,
    models.ProposalArea: {**KEPT, "READ": "A..UT."},
    models.ProposalEvent: {**HISTORY, "READ": "A..UT."},
    models.ProposedRow: {**KEPT, "READ": "A..UT."},
    models.Registration: {**KEPT, "READ": "A..UT."},
    models.PortalClient: KEPT,
    models.PortalArea: KEPT,
    models.PortalOrganization: KEPT,
    models.PortalToken: KEPT,
    models.Creation: KEPT,
    models.SignInFailure: KEPT,
    models.AccountSession: KEPT,
    models.SecondFactor: KEPT,
    models.SearchDue: KEPT,
    models.SearchPiece: KEPT,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("model", models.ALL, ids=lambda model: model.__name__)
def test_the_permission_table(model: type[Model], act: str) -> None:
    letters = THE_TABLE[model].get(act, THE_TABLE[model]["WRITE"])
    expected = {who: letter != "." for who, letter in zip(WHO, letters, strict=True)}
    assert {who: may(EVERYBODY[who], act, model) for who in WHO} == expected


def test_a_table_without_a_rule_stops_the_program() -> None:
    class Forgotten(models.Table):
        pass

    with pytest.raises(LookupError, match="Forgotten"):
        check_every_table_has_a_rule([*models.ALL, Forgotten])


def test_there_is_no_rule_without_a_table() -> None:
    assert set(RULES) == set(models.PLAIN)


@pytest.mark.parametrize("model", models.ALL, ids=lambda model: model.__name__)
def test_every_table_has_one_rule(model: type[Model]) -> None:
    assert callable(rule_of(model))


def test_what_an_account_keeps_for_itself_is_seen_and_changed_by_its_owner_alone() -> None:
    mine = replace(SALMA, account_id=1)
    row = models.Visit(account=1, page="start")
    assert [may(viewer, "CHANGE", row) for viewer in (mine, replace(SALMA, account_id=2), NOBODY)] == [
        True,
        False,
        False,
    ]


def _counts(viewer: Viewer) -> dict[str, int]:
    tables: list[Any] = [Organization, Intervention, Site, Partnership, Need, Area, Account, HistoryEntry]
    return {table.__name__: visible(table, viewer).count() for table in tables}


def test_an_anonymous_reader_sees_what_is_published_and_stands(register: Register) -> None:
    shown, draft, gone = (register.intervention(name) for name in ("NRA", "ADR", "BKC"))
    for row in (shown, draft, gone):
        register.site(row)
        partner = [{"organization": register.organization("DON").id, "role": "FUNDING"}]
        changes.replace_parts(SALMA, row, Partnership, partner)
    draft.is_published = False
    changes.save(SALMA, draft)
    changes.archive(SALMA, gone)
    hidden = register.organization("ADR")
    hidden.is_published = False
    changes.save(SALMA, hidden)
    register.need("YE1211", "WSH", 100, is_published=False)
    seen = _counts(NOBODY)
    assert seen == {
        "Organization": 3,
        "Intervention": 1,
        "Site": 1,
        "Partnership": 1,
        "Need": 0,
        "Area": len(register.areas),
        "Account": 0,
        "HistoryEntry": 0,
    }
    assert _counts(SALMA)["Intervention"] == 3
    assert may(SALMA, "READ", draft)
    assert not may(NOBODY, "READ", draft)


def test_secrets_are_shown_to_nobody_and_personal_data_to_administrators() -> None:
    assert [may_see_field(viewer, "password", Account) for viewer in (SALMA, NOBODY)] == [False, False]
    assert [may_see_field(viewer, "email", Account) for viewer in (SALMA, NOBODY)] == [True, False]
    assert may_see_field(NOBODY, "name_ar", Organization)
    assert [may_see_field(viewer, "stored", models.OrganizationDocument) for viewer in (SALMA, NOBODY)] == [
        False,
        False,
    ]
    fields = ("name", "phone", "email")
    assert [may_see_field(SALMA, field, models.OrganizationContact) for field in fields] == [True, True, True]
    assert [may_see_field(NOBODY, field, models.OrganizationContact) for field in fields] == [False, False, False]
