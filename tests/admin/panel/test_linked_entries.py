"""What links here by entries and by own fields: on the pages of organisations, areas, projects, items and entries."""

import re
from typing import Any

import pytest

from admin.panel.related_records import MANY
from tansiq.models import Entry, Record, TypeDefinition, Unit
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, name_of, record_type
from tests.people import SALMA
from tests.register import Register


def _well(kind: TypeDefinition, **values: Any) -> Entry:
    own = {name: value for name, value in values.items() if name.startswith("extra.")}
    row = Entry(record_type=kind.id, **{name: value for name, value in values.items() if name not in own})
    for name, value in own.items():
        row.enter(name, value)
    return changes.save(SALMA, row)


def _linked(reader: Reader, row: Record) -> dict[str, int]:
    """By heading: how many rows the page of a record says that lead to it."""
    table = str(row._meta.table_name).replace("_", "")
    page = reader.get(f"{table}/details/?id={row.id}").text
    found = re.findall(r'<h2 id="linked-[^"]+">([^<]+) <span class="count">\(<bdi>(\d+)</bdi>', page)
    return {re.sub("[\u2066-\u2069]", "", title): int(count) for title, count in found}


def test_an_area_shows_the_entries_within_it_and_an_organisation_its_own(salma: Reader, register: Register) -> None:
    wells, springs = record_type("well"), record_type("spring", has_organization=False)
    nra = register.organization("NRA")
    _well(wells, area=register.areas["YE121121"].id, organization=nra.id)
    _well(wells, area=register.areas["YE1927"].id, organization=nra.id)
    _well(springs, area=register.areas["YE121001"].id)
    assert _linked(salma, nra)["wells"] == 2
    assert {key: _linked(salma, register.areas["YE12"])[key] for key in ("wells", "springs")} == {
        "wells": 1,
        "springs": 1,
    }
    assert "springs" not in _linked(salma, register.areas["YE1211"])
    page = salma.get(f"area/details/?id={register.areas['YE12'].id}").text
    listed = re.findall(rf'href="(/admin/entry/\?type=well&amp;linked=entry.area.{wells.id}(?:%3A|:)\d+)"', page)
    assert len(listed) == 1
    address = listed[0].replace("&amp;", "&").removeprefix("/admin/")
    assert salma.get(address).text.count("entry/details/?id=") == 1


def test_a_record_shows_what_refers_to_it_by_own_fields(salma: Reader, visitor: Reader, register: Register) -> None:
    kind = record_type("well", has_organization=False)
    operator = field("operator", "REFERENCE", table="entry", record_type=kind.id, reference_table="organization")
    near = field(
        "near", "REFERENCE", table="entry", record_type=kind.id, reference_table="entry", reference_type=kind.id
    )
    seat = field("founded", "REFERENCE", table="project", reference_table="organization")
    nra = register.organization("NRA")
    first = _well(kind, **{name_of(operator): nra.id})
    _well(kind, **{name_of(operator): nra.id, name_of(near): first.id}, is_published=False)
    assert _linked(salma, nra)["wells: operator"] == 2
    assert _linked(visitor, nra)["wells: operator"] == 1
    assert _linked(salma, first) == {"wells: near": 1}
    assert "wells: near" not in _linked(visitor, first)
    assert name_of(seat) not in salma.get(f"organization/details/?id={nra.id}").text
    address = f"entry/?type=well&linked={name_of(operator)}%3A{nra.id}"
    assert salma.get(address).text.count("entry/details/?id=") == 2
    assert visitor.get(address).text.count("entry/details/?id=") == 1


