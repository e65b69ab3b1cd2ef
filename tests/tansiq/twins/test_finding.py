"""The likely twins of an organisation: found in either script, told of what the viewer sees, forgotten once decided."""

from dataclasses import replace
from datetime import date

import pytest

from tansiq.models import Licence, Organization, OrganizationContact, TwinDecision
from tansiq.platform import lru
from tansiq.records import bulk, changes
from tansiq.twins import known_organizations
from tansiq.twins.deciding import decisions_on, keep_apart, take_back
from tansiq.twins.finding import TOLD, likely_pairs, likely_twins
from tests.people import NOBODY, SALMA, officer, partner
from tests.register import Register

DELTA = "مؤسسة سواقي دلتا أبين التجريبية"
SPELLINGS = [
    "مؤسسة سواقي دلتا ابين التجريبيه",
    "مؤسسة سواقي دلتا أبين التجربيه",
    "Sawaqi Delta Abyan Tajribiya Foundation",
    "Swaqi Dilta Abian Al-Tajribiyah",
]


def _entered(register: Register, name: str = DELTA, seat: str = "YE1211", **facts: object) -> Organization:
    row = Organization(name_ar=name, home_area=register.areas[seat].id, kind="FOUNDATION", **facts)
    return changes.save(SALMA, row)


def _named(name: str) -> Organization:
    return Organization(**{"name_ar" if name > "z" else "name_en": name}, kind="OTHER")


def _licensed(row: Organization) -> None:
    """Issued under one number, renewed every month."""
    issued = date(2026, 1 + Licence.select().count(), 1)
    changes.save(SALMA, Licence(organization=row.id, number="17", authority="Aden", issued_on=issued))


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_twin_is_told_while_it_is_not_saved_yet_and_afterwards(register: Register, name: str) -> None:
    known, row = _entered(register), _named(name)
    for _when in ("entered", "saved"):
        [found] = likely_twins(SALMA, row)
        assert (found.organization, found.likeness.is_likely) == (known, True)
        assert found.likeness.reasons
        changes.save(SALMA, row)
    assert [(one.first_id, one.second_id) for one in likely_pairs(SALMA)] == [(known.id, row.id)]


def test_what_changes_is_told_at_once(register: Register) -> None:
    known, row = _entered(register), _named(SPELLINGS[0])
    assert likely_twins(SALMA, row)
    known.name_ar = "جمعية الأمل"
    changes.save(SALMA, known)
    assert (likely_twins(SALMA, row), likely_pairs(SALMA)) == ([], [])
    known.aliases = f"Delta|{DELTA}"
    changes.save(SALMA, known)
    assert likely_twins(SALMA, row)
    changes.archive(SALMA, known)
    assert likely_twins(SALMA, row) == []


def test_hidden_organisations_are_named_to_nobody_who_does_not_see_them(register: Register) -> None:
    _entered(register, is_published=False)
    second = _entered(register, SPELLINGS[0], is_published=False)
    here, there = officer(register.areas["YE12"].id), officer(register.areas["YE19"].id)
    assert len(likely_twins(here, _named(SPELLINGS[0]))) == 2
    assert len(likely_pairs(here)) == 1
    for viewer in (there, NOBODY, partner("Huda", register.organization("ADR").id)):
        assert likely_twins(viewer, _named(SPELLINGS[0])) == []
        assert likely_pairs(viewer) == []
    assert [one.organization for one in likely_twins(partner("Khaled", second.id), _named(DELTA))] == [second]


def test_officers_look_after_pairs_of_which_one_lies_with_them(register: Register) -> None:
    _entered(register)
    _entered(register, SPELLINGS[0])
    assert [len(likely_pairs(officer(register.areas[at].id))) for at in ("YE12", "YE19")] == [1, 0]


