"""Whoever wrote a comment is told what became of it."""

from tansiq.models import Notice
from tansiq.notices.rounds import tell_due
from tansiq.plans.consultation import Answer, answer_comments, join_comments, reopen_comment
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.plans.comments import said, stored


def _told() -> list[tuple[int, str, int]]:
    rows = Notice.select().where(Notice.kind == "COMMENT_ANSWERED").order_by(Notice.id)
    return [(notice.account_id, notice.event, notice.record_id) for notice in rows]


def test_whoever_wrote_is_told_of_the_answer_once_and_nobody_of_their_own(people: People, register: Register) -> None:
    plan = register.plan(phase="CONSULTATION")
    first = said(people.khaled, plan, organization=register.organization("NRA").id)
    second, own = said(people.huda, plan, "The same"), said(people.nadia, plan, "For us")
    join_comments(people.nadia, [second, own], first)
    answer_comments(people.nadia, [stored(first)], Answer("DECLINED", "No"))
    khaled, huda = (viewer.account_id or 0 for viewer in (people.khaled, people.huda))
    expected = [(khaled, "DECLINED", first.id), (huda, "DECLINED", second.id)]
    assert _told() == expected
    reopen_comment(people.nadia, stored(second))
    answer_comments(people.nadia, [stored(second)], Answer("ANSWERED", "Yes"))
    assert _told() == [*expected, (huda, "ANSWERED", second.id)]


def test_what_was_answered_by_an_approved_proposal_is_told_within_the_hour(people: People, register: Register) -> None:
    plan = register.plan(phase="CONSULTATION", organization=register.organization("NRA").id)
    row = said(people.huda, plan)
    proposal = submit(people.khaled, lambda acting: answer_comments(acting, [row], Answer("ANSWERED", "Yes")))
    assert proposal is not None
    approve(people.nadia, proposal)
    assert (stored(row).comment_outcome, stored(row).answer) == ("ANSWERED", "Yes")
    for _ in range(2):
        tell_due()
    assert _told() == [(people.huda.account_id or 0, "ANSWERED", row.id)]
