"""Work on somebody's behalf is done with the rights that the account has when it is done."""

from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.models import Account, Organization
from tansiq.policy.visibility import may
from tests.people import SALMA
from tests.register import Register


def test_an_account_acts_with_its_role_while_it_has_it(register: Register) -> None:
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk", "ADMIN")
    acting = viewer_of(account.id, "en")
    assert (acting.name, acting.account_id, acting.language) == ("Salma", account.id, "en")
    assert may(acting, "CREATE", Organization)
    Account.update(active=False).execute()
    assert not may(viewer_of(account.id, "en"), "CREATE", Organization)


def test_nobody_acts_for_an_account_that_is_not_there(register: Register) -> None:
    assert not may(viewer_of(999, "ar"), "CREATE", Organization)
    assert not may(viewer_of(None, "ar"), "CREATE", Organization)


def test_each_account_has_its_own_rights_whoever_was_asked_for_before(register: Register) -> None:
    abyan, own = register.areas["YE12"].id, register.organization("NRA")
    twin = register.organization("NRA2", canonical=own.id)
    rights = {
        "nadia": Rights(frozenset({"OFFICER"}), area_ids=frozenset({abyan})),
        "khaled": Rights(frozenset({"PARTNER"}), organization_ids=frozenset({own.id})),
        "salma": Rights(frozenset({"ADMIN"})),
    }
    ids = {
        name: enter_person(SALMA, Account(email=f"{name}@example.org", name=name), "a long walk", one).id
        for name, one in rights.items()
    }
    for name in ("nadia", "khaled", "salma", "khaled", "nadia"):
        found = viewer_of(ids[name], "en")
        organizations = {own.id, twin.id} if name == "khaled" else set()
        assert (found.roles, found.area_ids) == (rights[name].roles, rights[name].area_ids), name
        assert found.organization_ids == organizations, name
