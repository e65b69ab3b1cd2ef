"""A draft is read by its area's officers, whoever's plan it is and those invited, with all that belongs to it."""

from dataclasses import replace
from typing import Any

import pytest

from tansiq.accounts.viewers import viewer_of
from tansiq.models import (
    Commitment,
    Indicator,
    IndicatorTarget,
    Notice,
    Plan,
    PlanComment,
    PlanInvitation,
    PlanItem,
    PlanItemArea,
    PlanVersion,
)
from tansiq.notices.rounds import tell_due
from tansiq.plans.consultation import comment, invite
from tansiq.plans.versions import adopt
from tansiq.platform import clock
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes, slow_answers
from tests.admin.typed import a_commitment, a_target, an_indicator
from tests.people import SALMA, people_of, portal
from tests.register import Register
from tests.tansiq.conftest import People


@pytest.fixture
def draft(register: Register) -> Plan:
    """A plan of Khanfar that is not published, with a row of all that belongs to a plan."""
    plan = register.plan(is_published=False, phase="CONSULTATION")
    item = register.item(plan, "Wells", required=100, unit="metres")
    changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas["YE121121"].id}])
    a_target(an_indicator(plan))
    a_commitment(register, item)
    adopt(SALMA, plan, clock.today())
    return Plan.get_by_id(plan.id)


def _guests(register: Register, plan: Plan) -> PlanInvitation:
    return invite(SALMA, PlanInvitation(plan=plan.id, organization=register.organization("ADR").id))


TABLES: list[Any] = [Plan, PlanItem, PlanItemArea, PlanVersion, Indicator, IndicatorTarget, Commitment]


def _seen(viewer: Viewer) -> list[int]:
    return [visible(table, viewer).count() for table in TABLES]


NOTHING, ALL = [0] * len(TABLES), [1] * len(TABLES)


def test_an_invited_partner_reads_a_draft_with_all_that_belongs_to_it(
    draft: Plan, people: People, register: Register
) -> None:
    assert _seen(people.huda) == NOTHING
    invitation = _guests(register, draft)
    assert _seen(people.huda) == ALL
    assert may(people.huda, "READ", invitation)
    changes.archive(SALMA, PlanInvitation.get_by_id(invitation.id))
    assert _seen(people.huda) == NOTHING


def test_nobody_else_reads_a_draft(draft: Plan, people: People, register: Register) -> None:
    _guests(register, draft)
    everybody = people_of(register)
    # Khaled reads the commitment of his own organisation, and nothing of the plan it is to.
    assert _seen(people.khaled)[:-1] == NOTHING[:-1]
    assert _seen(people.said) == _seen(everybody["anonymous"]) == NOTHING
    assert _seen(everybody["auditor"]) == _seen(everybody["officer"]) == ALL


def test_no_portal_reads_a_draft_although_its_organisation_is_invited(draft: Plan, register: Register) -> None:
    _guests(register, draft)
    assert _seen(portal(organization_ids=(register.organization("ADR").id,))) == NOTHING


def test_a_person_is_invited_by_their_address_however_it_is_written(draft: Plan, people: People) -> None:
    invite(people.nadia, PlanInvitation(plan=draft.id, email=" Said@Example.ORG"))
    said = viewer_of(people.said.account_id, "en")
    assert said.plan_ids == {draft.id}
    assert _seen(said) == ALL
    assert said.scope != people.said.scope
    assert _seen(viewer_of(people.huda.account_id, "en")) == NOTHING
    # They are told to nobody but those who may invite.
    assert [may(viewer, "READ", PlanInvitation.get()) for viewer in (people.nadia, said, people.huda)] == [
        True,
        False,
        False,
    ]


def test_an_invitation_makes_the_plan_nobodys_own(draft: Plan, people: People, register: Register) -> None:
    _guests(register, draft)
    assert own_rows(Plan, people.huda).count() == 0
    assert not may(people.huda, "CHANGE", draft)
    assert not may(people.huda, "PROPOSE", draft)
    changes.archive(SALMA, Plan.get_by_id(draft.id))
    assert _seen(people.huda)[0] == 0


def test_whoever_is_invited_comments_on_the_draft(people: People, register: Register) -> None:
    plan = register.plan(is_published=False, phase="CONSULTATION")
    row = PlanComment(plan=plan.id, text="Deeper")
    assert not may(people.huda, "CREATE", row)
    _guests(register, plan)
    assert may(people.huda, "CREATE", row)
    assert comment(people.huda, row).id


def test_what_was_kept_of_plans_is_asked_anew_once_somebody_is_invited(
    draft: Plan, people: People, register: Register
) -> None:
    def known() -> int:
        return slow_answers.cached(("plans", people.huda.scope), (Plan,), visible(Plan, people.huda).count).value

    assert known() == 0
    invitation = _guests(register, draft)
    assert known() == 1
    changes.archive(SALMA, PlanInvitation.get_by_id(invitation.id))
    assert known() == 0


def test_those_invited_are_told_once(draft: Plan, people: People, register: Register) -> None:
    _guests(register, draft)
    invite(SALMA, PlanInvitation(plan=draft.id, email="said@example.org"))
    changes.save(SALMA, PlanInvitation(plan=draft.id, email="khaled@example.org"))
    told = {(notice.account_id, notice.kind) for notice in Notice.select()}
    assert told == {(people.huda.account_id, "PLAN_OPENED"), (people.said.account_id, "PLAN_OPENED")}
    for _ in range(2):
        tell_due()
    assert {notice.account_id for notice in Notice.select()} == {
        viewer.account_id for viewer in (people.huda, people.said, people.khaled)
    }
    assert Notice.select().count() == 3


def test_whoever_reads_all_is_kept_apart_from_whoever_is_invited(people: People) -> None:
    assert replace(people.salma, plan_ids=frozenset({1})).scope == people.salma.scope
