"""A form that three units fill, two of them in Abyan, and the people of these units signed in."""

from collections.abc import Callable

import pytest
from flask import Flask

from tansiq.accounts.people import enter_person
from tansiq.models import Account, Unit, UnitPerson
from tests.admin.conftest import PASSWORD, Reader
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register

Seat = Callable[..., Reader]


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Municipal statistics of each quarter, of Ja'ar and Zinjibar in Abyan and of Seiyun elsewhere."""
    return municipal_form(
        register.unit("Ja'ar", phone="+967 2 100"),
        register.unit("Zinjibar", phone="+967 2 200"),
        register.unit("Seiyun", pcode="YE1927", phone="+967 5 300"),
    )


@pytest.fixture
def seat(application: Flask, nobody: Reader) -> Seat:
    """Somebody who does something for units, signed in: seat("Samir", "FILLS", unit)."""

    def seated(name: str, role: str, *units: Unit) -> Reader:
        account = Account(email=f"{name.lower()}@example.org", name=name)
        entered = enter_person(SALMA, account, PASSWORD, "ANONYMOUS")
        for unit in units:
            UnitPerson.create(unit=unit.id, account=entered.id, unit_role=role)
        return Reader(application.test_client()).become(entered)

    return seated
