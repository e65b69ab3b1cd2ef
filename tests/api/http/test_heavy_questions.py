"""Heavy questions take turns: few are answered at once, few wait, and one caller does not take every place."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from api.http import heavy_questions
from api.http.heavy_questions import HeavyQuestions
from tansiq.faults import Refused

SOON = 10.0


class Asker:
    """Somebody whose questions take until they are told to end."""

    def __init__(self, questions: HeavyQuestions, pool: ThreadPoolExecutor) -> None:
        self.questions, self.pool = questions, pool
        self.begun, self.end = [Event() for _ in range(9)], Event()

    def ask(self, number: int, caller: str) -> "Future[None]":
        return self.pool.submit(self._answer, number, caller)

    def _answer(self, number: int, caller: str) -> None:
        with self.questions.turn(caller):
            self.begun[number].set()
            assert self.end.wait(SOON)

    def is_full(self, count: int) -> bool:
        """Whether so many are answered or wait, once the threads have come so far."""
        with self.questions._changed:
            return self.questions._changed.wait_for(lambda: self.questions._callers.total() == count, 0.01)


@pytest.fixture
def asker() -> Iterator[Asker]:
    with ThreadPoolExecutor(8) as pool:
        made = Asker(HeavyQuestions(), pool)
        yield made
        made.end.set()


@contextmanager
def _refused() -> Iterator[None]:
    with pytest.raises(Refused) as refused:
        yield
    assert (refused.value.code, refused.value.faults[0].sentence.values) == ("TOO_BUSY", {"retryAfter": 2})


def _await(asker: Asker, count: int) -> None:
    for _ in range(500):
        if asker.is_full(count):
            return
    raise AssertionError(f"{count} questions did not come so far")


def test_one_is_answered_and_the_next_follows(asker: Asker) -> None:
    first = asker.ask(0, "a")
    assert asker.begun[0].wait(SOON)
    second = asker.ask(1, "b")
    _await(asker, 2)
    assert not asker.begun[1].is_set()
    asker.end.set()
    first.result(SOON)
    second.result(SOON)
    assert asker.begun[1].is_set()


def test_one_caller_leaves_places_to_others(asker: Asker) -> None:
    asked = [asker.ask(number, "a") for number in range(3)]
    _await(asker, 3)
    with _refused():
        asker.ask(3, "a").result(SOON)
    asked.append(asker.ask(4, "b"))
    _await(asker, 4)
    with _refused():
        asker.ask(5, "c").result(SOON)
    asker.end.set()
    for each in asked:
        each.result(SOON)
    asker.ask(6, "a").result(SOON)


def test_nobody_waits_for_ever(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy_questions, "PATIENCE", 0.01)
    first = asker.ask(0, "a")
    assert asker.begun[0].wait(SOON)
    with _refused():
        asker.ask(1, "b").result(SOON)
    asker.end.set()
    first.result(SOON)
    asker.ask(2, "b").result(SOON)


def test_a_place_is_free_again_after_an_accident() -> None:
    questions = HeavyQuestions()
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), questions.turn("a"):
            _ = 1 / 0
    with questions.turn("a"):
        assert questions._callers == {"a": 1}
    assert not questions._callers
