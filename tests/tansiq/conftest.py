"""What tests of several packages share: people with accounts over the small register, and a folder for documents."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account
from tansiq.platform import uploads
from tansiq.policy.viewer import Viewer
from tests.people import SALMA, officer, partner
from tests.register import Register


@dataclass
class People:
    """Salma, Nadia (Abyan), Said (Hadramawt), Khaled (NRA), Huda (ADR)."""

    salma: Viewer
    nadia: Viewer
    said: Viewer
    khaled: Viewer
    huda: Viewer


@pytest.fixture
def salma(register: Register) -> Viewer:
    """Salma with an account of her own."""
    return _with_account(SALMA, "Salma")


@pytest.fixture
def people(register: Register, salma: Viewer) -> People:
    """Whom the worker knows by their accounts as well: Khaled of NRA proposes, Nadia of Abyan decides."""
    seats = {"NRA": "YE121121", "ADR": "YE1927"}
    ids = {name: register.organization(name, home_area=register.areas[at].id).id for name, at in seats.items()}
    return People(
        salma=salma,
        nadia=_with_account(officer(register.areas["YE12"].id), "Nadia"),
        said=_with_account(officer(register.areas["YE19"].id), "Said"),
        khaled=_with_account(partner("Khaled", ids["NRA"]), "Khaled"),
        huda=_with_account(partner("Huda", ids["ADR"]), "Huda"),
    )


def _with_account(viewer: Viewer, name: str) -> Viewer:
    account = Account(email=f"{name.lower()}@example.org", name=name)
    enter_person(SALMA, account, "a long walk", Rights(viewer.roles, viewer.area_ids, viewer.organization_ids))
    return replace(viewer, account_id=account.id, name=name, language="en")


@pytest.fixture
def document_folder(tmp_path: Path) -> Path:
    """Where documents lie; one may have a megabyte."""
    uploads.use(tmp_path, 1)
    return tmp_path / "documents"
