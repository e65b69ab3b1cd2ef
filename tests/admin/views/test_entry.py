"""The pages of entries: one view for all record types that a ministry defined, told which one by the address."""

import re

import pytest

from tansiq.models import Entry, HistoryEntry, Proposal
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.views.wells import NEW, WELLS, define_wells, enter_named, enter_well
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register


def test_an_entry_is_entered_listed_told_changed_and_archived(salma: Reader, register: Register) -> None:
    kind, name, depth = define_wells()
    ja_ar = register.areas["YE121121"]
    sent = salma.post(NEW, page=NEW, **{name: "Well of the market", depth: "٤٠"}, area=ja_ar.id, is_published="y")
    row = Entry.get()
    assert sent.location.endswith(f"/admin/entry/details/?id={row.id}")
    assert (row.record_type_id, row.area_id, row.entered(depth), row.title) == (
        kind.id,
        ja_ar.id,
        40,
        "Well of the market",
    )
    listed = salma.get(WELLS).text
    assert f'<a href="/admin/entry/details/?id={row.id}"><bdi>Well of the market</bdi></a>' in listed
    assert re.search(r"<h1>wells</h1>", listed)
    assert "<bdi>metres</bdi>" in listed
    told = salma.get(f"entry/details/?id={row.id}").text
    assert "Abyan / Khanfar / Ja&#39;ar" in told
    assert 'id="history"' in told
    address = f"entry/edit/?id={row.id}"
    salma.post(address, page=address, version=1, **{name: "Old well", depth: "41"}, area=ja_ar.id, is_published="y")
    assert (Entry.get().title, Entry.get().version) == ("Old well", 2)
    assert "Well of the market" in salma.get(f"entry/versions/?id={row.id}").text
    salma.post("entry/bring-back/", page=f"entry/versions/?id={row.id}", id=row.id, seen=2, version=1)
    assert Entry.get().title == "Well of the market"
    salma.post("entry/delete/", page=f"entry/archive/?id={row.id}", id=row.id)
    assert "Well of the market" not in salma.get(WELLS).text
    assert "Well of the market" in salma.get(f"{WELLS}&archived=only").text
    salma.post("entry/restore/", page=f"entry/details/?id={row.id}", id=row.id)
    assert Entry.get().archived_at is None


def test_the_form_asks_what_the_type_has(salma: Reader, register: Register) -> None:
    record_type("plain", "ADMINISTRATORS", has_area=False, has_organization=False)
    record_type("point", "SIGNED_IN", has_area=True, has_organization=False, has_point=True)
    record_type("whole", "PUBLIC")
    asked = {key: set(re.findall(r' name="([a-z_]+)"', _form(salma, key))) for key in ("plain", "point", "whole")}
    columns = {"area", "organization", "latitude", "longitude", "is_published", "record_type"}
    assert {key: names & columns for key, names in asked.items()} == {
        "plain": set(),
        "point": {"area", "latitude", "longitude"},
        "whole": {"area", "organization", "is_published"},
    }


def _form(reader: Reader, key: str) -> str:
    return reader.get(f"entry/new/?type={key}").text


@pytest.mark.parametrize("page", ["", "new/", "columns/", "count/", "export/csv/", "deed/", "ajax/lookup/?name=area&"])
def test_what_is_no_type_or_a_draft_or_unknown_is_not_there(visitor: Reader, register: Register, page: str) -> None:
    record_type("draft", use_state="DRAFT")
    record_type("kept", "OFFICERS")
    record_type("open", "PUBLIC")
    address = f"entry/{page}type=" if "?" in page else f"entry/{page}?type="
    states = {key: visitor.get(f"{address}{key}").status_code for key in ("draft", "kept", "none", "")}
    assert states == dict.fromkeys(("draft", "kept", "none", ""), 404)
    assert visitor.get(f"entry/{page}").status_code == 404
    assert visitor.get(f"{address}open").status_code in (200, 403)


def test_an_entry_is_not_there_as_one_of_another_type(salma: Reader, register: Register) -> None:
    kind, _, _ = define_wells()
    record_type("spring")
    row = enter_named(kind, "Old well")
    assert salma.get(f"entry/details/?id={row.id}").status_code == 200
    assert salma.get(f"entry/details/?id={row.id}&type=spring").status_code == 404
    assert "Old well" not in salma.get("entry/?type=spring").text


