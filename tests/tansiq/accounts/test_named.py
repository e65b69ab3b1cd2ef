"""An account found by the exact address it signs in under, for a record in somebody's charge."""

import pytest

from tansiq.accounts.named import account_at
from tansiq.faults import Refused
from tansiq.models import Account, Record
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def _code(viewer: Viewer, row: Record, address: str) -> str:
    with pytest.raises(Refused) as refused:
        account_at(viewer, row, address, "account")
    (fault,) = refused.value.faults
    assert fault.field == "account"
    return fault.code


def test_the_whole_address_is_compared_however_it_is_spelled(register: Register, people: People) -> None:
    unit, khaled = register.unit("Khanfar"), Account.get_by_id(people.khaled.account_id)
    for spelled in (khaled.email, f" {khaled.email.upper()}\u200f"):
        assert account_at(people.nadia, unit, spelled, "account") == khaled.id
    for spelled in (khaled.email[1:], f"{khaled.email}.org", khaled.email.partition("@")[0], "", "%", "_@example.org"):
        assert _code(people.nadia, unit, spelled) == "NOT_FOUND"


def test_disabled_and_archived_accounts_are_answered_as_nobody(register: Register, people: People) -> None:
    unit, khaled = register.unit("Khanfar"), Account.get_by_id(people.khaled.account_id)
    khaled.active = False
    changes.save(SALMA, khaled)
    assert _code(people.nadia, unit, khaled.email) == "NOT_FOUND"
    khaled.active = True
    changes.save(SALMA, khaled)
    changes.archive(SALMA, khaled)
    assert _code(people.nadia, unit, khaled.email) == "NOT_FOUND"


def test_only_whoever_is_in_charge_of_the_record_asks(register: Register, people: People) -> None:
    here, there = register.unit("Khanfar"), register.unit("Mukalla", pcode="YE1927")
    address = Account.get_by_id(people.nadia.account_id).email
    for viewer, unit in ((people.nadia, there), (people.khaled, here), (NOBODY, here), (SALMA, here)):
        assert _code(viewer, unit, address) == "FORBIDDEN"
    assert account_at(people.salma, there, address, "account") == people.nadia.account_id
