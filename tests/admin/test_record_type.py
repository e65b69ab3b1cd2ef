"""A kind of record that nobody knew before: described in a module of its own, and nowhere else.

The module is written, imported and forgotten here; no other file of the program or of the tests names a well.
"""

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from peewee import Database

from tansiq.models import HistoryEntry, Proposal
from tansiq.models.record_type import RecordType, forget_type
from tansiq.platform.database import use
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests import applications
from tests.admin.conftest import Reader, Readers
from tests.api.portal import Portal
from tests.people import EVERYBODY, SALMA, people_of, portal
from tests.register import Register

MODULE = """
from collections.abc import Iterator

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.words import InBoth, say
from tansiq.models import Area, Organization, Record, Table
from tansiq.models.record_type import ENTERED, Part, RecordType, register


class Well(Record):
    name_ar = CharField(max_length=100, default="")
    name_en = CharField(max_length=100, default="")
    area = ForeignKeyField(Area, backref="wells", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, backref="wells", on_delete="RESTRICT")
    depth = IntegerField(null=True)
    keeper = CharField(max_length=100, default="")
    is_published = BooleanField(default=True)

    def faults(self) -> Iterator[Fault]:
        if self.depth is not None and self.depth < 0:
            yield Fault("NEGATIVE", "depth", say("This number cannot be below zero."))


class WellUser(Table):
    well = ForeignKeyField(Well, backref="users", on_delete="CASCADE")
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")


KIND = register(
    RecordType(
        model=Well,
        one=InBoth("Well", arabic="بئر"),
        many=InBoth("Wells", arabic="الآبار"),
        rule="published",
        writers="officers",
        proposers=ENTERED,
        menu="register",
        lies_in="area",
        belongs_to="organization",
        scope="registry:read",
        parts=(Part(WellUser, InBoth("Users of the well", arabic="مستخدمو البئر")),),
        labels={
            "depth": InBoth("Depth in metres", arabic="العمق بالأمتار"),
            "keeper": InBoth("Keeper", arabic="الحارس"),
        },
        personal=frozenset({"keeper"}),
    )
)
"""
READ, WRITE, PROPOSE = "AOPUTN", "AO....", "AOP.T."
WHO = ("ministry admin", "officer", "partner", "auditor", "portal", "anonymous")

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The module of wells, which describes them as it is imported."""
    path = tmp_path_factory.mktemp("described") / "wells.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("wells", path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["wells"] = found
    spec.loader.exec_module(found)
    yield found
    forget_type(found.KIND)
    del sys.modules["wells"]


@pytest.fixture
def kind(module: ModuleType) -> RecordType:
    found: RecordType = module.KIND
    return found


@pytest.fixture(scope="module")
def application(module: ModuleType) -> Flask:
    """The whole application, made after wells were described."""
    return applications.own_application(log_level="ERROR")


@pytest.fixture
def register(kind: RecordType, database: Database, register: Register) -> Register:
    """The register with a table of wells, which goes with the transaction of the test."""
    use(database).create_tables([kind.model, *(part.model for part in kind.parts)])
    for acronym, home in (("NRA", "YE121121"), ("ADR", "YE1927")):
        register.organization(acronym, home_area=register.areas[home].id)
    return register


@pytest.fixture
def well(kind: RecordType, register: Register) -> Make:
    """Enter a well of an organisation at a place, ten metres deep unless said otherwise."""

    def make(acronym: str = "NRA", pcode: str = "YE121121", **values: Any) -> Any:
        owner, area = register.organization(acronym), register.areas[pcode]
        facts = {"name_en": f"Well of {acronym}", "depth": 10, "organization": owner.id, "area": area.id}
        return changes.save(SALMA, kind.model(**(facts | values)))

    return make


def _form(register: Register, **values: Any) -> dict[str, Any]:
    owner, area = register.organization("NRA"), register.areas["YE121121"]
    return {"name_en": "Deep well", "organization": owner.id, "area": area.id, "depth": "40", **values}


def _only(kind: RecordType) -> Any:
    [row] = kind.model.select()
    return row


def test_its_name_stands_in_the_menu_in_both_languages(well: Make, salma: Reader) -> None:
    english = salma.get("").text
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    assert "Wells" in english
    assert "الآبار" in salma.get("").text
    assert "العمق بالأمتار" in salma.get("well/new/").text


def test_the_panel_enters_lists_changes_and_exports_it(kind: RecordType, register: Register, salma: Reader) -> None:
    wrong = salma.post("well/new/", "well/new/", **_form(register, depth="-4"))
    assert "This number cannot be below zero." in wrong.text
    assert salma.post("well/new/", "well/new/", **_form(register)).status_code == 302
    row = _only(kind)
    salma.post(f"well/edit/?id={row.id}", **_form(register, depth="55", version=str(row.version)))
    assert _only(kind).depth == 55
    assert "Deep well" in salma.get(f"well/?area={register.areas['YE12'].id}").text
    assert "Deep well" not in salma.get(f"well/?area={register.areas['YE19'].id}").text
    assert "Deep well" in salma.get("well/?search=DEEP").text
    exported = salma.get("well/export/csv/?all=1").text
    assert "Depth in metres" in exported
    assert "55" in exported


def test_its_page_tells_its_history_and_leads_to_and_from_other_records(
    kind: RecordType, well: Make, register: Register, salma: Reader
) -> None:
    row = well(depth=10)
    row.depth = 12
    changes.save(SALMA, row)
    user = register.organization("ADR").id
    part = kind.parts[0].model
    changes.replace_parts(SALMA, row, part, [{"organization": user}])
    page = salma.get(f"well/details/?id={row.id}").text
    assert re.search(r"Depth in metres.*10.*12", page, re.S)
    assert re.search(r"Users of the well.*ADR Aid", page, re.S)
    assert "Wells" in salma.get(f"organization/details/?id={row.organization_id}").text
    assert "Well of NRA" in salma.get("history/?table=well").text


def test_an_earlier_version_is_brought_back_with_its_parts(kind: RecordType, well: Make, salma: Reader) -> None:
    row = well(depth=10)
    row.depth = 12
    changes.save(SALMA, row)
    salma.post("well/bring-back/", id=row.id, seen=row.version, version=1)
    assert _only(kind).depth == 10


def test_personal_data_are_shown_to_administrators_and_stay_when_others_change_the_rest(
    kind: RecordType, well: Make, register: Register, salma: Reader, nadia: Reader
) -> None:
    row = well(keeper="Somebody")
    pages = [f"well/{page}/?id={row.id}" for page in ("details", "edit", "versions")]
    pages += ["well/export/csv/?all=1", f"well/new/?copy={row.id}", "well/?columns=keeper", "history/?table=well"]
    assert [page for page in pages if "Somebody" in nadia.get(page).text] == []
    assert "Somebody" in salma.get(f"well/edit/?id={row.id}").text
    nadia.post(f"well/edit/?id={row.id}", **_form(register, keeper="Anybody", version=str(row.version)))
    assert (_only(kind).depth, _only(kind).keeper) == (40, "Somebody")


def test_a_bulk_archive_of_it_is_undone(kind: RecordType, well: Make, salma: Reader) -> None:
    rows = [well(name_en=f"Well {number}") for number in range(2)]
    salma.post("well/deed/", deed="ARCHIVE", row=[str(row.id) for row in rows])
    assert [row.archived_at is None for row in kind.model.select()] == [False, False]
    page = salma.get("batches/").text
    found = re.search(r'name="id" value="(\d+)"', page)
    assert found is not None
    salma.post("batches/undo/", id=found[1])
    assert [row.archived_at is None for row in kind.model.select()] == [True, True]


def test_a_partner_proposes_it_and_the_officer_of_its_area_approves(
    kind: RecordType, register: Register, khaled: Reader, nadia: Reader
) -> None:
    answer = khaled.post("well/new/", "well/new/", **_form(register))
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    assert answer.location.endswith(f"/admin/proposal/details/?id={proposal.id}")
    assert kind.model.select().count() == 0
    assert proposal.organization_id == register.organization("NRA").id
    page = nadia.get(f"proposal/details/?id={proposal.id}").text
    assert "Depth in metres" in page
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert _only(kind).depth == 40
    act = HistoryEntry.select().where(HistoryEntry.record_type == "well").get()
    assert (act.act, act.record_id) == ("CREATE", _only(kind).id)


def test_a_proposed_change_meets_what_somebody_changed_meanwhile(
    kind: RecordType, well: Make, register: Register, khaled: Reader, nadia: Reader
) -> None:
    row = well(depth=10)
    khaled.post(f"well/edit/?id={row.id}", **_form(register, depth="40", version=str(row.version)))
    row.depth = 30
    changes.save(SALMA, row)
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    assert f"well.{row.id}.depth" in nadia.get(f"proposal/details/?id={proposal.id}").text


def test_portals_ask_for_it_within_their_limits(
    application: Flask, database: Database, kind: RecordType, well: Make, register: Register
) -> None:
    use(database)
    well("NRA", "YE121121", keeper="Somebody")
    well("ADR", "YE1927")
    well("NRA", "YE121122", is_published=False)
    asking = Portal(application.test_client())
    query = "{ wells { totalCount edges { node { nameEn depth area { pcode } organization { acronym } } } } }"
    found = asking.data(query)["wells"]
    assert found["totalCount"] == 2
    assert found["edges"][0]["node"] == {
        "nameEn": "Well of NRA",
        "depth": 10,
        "area": {"pcode": "YE121121"},
        "organization": {"acronym": "NRA"},
    }
    within = asking.data('{ wells(within: "YE19") { edges { node { nameEn } } } }')
    assert within == {"wells": {"edges": [{"node": {"nameEn": "Well of ADR"}}]}}
    assert "keeper" not in asking.client.get("/graphql/schema").text
    told: Any = visible(kind.model, portal(register.areas["YE12"].id))
    assert [row.name_en for row in told] == ["Well of NRA"]


def test_it_is_in_the_permission_table(kind: RecordType) -> None:
    letters = {"READ": READ, **dict.fromkeys(("CREATE", "CHANGE", "ARCHIVE", "RESTORE"), WRITE), "PROPOSE": PROPOSE}
    for act, expected in letters.items():
        allowed = {who: letter != "." for who, letter in zip(WHO, expected, strict=True)}
        for table in (kind.model, kind.parts[0].model):
            assert {who: may(EVERYBODY[who], act, table) for who in WHO} == allowed, (act, table)


def test_who_may_do_what_to_one_of_them_follows_its_place_and_its_organisation(well: Make, register: Register) -> None:
    here, there = well("NRA", "YE121121"), well("ADR", "YE1927")
    people = people_of(register)

    def who(act: str, row: Any) -> set[str]:
        return {name for name, viewer in people.items() if may(viewer, act, row)}

    assert who("CHANGE", here) == {"ministry admin", "officer"}
    assert who("CHANGE", there) == {"ministry admin"}
    assert who("PROPOSE", here) == {"ministry admin", "officer", "partner", "portal"}
    assert who("PROPOSE", there) == {"ministry admin", "officer", "another partner", "portal"}
    changes.archive(SALMA, here)
    assert who("READ", here) == {"ministry admin", "officer", "partner", "auditor"}


@pytest.mark.parametrize("who", ["salma", "nadia", "khaled", "amin", "visitor", "nobody"])
def test_the_doors_of_the_panel_open_as_for_every_record(reader: Readers, well: Make, who: str) -> None:
    row, asking = well(), reader(who)
    opened = {page: asking.get(f"well/{page}/?id={row.id}").status_code for page in ("details", "edit", "archive")}
    changes_it = 200 if who in ("salma", "nadia", "khaled") else 302 if who == "nobody" else 403
    looks = 302 if who == "nobody" else 200
    assert opened == {"details": looks, "edit": changes_it, "archive": changes_it}
    assert asking.get("well/").status_code == looks
