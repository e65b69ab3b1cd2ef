"""Filtering by an organisation or an area: all that lies in it, codes and typed names, nothing hidden."""

import re

import pytest

from tansiq.models import Organization, OrganizationArea, Project
from tansiq.records import changes
from tansiq.records.undoing import undo
from tansiq.twins.merging import merge
from tests.admin.conftest import Reader
from tests.admin.panel.test_list_state import _titles
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def several(register: Register) -> Register:
    for acronym, pcode in (("NRA", "YE121121"), ("ADR", "YE121001"), ("BKC", "YE1927")):
        register.site(register.intervention(acronym, title_en=acronym), pcode)
    return register


@pytest.mark.parametrize(
    ("pcode", "found"),
    [
        ("YE", ["BKC", "ADR", "NRA"]),
        ("YE12", ["ADR", "NRA"]),
        ("YE1211", ["NRA"]),
        ("YE121121", ["NRA"]),
        ("YE121122", []),
    ],
)
def test_interventions_by_the_areas_of_their_sites(
    salma: Reader, several: Register, pcode: str, found: list[str]
) -> None:
    assert _titles(salma.get(f"intervention/?area={several.areas[pcode].id}").text) == found
    assert _titles(salma.get(f"intervention/?area={pcode}").text) == found


def test_archived_sites_place_nobody(salma: Reader, several: Register) -> None:
    row = several.intervention("NRA", title_en="Gone")
    changes.archive(SALMA, several.site(row, "YE1210"))
    assert _titles(salma.get("intervention/?area=YE1210").text) == ["ADR"]


def test_interventions_of_an_organisation_and_of_those_that_are_the_same(salma: Reader, several: Register) -> None:
    nra = several.organizations["NRA"]
    assert _titles(salma.get(f"intervention/?organization={nra.id}").text) == ["NRA"]
    same = Organization.get_by_id(several.organizations["ADR"].id)
    same.canonical = nra.id
    changes.save(SALMA, same)
    assert _titles(salma.get(f"intervention/?organization={nra.id}").text) == ["ADR", "NRA"]


def _in_force(page: str) -> list[str]:
    """What the filters in force say."""
    return re.findall(r'class="chip-label">[^<]*</span> <bdi>([^<]+)</bdi>', page)


def test_an_address_that_was_kept_names_the_organisation_into_which_one_was_merged(
    salma: Reader, visitor: Reader, several: Register
) -> None:
    winner, loser = (Organization.get_by_id(several.organizations[name].id) for name in ("NRA", "ADR"))
    address = f"intervention/?organization={loser.id}"
    for reader in (salma, visitor):
        assert (_in_force(reader.get(address).text), _titles(reader.get(address).text)) == (["ADR Aid (ADR)"], ["ADR"])
    salma.post(f"intervention/views/?organization={loser.id}", page="", title="Theirs")
    merged = merge(SALMA, winner, loser)
    for reader in (salma, visitor):
        page = reader.get(address).text
        assert (_in_force(page), _titles(page)) == (["NRA Aid (NRA)"], ["ADR", "NRA"])
        assert f'name="organization" value="{loser.id}"' in page
    # Sent as the form stands, it is the same view still.
    sent = salma.client.get(f"/admin/{address}&organization-text=NRA Aid (NRA)")
    assert sent.headers["Location"] == f"/admin/{address}"
    page = salma.get(address).text
    assert ('aria-current="true"><bdi>Theirs' in page, _titles(page)) == (True, ["ADR", "NRA"])
    undo(SALMA, merged.batch)
    page = salma.get(address).text
    assert (_in_force(page), _titles(page)) == (["ADR Aid (ADR)"], ["ADR"])


def test_a_canonical_organisation_that_one_does_not_see_is_not_named(
    salma: Reader, visitor: Reader, several: Register
) -> None:
    hidden = several.organization("HID", is_published=False)
    Organization.update(canonical=hidden.id).where(Organization.acronym == "ADR").execute()
    address = f"intervention/?organization={several.organizations['ADR'].id}"
    assert _in_force(visitor.get(address).text) == ["ADR Aid (ADR)"]
    assert _in_force(salma.get(address).text) == ["HID Aid (HID)"]


def test_organisations_by_their_seat_their_work_and_their_sites(salma: Reader, several: Register) -> None:
    khanfar = several.areas["YE1211"].id
    several.organization("SEAT", home_area=several.areas["YE121122"].id)
    works = several.organization("WORK")
    changes.replace_parts(SALMA, works, OrganizationArea, [{"area": khanfar}])
    page = salma.get(f"organization/?area={khanfar}").text
    assert sorted(_titles(page)) == ["NRA Aid", "SEAT Aid", "WORK Aid"]


def test_needs_areas_sites_and_projects(salma: Reader, several: Register) -> None:
    several.need("YE121121", "WSH", 900)
    changes.save(SALMA, Project(title_en="Recovery", organization=several.organizations["NRA"].id))
    abyan = several.areas["YE12"].id
    assert len(_titles(salma.get(f"need/?area={abyan}").text)) == 1
    assert _titles(salma.get(f"need/?area={several.areas['YE19'].id}").text) == []
    assert _titles(salma.get(f"area/?parent={abyan}&level=2").text) == ["Zinjibar", "Khanfar"]
    assert len(_titles(salma.get(f"site/?area={abyan}").text)) == 2
    assert _titles(salma.get(f"project/?organization={several.organizations['NRA'].id}").text) == ["Recovery"]
    assert _titles(salma.get(f"project/?organization={several.organizations['ADR'].id}").text) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [("aid", "Several records match “aid”"), ("nobody", "The register has nothing called “nobody”")],
)
def test_typed_text_that_means_no_one_record_is_told_and_stays(
    salma: Reader, several: Register, typed: str, said: str
) -> None:
    page = salma.get(f"intervention/?organization-text={typed}&organization=&status=ONGOING").text
    assert said in page
    assert f'value="{typed}"' in page
    assert len(_titles(page)) == 3


def test_a_hidden_organisation_narrows_like_one_that_is_not_there(visitor: Reader, several: Register) -> None:
    hidden = several.organization("HID", is_published=False)
    given = [visitor.get(f"intervention/?organization={row_id}").text for row_id in (hidden.id, 999_999)]
    assert "HID" not in given[0].replace(f"“{hidden.id}”", "")
    assert [len(_titles(page)) for page in given] == [3, 3]
    assert "has nothing called" in given[0]


def test_look_ups_beside_the_list_answer_and_keep_what_is_hidden(
    salma: Reader, visitor: Reader, several: Register
) -> None:
    several.organization("HID", name_en="Hidden", is_published=False)
    address = "intervention/ajax/lookup/?name=list.organization&query=hidden"
    assert [name for _id, name in salma.get(address).get_json()] == ["Hidden (HID)"]
    assert visitor.get(address).get_json() == []
    assert salma.get("sector/ajax/lookup/?name=list.organization&query=a").status_code == 404
