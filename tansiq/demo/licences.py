"""Invented licences, boards and contacts for the associations of the demonstration.

Contacts are nobody: their names say so, their numbers are of no exchange, their addresses end in .example.
"""

from datetime import timedelta

from tansiq.demo import DAY
from tansiq.demo.organizations import organizations
from tansiq.demo.random_numbers import Dice
from tansiq.models import Licence, Organization, OrganizationContact
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

LICENSED = ("ASSOCIATION", "FOUNDATION", "NNGO", "COOPERATIVE", "UNION")
AUTHORITY = "مكتب الشؤون الاجتماعية والعمل (بيانات مُختلَقة)"
"""The office of social affairs and labour; in brackets that the data are invented."""
REASON = "قرار مُختلَق للعرض التجريبي · an invented decision of the demonstration"
YEAR = 365
LATE = (-200, -45, -3, 5, 12, 21, 34, 48, 58, 75, 88)
"""Days from today on which the first licences run out, so that the list of those about to expire has something."""


def enter_licences_and_boards(viewer: Viewer, ids: dict[str, int], country: str) -> None:
    """Licences with one renewal each, a board, and for every third a contact; two were suspended or dissolved."""
    known = organizations(country)
    keys = [key for key, facts in known.items() if facts.kind in LICENSED and facts.registration_number]
    for place, key in enumerate(keys):
        if place % 9 == 8:
            # Of some the office knows no licence.
            continue
        dice = Dice(f"registry {key}")
        _enter_licences(viewer, ids[key], known[key].registration_number, _days(place, dice))
        _enter_board(viewer, ids[key], place, dice)
        if place % 3 == 0:
            _enter_contact(viewer, ids[key], place)


def _days(place: int, dice: Dice) -> int:
    return LATE[place] if place < len(LATE) else dice.randint(95, 2 * YEAR)


def _enter_licences(viewer: Viewer, organization: int, number: str, days: int) -> None:
    ends = DAY + timedelta(days=days)
    for term in (1, 0):
        last = ends - timedelta(days=term * 2 * YEAR)
        facts = {"organization": organization, "number": number, "authority": AUTHORITY}
        issued = last - timedelta(days=2 * YEAR - 1)
        changes.save(viewer, Licence(**facts, issued_on=issued, expires_on=last))


def _enter_board(viewer: Viewer, organization: int, place: int, dice: Dice) -> None:
    row = Organization.get_by_id(organization)
    row.founded_on = DAY - timedelta(days=dice.randint(4 * YEAR, 28 * YEAR))
    row.board_elected_on = DAY - timedelta(days=dice.randint(30, 3 * YEAR))
    row.board_ends_on = row.board_elected_on + timedelta(days=3 * YEAR)
    if place in (12, 13):
        field = "suspended_on" if place == 12 else "dissolved_on"
        setattr(row, field, DAY - timedelta(days=90))
        row.standing_reason = REASON
    changes.save(viewer, row)


def _enter_contact(viewer: Viewer, organization: int, place: int) -> None:
    contact = OrganizationContact(
        organization=organization,
        name=f"شخص مُختلَق رقم {place + 1} · Invented person {place + 1}",
        job="رئيس الهيئة الإدارية",
        phone=f"+967 000 {place:06}",
        email=f"board{place + 1}@registry.example",
    )
    changes.save(viewer, contact)
