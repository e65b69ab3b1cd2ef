"""Whose the papers of an organisation are: its contacts, licences and documents."""

from dataclasses import replace
from datetime import date
from typing import Any

from tansiq.models import Licence, OrganizationContact, OrganizationDocument
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tests.people import SALMA, people_of, portal
from tests.register import Register
from tests.tansiq.policy.test_authority import (
    PROPOSE_THERE,
    WRITE_HERE,
    WRITE_THERE,
    account_of,
    register,
    told,
    who_may,
)

__all__ = ["register"]

FILE: dict[str, Any] = {"file_name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0"}


def test_contacts_are_told_to_their_own_and_public_ones_to_whoever_signed_in(register: Register) -> None:
    people = people_of(register)
    people["visitor"] = Viewer(account_id=account_of("visitor"))
    people["auditor"] = replace(people["auditor"], account_id=account_of("amin"))
    kept, shown = (
        changes.save(
            SALMA,
            OrganizationContact(
                organization=register.organization("NRA").id, name=name, email="a@example.org", is_public=is_public
            ),
        )
        for name, is_public in (("Kept", False), ("Shown", True))
    )
    seen = {
        row.name: {
            who for who, viewer in people.items() if may(viewer, "READ", row) and may_see_field(viewer, "email", row)
        }
        for row in (kept, shown)
    }
    own = {"ministry admin", "officer", "partner"}
    assert seen == {"Kept": own, "Shown": own | {"visitor", "auditor"}}


def test_papers_of_an_organisation_are_changed_by_those_in_charge_of_it(register: Register) -> None:
    people = people_of(register)
    facts: dict[str, Any] = {"authority": "Office", "issued_on": date(2026, 1, 1)}
    licences = [
        changes.save(SALMA, Licence(organization=register.organization(name).id, number=name, **facts))
        for name in ("NRA", "ADR")
    ]
    assert [may(people["officer"], "CHANGE", row) for row in licences] == [True, False]
    assert [may(people["partner"], "PROPOSE", row) for row in licences] == [True, False]
    moved = licences[0]
    moved.organization_id = register.organization("ADR").id
    assert not may(people["officer"], "CHANGE", moved)
    assert not may(people["partner"], "PROPOSE", moved)


def test_documents_are_proposed_by_whom_licences_are_but_not_by_portals(register: Register) -> None:
    people = people_of(register)
    people["its own portal"] = portal(organization_ids=(register.organization("NRA").id,))
    here, there = (
        changes.save(
            SALMA, OrganizationDocument(organization=register.organization(name).id, title=name, **FILE, stored=name)
        )
        for name in ("NRA", "ADR")
    )
    proposing = {who for who in people if may(people[who], "PROPOSE", here)}
    assert proposing == {"ministry admin", "officer", "partner"}
    assert {who for who in people if may(people[who], "PROPOSE", there)} == told(PROPOSE_THERE) - {"portal"}
    for row, writing in ((here, WRITE_HERE), (there, WRITE_THERE)):
        for act in ("CHANGE", "ARCHIVE", "RESTORE"):
            assert who_may(people, act, row) == told(writing)
    assert [who_may(people, "READ", row) for row in (here, there)] == [
        {"ministry admin", "officer", "partner"},
        {"ministry admin", "another partner"},
    ]
    here.organization_id = there.organization_id
    assert not may(people["partner"], "PROPOSE", here)
