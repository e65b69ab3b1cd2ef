"""Figures are reckoned once and given again until what they are made of changes."""

from collections.abc import Collection, Mapping

from peewee import Database

from api.context import Context
from api.planner.kept_figures import KeptFigures, Reckoning, figures
from tansiq.models import Organization
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA


def test_what_is_known_is_asked_again_once_a_table_changed(database: Database) -> None:
    asked: list[list[int]] = []

    def ask(_viewer: Viewer, ids: Collection[int]) -> Mapping[int, str]:
        asked.append(sorted(ids))
        return {row_id: f"of {row_id}" for row_id in ids if row_id < 9}

    question = Reckoning(ask, ("organization",))
    assert figures(question, {1, 2, None}, Context()) == {1: "of 1", 2: "of 2"}
    assert figures(question, {2, 9}, Context()) == {2: "of 2", 9: None}
    assert figures(question, {1, 9}, Context()) == {1: "of 1", 9: None}
    assert asked == [[1, 2], [9]]
    figures(question, {1}, Context(SALMA))
    changes.save(SALMA, Organization(name_en="New"))
    figures(question, {1}, Context(NOBODY))
    assert asked[2:] == [[1], [1]], "for another scope, and after a change"


def test_the_oldest_give_way_by_what_they_take() -> None:
    kept = KeptFigures(most=10)
    for number, answer in enumerate(("1234", "123", "12")):
        kept.keep("plans", {number: answer}, "today", len)
    assert kept.known("plans", {0, 1, 2}, "today") == {0: "1234", 1: "123", 2: "12"}
    assert kept.known("plans", {0}, "tomorrow") == {}
    kept.keep("plans", {0: "1"}, "today", len)
    kept.keep("plans", {3: "12345"}, "today", len)
    assert kept.known("plans", {0, 1, 2, 3}, "today") == {0: "1", 2: "12", 3: "12345"}
    kept.keep("plans", {4: "123456789012"}, "today", len)
    assert kept.known("plans", {0, 2, 3, 4}, "today") == {4: "123456789012"}, "the last one stays, however large"
