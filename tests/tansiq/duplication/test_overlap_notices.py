"""New overlaps: told once to the partners of both sides and the officers of the place, as far as they may see them."""

from tansiq.duplication.decisions import decide
from tansiq.duplication.overlap_notices import OVERLAP_FOUND
from tansiq.models import Account, Intervention, Notice
from tansiq.notices.rounds import tell_due
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def _work(register: Register, acronym: str, pcode: str = "YE121121") -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


def _told() -> list[tuple[str, int, str]]:
    found = Notice.select(Notice, Account).join(Account).where(Notice.kind == OVERLAP_FOUND.code).order_by(Account.name)
    return [(notice.account.name, notice.record_id, notice.occasion) for notice in found]


def test_whose_intervention_it_is_or_in_whose_area_is_told_once(register: Register, people: People) -> None:
    first, second = _work(register, "NRA"), _work(register, "ADR")
    for _ in range(2):
        tell_due()
    pair = (first.id, str(second.id))
    assert _told() == [("Huda", *pair), ("Khaled", *pair), ("Nadia", *pair)]


def test_nobody_is_told_of_an_intervention_that_is_not_published_and_not_theirs(
    register: Register, people: People
) -> None:
    _work(register, "NRA")
    hidden = _work(register, "ADR")
    hidden.is_published = False
    changes.save(SALMA, hidden)
    tell_due()
    assert [who for who, _first, _second in _told()] == ["Huda", "Nadia"]


def test_what_was_decided_is_no_news(register: Register, people: People) -> None:
    decide(people.nadia, _work(register, "NRA"), _work(register, "ADR"), "COMPLEMENTARY")
    tell_due()
    assert _told() == []
