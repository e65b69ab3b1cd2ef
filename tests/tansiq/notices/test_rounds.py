"""The rounds of the worker: old notices go, and a job that was stopped is not tried again."""

from datetime import timedelta

import pytest

from tansiq.models import Notice, Organization
from tansiq.models.record import now
from tansiq.notices.kinds import News
from tansiq.notices.licences import LICENCE_DUE
from tansiq.notices.rounds import JOBS, remove_old
from tansiq.notices.telling import tell
from tansiq.platform.background import Order
from tests.tansiq.conftest import People


@pytest.mark.parametrize(
    ("told", "read", "is_kept"), [(100, 91, False), (100, 89, True), (364, None, True), (366, None, False)]
)
def test_read_notices_go_after_three_months_and_all_after_a_year(
    told: int, read: int | None, is_kept: bool, people: People
) -> None:
    tell(LICENCE_DUE, [people.nadia.account_id or 0], News("OVER", Organization, 1))
    ago = [None if days is None else now() - timedelta(days=days) for days in (told, read)]
    Notice.update(at=ago[0], read_at=ago[1]).execute()
    remove_old()
    assert Notice.select().exists() == is_kept


def test_the_worker_goes_round_and_leaves_what_was_stopped(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("tell_due", "remove_old", "send_due"):
        monkeypatch.setattr(f"tansiq.notices.rounds.{name}", lambda name=name: done.append(name))
    for job in ("notices", "mail"):
        JOBS[job](Order(job, ended="too long"), lambda stage, count: None)
    assert done == []
    for job in ("notices", "mail"):
        JOBS[job](Order(job), lambda stage, count: None)
    assert done == ["tell_due", "remove_old", "send_due"]
