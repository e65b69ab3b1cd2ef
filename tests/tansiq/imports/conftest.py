"""A register, a person with an account, a folder for uploads, and a queue whose orders are carried out at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.imports import jobs, uploads
from tansiq.models import Account
from tansiq.platform import background
from tansiq.policy.viewer import Viewer
from tests.people import SALMA, officer, partner
from tests.register import Register
from tests.tansiq.proposals.conftest import People


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where uploads lie."""
    kept = tmp_path / "uploads"
    uploads.use(kept, 25)
    return kept


@pytest.fixture
def at_once() -> None:
    """Orders are carried out within the call that puts them."""
    background.use(background.open_queue(background.AT_ONCE, jobs.ALL))


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[background.Queue]:
    """A queue in a file, at which nobody works."""
    queue = background.use(background.open_queue(f"sqlite:///{tmp_path}/queue.db", jobs.ALL))
    yield queue
    queue.huey.storage.close()


@pytest.fixture
def salma(register: Register) -> Viewer:
    """Salma with an account of her own."""
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk", "ADMIN")
    return replace(SALMA, account_id=account.id, language="en")


@pytest.fixture
def people(register: Register, salma: Viewer) -> People:
    """Salma, Nadia (Abyan), Said (Hadramawt), Khaled (NRA) and Huda (ADR), whom the worker knows by their accounts."""

    def signed(viewer: Viewer, name: str) -> Viewer:
        account = Account(email=f"{name}@example.org", name=name)
        rights = Rights(viewer.roles, viewer.area_ids, viewer.organization_ids)
        enter_person(SALMA, account, "a long walk", rights)
        return replace(viewer, account_id=account.id, name=name, language="en")

    seats = {"NRA": "YE121121", "ADR": "YE1927"}
    ids = {name: register.organization(name, home_area=register.areas[at].id).id for name, at in seats.items()}
    return People(
        salma=salma,
        nadia=signed(officer(register.areas["YE12"].id), "Nadia"),
        said=signed(officer(register.areas["YE19"].id), "Said"),
        khaled=signed(partner("Khaled", ids["NRA"]), "Khaled"),
        huda=signed(partner("Huda", ids["ADR"]), "Huda"),
    )