def test_contacts_and_licences_weigh_as_far_as_they_are_seen(register: Register) -> None:
    one = _entered(register, "جمعية الأمل", website="https://www.hope.example")
    other = _entered(register, "مؤسسة الأمل")
    mail = OrganizationContact(organization=other.id, name="Amal", email="amal@hope.example")
    changes.save(SALMA, mail)
    assert [like.likeness.codes for like in likely_twins(SALMA, one)] == [("OTHER_FORM", "DOMAIN", "SEAT")]
    assert [like.likeness.codes for like in likely_twins(NOBODY, one)] == [("OTHER_FORM", "SEAT")]
    for row in (one, other):
        _licensed(row)
    [pair] = likely_pairs(SALMA)
    assert "LICENCE" in pair.likeness.codes


def test_a_pair_that_rests_on_hidden_contacts_is_told_to_whoever_sees_them(register: Register) -> None:
    one, other = _entered(register, "جمعية الأمل"), _entered(register, "مؤسسة الأمل", "YE1927")
    for row in (one, other):
        changes.save(SALMA, OrganizationContact(organization=row.id, name="A", email="a@hidden.example"))
    assert [len(likely_pairs(viewer)) for viewer in (SALMA, NOBODY)] == [1, 0]
    assert [len(likely_twins(viewer, one)) for viewer in (SALMA, NOBODY)] == [1, 0]


def test_what_was_decided_is_not_told_again_until_it_is_taken_back(register: Register) -> None:
    known, row = _entered(register), _entered(register, SPELLINGS[0])
    decided = keep_apart(SALMA, row, known, "Two boards.")
    assert (decided.first_id, decided.second_id, decided.note) == (known.id, row.id, "Two boards.")
    assert (likely_twins(SALMA, row), likely_twins(SALMA, known), likely_pairs(SALMA)) == ([], [], [])
    assert list(decisions_on(SALMA, known)) == [decided]
    take_back(SALMA, decided)
    assert likely_twins(SALMA, row)
    assert keep_apart(SALMA, known, row).id == decided.id
    assert likely_pairs(SALMA) == []
    assert TwinDecision.select().count() == 1


def test_one_that_is_joined_has_no_twins_and_is_none(register: Register) -> None:
    known, row = _entered(register), _entered(register, SPELLINGS[0])
    row.canonical = known
    changes.save(SALMA, row)
    assert (likely_twins(SALMA, row), likely_twins(SALMA, known), likely_pairs(SALMA)) == ([], [], [])


def test_what_is_kept_in_memory_is_what_is_found_anew(register: Register) -> None:
    rows = [_entered(register, name) for name in (DELTA, *SPELLINGS[:2], "جمعية الأمل", "مؤسسة الأمل")]
    first = likely_pairs(SALMA)
    rows[1].name_ar = "مؤسسة الامل"
    changes.save(SALMA, rows[1])
    kept = likely_pairs(SALMA)
    lru.forget()
    assert kept == likely_pairs(SALMA) != first


def test_looking_for_them_one_by_one_finds_the_same(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (DELTA, *SPELLINGS, "Another body", "Anothr body"):
        changes.save(SALMA, _named(name))
    at_once = likely_pairs(SALMA)
    lru.forget()
    monkeypatch.setattr(known_organizations, "_SOME", 1)
    assert likely_pairs(SALMA) == at_once
    assert len(at_once) > len(SPELLINGS)


def test_of_hundreds_of_one_name_some_are_told(register: Register) -> None:
    rows = [Organization(name_ar=DELTA, kind="OTHER") for _ in range(450)]
    for row in rows:
        row.complete()
    with changes.together():
        bulk.enter(SALMA, rows)
    assert len(likely_twins(SALMA, _named(SPELLINGS[0]))) == TOLD


def test_a_name_without_words_has_no_twins(register: Register) -> None:
    _entered(register)
    for name in ("", "   ", "—", "ا" * 300):
        assert likely_twins(SALMA, Organization(name_ar=name)) == []
    assert likely_twins(replace(SALMA, language="en"), Organization(name_ar=None, name_en=None, aliases=None)) == []
