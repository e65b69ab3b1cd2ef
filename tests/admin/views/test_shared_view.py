"""An administrator shares a view of a list with everybody or a role; it stands in the menu of those it is for."""

import html
import re

import pytest

from tansiq.models import FieldDefinition, SharedView
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register


def _menu(reader: Reader) -> list[str]:
    """The addresses in the menu that lead to lists in some state."""
    page = reader.get("profile/").text
    return [html.unescape(found) for found in re.findall(r'href="(/admin/organization/\?[^"]+)"', page)]


def _share(reader: Reader, address: str, **values: str) -> int:
    page = f"sharedview/new/?of=organization&{address}"
    named = {"name_ar": "الوطنية", "name_en": "National ones", "audience": "EVERYBODY", "position": "0"}
    token = reader.token(page)
    sent = {"csrf_token": token, "address": "kind=NNGO", **named, **values}
    return reader.client.post(f"/admin/{page}", data=sent).status_code


def test_a_list_offers_administrators_to_share_its_state(salma: Reader, nadia: Reader, register: Register) -> None:
    page = salma.get("organization/?kind=NNGO").text
    [address] = re.findall(r'href="/admin/(sharedview/new/[^"]+)"', page)
    form = salma.get(html.unescape(address)).text
    assert "kind=NNGO" in re.sub(r"\s", "", form.partition('name="address"')[2])[:200]
    assert "sharedview/new" not in nadia.get("organization/?kind=NNGO").text


def test_a_shared_view_stands_in_the_menu_of_everybody(
    salma: Reader, nadia: Reader, khaled: Reader, register: Register
) -> None:
    assert _menu(nadia) == []
    assert _share(salma, "address=kind%3DNNGO") == 302
    for reader in (salma, nadia, khaled):
        assert _menu(reader) == ["/admin/organization/?kind=NNGO"]
    assert "National ones" in nadia.get("profile/").text


def test_a_view_for_a_role_stands_in_the_menu_of_that_role_alone(
    salma: Reader, nadia: Reader, khaled: Reader, register: Register
) -> None:
    assert _share(salma, "", audience="OFFICER") == 302
    assert (len(_menu(nadia)), _menu(khaled), _menu(salma)) == (1, [], [])
    row = SharedView.get()
    assert khaled.get(f"sharedview/details/?id={row.id}").status_code == 404


def test_an_archived_view_leaves_the_menu(salma: Reader, nadia: Reader, register: Register) -> None:
    _share(salma, "")
    changes.archive(SALMA, SharedView.get())
    assert _menu(nadia) == []


def test_others_share_nothing(nadia: Reader, khaled: Reader, register: Register) -> None:
    for reader in (nadia, khaled):
        assert reader.get("sharedview/new/?of=organization").status_code == 403
        assert reader.post("sharedview/new/?of=organization", page="", name_en="Mine").status_code == 403
    assert not SharedView.select().exists()


def test_the_records_are_chosen_where_no_list_is_named(salma: Reader, register: Register) -> None:
    page = salma.get("sharedview/new/").text
    assert "of=organization" in page
    assert salma.get("sharedview/new/?of=nothing").status_code == 404


@pytest.mark.parametrize("asked", ["columns=name+{0}", "sort={0}", "{0}=yes"])
def test_a_view_that_names_a_field_that_is_gone_opens_with_a_word_about_it(
    salma: Reader, register: Register, asked: str
) -> None:
    one = field("isRural", "YES_NO", label_en="In the country")
    address = f"organization/?kind=NNGO&{asked.format(name_of(one))}"
    assert "does not have any more" not in salma.get(address).text
    again = FieldDefinition.get_by_id(one.id)
    again.use_state = "RETIRED"
    changes.save(SALMA, again)
    page = salma.get(address)
    assert page.status_code == 200
    told = re.sub("[\u2066-\u2069]", "", html.unescape(page.text))
    assert "does not have any more: In the country" in told


def test_a_column_that_never_was_is_told_without_a_name(salma: Reader, register: Register) -> None:
    told = salma.get("organization/?columns=name+extra.99999").text
    assert "does not have any more" in told


def test_the_label_of_a_field_is_told_to_those_alone_who_may_know_of_it(khaled: Reader, register: Register) -> None:
    one = field("income", is_personal=True, label_en="Income of the family")
    page = khaled.get(f"organization/?columns=name+{name_of(one)}").text
    assert ("does not have any more: a field" in page, "Income of the family" in page) == (True, False)