def test_what_is_defined_stands_at_once_and_retired_types_take_nothing_new(salma: Reader, register: Register) -> None:
    kind, name, _ = define_wells()
    row = enter_named(kind, "Old well")
    later = field("owner", table="entry", record_type=kind.id)
    assert f'name="{name_of(later)}"' in salma.get(NEW).text
    kind.use_state = "RETIRED"
    changes.save(SALMA, kind)
    assert salma.get(NEW).status_code == 403
    assert "Old well" in salma.get(f"entry/details/?id={row.id}").text
    assert 'href="/admin/entry/?type=well"' not in salma.get("").text
    assert name in salma.get(f"entry/edit/?id={row.id}").text


def test_a_partner_proposes_an_entry_and_an_officer_approves_it(
    salma: Reader, khaled: Reader, nadia: Reader, register: Register
) -> None:
    _, name, depth = define_wells("ORGANIZATION")
    own = register.organization("NRA")
    place = register.areas["YE121121"].id
    assert "Send for review" in khaled.get(NEW).text
    sent = khaled.post(NEW, page=NEW, **{name: "New well", depth: "12"}, area=place, organization=own.id)
    proposal = Proposal.get()
    assert sent.location.endswith(f"/admin/proposal/details/?id={proposal.id}")
    assert Entry.select().count() == 0
    amended = khaled.get(f"entry/new/?proposal={proposal.id}").text
    assert 'value="New well"' in amended
    page = f"entry/new/?proposal={proposal.id}"
    khaled.post(page, page=page, **{name: "Deep well", depth: "90"}, area=place, organization=own.id)
    proposal = Proposal.get()
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    row = Entry.get()
    assert (row.title, row.entered(depth)) == ("Deep well", 90)
    assert HistoryEntry.select().where(HistoryEntry.record_type == "entry").count() == 1


def test_who_may_not_enter_is_offered_no_form(khaled: Reader, amin: Reader, register: Register) -> None:
    record_type("own", "PUBLIC")
    record_type("lone", "PUBLIC", has_organization=False)
    record_type("seen", "SIGNED_IN", has_organization=False)
    states = {key: khaled.get(f"entry/new/?type={key}").status_code for key in ("own", "lone", "seen")}
    assert states == {"own": 200, "lone": 403, "seen": 403}
    assert amin.get("entry/new/?type=own").status_code == 403
    assert "entry/new/" not in khaled.get("entry/?type=lone").text


def test_entries_are_found_by_the_one_search(salma: Reader, visitor: Reader, register: Register) -> None:
    listed = answers("DUG")
    kind, name, _ = define_wells()
    works = field("works", "CHOICE", table="entry", record_type=kind.id, choice_list=listed.id)
    row = enter_well(kind, {name: "بئر الأمل", name_of(works): "DUG"})
    kept = record_type("kept", "ADMINISTRATORS")
    called = field("called", table="entry", record_type=kept.id)
    kept.title_number = called.number
    changes.save(SALMA, kept)
    enter_named(kept, "بئر الأمل الثانية")
    for words in ("بئر الامل", "dug", "جواب"):
        assert f'entry/details/?id={row.id}"' in salma.get(f"search/?q={words}").text
    page = salma.get("search/?q=الامل").text
    assert page.count("entry/details/?id=") == 2
    assert len(set(re.findall(r'id="(found-[^"]+)"', page))) == 2
    assert "/admin/entry/?type=well&amp;search=" in page
    assert visitor.get("search/?q=الامل").text.count("entry/details/?id=") == 1


HOSTILE = [
    "sort=extra.999999999999",
    "sort=extra.٣&columns=extra.1+extra.99999999999999+record_type",
    "linked=extra.0:x",
    "linked=entry.area.99999999999999999999:1",
    "linked=entry.owner.1:99999999999999999999",
    "area=%00&organization=9999999999999999999999",
    "search=%EF%B7%BA%EF%B7%BA%00&page=99999999999",
    "columns=search+title_order+extra+title",
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_a_hostile_address_of_a_register_is_answered(salma: Reader, register: Register, asked: str) -> None:
    kind, _, _ = define_wells()
    enter_named(kind, "Old well")
    for page in ("", "map/", "columns/", "count/", "export/csv/", "new/"):
        answer = salma.get(f"entry/{page}?type=well&{asked}")
        assert answer.status_code in (200, 302), page


@pytest.mark.parametrize("given", ["%00", "well%00", "WELL", "1", "well&type=spring", "entry-1"])
def test_no_other_spelling_of_a_type_is_known(salma: Reader, register: Register, given: str) -> None:
    record_type("well")
    assert salma.get(f"entry/?type={given}").status_code == (200 if given.startswith("well&") else 404)
