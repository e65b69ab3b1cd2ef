"""Mentions: whoever is named in a note, and may read the record, is told of it once."""

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.duplication.decisions import decide
from tansiq.models import Account, Notice
from tansiq.notices.mentions import MENTION, names_to_mention
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def _enter(name: str, register: Register, role: str = "OFFICER") -> Account:
    email = f"a{Account.select().count()}@example.org"
    rights = Rights(frozenset({role}), area_ids=frozenset({register.areas["YE12"].id}))
    return enter_person(SALMA, Account(email=email, name=name), "a long walk", rights)


def _decide(viewer: Viewer, register: Register, note: str) -> None:
    works = [register.intervention(name) for name in ("NRA", "ADR")]
    for work in works:
        register.site(work)
    decide(viewer, works[0], works[1], "LATER", note)


def _told() -> list[str]:
    notices = Notice.select(Notice, Account).join(Account).where(Notice.kind == MENTION.code).order_by(Account.name)
    return [notice.account.name for notice in notices]


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("@أحمد سالم انظر هذا", ["أحمد سالم"]),
        ("انظر يا @احمد_سالم، رجاءً", ["أحمد سالم"]),
        ("@ÉLODIE Martin, please call. (@أحمد سالم)", ["Élodie Martin", "أحمد سالم"]),
        ("@Elodie martin", ["Élodie Martin"]),
        ("@Élodie", []),
        ("أحمد سالم", []),
        ("write to nobody@أحمد سالم", []),
        ("@أحمد سالمين", []),
        ("@ @@", []),
    ],
)
def test_a_name_after_an_at_sign_names_its_person(
    note: str, named: list[str], register: Register, people: People
) -> None:
    for name in ("أحمد سالم", "Élodie Martin"):
        _enter(name, register)
    _decide(people.nadia, register, note)
    assert _told() == named


def test_of_two_names_that_fit_the_longer_one_is_meant(register: Register, people: People) -> None:
    for name in ("Omar", "Omar Said"):
        _enter(name, register)
    _decide(people.nadia, register, "@Omar Said, look. @omar")
    assert _told() == ["Omar", "Omar Said"]
    assert {notice.event for notice in Notice.select()} == {"NAMED"}


def test_whoever_may_not_read_the_record_and_whoever_writes_are_told_nothing(
    register: Register, people: People
) -> None:
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({register.organization("BKC").id}))
    enter_person(SALMA, Account(email="rami@example.org", name="Rami"), "a long walk", rights)
    # Khaled speaks for one of the two sides; Rami for neither.
    _decide(people.nadia, register, "@Khaled @Nadia @Rami @Said @Salma")
    assert _told() == ["Khaled", "Said", "Salma"]


def test_the_same_note_tells_once(register: Register, people: People) -> None:
    works = [register.intervention(name) for name in ("NRA", "ADR")]
    for work in works:
        register.site(work)
    for note in ("@Said?", "@Said?", "@Said, now"):
        decide(people.nadia, works[0], works[1], "LATER", note)
    assert len(_told()) == 2


def test_names_are_offered_to_those_who_decide_alone(register: Register, people: People) -> None:
    assert names_to_mention(people.nadia) == ["Said", "Salma"]
    assert names_to_mention(people.salma) == ["Nadia", "Said"]
    assert names_to_mention(people.khaled) == names_to_mention(NOBODY) == []
