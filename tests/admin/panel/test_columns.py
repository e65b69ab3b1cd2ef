"""Choosing columns without scripts: kept for the account and the list, in the address for others."""

import re

import pytest

from tansiq.models import ChosenColumns
from tests.admin.conftest import Reader
from tests.register import Register


@pytest.fixture
def listed(register: Register) -> Register:
    register.site(register.intervention("NRA", title_en="Wells", modality="CASH"), "YE1211")
    return register


def _columns(page: str) -> list[str]:
    return re.findall(r'<th scope="col" role="columnheader"[^>]*>(?:<a[^>]*>)?([A-Z][a-z -]*[a-z])', page)


def _order(page: str) -> list[str]:
    return re.findall(r'<input type="hidden" name="order" value="(\w+)">', page)


USUAL = ["Title", "Organisation", "Sector", "Places", "Targeted", "Reached", "Status", "Starts on", "Ends on"]


def test_columns_are_chosen_kept_and_forgotten(salma: Reader, listed: Register) -> None:
    page = "intervention/columns/"
    assert _columns(salma.get("intervention/").text) == USUAL
    kept = salma.post(page, page=page, column=["modality", "title", "status"], keep="1")
    assert kept.headers["Location"] == "/admin/intervention/"
    text = salma.get("intervention/").text
    assert _columns(text) == ["Modality", "Title", "Status"]
    # Every link of the page carries them, so that a colleague sees the same.
    assert "columns=modality+title+status" in text
    salma.post(page, page=page, column=["modality"], reset="1")
    assert _columns(salma.get("intervention/").text) == USUAL
    assert not ChosenColumns.select().exists()


def test_each_account_and_each_list_has_its_own(salma: Reader, visitor: Reader, listed: Register) -> None:
    page = "intervention/columns/"
    visitor.post(page, page=page, column=["title", "places"], keep="1")
    assert _columns(visitor.get("intervention/").text) == ["Title", "Places"]
    assert _columns(salma.get("intervention/").text) == USUAL
    assert _columns(visitor.get("organization/").text)[0] == "Name"


def test_columns_in_the_address_win_and_can_be_put_away(salma: Reader, listed: Register) -> None:
    page = salma.get("intervention/?columns=status+title&status=ONGOING").text
    assert _columns(page) == ["Status", "Title"]
    assert 'href="/admin/intervention/?status=ONGOING" aria-label="Remove: Columns: as in the address"' in page


def test_what_names_the_row_is_always_shown_and_nothing_else_slips_in(salma: Reader, listed: Register) -> None:
    assert _columns(salma.get("intervention/?columns=status+search+status+id").text) == ["Title", "Status"]
    page = "intervention/columns/"
    salma.post(page, page=page, column=["password", "search", "status"], keep="1")
    assert _columns(salma.get("intervention/").text) == ["Title", "Status"]
    for nothing in ([], ["search"]):
        salma.post(page, page=page, column=nothing, keep="1")
        assert _columns(salma.get("intervention/").text) == USUAL


def test_columns_move_one_place_with_every_press(salma: Reader, listed: Register) -> None:
    page = "intervention/columns/"
    order = _order(salma.get(page).text)
    assert order[:3] == ["title", "organization", "sector"]
    down = salma.post(page, page=page, order=order, column=["status"], move="down:title").text
    assert _order(down)[:3] == ["organization", "title", "sector"]
    assert re.findall(r'name="column" value="(\w+)" checked', down) == ["status"]
    assert _order(salma.post(page, page=page, order=order, move="up:title").text) == order
    for nonsense in ("up:password", "sideways:title", "", "up"):
        assert _order(salma.post(page, page=page, order=order, move=nonsense).text) == order
    assert not ChosenColumns.select().exists()


def test_the_state_of_the_list_comes_back_with_the_columns(salma: Reader, listed: Register) -> None:
    page = "intervention/columns/?status=ONGOING&sort=title"
    kept = salma.post(page, page=page, column=["title"], keep="1")
    assert kept.headers["Location"] == "/admin/intervention/?status=ONGOING&sort=title"


def test_whoever_defines_fields_is_led_from_the_columns_to_a_new_one(
    salma: Reader, nadia: Reader, khaled: Reader, listed: Register
) -> None:
    address = "fielddefinition/new/?of=organization"
    told = [address in reader.get("organization/columns/").text for reader in (salma, nadia, khaled)]
    assert told == [True, True, False]
    assert salma.get(address).status_code == 200
    # Definitions have no fields of their own.
    assert "fielddefinition/new" not in salma.get("fielddefinition/columns/").text
