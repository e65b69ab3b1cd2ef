"""Look-ups: paths of places, exact codes, and text typed where scripts are blocked."""

import re

import pytest

from admin.panel.lookups import AT_ONCE, Lookup
from tansiq.models import Area, Organization, Project, Sector
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def _named(reader: Reader, address: str) -> list[str]:
    return [name for _id, name in reader.get(address).get_json()]


def test_a_place_is_offered_with_the_way_to_it(salma: Reader, register: Register) -> None:
    assert _named(salma, "need/ajax/lookup/?name=area&query=خنفر") == ["Abyan / Khanfar (YE1211)"]
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    assert _named(salma, "need/ajax/lookup/?name=area&query=خنفر") == ["أبين / خنفر (YE1211)"]
    assert _named(salma, "need/ajax/lookup/?name=area&query=ye121121") == ["أبين / خنفر / جعار (YE121121)"]


@pytest.mark.parametrize("typed", ["جعار", "Ja'ar", "ja'"])
def test_what_bears_the_name_is_offered_before_what_has_it_as_an_alias(
    salma: Reader, register: Register, typed: str
) -> None:
    district = Area.get_by_id(register.areas["YE1211"].id)
    district.aliases = "جعار|Ja'ar"
    changes.save(SALMA, district)
    offered = _named(salma, f"need/ajax/lookup/?name=area&query={typed}")
    assert [name.split()[-1] for name in offered] == ["(YE121121)", "(YE1211)"]


def test_an_answer_is_short_and_continues_where_asked(salma: Reader, register: Register) -> None:
    for number in range(AT_ONCE + 5):
        register.organization(f"N{number}")
    address = "intervention/ajax/lookup/?name=organization&query=aid&limit=1000"
    assert len(_named(salma, address)) == AT_ONCE
    assert len(_named(salma, f"{address}&offset={AT_ONCE}")) == 5


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("NRA", ""),
        ("NRA Aid (NRA)", ""),
        ("aid", "Several records match"),
        ("nobody", "has nothing called"),
        ("", "This field is required"),
    ],
)
def test_typed_text_is_looked_up_without_scripts(salma: Reader, register: Register, typed: str, fault: str) -> None:
    register.organization("NRA")
    register.organization("ADR")
    given = {"organization": "", "organization-text": typed, "sector": register.sectors["WSH"].id, "status": "PLANNED"}
    answer = salma.post("intervention/new/", page="", **given)
    assert (fault in answer.text) if fault else (answer.status_code == 302)
    assert f'value="{typed}"' in answer.text or not fault


def test_text_typed_over_a_choice_counts_more_than_the_choice(salma: Reader, register: Register) -> None:
    nra, adr = register.organization("NRA"), register.organization("ADR")
    row = register.intervention("NRA")
    edit = f"intervention/edit/?id={row.id}"
    salma.post(edit, page=edit, **{"organization": nra.id, "organization-text": "ADR", "version": row.version})
    assert type(row).get_by_id(row.id).organization_id == adr.id


def test_an_archived_choice_stays_but_is_not_chosen_anew(salma: Reader, register: Register) -> None:
    from tansiq.records import changes
    from tests.people import SALMA

    row, gone = register.intervention("NRA"), register.organization("NRA")
    other = register.intervention("ADR")
    changes.archive(SALMA, gone)
    for target, status in ((row, 302), (other, 200)):
        edit = f"intervention/edit/?id={target.id}"
        given = {"organization": gone.id, "version": target.version, "title_en": "x"}
        assert salma.post(edit, page=edit, **given).status_code == status


def test_long_tables_are_never_offered_whole(salma: Reader, register: Register) -> None:
    for page in ("area/new/", "need/new/", "intervention/new/", "organization/new/"):
        text = salma.get(page).text
        assert "Khanfar" not in text
        # The currencies of the world are 153, and are a list of their own.
        assert re.sub(r'<select[^>]*name="currency".*?</select>', "", text, flags=re.S).count("<option") < 60


def test_look_ups_know_their_order(register: Register) -> None:
    assert [Lookup("x", table).query().count() for table in (Area, Organization, Project)] == [9, 0, 0]


def test_a_short_list_of_rows_that_lie_within_each_other_is_offered_by_families(
    salma: Reader, register: Register
) -> None:
    water = register.sectors["WSH"]
    changes.save(SALMA, Sector(code="WSH-WTR", name_en="Drinking water", name_ar="مياه الشرب", parent=water.id))
    page = salma.get(f"organization/parts/?id={register.organization('NRA').id}&of=organization_sector").text
    family = re.search(r'<optgroup label="Water and sanitation \(WSH\)".*?</optgroup>', page, re.DOTALL)
    assert family is not None
    assert re.findall(r"<option[^>]*>([^<]*)", family[0]) == ["Water and sanitation (WSH)", "Drinking water (WSH-WTR)"]
    assert re.findall("<optgroup label", page) == ["<optgroup label"]
    assert ">Health (HEA)<" in page
