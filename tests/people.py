"""The people of the tests, explained once. Every test that asks "who may" names one of them.

Salma    ministry administrator: reads and changes everything.
Nadia    officer of the governorate of Abyan: changes and approves what lies in it.
Khaled   partner of NRA, an association at work in Abyan: reads its own, proposes for it.
Huda     partner of ADR, another association: nothing of NRA that is not published is hers.
Amin     auditor: reads everything but personal data, changes nothing.
Samir    clerk of a municipality: fills in what it reports.
Rima     approves what a unit, and those below it, report.
portal   an outside system that reads the register of Abyan and proposes.
nobody   an anonymous reader: reads what is published, changes nothing.
"""

from typing import TYPE_CHECKING

from tansiq.language.vocabulary import SCOPES
from tansiq.policy.viewer import ADMINISTRATOR, ANONYMOUS, Portal, Viewer

if TYPE_CHECKING:
    from tests.register import Register

SALMA = Viewer(roles=ADMINISTRATOR, name="Salma", language="ar")
AMIN = Viewer(roles=frozenset({"AUDITOR"}), name="Amin", language="ar")
NOBODY = ANONYMOUS


def officer(*area_ids: int) -> Viewer:
    """Nadia, in charge of these areas."""
    return Viewer(roles=frozenset({"OFFICER"}), area_ids=frozenset(area_ids), name="Nadia")


def clerk(*unit_ids: int, account_id: int | None = None) -> Viewer:
    """Samir, who fills in for these units."""
    ids = frozenset(unit_ids)
    return Viewer(unit_ids=ids, filled_unit_ids=ids, name="Samir", account_id=account_id)


def approver(*unit_ids: int, account_id: int | None = None) -> Viewer:
    """Rima, who approves what these units report."""
    ids = frozenset(unit_ids)
    return Viewer(unit_ids=ids, approved_unit_ids=ids, name="Rima", account_id=account_id)


def partner(name: str, *organization_ids: int) -> Viewer:
    """Somebody who speaks for these organisations."""
    return Viewer(roles=frozenset({"PARTNER"}), organization_ids=frozenset(organization_ids), name=name)


def portal(*area_ids: int, scopes: tuple[str, ...] = SCOPES.codes, organization_ids: tuple[int, ...] = ()) -> Viewer:
    """An outside system with these scopes and limits."""
    limits = Portal(7, frozenset(scopes), frozenset(area_ids), frozenset(organization_ids))
    return Viewer(portal=limits, name="portal", face="GRAPHQL")


EVERYBODY = {
    "ministry admin": SALMA,
    "officer": officer(1),
    "partner": partner("Khaled", 1),
    "auditor": AMIN,
    "portal": portal(1),
    "anonymous": NOBODY,
}
"""One of each, for questions about tables; their areas and organisations are made up."""


def people_of(register: "Register") -> dict[str, Viewer]:
    """All the people over a register: Nadia's and the portal's area is Abyan."""
    abyan = register.areas["YE12"].id
    return {
        "ministry admin": SALMA,
        "officer": officer(abyan),
        "partner": partner("Khaled", register.organization("NRA").id),
        "another partner": partner("Huda", register.organization("ADR").id),
        "auditor": AMIN,
        "portal": portal(abyan),
        "anonymous": NOBODY,
    }
