"""Who is in charge of many rows is asked of all at once, with the answers that each would get by itself."""

from datetime import date
from typing import Any

import pytest

from tansiq.models import (
    Intervention,
    Licence,
    Need,
    Organization,
    OrganizationContact,
    Partnership,
    Project,
    Record,
    Site,
)
from tansiq.policy.visibility import among, may
from tansiq.records import changes
from tests.people import SALMA, people_of
from tests.register import Register
from tests.statements import told

DAY = date(2026, 1, 1)
PEOPLE = ("ministry admin", "officer", "partner", "another partner", "auditor", "portal", "anonymous")
MOVES = {
    "Organization": "home_area",
    "Project": "organization",
    "Site": "area",
    "Need": "area",
    "Licence": "organization",
}
"""By table: the key by which a row is somewhere."""


@pytest.fixture
def rows(register: Register) -> dict[str, list[Any]]:
    """By table: rows of NRA in Abyan, of ADR in Hadramawt, of both and of neither, stored and new, moved and not."""
    found: dict[str, list[Any]] = {}
    places = (("NRA", "YE121121", "YE121121"), ("ADR", "YE1927", "YE1927"), ("NON", None, "YE1210"))
    for acronym, home, pcode in places:
        for row in _of_one(register, acronym, home, pcode):
            found.setdefault(type(row).__name__, []).append(row)
    found["Intervention"] += [register.intervention("NRA"), register.intervention("ADR")]
    register.site(found["Intervention"][0], "YE1927")
    return {name: [*stored, *_moved(stored), *_new(stored)] for name, stored in found.items()}


def _of_one(register: Register, acronym: str, home: str | None, pcode: str) -> list[Any]:
    body = register.organization(acronym, home_area=register.areas[home].id if home else None)
    project = changes.save(SALMA, Project(code=f"P-{acronym}", organization=body.id))
    work, known = register.intervention(acronym, project=project.id), {"organization": body.id}
    licence = changes.save(SALMA, Licence(**known, number=acronym, authority="Social affairs", issued_on=DAY))
    contact = changes.save(SALMA, OrganizationContact(**known, name="Sara", email="sara@example.org"))
    part = Partnership(intervention=work.id, organization=body.id, role="FUNDING")
    return [body, project, work, licence, contact, part, register.site(work, pcode), register.need(pcode, "WSH", 10)]


def _moved(stored: list[Any]) -> list[Any]:
    """The same stored rows, each put where the next one is."""
    key = MOVES.get(type(stored[0]).__name__)
    if key is None:
        return []
    places = [row.__data__[key] for row in stored]
    others = [*places[1:], places[0]]
    return [type(row)(**{**row.__data__, key: place}) for row, place in zip(stored, others, strict=True)]


def _new(stored: list[Any]) -> list[Any]:
    return [type(row)(**{**row.__data__, "id": None}) for row in stored if isinstance(row, Record)]


@pytest.mark.parametrize("name", PEOPLE)
def test_many_are_answered_as_each_would_be(register: Register, rows: dict[str, list[Any]], name: str) -> None:
    viewer = people_of(register)[name]
    for table, given in rows.items():
        for act in ("CREATE", "CHANGE", "ARCHIVE", "RESTORE", "READ", "PROPOSE"):
            asked = [row for row in given if act != "READ" or row.__data__.get("id")]
            expected = [may(viewer, act, row) for row in asked]
            found = {id(row) for row in among(viewer, act, asked)}
            assert [id(row) in found for row in asked] == expected, (table, act)
    if name == "officer":
        answers = {may(viewer, "CHANGE", row) for given in rows.values() for row in given}
        assert answers == {True, False}, "rows on both sides were asked"


TABLES = (Organization, Project, Intervention, Site, Need, Licence)


def test_forty_rows_cost_an_officer_no_more_statements_than_four(
    register: Register, rows: dict[str, list[Any]]
) -> None:
    nadia, costs = people_of(register)["officer"], []
    for count in (1, 10):
        with told() as statements:
            for table in TABLES:
                among(nadia, "CHANGE", rows[table.__name__][:4] * count)
        costs.append(len(statements))
    assert costs[0] == costs[1] > 0
