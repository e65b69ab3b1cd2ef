"""Several processes at one register: each has a copy of its own, and is killed at any moment without harm to others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tansiq.copied_columns import building, copies
from tansiq.platform import lru
from tansiq.platform.database import db
from tests.conftest import Committed
from tests.killing import killed
from tests.register import Register
from tests.tansiq.copied_columns.copied import differences
from tests.tansiq.copied_columns.deeds import DEEDS, do

MOMENTS = (0.02, 0.1, 0.25, None)


def _changing(register: Register) -> Callable[[], object]:
    """Every deed once or twice, each in a transaction of its own."""

    def deed() -> None:
        for number, one in enumerate([*DEEDS, *DEEDS]):
            do(register, one, number, 3 * number)

    return deed


@pytest.mark.parametrize("after", MOMENTS)
def test_what_another_process_changed_is_followed_even_if_it_was_killed(
    copying: Path, committed: Committed, after: float | None
) -> None:
    building.build()
    mine = copies.open_file()
    db.close()
    killed(committed.url, _changing(committed.register), after)
    db.connect()
    mine.follow()
    assert differences(mine) == {}
    assert differences(copies.open_file()) == {}


@pytest.mark.parametrize("after", MOMENTS)
def test_a_builder_that_is_killed_leaves_a_file_to_be_believed(
    copying: Path, committed: Committed, after: float | None
) -> None:
    building.build()
    _changing(committed.register)()
    db.close()
    killed(committed.url, lambda: [building.build() for _ in range(20)], after)
    db.connect()
    lru.forget()
    assert differences(copies.open_file()) == {}
    assert building.build()
    assert differences(copies.open_file()) == {}


def test_a_file_that_another_process_built_is_taken_over(copying: Path, committed: Committed) -> None:
    building.build()
    mine = copies.open_file()
    db.close()

    def deed() -> None:
        _changing(committed.register)()
        building.build()

    killed(committed.url, deed, None)
    db.connect()
    theirs = copies.open_file()
    mine.follow()
    assert theirs.steps == mine.steps
    assert differences(theirs) == differences(mine) == {}
