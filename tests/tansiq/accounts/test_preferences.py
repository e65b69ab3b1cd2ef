"""Columns and saved views: each account has its own, a name has one state and a state one name."""

from dataclasses import replace

import pytest
from peewee import Database

from tansiq.accounts import preferences
from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.models import Account, SavedView
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY, SALMA


@pytest.fixture
def two(database: Database) -> tuple[Viewer, Viewer]:
    """Two people with accounts."""
    accounts = [
        enter_person(SALMA, Account(email=f"{name}@example.org", name=name), "a long walk to Ja'ar", "ADMIN")
        for name in ("Salma", "Omar")
    ]
    return replace(SALMA, account_id=accounts[0].id), replace(SALMA, account_id=accounts[1].id)


def test_columns_are_kept_by_account_and_list(two: tuple[Viewer, Viewer]) -> None:
    salma, omar = two
    preferences.choose_columns(salma, "need", ["area", "name"])
    preferences.choose_columns(salma, "need", ["name", "sector"])
    assert preferences.columns_of(salma, "need") == ("name", "sector")
    assert preferences.columns_of(salma, "project") == ()
    assert preferences.columns_of(omar, "need") == ()
    preferences.choose_columns(salma, "need", [])
    assert preferences.columns_of(salma, "need") == ()


def test_who_has_no_account_keeps_nothing(database: Database) -> None:
    with pytest.raises(Refused, match="FORBIDDEN"):
        preferences.choose_columns(NOBODY, "need", ["name"])
    with pytest.raises(Refused, match="FORBIDDEN"):
        preferences.save_view(NOBODY, "need", "Mine", "status=ONGOING")
    assert preferences.columns_of(NOBODY, "need") == ()


def _views(viewer: Viewer) -> list[tuple[str, str]]:
    return [(view.title, view.address) for view in preferences.views_of(viewer, "need")]


def test_a_name_has_one_state_and_a_state_one_name(two: tuple[Viewer, Viewer]) -> None:
    salma = two[0]
    preferences.save_view(salma, "need", "Water", "sector=1")
    preferences.save_view(salma, "need", "  Water  now ", "sector=1")
    assert _views(salma) == [("Water now", "sector=1")]
    preferences.save_view(salma, "need", "Water now", "sector=2")
    assert _views(salma) == [("Water now", "sector=2")]
    preferences.save_view(salma, "need", "Food", "sector=3")
    preferences.save_view(salma, "need", "Food", "sector=2")
    assert _views(salma) == [("Food", "sector=2")]


def test_views_are_seen_and_dropped_by_their_owner_alone(two: tuple[Viewer, Viewer]) -> None:
    salma, omar = two
    view = preferences.save_view(salma, "need", "Water", "sector=1")
    assert _views(omar) == []
    for given in (view.id, "x", "-1", "9" * 30):
        with pytest.raises(Refused, match="NOT_FOUND"):
            preferences.find_view(omar, "need", given)
    with pytest.raises(Refused, match="NOT_FOUND"):
        preferences.find_view(salma, "project", view.id)
    with pytest.raises(Refused, match="FORBIDDEN"):
        preferences.drop_view(omar, view)
    preferences.drop_view(salma, preferences.find_view(salma, "need", view.id))
    assert not SavedView.select().exists()


def test_a_view_needs_a_name_that_fits_and_a_place_among_few(two: tuple[Viewer, Viewer]) -> None:
    salma = two[0]
    for title, code in (("  ", "MISSING"), ("x" * 81, "TOO_LONG")):
        with pytest.raises(Refused, match=code):
            preferences.save_view(salma, "need", title, "")
    for number in range(preferences.MOST_VIEWS):
        preferences.save_view(salma, "need", f"View {number}", f"page={number}")
    with pytest.raises(Refused, match="TOO_MANY"):
        preferences.save_view(salma, "need", "One more", "page=99")
    preferences.save_view(salma, "need", "View 1", "page=99")
    assert len(_views(salma)) == preferences.MOST_VIEWS
