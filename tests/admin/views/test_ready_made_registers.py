"""The registers that come along stand in the panel as soon as they are loaded, with rows inside of their records."""

import re
from typing import Any

import pytest
from click.testing import CliRunner

from tansiq.commands.records import records
from tansiq.definition_documents.ready_made import ReadyMade, load, ready_made
from tansiq.models import Dashboard, DashboardTile, Entry, FieldDefinition, TypeDefinition
from tests.admin.conftest import Reader
from tests.definitions import name_of
from tests.people import SALMA
from tests.register import Register


@pytest.fixture(autouse=True)
def loaded(register: Register) -> None:
    """Both of them."""
    for name in ("wells", "productive_groups"):
        assert CliRunner().invoke(records, ["load", name]).exit_code == 0


def _name(key: str) -> str:
    return name_of(FieldDefinition.get(FieldDefinition.key == key))


def _typed(**values: Any) -> dict[str, Any]:
    """What is typed, by the names of the fields with these keys."""
    return {_name(key): value for key, value in values.items()}


def _first_answers(page: str, *keys: str) -> dict[str, str]:
    """The first answer that a form offers to each of these questions."""
    lists = {_name(key): page.split(f'name="{_name(key)}"')[1].split("</select>", maxsplit=1)[0] for key in keys}
    return {name: re.findall(r'value="([A-Z_]+)"', told)[0] for name, told in lists.items()}


def test_a_well_is_entered_listed_and_shown_on_the_map(salma: Reader, register: Register) -> None:
    new = "entry/new/?type=wells"
    place = {"area": register.areas["YE121121"].id, "latitude": "13.2", "longitude": "45.3", "is_published": "y"}
    typed = {**_typed(pointName="بئر السوق", depth="60.5"), **_first_answers(salma.get(new).text, "kind", "operation")}
    assert salma.post(new, page=new, **place, **typed).status_code == 302
    row = Entry.get()
    assert row.title == "بئر السوق"
    assert "60.5" in salma.get("entry/?type=wells").text
    assert "60.5" in salma.get(f"entry/details/?id={row.id}").text
    assert salma.get("entry/map/?type=wells").status_code == 200


def test_members_are_entered_on_the_page_of_their_group(nadia: Reader, khaled: Reader, register: Register) -> None:
    new = "entry/new/?type=productiveGroups"
    place = {"area": register.areas["YE121121"].id, "organization": register.organization("NRA").id}
    typed = {**_typed(groupName="نسيج جعار"), **_first_answers(nadia.get(new).text, "production", "stage")}
    assert nadia.post(new, page=new, **place, **typed).status_code == 302
    group = Entry.get(Entry.title == "نسيج جعار")
    address = f"entry/new/?type=groupMembers&owner={group.id}"
    assert address.replace("&", "&amp;") in nadia.get(f"entry/details/?id={group.id}").text
    assert nadia.post(address, page=address, **_typed(fullName="أمينة")).status_code == 302
    member = Entry.get(Entry.owner == group.id)
    told = ["أمينة" in reader.get(f"entry/details/?id={member.id}").text for reader in (nadia, khaled)]
    assert (told, member.title) == ([True, False], "")


@pytest.mark.parametrize("one", ready_made(), ids=lambda one: one.name)
def test_each_has_a_list_a_form_and_a_dashboard_on_which_all_is_shown(
    salma: Reader, register: Register, one: ReadyMade
) -> None:
    load(SALMA, one.name)
    for kind in TypeDefinition.select():
        if kind.is_form:
            pages = [f"typedefinition/details/?id={kind.id}", f"fields/?of=entry-{kind.id}"]
        else:
            pages = [f"entry/?type={kind.key}"] + ([] if kind.owner_table else [f"entry/new/?type={kind.key}"])
        assert [salma.get(page).status_code for page in pages] == [200] * len(pages), kind.key
    for board in Dashboard.select():
        page = salma.get(f"dashboard/show/?id={board.id}").text
        assert "cannot be shown" not in page
        assert page.count('class="tile') >= DashboardTile.select().where(DashboardTile.dashboard == board.id).count()


def test_they_stand_behind_one_entry_of_the_menu_which_is_theirs_too(salma: Reader, register: Register) -> None:
    load(SALMA, "trainings")
    menu = salma.get("profile/").text
    assert "entry/?type=trainings" not in menu
    assert 'href="/admin/registers/"' in menu
    assert "entry/?type=trainings" in salma.get("registers/").text
    assert re.search(r'href="/admin/registers/" aria-current="true"', salma.get("entry/?type=trainings").text)
