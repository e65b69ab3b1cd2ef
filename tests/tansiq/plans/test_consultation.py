"""Consultation: who says what of a plan, what becomes of it, and that its writer reads that."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Notice, Plan, PlanComment, PlanInvitation, PlanItemArea, PlanItemSector
from tansiq.plans.consultation import (
    Answer,
    answer_comments,
    comments_taken,
    invite,
    join_comments,
    reopen_comment,
    separate_comment,
    take_as_item,
    unanswered_comments,
)
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import submit
from tansiq.records import changes, history
from tests.people import AMIN, NOBODY, SALMA, people_of
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.plans.comments import codes, proposed, said, stored
from tests.tansiq.plans.outlines import named, outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """A published plan of Khanfar that is consulted upon, with a well and a school."""
    plan = register.plan(phase="CONSULTATION")
    for name in ("Wells", "Schools"):
        register.item(plan, name)
    return plan


def test_whoever_signed_in_and_reads_the_plan_comments_on_it_while_it_is_consulted_upon(
    plan: Plan, people: People, register: Register
) -> None:
    nra = register.organization("NRA").id
    row = said(people.khaled, plan, item=named("Wells").id, organization=nra)
    assert (row.account_id, row.author, row.comment_outcome) == (people.khaled.account_id, "Khaled", "OPEN")
    assert said(people.said, plan, "From another governorate").id
    for viewer in (AMIN, NOBODY, people_of(register)["portal"]):
        with pytest.raises(Refused, match="FORBIDDEN"):
            said(viewer, plan)
    plan.phase = "DRAFTING"
    changes.save(SALMA, plan)
    for viewer in (people.khaled, people.nadia):
        with pytest.raises(Refused) as refused:
            said(viewer, plan)
        assert codes(refused) == [("NOT_IN_CONSULTATION", "")]


@pytest.mark.parametrize("values", [{"comment_outcome": "ANSWERED", "answer": "So be it"}, {"organization": "ADR"}])
def test_nobody_answers_themself_or_speaks_for_others(
    values: dict[str, Any], plan: Plan, people: People, register: Register
) -> None:
    given = dict(values)
    if "organization" in given:
        given["organization"] = register.organization(given["organization"]).id
    with pytest.raises(Refused, match="FORBIDDEN"):
        said(people.khaled, plan, **given)


def test_an_item_of_another_plan_is_refused(plan: Plan, people: People, register: Register) -> None:
    elsewhere = register.item(register.plan(name_en="Another"), "Roads")
    with pytest.raises(Refused) as about:
        said(people.khaled, plan, item=elsewhere.id)
    row = said(people.khaled, plan)
    with pytest.raises(Refused) as taken:
        answer_comments(people.nadia, [row], Answer("TAKEN", "", elsewhere))
    assert codes(about) + codes(taken) == [("OTHER_PLAN", "item"), ("OTHER_PLAN", "taken_into")]


def test_a_partner_reads_their_own_comments_and_the_officers_all(
    plan: Plan, people: People, register: Register
) -> None:
    ours = said(people.khaled, plan, organization=register.organization("NRA").id)
    mine = said(people.khaled, plan, "For myself")
    theirs = said(people.huda, plan, organization=register.organization("ADR").id)
    told = {
        name: {row.id for row in visible(PlanComment, viewer)}
        for name, viewer in vars(people).items() | people_of(register).items()
    }
    everything = {ours.id, mine.id, theirs.id}
    assert told["nadia"] == told["salma"] == told["auditor"] == everything
    assert told["khaled"] == {ours.id, mine.id}
    assert told["partner"] == {ours.id}  # A colleague of Khaled's.
    assert told["huda"] == {theirs.id}
    assert told["said"] == told["portal"] == told["anonymous"] == set()


def test_the_organisation_whose_plan_it_is_reads_what_is_said_of_it(people: People, register: Register) -> None:
    plan = register.plan(phase="CONSULTATION", organization=register.organization("NRA").id)
    row = said(people.huda, plan)
    assert may(people.khaled, "READ", row)
    # It answers as it changes its plan: by a proposal.
    assert [may(people.khaled, act, row) for act in ("CHANGE", "PROPOSE")] == [False, True]
    assert [may(people.huda, act, row) for act in ("CHANGE", "PROPOSE")] == [False, False]


def test_who_wrote_a_comment_is_known_to_administrators_and_the_officers_in_charge(plan: Plan, people: People) -> None:
    row = said(people.khaled, plan)
    known = {name for name, viewer in vars(people).items() if may_see_field(viewer, "author", row)}
    assert known == {"salma", "nadia"}
    assert not may_see_field(AMIN, "author", row)


def test_what_happened_to_a_comment_is_told_to_officers_and_to_whoever_did_it(
    people: People, register: Register
) -> None:
    nra, adr = (register.organization(name).id for name in ("NRA", "ADR"))
    plan = register.plan(phase="CONSULTATION", organization=nra)
    row = said(people.huda, plan, organization=adr)
    answer_comments(people.nadia, [stored(row)], Answer("ANSWERED", "Yes"))
    told = {name: [entry.actor for entry in history.entries_of(viewer, row)] for name, viewer in vars(people).items()}
    assert told == {
        "salma": ["Nadia", "Huda"],
        "nadia": ["Nadia", "Huda"],
        "huda": ["Huda"],
        # Neither whose plan it is nor a colleague is told of names.
        "khaled": [],
        "said": [],
    }
    assert list(history.entries_of(people_of(register)["another partner"], row)) == []


def test_nothing_is_said_of_an_item_that_was_archived(plan: Plan, people: People) -> None:
    wells = named("Wells")
    changes.archive(SALMA, wells)
    with pytest.raises(Refused) as refused:
        said(people.khaled, plan, item=wells.id)
    assert codes(refused) == [("ARCHIVED", "item")]


def test_comments_on_one_matter_are_grouped_and_answered_together(plan: Plan, people: People) -> None:
    first, second, third, alone = (said(people.khaled, plan, f"Matter {number}") for number in range(4))
    join_comments(people.nadia, [third], second)
    join_comments(people.nadia, [stored(second)], first)
    assert [stored(row).joined_into_id for row in (first, second, third)] == [None, first.id, first.id]
    assert [row.id for row in unanswered_comments(people.nadia)] == [first.id, alone.id]
    answer_comments(people.nadia, [stored(first)], Answer("DECLINED", "No money"))
    assert [(stored(row).comment_outcome, stored(row).answer) for row in (first, second, third)] == [
        ("DECLINED", "No money")
    ] * 3
    assert (stored(second).answered_on, stored(second).answered_by) == (clock.today(), "Nadia")
    assert stored(alone).comment_outcome == "OPEN"


def test_a_comment_is_joined_into_an_open_one_of_the_same_plan(plan: Plan, people: People, register: Register) -> None:
    first, second = said(people.khaled, plan, "One"), said(people.khaled, plan, "Two")
    other = said(people.khaled, register.plan(name_en="Another", phase="CONSULTATION"))
    for into in (first, other):
        with pytest.raises(Refused) as refused:
            join_comments(people.nadia, [stored(first)], stored(into))
        assert codes(refused) == [("JOINED_FURTHER", "joined_into")]
    answer_comments(people.nadia, [stored(second)], Answer("ANSWERED", "Yes"))
    with pytest.raises(Refused, match="ANSWERED"):
        join_comments(people.nadia, [stored(first)], second)


def test_a_joined_comment_stands_by_itself_again_and_an_answer_is_taken_back(plan: Plan, people: People) -> None:
    first, second = said(people.khaled, plan, "One"), said(people.khaled, plan, "Two")
    join_comments(people.nadia, [second], first)
    separate_comment(people.nadia, stored(second))
    answer_comments(people.nadia, [stored(second)], Answer("ANSWERED", "Yes"))
    assert stored(first).comment_outcome == "OPEN"
    reopen_comment(people.nadia, stored(second))
    row = stored(second)
    assert (row.comment_outcome, row.answer, row.answered_on, row.answered_by) == ("OPEN", "", None, "")


def test_an_answer_is_taken_back_from_all_that_were_grouped(plan: Plan, people: People) -> None:
    first, second = said(people.khaled, plan, "One"), said(people.khaled, plan, "Two")
    join_comments(people.nadia, [second], first)
    answer_comments(people.nadia, [stored(first)], Answer("ANSWERED", "Yes"))
    reopen_comment(people.nadia, stored(first))
    assert [stored(row).comment_outcome for row in (first, second)] == ["OPEN", "OPEN"]
    assert stored(second).joined_into_id == first.id
    answer_comments(people.nadia, [stored(first)], Answer("ANSWERED", "Yes"))
    # One of them alone waits by itself: nobody would meet it in the queue otherwise.
    reopen_comment(people.nadia, stored(second))
    assert [row.id for row in unanswered_comments(people.nadia)] == [second.id]


def test_a_comment_with_which_others_wait_is_not_archived_before_they_are_separated(plan: Plan, people: People) -> None:
    first, second = said(people.khaled, plan, "One"), said(people.khaled, plan, "Two")
    join_comments(people.nadia, [second], first)
    with pytest.raises(Refused, match="LEADS_OTHERS"):
        changes.archive(people.nadia, stored(first))
    separate_comment(people.nadia, stored(second))
    changes.archive(people.nadia, stored(first))
    assert [row.id for row in unanswered_comments(people.nadia)] == [second.id]


def test_what_was_answered_meanwhile_is_answered_by_nobody_else(plan: Plan, people: People) -> None:
    row = said(people.khaled, plan)
    seen = stored(row)
    answer_comments(people.nadia, [stored(row)], Answer("ANSWERED", "Yes"))
    with pytest.raises(Refused, match="ANSWERED"):
        answer_comments(people.salma, [seen], Answer("DECLINED", "No"))
    assert stored(row).answer == "Yes"


def test_several_are_answered_together_or_not_at_all(plan: Plan, people: People) -> None:
    rows = [said(people.khaled, plan, f"Matter {number}") for number in range(2)]
    changes.archive(SALMA, stored(rows[1]))
    with pytest.raises(Refused, match="ARCHIVED"):
        answer_comments(people.nadia, [stored(row) for row in rows], Answer("ANSWERED", "Yes"))
    assert stored(rows[0]).comment_outcome == "OPEN"


def test_a_proposed_item_becomes_one_in_one_step_under_the_item_it_is_about(
    plan: Plan, people: People, register: Register
) -> None:
    wells = named("Wells")
    place: dict[str, Any] = {"sector": register.sectors["WSH"].id, "area": register.areas["YE121121"].id}
    row = proposed(people.khaled, plan, "Well of Batis", item=wells.id, quantity=120, unit="metres", **place)
    like = proposed(people.huda, plan, "بئر باتيس", item=wells.id)
    join_comments(people.nadia, [like], row)
    item = take_as_item(people.nadia, stored(row))
    assert outline(plan) == [("1", "Wells"), ("1.1", "Well of Batis"), ("2", "Schools")]
    assert (float(item.required or 0), item.unit) == (120, "metres")
    assert [part.sector_id for part in PlanItemSector.select().where(PlanItemSector.item == item.id)] == [
        place["sector"]
    ]
    assert [part.area_id for part in PlanItemArea.select().where(PlanItemArea.item == item.id)] == [place["area"]]
    for writer, own in ((people.khaled, row), (people.huda, like)):
        [read] = visible(PlanComment, writer)
        assert (read.id, read.comment_outcome, read.taken_into_id) == (own.id, "TAKEN", item.id)
        assert may(writer, "READ", item)
    assert [one.id for one in comments_taken(people.nadia, [item.id, wells.id])[item.id]] == [row.id, like.id]
    assert [one.id for one in comments_taken(people.huda, [item.id])[item.id]] == [like.id]


def test_an_arabic_proposal_becomes_an_item_with_an_arabic_name(plan: Plan, people: People) -> None:
    item = take_as_item(people.nadia, proposed(people.khaled, plan, "سوق السمك"))
    assert (item.name_ar, item.name_en, item.parent_id) == ("سوق السمك", "", None)


def test_a_remark_becomes_no_item_and_nothing_is_made_of_what_is_refused(plan: Plan, people: People) -> None:
    with pytest.raises(Refused, match="NOT_PROPOSED"):
        take_as_item(people.nadia, said(people.khaled, plan))
    row = proposed(people.khaled, plan)
    answer_comments(people.nadia, [stored(row)], Answer("DECLINED", "No"))
    with pytest.raises(Refused, match="ANSWERED"):
        take_as_item(people.nadia, row)
    assert len(outline(plan)) == 2


def test_nothing_is_taken_into_an_item_that_was_given_up(plan: Plan, people: People, register: Register) -> None:
    gone = register.item(plan, "Gone", item_state="CANCELLED")
    with pytest.raises(Refused) as refused:
        answer_comments(people.nadia, [said(people.khaled, plan)], Answer("TAKEN", "", gone))
    assert codes(refused) == [("ITEM_GONE", "taken_into")]


def test_whoever_answers_for_the_plan_without_publishing_proposes_the_answer(
    people: People, register: Register
) -> None:
    plan = register.plan(phase="CONSULTATION", organization=register.organization("NRA").id)
    row = said(people.huda, plan)
    proposal = submit(people.khaled, lambda acting: answer_comments(acting, [row], Answer("ANSWERED", "Yes")))
    assert proposal is not None
    assert may(people.nadia, "APPROVE", proposal)
    assert stored(row).comment_outcome == "OPEN"
    assert not Notice.select().exists()


def test_nobody_is_invited_twice(people: People, register: Register) -> None:
    plan = register.plan(is_published=False)
    for values in ({"organization": register.organization("ADR").id}, {"email": "guest@example.org"}):
        invite(people.nadia, PlanInvitation(plan=plan.id, **values))
        with pytest.raises(Refused) as refused:
            invite(people.nadia, PlanInvitation(plan=plan.id, **values))
        assert codes(refused) == [("INVITED_ALREADY", next(iter(values)))]
