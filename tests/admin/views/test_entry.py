"""The pages of entries: one view for all record types that a ministry defined, told which one by the address."""

import html
import re
from typing import Any

import pytest

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry, HistoryEntry, Proposal, SavedView, TypeDefinition
from tansiq.models.extra import extra_name
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

WELLS = "entry/?type=well"
NEW = "entry/new/?type=well"


def _wells(policy: str = "PUBLIC", **values: Any) -> tuple[TypeDefinition, str, str]:
    """The register of wells, called by a name; and how its name and its depth are called."""
    kind = record_type("well", policy, **values)
    name = field("wellName", "TEXT", table="entry", record_type=kind.id, is_listed=True)
    depth = field("depth", "WHOLE", table="entry", record_type=kind.id, unit_en="metres", is_listed=True)
    kind.title_number = name.number
    return changes.save(SALMA, kind), name_of(name), name_of(depth)


def _well(kind: TypeDefinition, held: dict[str, Any], place: int | None = None, of: int | None = None) -> Entry:
    """An entry that holds these values, by the names of its fields."""
    row = Entry(record_type=kind.id, area=place, organization=of)
    for name, value in held.items():
        row.enter(name, value)
    return changes.save(SALMA, row)


def _named(kind: TypeDefinition, text: str, place: int | None = None, of: int | None = None) -> Entry:
    return _well(kind, {extra_name(kind.title_number or 0): text}, place, of)


def _text(page: str) -> str:
    return re.sub("[\u2066-\u2069]", "", html.unescape(page))


def test_an_entry_is_entered_listed_told_changed_and_archived(salma: Reader, register: Register) -> None:
    kind, name, depth = _wells()
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
    kind, _, _ = _wells()
    record_type("spring")
    row = _named(kind, "Old well")
    assert salma.get(f"entry/details/?id={row.id}").status_code == 200
    assert salma.get(f"entry/details/?id={row.id}&type=spring").status_code == 404
    assert "Old well" not in salma.get("entry/?type=spring").text


def test_the_list_is_narrowed_sorted_searched_and_exported(salma: Reader, register: Register) -> None:
    kind, name, depth = _wells()
    places = [register.areas[code].id for code in ("YE121121", "YE1927")]
    for text, meters, place in (
        ("بئر السوق", 9, places[0]),
        ("أبار الوادي", 30, places[1]),
        ("Old well", 100, places[0]),
    ):
        _well(kind, {name: text, depth: meters}, place)
    assert _titles(salma, f"{WELLS}&sort={depth}") == ["بئر السوق", "أبار الوادي", "Old well"]
    assert _titles(salma, f"{WELLS}&sort=title") == ["Old well", "أبار الوادي", "بئر السوق"]
    assert _titles(salma, f"{WELLS}&area={register.areas['YE12'].id}&sort=title") == ["Old well", "بئر السوق"]
    assert _titles(salma, f"{WELLS}&search=ابار+الوادى") == ["أبار الوادي"]
    exported = salma.get("entry/export/csv/?type=well&search=old").text
    assert [line.split(",")[0] for line in exported.splitlines()][1:] == ["Old well"]


def _titles(reader: Reader, address: str) -> list[str]:
    rows = reader.get(address).text.split("<tbody")[1].split("</tbody>")[0]
    return [re.findall(r'entry/details/\?id=\d+"><bdi>([^<]+)</bdi>', row)[0] for row in rows.split("<tr ")[1:]]


def test_lists_of_two_types_keep_their_own_columns_and_views(salma: Reader, register: Register) -> None:
    _, name, depth = _wells()
    record_type("spring")
    page = "entry/columns/?type=well"
    kept = salma.post("entry/views/?type=well&search=old", page=WELLS, title="Old ones")
    assert kept.location.endswith("/admin/entry/?type=well&search=old")
    assert SavedView.get().address == "search=old"
    sent = salma.post(page, page=page, order=["title", depth], column=["title", depth], keep="1")
    assert sent.location.endswith("/admin/entry/?type=well")
    wells, springs = salma.get(WELLS).text, salma.get("entry/?type=spring").text
    assert ('href="/admin/entry/?type=well&amp;search=old"' in wells, "Old ones" in springs) == (True, False)
    assert (f'name="order" value="{depth}"' in salma.get(page).text, name in _shown(wells)) == (True, False)
    view = SavedView.get()
    dropped = salma.get(f"entry/views/delete/?type=well&id={view.id}").text
    assert 'href="/admin/entry/?type=well&amp;search=old"' in dropped
    salma.post(f"entry/views/delete/?type=well&id={view.id}", page=f"entry/views/delete/?type=well&id={view.id}")
    assert SavedView.select().count() == 0


def _shown(page: str) -> list[str]:
    return re.findall(r"sort=(extra\.\d+)", page)


def test_forms_of_the_list_carry_the_type_without_scripts(salma: Reader, register: Register) -> None:
    kind, _, _ = _wells()
    rows = [_named(kind, text) for text in ("One", "Two")]
    page = salma.get(WELLS).text
    for form in re.findall(
        r'<form[^>]* method="get" (?:role="search" )?action="[^"]*entry[^"]*".*?</form>', page, re.S
    ):
        assert '<input type="hidden" name="type" value="well">' in form
    asked = salma.get(f"entry/deed/?type=well&deed=ARCHIVE&row={rows[0].id}&row={rows[1].id}&back=/admin/{WELLS}")
    assert "Archive 2 records?" in _text(asked.text)
    done = salma.post("entry/deed/?type=well", page=WELLS, deed="ARCHIVE", row=[row.id for row in rows], back="/admin/")
    assert done.status_code == 302
    assert Entry.select().where(Entry.archived_at.is_null()).count() == 0


