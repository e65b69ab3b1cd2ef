"""People and what they may do: what is refused, who cannot be locked out, and what ends when it must."""

from dataclasses import replace

import pytest

from tansiq.accounts import people, sessions
from tansiq.accounts.people import Rights, enter_person, rights_of
from tansiq.accounts.viewers import viewer_of
from tansiq.faults import Refused
from tansiq.models import Account, AccountRole, HistoryEntry
from tansiq.policy.viewer import ANONYMOUS
from tansiq.records import bulk_actions, changes
from tests.people import AMIN, SALMA, officer, partner
from tests.register import Register

ADMIN = Rights(frozenset({"ADMIN"}))


def _person(name: str, rights: Rights | str = ADMIN) -> Account:
    return enter_person(SALMA, Account(email=f"{name}@example.org", name=name.title()), None, rights)


def _code(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in refused.value.faults]


def test_a_person_acts_with_the_rights_that_were_given(register: Register) -> None:
    abyan, relief = register.areas["YE12"].id, register.organization("NRA").id
    both = Rights(frozenset({"OFFICER", "PARTNER"}), frozenset({abyan}), frozenset({relief}))
    account = _person("nadia", both)
    assert rights_of(SALMA, account) == both
    acting = viewer_of(account.id, "ar")
    assert (acting.roles, acting.area_ids, acting.organization_ids) == (
        both.roles,
        both.area_ids,
        both.organization_ids,
    )


def test_areas_and_organisations_go_with_the_role_they_belong_to(register: Register) -> None:
    account = _person("nadia", Rights(frozenset({"OFFICER"}), frozenset({register.areas["YE12"].id})))
    people.grant(SALMA, account, Rights(frozenset({"AUDITOR"}), frozenset({register.areas["YE12"].id})))
    assert rights_of(SALMA, account) == Rights(frozenset({"AUDITOR"}))


def test_the_history_tells_of_rights(register: Register) -> None:
    account = _person("nadia", Rights(frozenset({"OFFICER"}), frozenset({register.areas["YE12"].id})))
    told = [entry.changes for entry in HistoryEntry.select().where(HistoryEntry.record_id == account.id)]
    assert any(f'"account_area":[[],[[{register.areas["YE12"].id}]]]' in changes for changes in told)


@pytest.mark.parametrize(
    ("rights", "code"),
    [
        (Rights(), ("MISSING", "roles")),
        (Rights(frozenset({"EMPEROR"})), ("INVALID", "roles")),
        (Rights(frozenset({"OFFICER"})), ("OFFICER_WITHOUT_AREA", "areas")),
        (Rights(frozenset({"PARTNER"})), ("PARTNER_WITHOUT_ORGANIZATION", "organizations")),
        (Rights(frozenset({"OFFICER"}), frozenset({999_999})), ("NOT_FOUND", "areas")),
    ],
)
def test_rights_that_make_no_sense_are_refused(register: Register, rights: Rights, code: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        _person("nadia", rights)
    assert _code(refused) == [code]
    assert not Account.select().exists()


@pytest.mark.parametrize(
    "typed", ["Salma@example.org", "salma@ｅxample.org", "salma@example。org", "ⓢalma@example.org"]
)
def test_an_address_is_one_however_it_is_typed(register: Register, typed: str) -> None:
    account = enter_person(SALMA, Account(email=typed), None, "AUDITOR")
    assert Account.get_by_id(account.id).email == "salma@example.org"
    [told] = HistoryEntry.select().where(HistoryEntry.record_type == "account", HistoryEntry.act == "CREATE")
    assert "salma@example.org" in told.changes
    with pytest.raises(Refused, match="EMAIL_TAKEN"):
        enter_person(SALMA, Account(email="SALMA@EXAMPLE.ORG"), None, "AUDITOR")


def test_an_address_is_one_persons(register: Register) -> None:
    account = _person("salma")
    with pytest.raises(Refused, match="EMAIL_TAKEN"):
        _person("salma")
    _person("aisha")
    people.archive(SALMA, account)
    with pytest.raises(Refused) as refused:
        _person("salma")
    assert "archived" in str(refused.value.faults[0])


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "a b@example.org", "a@example.org\nBcc: all@example.org"])
def test_what_is_no_address_is_refused(register: Register, email: str) -> None:
    with pytest.raises(Refused, match=r"INVALID\(email\)" if email else r"MISSING\(email\)"):
        enter_person(SALMA, Account(email=email), None, "ADMIN")


