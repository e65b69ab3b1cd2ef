"""People with accounts over the small register: Khaled of NRA proposes, Nadia of Abyan decides."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tansiq.models import Account
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


Signed = Callable[[Viewer, str], Viewer]


@pytest.fixture
def people(register: Register) -> People:
    def signed(viewer: Viewer, name: str) -> Viewer:
        account = Account.create(email=f"{name}@example.org", name=name, fs_uniquifier=name)
        return replace(viewer, account_id=account.id, name=name)

    seats = {"NRA": "YE121121", "ADR": "YE1927"}
    ids = {name: register.organization(name, home_area=register.areas[at].id).id for name, at in seats.items()}
    return People(
        salma=signed(SALMA, "Salma"),
        nadia=signed(officer(register.areas["YE12"].id), "Nadia"),
        said=signed(officer(register.areas["YE19"].id), "Said"),
        khaled=signed(partner("Khaled", ids["NRA"]), "Khaled"),
        huda=signed(partner("Huda", ids["ADR"]), "Huda"),
    )