def test_registers_stand_in_the_menu_for_those_who_know_of_them(
    salma: Reader, nadia: Reader, khaled: Reader, visitor: Reader, register: Register
) -> None:
    for place, policy in enumerate(POLICIES.codes):
        record_type(f"t{policy.lower().replace('_', '')}", policy, position=place)
    record_type("tdraft", use_state="DRAFT")
    record_type("trows", owner_table="organization")
    readers = {"salma": salma, "nadia": nadia, "khaled": khaled, "visitor": visitor}
    told = {who: re.findall(r'href="/admin/entry/\?type=t(\w+)"', one.get("").text) for who, one in readers.items()}
    assert told == {
        "salma": ["public", "officers", "organization", "administrators", "signedin"],
        "nadia": ["public", "officers", "organization", "signedin"],
        "khaled": ["public", "organization", "signedin"],
        "visitor": ["public", "signedin"],
    }


def test_a_register_stands_in_its_group_and_marks_itself(salma: Reader, register: Register) -> None:
    record_type("well", menu="plans", icon="area")
    page = salma.get(WELLS).text
    group = page.split('aria-labelledby="menu-plans"')[1].split("</ul>")[0]
    assert re.search(r'<a href="/admin/entry/\?type=well" aria-current="page"><svg', group)
    assert 'aria-current="page"' not in page.split('aria-labelledby="menu-register"')[1].split("</ul>")[0]


def test_what_is_defined_stands_at_once_and_retired_types_take_nothing_new(salma: Reader, register: Register) -> None:
    kind, name, _ = _wells()
    row = _named(kind, "Old well")
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
    _, name, depth = _wells("ORGANIZATION")
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
    kind, name, _ = _wells()
    works = field("works", "CHOICE", table="entry", record_type=kind.id, choice_list=listed.id)
    row = _well(kind, {name: "بئر الأمل", name_of(works): "DUG"})
    kept = record_type("kept", "ADMINISTRATORS")
    called = field("called", table="entry", record_type=kept.id)
    kept.title_number = called.number
    changes.save(SALMA, kept)
    _named(kept, "بئر الأمل الثانية")
    for words in ("بئر الامل", "dug", "جواب"):
        assert f'entry/details/?id={row.id}"' in salma.get(f"search/?q={words}").text
    page = salma.get("search/?q=الامل").text
    assert page.count("entry/details/?id=") == 2
    assert len(set(re.findall(r'id="(found-[^"]+)"', page))) == 2
    assert "/admin/entry/?type=well&amp;search=" in page
    assert visitor.get("search/?q=الامل").text.count("entry/details/?id=") == 1


PEOPLE = ("salma", "nadia", "khaled", "huda", "amin", "visitor")
SEEN = {
    # A letter a person, in the order of PEOPLE: who reads the page of an entry in Abyan of NRA, who its earlier
    # versions, and who is offered its form, to save or to propose.
    "PUBLIC": ("SNKHAV", "SNK.A.", "SNK..."),
    "SIGNED_IN": ("SNKHAV", "SNK.A.", "SNK..."),
    "ORGANIZATION": ("SNK.A.", "SNK.A.", "SNK..."),
    "OFFICERS": ("SN..A.", "SN..A.", "SN...."),
    "ADMINISTRATORS": ("S...A.", "S...A.", "S....."),
}


@pytest.mark.parametrize("policy", POLICIES.codes)
def test_the_table_of_policies_holds_on_the_pages(reader: Readers, register: Register, policy: str) -> None:
    people = {who: reader(who) for who in PEOPLE}
    kind, _, _ = _wells(policy)
    row = _named(kind, "Old well", register.areas["YE121121"].id, register.organization("NRA").id)
    told = {page: _who(people, f"entry/{page}/?id={row.id}") for page in ("details", "versions", "edit", "archive")}
    reads, knows, writes = SEEN[policy]
    assert told == {"details": reads, "versions": knows, "edit": writes, "archive": writes}
    listed = "".join(who[0].upper() if "Old well" in one.get(WELLS).text else "." for who, one in people.items())
    assert listed == reads


def _who(people: dict[str, Reader], address: str) -> str:
    return "".join(who[0].upper() if one.get(address).status_code == 200 else "." for who, one in people.items())


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
    kind, _, _ = _wells()
    _named(kind, "Old well")
    for page in ("", "map/", "columns/", "count/", "export/csv/", "new/"):
        answer = salma.get(f"entry/{page}?type=well&{asked}")
        assert answer.status_code in (200, 302), page


@pytest.mark.parametrize("given", ["%00", "well%00", "WELL", "1", "well&type=spring", "entry-1"])
def test_no_other_spelling_of_a_type_is_known(salma: Reader, register: Register, given: str) -> None:
    record_type("well")
    assert salma.get(f"entry/?type={given}").status_code == (200 if given.startswith("well&") else 404)