def test_the_last_administrator_stays(register: Register) -> None:
    salma, aisha = _person("salma"), _person("aisha")
    people.set_active(SALMA, aisha, False)
    auditor = Rights(frozenset({"AUDITOR"}))
    for act in (
        lambda: people.set_active(SALMA, Account.get_by_id(salma.id), False),
        lambda: people.archive(SALMA, Account.get_by_id(salma.id)),
        lambda: people.grant(SALMA, Account.get_by_id(salma.id), auditor),
        lambda: people.save_person(SALMA, Account.get_by_id(salma.id), auditor),
    ):
        with pytest.raises(Refused, match="LAST_ADMINISTRATOR"):
            act()
    assert viewer_of(salma.id, "ar").is_admin


def test_nobody_takes_their_own_access_away(register: Register) -> None:
    salma = _person("salma")
    _person("aisha")
    oneself = replace(SALMA, account_id=salma.id)
    with pytest.raises(Refused, match="OWN_RIGHTS"):
        people.set_active(oneself, salma, False)
    with pytest.raises(Refused, match="OWN_RIGHTS"):
        people.grant(oneself, Account.get_by_id(salma.id), Rights(frozenset({"AUDITOR"})))
    assert Account.get_by_id(salma.id).active


def test_only_administrators_enter_and_change_people(register: Register) -> None:
    account = _person("salma")
    for viewer in (officer(register.areas["YE12"].id), partner("Khaled", 1), AMIN, ANONYMOUS):
        for act in (
            lambda viewer=viewer: enter_person(viewer, Account(email="me@example.org"), None, "ADMIN"),
            lambda viewer=viewer: people.grant(viewer, account, ADMIN),
            lambda viewer=viewer: people.set_active(viewer, account, False),
            lambda viewer=viewer: people.archive(viewer, account),
            lambda viewer=viewer: sessions.end_all(viewer, account),
        ):
            with pytest.raises(Refused, match="FORBIDDEN"):
                act()


def test_a_person_changes_their_language_and_nothing_else_of_themselves(register: Register) -> None:
    _person("salma")
    account = _person("nadia", "AUDITOR")
    oneself = viewer_of(account.id, "ar")
    account.language = "en"
    changes.save(oneself, account)
    assert Account.get_by_id(account.id).language == "en"
    for name, value in (("email", "other@example.org"), ("name", "Other"), ("active", False)):
        changed = Account.get_by_id(account.id)
        setattr(changed, name, value)
        with pytest.raises(Refused, match="FORBIDDEN"):
            changes.save(oneself, changed)
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.replace_parts(oneself, account, AccountRole, [])


def test_the_machine_notes_what_nobody_enters(register: Register) -> None:
    account = _person("salma")
    before = account.fs_uniquifier
    sessions.end_all(SALMA, account)
    assert Account.get_by_id(account.id).fs_uniquifier != before
    with pytest.raises(ValueError, match="email"):
        changes.save_derived(SALMA, account, email="other@example.org")


def test_another_address_voids_what_was_sent_to_the_former(register: Register) -> None:
    account = _person("salma")
    before = account.fs_uniquifier
    account.name = "Salma bint Said"
    people.save_person(SALMA, account, ADMIN)
    assert account.fs_uniquifier == before
    account.email = "said@example.org"
    people.save_person(SALMA, account, ADMIN)
    assert Account.get_by_id(account.id).fs_uniquifier != before


def test_people_are_not_archived_by_the_dozen(register: Register) -> None:
    assert bulk_actions.offered_deeds(SALMA, Account) == []
