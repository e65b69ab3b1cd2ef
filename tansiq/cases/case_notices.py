"""What happens in a case, told to those who speak for its parties and to the officers of its area.

A notice names the case and what happened: no text that somebody wrote, no name and no address is in one.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from peewee import fn

from tansiq.language.words import say, say_count
from tansiq.models import (
    Account,
    AccountArea,
    AccountOrganization,
    AccountRole,
    AreaClosure,
    CaseMember,
    Intervention,
    Organization,
    OverlapCase,
    Role,
)
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.recipients import standing_accounts
from tansiq.notices.telling import tell
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

LOOKED_BACK = timedelta(days=3)
"""How long ago a case opened or returned at most: a worker may be away over a weekend."""
MOST = 500
"""Cases that opened or returned of which one round tells, the clearest first; all stand in the list."""


def tell_of_case(viewer: Viewer, case: OverlapCase, event: str, occasion: str) -> None:
    """Tell all who take part in a case but the viewer, part of the caller's transaction; `event` is one of CASE."""
    told = concerned_in(case) - {viewer.account_id}
    tell(CASE, [account_id for account_id in told if account_id], _news(case, event, occasion))


def concerned_in(case: OverlapCase) -> set[int]:
    """The accounts that speak for a party of the case, and those of the officers of its area."""
    concerned = _holding("PARTNER", AccountOrganization, AccountOrganization.organization.in_(_parties(case)))
    above = AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant == case.area_id)
    concerned |= _holding("OFFICER", AccountArea, AccountArea.area.in_(above))
    return {account.id for account in standing_accounts().where(Account.id.in_(concerned))}


def cases_due(viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each officer and partner: the cases of theirs that opened or returned lately."""
    known = {viewer.account_id for viewer in viewers if viewer.account_id is not None}
    for case in _lately() if known else ():
        is_back = case.case_state == "RETURNED"
        news = _news(case, "RETURNED", str(case.version)) if is_back else _news(case, "OPENED", "")
        for account_id in sorted(concerned_in(case) & known):
            yield account_id, news


def _news(case: OverlapCase, event: str, occasion: str) -> News:
    """Messages and arrangements are numbered each by themselves: what happened tells them apart."""
    return News(event, OverlapCase, case.id, f"{event} {occasion}".strip())


def _lately() -> list[OverlapCase]:
    table = OverlapCase
    opened = (table.case_state == "OPEN") & (table.opened_on >= clock.today() - LOOKED_BACK)
    returned = (table.case_state == "RETURNED") & (table.changed_at >= now() - LOOKED_BACK)
    found = table.select().where(opened | returned, table.ended_on.is_null(), table.archived_at.is_null())
    return list(found.order_by(table.points.desc(), table.id).limit(MOST))


def _parties(case: OverlapCase) -> Any:
    """The ids of the organisations that take part, of those that they were merged into, and of those merged into
    these, as a query."""
    standing = (CaseMember.case == case.id) & CaseMember.left_on.is_null()
    members = CaseMember.select(CaseMember.intervention).where(standing)
    works = Intervention.select(Intervention.organization).where(Intervention.id.in_(members))
    part, same = Organization.alias("taking_part"), Organization.alias("same_as")
    canonical = part.select(fn.COALESCE(part.canonical, part.id)).where(part.id.in_(works))
    return same.select(same.id).where(fn.COALESCE(same.canonical, same.id).in_(canonical))


def _holding(role: str, limits: Any, condition: Any) -> set[int]:
    """The accounts with a role that is limited to one of what the condition names."""
    holders = AccountRole.select(AccountRole.account).join(Role).where(Role.name == role)
    rows = limits.select(limits.account).where(condition, limits.account.in_(holders)).distinct().tuples()
    return {account_id for (account_id,) in iter(rows.execute())}


CASE = register(
    NoticeKind(
        "CASE",
        position=35,
        title=say("Cases of duplication"),
        events={
            "OPENED": say("A new case of duplication"),
            "MESSAGE": say("A message in a case of duplication"),
            "ARRANGED": say("An arrangement is proposed: answer it"),
            "OBJECTED": say("A party objected to an arrangement"),
            "AGREED": say("All parties agreed to an arrangement"),
            "SETTLED": say("What was arranged is carried out"),
            "DECIDED": say("A case of duplication was decided"),
            "RETURNED": say("A case of duplication returned"),
        },
        counted=lambda count: say_count("%(count)s piece of news of cases of duplication",
                                        "%(count)s pieces of news of cases of duplication", count),
        due=cases_due,
    )
)  # fmt: skip
