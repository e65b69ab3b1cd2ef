"""The five policies of record types in the panel: each person, each act, by what becomes of a plain POST."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry, Proposal, TypeDefinition
from tansiq.platform.database import db
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.definitions import field, name_of, record_type
from tests.people import SALMA, officer
from tests.register import Register

PEOPLE = ("salma", "nadia", "khaled", "huda", "amin", "visitor", "nobody")
THE_TABLE: dict[str, dict[str, str]] = {
    # A letter a person, in the order of PEOPLE, about an entry in Abyan of NRA: large where it is done, small where it
    # is proposed. What somebody reads nothing of is not there for them, to propose anything about it either.
    "PUBLIC": {"READ": "SNKHAV.", "WRITE": "SNk....", "APPROVE": "SN....."},
    "SIGNED_IN": {"READ": "SNKHAV.", "WRITE": "SNk....", "APPROVE": "SN....."},
    "ORGANIZATION": {"READ": "SNK.A..", "WRITE": "SNk....", "APPROVE": "SN....."},
    "OFFICERS": {"READ": "SN..A..", "WRITE": "SN.....", "APPROVE": "SN....."},
    "ADMINISTRATORS": {"READ": "S...A..", "WRITE": "S......", "APPROVE": "S......"},
}
Act = Callable[[Reader, Register, Entry], bool]


@pytest.fixture
def people(reader: Readers, register: Register, application: Flask) -> dict[str, Reader]:
    """Everybody, each in a browser of their own."""
    signed_in = {name: reader(name) for name in PEOPLE if name != "nobody"}
    return {**signed_in, "nobody": Reader(application.test_client())}


def _entry(register: Register, policy: str) -> Entry:
    kind: TypeDefinition = record_type("kept", policy)
    called = field("called", table="entry", record_type=kind.id)
    row = Entry(record_type=kind.id, **_place(register))
    row.enter(name_of(called), "Old well")
    return changes.save(SALMA, row)


def _place(register: Register) -> dict[str, int]:
    return {"area": register.areas["YE121121"].id, "organization": register.organization("NRA").id}


def _typed(register: Register, called: str) -> dict[str, Any]:
    [name] = [name for name in Entry.get().values() if name.startswith("extra.")]
    return {name: called, **_place(register), "is_published": "y"}


def _read(reader: Reader, _register: Register, row: Entry) -> bool:
    return reader.get(f"entry/details/?id={row.id}").status_code == 200


def _create(reader: Reader, register: Register, _row: Entry) -> bool:
    reader.post("entry/new/?type=kept", **_typed(register, "New well"))
    return Entry.select().count() == 2


def _change(reader: Reader, register: Register, row: Entry) -> bool:
    reader.post(f"entry/edit/?id={row.id}", version=row.version, **_typed(register, "Deep well"))
    return Entry.get_by_id(row.id).version > row.version


def _archive(reader: Reader, _register: Register, row: Entry) -> bool:
    reader.post("entry/delete/", id=row.id)
    return Entry.get_by_id(row.id).archived_at is not None


def _restore(reader: Reader, _register: Register, row: Entry) -> bool:
    changes.archive(SALMA, Entry.get_by_id(row.id))
    reader.post("entry/restore/", id=row.id)
    return Entry.get_by_id(row.id).archived_at is None


def _approve(reader: Reader, register: Register, row: Entry) -> bool:
    """What somebody of another governorate proposes, who reads it all."""
    row = Entry.get_by_id(row.id)
    row.area_id = register.areas["YE121122"].id
    proposal = submit(officer(register.areas["YE19"].id), lambda acting: changes.save(acting, row))
    assert proposal is not None
    reader.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    is_approved = bool(Proposal.get_by_id(proposal.id).state == "APPROVED")
    Proposal.delete().execute()
    return is_approved


ACTS: dict[str, Act] = {
    "READ": _read,
    "CREATE": _create,
    "CHANGE": _change,
    "ARCHIVE": _archive,
    "RESTORE": _restore,
    "APPROVE": _approve,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("policy", POLICIES.codes)
def test_the_table_of_policies(register: Register, people: dict[str, Reader], policy: str, act: str) -> None:
    """Proposing is what becomes of an act that is not done: its small letter."""
    row, became = _entry(register, policy), ""
    for name in PEOPLE:
        # What one does is taken back before the next one comes.
        with db.atomic() as transaction:
            is_done = ACTS[act](people[name], register, row)
            letter = name[0].upper() if is_done else name[0] if Proposal.select().exists() else "."
            became += letter
            transaction.rollback()
    assert became == THE_TABLE[policy].get(act, THE_TABLE[policy]["WRITE"])
