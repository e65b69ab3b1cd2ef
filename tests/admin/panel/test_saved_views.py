"""Saved views through the panel: kept, marked, renamed, deleted after a question, each account its own."""

import re

import pytest

from tansiq.models import SavedView
from tests.admin.conftest import Reader
from tests.register import Register


@pytest.fixture
def listed(register: Register) -> Register:
    register.intervention("NRA", title_en="Wells")
    return register


def _views(page: str) -> list[tuple[str, str, bool]]:
    """(name, address, in force) of the views above a list."""
    found = re.findall(r'<li[^>]*><a href="([^"]*)"( aria-current="true")?><bdi>([^<]*)</bdi></a>', page)
    return [(name, address.replace("&amp;", "&"), bool(current)) for address, current, name in found]


def test_the_present_state_is_kept_under_a_name_and_marked(salma: Reader, listed: Register) -> None:
    kept = salma.post("intervention/views/?status=ONGOING&sort=title&page=3", page="", title="Ours now")
    assert kept.headers["Location"] == "/admin/intervention/?status=ONGOING&sort=title"
    address = "/admin/intervention/?status=ONGOING&sort=title"
    assert _views(salma.get("intervention/").text) == [("Ours now", address, False)]
    assert _views(salma.get("intervention/?sort=title&status=ONGOING&page=2").text) == [("Ours now", address, True)]
    assert _views(salma.get("organization/").text) == []


def test_the_same_state_under_another_name_is_renamed(salma: Reader, listed: Register) -> None:
    for title in ("First", "Second"):
        salma.post("intervention/views/?status=ONGOING", page="", title=title)
    assert [name for name, *_rest in _views(salma.get("intervention/").text)] == ["Second"]


def test_a_view_without_a_name_is_refused_in_words(salma: Reader, listed: Register) -> None:
    answer = salma.post("intervention/views/?status=ONGOING", page="", title=" ")
    assert "Give the view a name." in salma.client.get(answer.headers["Location"]).text
    assert not SavedView.select().exists()


def test_a_view_is_deleted_after_a_question(salma: Reader, listed: Register) -> None:
    salma.post("intervention/views/?status=ONGOING", page="", title="<b>Ours</b>")
    view = SavedView.get()
    question = f"intervention/views/delete/?id={view.id}"
    page = salma.get(question).text
    assert "Delete this view?" in page
    assert "&lt;b&gt;Ours" in page
    assert SavedView.select().exists()
    assert salma.post("intervention/views/delete/", page=question, id=view.id).status_code == 302
    assert not SavedView.select().exists()


def test_the_view_of_another_account_does_not_exist(salma: Reader, visitor: Reader, listed: Register) -> None:
    visitor.post("intervention/views/?status=ONGOING", page="", title="Mine")
    view = SavedView.get()
    assert _views(salma.get("intervention/").text) == []
    for name in ("intervention", "organization"):
        assert salma.get(f"{name}/views/delete/?id={view.id}").status_code == 404
        assert salma.post(f"{name}/views/delete/", page="", id=view.id).status_code == 404
    for given in ("", "x", "-1", "9" * 30):
        assert visitor.get(f"intervention/views/delete/?id={given}").status_code == 404
    assert SavedView.select().exists()
