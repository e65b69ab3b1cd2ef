"""Three ways of answering a page are compared only where they answer alike."""

from functools import partial

import pytest

from tests.bench.pages import check_equal

PLANNED = b'{"data": {"interventions": {"edges": []}}}'
SAME, OTHER = b'{"interventions": {"edges": []}}', b'{"interventions": {"edges": [1]}}'


def test_equal_answers_may_be_compared() -> None:
    check_equal({"planned": lambda: PLANNED, "walked": lambda: SAME, "database": lambda: SAME})


@pytest.mark.parametrize("way", ["walked", "database"])
def test_an_answer_that_differs_is_named(way: str) -> None:
    answers = {"planned": PLANNED, "walked": SAME, "database": SAME, way: OTHER}
    with pytest.raises(ValueError, match=way):
        check_equal({name: partial(bytes, answer) for name, answer in answers.items()})
