"""Work on somebody's behalf is done with the rights that the account has when it is done."""

from tansiq.accounts.people import enter_person
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
