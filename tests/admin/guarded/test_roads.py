"""What is guarded is read by those whom the permission table names, by no road else: every page and file is walked."""

import logging
from pathlib import Path

import pytest
from flask import Flask

from tansiq.accounts.viewers import as_viewer
from tansiq.models import Account
from tansiq.platform import uploads
from tansiq.platform.mailing import Outbox
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.admin.guarded.cases import enter_cases
from tests.admin.guarded.consultations import enter_consultations
from tests.admin.guarded.demands import enter_demands
from tests.admin.guarded.drafts import enter_drafts
from tests.admin.guarded.entries import enter_entries
from tests.admin.guarded.kept_to_few import fields_to_guard, text_of
from tests.admin.guarded.marks import PEOPLE, Marks, Place
from tests.admin.guarded.meetings import enter_meetings
from tests.admin.guarded.papers import enter_papers
from tests.admin.guarded.people import enter_accounts, enter_registrations, enter_workbooks, mark_secrets
from tests.admin.guarded.roads import roads
from tests.admin.guarded.surveys import enter_surveys
from tests.admin.guarded.units import enter_units
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def people(reader: Readers, register: Register, application: Flask) -> dict[str, Reader]:
    """Everybody, each in a browser of their own."""
    signed_in = {name: reader(name) for name in PEOPLE if name != "nobody"}
    return {**signed_in, "nobody": Reader(application.test_client())}


@pytest.fixture
def marks(people: dict[str, Reader], register: Register, outbox: Outbox, tmp_path: Path) -> Marks:
    """A register with a mark wherever something is guarded."""
    uploads.use(tmp_path / "uploads", 1)
    marks = Marks()
    nadia, khaled = (
        as_viewer(Account.get(Account.email == f"{name}@example.org"), "en") for name in ("nadia", "khaled")
    )
    for acronym, seat in (("NRA", "YE121121"), ("ADR", "YE1927")):
        row = register.organization(acronym)
        row = type(row).get_by_id(row.id)
        row.home_area_id = register.areas[seat].id
        changes.save(SALMA, row)
    here, there = (register.organization(name).id for name in ("NRA", "ADR"))
    enter_papers(marks, here, there, khaled, nadia)
    enter_demands(marks, register.areas["YE1211"].id, register.areas["YE1927"].id, khaled, nadia)
    enter_consultations(marks, register)
    enter_drafts(marks, register)
    enter_units(marks, register)
    enter_surveys(marks, register)
    enter_meetings(marks, register)
    enter_cases(marks, register)
    enter_entries(marks, register.areas["YE1211"].id, here)
    enter_accounts(marks)
    enter_registrations(marks, register.areas["YE1211"].id, nadia)
    enter_workbooks(marks, tmp_path, nadia, khaled)
    mark_secrets(marks)
    return marks


def test_every_guarded_field_is_marked(marks: Marks) -> None:
    derived = {("organization_contact", "phone_key"), ("second_factor", "recovery"), ("second_factor", "last_step")}
    derived |= {("overlap_decision", "first_facts"), ("overlap_decision", "second_facts")}
    assert fields_to_guard() - set(marks.places.values()) == derived


TRIED = [("sqlite", who) for who in PEOPLE] + [("postgres", "amin")]
LEFT = [pytest.param("postgres", who, marks=pytest.mark.long) for who in PEOPLE if who != "amin"]
"""All are tried on SQLite, and on PostgreSQL whoever reads all rows: every road takes its time."""


@pytest.mark.parametrize(("database", "who"), [*TRIED, *LEFT], indirect=["database"])
def test_each_road_leads_to_what_its_reader_may_read(
    people: dict[str, Reader], marks: Marks, application: Flask, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    caplog.set_level(logging.INFO)
    leaks: dict[tuple[str, Place], str] = {}
    read: set[str] = set()
    for endpoint, address in roads(application):
        found = marks.found(text_of(people[who].client.get(address)))
        leaks |= {(endpoint, marks.places[mark]): address for mark in found if who not in marks.readers[mark]}
        read |= found
    assert leaks == {}
    assert marks.found(caplog.text) == set()
    # What nobody met by any road would prove nothing.
    assert marks.told({mark for mark in marks.readers if who in marks.readers[mark]} - read) == set()


def test_one_s_own_name_is_met_by_oneself(people: dict[str, Reader], marks: Marks) -> None:
    assert "amin@example.org" in people["amin"].get("profile/").text
