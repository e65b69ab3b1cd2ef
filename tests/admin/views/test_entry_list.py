"""The lists of registers: narrowed, sorted, searched, with columns, views and a place in the menu of their own."""

import re

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry, SavedView
from tests.admin.conftest import Reader
from tests.admin.views.wells import WELLS, define_wells, enter_named, enter_well, shown_text
from tests.definitions import record_type
from tests.register import Register


def test_the_list_is_narrowed_sorted_searched_and_exported(salma: Reader, register: Register) -> None:
    kind, name, depth = define_wells()
    places = [register.areas[code].id for code in ("YE121121", "YE1927")]
    for text, meters, place in (
        ("بئر السوق", 9, places[0]),
        ("أبار الوادي", 30, places[1]),
        ("Old well", 100, places[0]),
    ):
        enter_well(kind, {name: text, depth: meters}, place)
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
    _, name, depth = define_wells()
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
    kind, _, _ = define_wells()
    rows = [enter_named(kind, text) for text in ("One", "Two")]
    page = salma.get(WELLS).text
    for form in re.findall(
        r'<form[^>]* method="get" (?:role="search" )?action="[^"]*entry[^"]*".*?</form>', page, re.S
    ):
        assert '<input type="hidden" name="type" value="well">' in form
    asked = salma.get(f"entry/deed/?type=well&deed=ARCHIVE&row={rows[0].id}&row={rows[1].id}&back=/admin/{WELLS}")
    assert "Archive 2 records?" in shown_text(asked.text)
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
