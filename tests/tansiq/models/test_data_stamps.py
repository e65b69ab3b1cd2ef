"""What a page asks several times is asked once, as long as nothing changes meanwhile."""

from collections.abc import Callable

from tansiq.models import Organization
from tansiq.models.data_stamps import asked_once, gathering, held_still
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def _counting() -> Callable[[], int]:
    """An answer that is another one each time it is asked for."""
    numbers = iter(range(100))
    return lambda: next(numbers)


def test_a_question_is_asked_once_in_a_block_and_anew_in_the_next() -> None:
    ask = _counting()
    with held_still():
        assert [asked_once("how many", ask), asked_once("how many", ask), asked_once("of others", ask)] == [0, 0, 1]
    with held_still():
        assert asked_once("how many", ask) == 2
    assert [asked_once("how many", ask), asked_once("how many", ask)] == [3, 4]


def test_a_change_has_it_asked_anew(register: Register) -> None:
    row, ask = register.organization("NRA"), _counting()
    with held_still():
        assert asked_once("how many", ask) == 0
        row.name_en = "Another name"
        changes.save(SALMA, row)
        assert asked_once("how many", ask) == 1
        assert Organization.get_by_id(row.id).name_en == "Another name"


def test_within_changes_it_is_asked_each_time() -> None:
    ask = _counting()
    with held_still(), gathering():
        assert [asked_once("how many", ask), asked_once("how many", ask)] == [0, 1]