@pytest.mark.parametrize("closed", [{"is_personal": True}, {"use_state": "DRAFT"}])
def test_what_the_reader_may_not_see_leads_nowhere(
    salma: Reader, nadia: Reader, register: Register, closed: dict[str, Any]
) -> None:
    kind = record_type("well", has_organization=False)
    values: dict[str, Any] = {"table": "entry", "record_type": kind.id, "reference_table": "organization"}
    one = field("operator", "REFERENCE", **values)
    nra = register.organization("NRA")
    _well(kind, area=register.areas["YE121121"].id, **{name_of(one): nra.id})
    _well(kind, area=register.areas["YE121121"].id)
    address = f"entry/?type=well&linked={name_of(one)}%3A{nra.id}"
    assert nadia.get(address).text.count("entry/details/?id=") == 1
    if "is_personal" in closed:
        one.is_personal = True
        changes.save(SALMA, one)
        assert _linked(salma, nra)["wells: operator"] == 1
        assert "wells: operator" not in _linked(nadia, nra)
        # The list is not narrowed by what would tell whom the field names.
        assert nadia.get(address).text.count("entry/details/?id=") == 2


def test_registers_that_the_reader_does_not_know_are_told_nowhere(
    salma: Reader, visitor: Reader, khaled: Reader, register: Register
) -> None:
    kind = record_type("secret", "ADMINISTRATORS")
    one = field("about", "REFERENCE", table="entry", record_type=kind.id, reference_table="organization")
    nra = register.organization("NRA")
    _well(kind, organization=nra.id, area=register.areas["YE121121"].id, **{name_of(one): nra.id})
    assert {"secrets": 1, "secrets: about": 1}.items() <= _linked(salma, nra).items()
    for reader in (visitor, khaled):
        page = reader.get(f"organization/details/?id={nra.id}").text
        assert "secret" not in page
        assert f"extra.{one.number}" not in page


def test_retired_fields_and_registers_stay_told_as_such(salma: Reader, register: Register) -> None:
    kind = record_type("well", has_organization=False)
    one = field("operator", "REFERENCE", table="entry", record_type=kind.id, reference_table="organization")
    nra = register.organization("NRA")
    _well(kind, **{name_of(one): nra.id})
    one.use_state = "RETIRED"
    changes.save(SALMA, one)
    assert _linked(salma, nra) == {"wells: operator (retired)": 1}


def test_an_administrative_unit_shows_what_refers_to_it(salma: Reader, visitor: Reader, register: Register) -> None:
    kind = record_type("post", has_organization=False)
    at = field("at", "REFERENCE", table="entry", record_type=kind.id, reference_table="unit")
    unit = changes.save(SALMA, Unit(unit_kind="COUNCIL", name_en="Council", area=register.areas["YE1211"].id))
    row = _well(kind, area=register.areas["YE121121"].id, **{name_of(at): unit.id})
    assert _linked(salma, unit)["posts: at"] == _linked(visitor, unit)["posts: at"] == 1
    assert "Council" in visitor.get(f"entry/details/?id={row.id}").text
    page = f"entry/edit/?id={row.id}"
    given = {"area": register.areas["YE121121"].id, name_of(at): "", "is_published": "y"}
    assert f'name="{name_of(at)}"' in salma.get(page).text
    assert salma.post(page, page=page, **given).status_code == 302
    assert "posts: at" not in _linked(salma, unit)


def test_where_many_registers_lead_to_a_record_they_tell_how_many_and_the_way(
    salma: Reader, register: Register
) -> None:
    area = register.areas["YE121121"]
    kinds = [record_type(f"well{number}") for number in range(MANY + 1)]
    rows = [_well(kind, area=area.id) for kind in kinds[:-1]]
    assert f"entry/details/?id={rows[0].id}" in salma.get(f"area/details/?id={area.id}").text
    last = _well(kinds[-1], area=area.id)
    page = salma.get(f"area/details/?id={area.id}").text
    assert [one.id for one in (*rows, last) if f"entry/details/?id={one.id}" in page] == []
    assert {_linked(salma, area)[f"well{number}s"] for number in range(MANY + 1)} == {1}
    assert page.count("linked=entry.area.") >= MANY + 1
