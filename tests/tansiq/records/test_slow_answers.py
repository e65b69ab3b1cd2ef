"""Answers kept for a while: as long as the data are the same, longer where finding them took long."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from tansiq.models import Intervention, Sector
from tansiq.models.data_stamps import held_still
from tansiq.records import changes, slow_answers
from tansiq.records.slow_answers import cached
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

TABLES = (Intervention,)


def _counting() -> Callable[[], int]:
    """Each call finds one more."""
    found: list[int] = []

    def find() -> int:
        found.append(len(found))
        return len(found)

    return find


def test_an_answer_holds_until_its_tables_change(register: Register) -> None:
    find = _counting()
    assert cached("a", TABLES, find).value == 1
    assert cached("a", TABLES, find).value == 1
    changes.save(SALMA, Sector(code="NEW", name_en="New", name_ar="جديد"))
    assert cached("a", TABLES, find).value == 1
    register.intervention("NRA")
    assert cached("a", TABLES, find).value == 2
    assert cached("b", TABLES, find).value == 3


def test_an_answer_that_took_long_holds_longer(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "LONG", 0.0)
    monkeypatch.setattr(slow_answers, "TIMES", 1_000_000_000_000)
    find = _counting()
    first = cached("a", TABLES, find)
    register.intervention("NRA")
    assert cached("a", TABLES, find) is first
    tomorrow = first.at + timedelta(days=1)
    monkeypatch.setattr(slow_answers, "now", lambda: tomorrow)
    assert cached("a", TABLES, find).value == 2


def test_what_somebody_works_on_is_told_as_it_is(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "LONG", 0.0)
    monkeypatch.setattr(slow_answers, "TIMES", 1_000_000_000_000)
    find = _counting()
    first = cached("a", TABLES, find, slow_answers.NEVER)
    assert cached("a", TABLES, find, slow_answers.NEVER) is first
    register.intervention("NRA")
    assert cached("a", TABLES, find, slow_answers.NEVER).value == 2


def test_what_is_kept_has_an_end(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "MOST", 2)
    find = _counting()
    for key in ("a", "b", "c"):
        cached(key, TABLES, find)
    assert slow_answers.cached_if_valid("a", TABLES) is None
    assert slow_answers.cached_if_valid("c", TABLES) is not None
    slow_answers.clear_cache()
    assert slow_answers.cached_if_valid("c", TABLES) is None


def test_the_moment_and_the_effort_are_told(register: Register) -> None:
    began = time.monotonic()
    found = cached("a", TABLES, _counting())
    assert 0 <= found.took <= time.monotonic() - began
    assert found.at.tzinfo is None


def test_within_one_request_the_tables_are_asked_once_and_again_after_a_change(register: Register) -> None:
    find = _counting()
    with held_still():
        with told() as asked:
            assert [cached(key, TABLES, find).value for key in ("x", "y", "x", "y")] == [1, 2, 1, 2]
        assert len(asked) == 1
        register.intervention("NRA")
        assert cached("x", TABLES, find).value == 3
