"""A form that two units fill, and the people of the first one, signed in."""

import pytest
from flask import Flask

from tansiq.accounts.people import enter_person
from tansiq.models import Account, UnitPerson
from tests.admin.conftest import PASSWORD, Reader
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _person(application: Flask, name: str, unit_id: int, role: str) -> Reader:
    """Somebody who signed in and does this for a unit, and nothing else."""
    account = Account(email=f"{name.lower()}@example.org", name=name)
    made = enter_person(SALMA, account, PASSWORD, "ANONYMOUS")
    UnitPerson.create(unit=unit_id, account=made.id, unit_role=role)
    return Reader(application.test_client()).become(made)


@pytest.fixture
def samir(application: Flask, nobody: Reader, municipal: FilledForm) -> Reader:
    return _person(application, "Samir", municipal.units[0].id, "FILLS")


@pytest.fixture
def rima(application: Flask, nobody: Reader, municipal: FilledForm) -> Reader:
    return _person(application, "Rima", municipal.units[0].id, "APPROVES")
