"""Telling those invited to read a draft, and those whose comments were answered.

Told at once where it is done, and once more each hour, for what came by another way, such as an approved proposal;
nobody is told twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from tansiq.language.words import say, say_count
from tansiq.models import Account, Plan, PlanComment, PlanInvitation
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.recipients import speakers_for, standing_accounts
from tansiq.notices.telling import tell_each
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

LOOKED_BACK = timedelta(days=14)
"""How long it is looked for what was told to nobody yet."""


def invitations_due(_viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of everybody who was invited within the last days: the plan that they read."""
    rows: Any = PlanInvitation.select().where(
        PlanInvitation.archived_at.is_null(), PlanInvitation.created_at >= now() - LOOKED_BACK
    )
    return _invited(rows)


def answers_due(_viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of whoever wrote comments that were answered within the last days: these comments."""
    rows: Any = PlanComment.select().where(
        PlanComment.archived_at.is_null(), PlanComment.answered_on >= clock.today() - LOOKED_BACK
    )
    return _answered(rows)


PLAN_OPENED = register(
    NoticeKind(
        "PLAN_OPENED",
        position=24,
        title=say("Plans that you are invited to read"),
        events={"INVITED": say("You are invited to read a plan before it is published")},
        counted=lambda count: say_count("You are invited to read %(count)s plan before it is published",
                                        "You are invited to read %(count)s plans before they are published", count),
        due=invitations_due,
    )
)  # fmt: skip

COMMENT_ANSWERED = register(
    NoticeKind(
        "COMMENT_ANSWERED",
        position=25,
        title=say("Answers to your comments on plans"),
        events={
            "ANSWERED": say("Your comment on a plan was answered"),
            "TAKEN": say("Your comment on a plan was taken into one of its items"),
            "DECLINED": say("Your comment on a plan was not taken up"),
        },
        counted=lambda count: say_count("%(count)s of your comments on plans was answered",
                                        "%(count)s of your comments on plans were answered", count),
        due=answers_due,
    )
)  # fmt: skip


def tell_invited(rows: Iterable[PlanInvitation]) -> None:
    """Tell those invited, part of the caller's transaction."""
    tell_each(PLAN_OPENED, list(_invited(rows)))


def tell_answered(rows: Iterable[PlanComment], by: int | None) -> None:
    """Tell whoever wrote the comments, but for the account that answered, part of the caller's transaction."""
    tell_each(COMMENT_ANSWERED, [(account, news) for account, news in _answered(rows) if account != by])


def _invited(rows: Iterable[PlanInvitation]) -> Iterator[tuple[int, News]]:
    for row in rows:
        found = speakers_for(row.organization_id) if row.organization_id else _who_signs_in_with(row.email)
        yield from ((account_id, News("INVITED", Plan, row.plan_id)) for account_id in found)


def _who_signs_in_with(email: str) -> set[int]:
    return {account.id for account in standing_accounts().where(Account.email == email)}


def _answered(rows: Iterable[PlanComment]) -> Iterator[tuple[int, News]]:
    for row in rows:
        if row.comment_outcome in COMMENT_ANSWERED.events and row.answered_on is not None:
            concerned = {row.account_id} | (speakers_for(row.organization_id) if row.organization_id else set())
            occasion = f"{row.comment_outcome} {row.answered_on.isoformat()}"
            news = News(row.comment_outcome, PlanComment, row.id, occasion)
            yield from ((account_id, news) for account_id in sorted(filter(None, concerned)))
