"""The weights in use: the usual ones until somebody sets others, which hold at once and everywhere."""

from dataclasses import replace
from datetime import date

import pytest
from peewee import Database, IntegrityError

from tansiq.duplication.find_overlaps import overlaps_of
from tansiq.duplication.recent_overlaps import new_overlaps
from tansiq.duplication.weights import USUAL, Weights, in_use, least_points, strength
from tansiq.models import OverlapWeights
from tansiq.models.data_stamps import held_still
from tansiq.models.record import now
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.duplication.random_weights import enter, row_of

NARROW = Weights((0, 0, 10, 40, 100), 20, 0, 0, 30, 30, 60)


def test_without_a_row_the_usual_ones_hold(database: Database) -> None:
    assert in_use() == USUAL
    assert (USUAL.place, USUAL.activity, USUAL.group, USUAL.modality) == ((5, 20, 50, 80, 100), 10, 6, 4)
    assert (USUAL.case_points, USUAL.clear_points) == (2_500, 2_500)
    assert [strength(score) for score in (0, 0.2499, 0.25, 0.4999, 0.5, 1)] == [
        "WEAK", "WEAK", "CLEAR", "CLEAR", "STRONG", "STRONG",
    ]  # fmt: skip
    assert least_points(0.29) == 2_900


def test_what_is_set_holds_at_once_and_until_it_is_archived(database: Database) -> None:
    row = enter(NARROW)
    assert in_use() == NARROW
    assert strength(0.29) == "WEAK"
    enter(replace(NARROW, clear=20))
    assert strength(0.29) == "CLEAR"
    changes.archive(SALMA, OverlapWeights.get_by_id(row.id))
    assert in_use() == USUAL


def test_they_are_read_once_for_as_long_as_nobody_changes_them(database: Database) -> None:
    enter(NARROW)
    in_use()
    with held_still(), told() as statements:
        assert {in_use() for _ in range(9)} == {NARROW}
    assert len(statements) == 1
    with told() as statements:
        in_use()
    assert len(statements) == 1


def test_the_coarsest_place_is_where_enough_points_may_be_reached() -> None:
    assert USUAL.coarsest(2_500) == 2
    assert USUAL.coarsest(0) == 0
    assert replace(NARROW, place=(0, 0, 0, 0, 20)).coarsest(3_000) == 5


def test_a_check_that_was_asked_before_is_asked_with_other_weights_afterwards(register: Register) -> None:
    rows = [register.intervention(acronym, starts_on=date(2026, 3, 1)) for acronym in ("NRA", "ADR")]
    for row in rows:
        register.site(row, "YE1211")
    begun = now()
    assert overlaps_of(SALMA, rows[0])[0].score == 0.25
    enter(replace(USUAL, place=(5, 20, 73, 80, 100)))
    assert overlaps_of(SALMA, rows[0])[0].score == 0.365
    rows[0].title_en = "Water"
    changes.save(SALMA, rows[0])
    assert [one.score for one in new_overlaps(SALMA, begun.replace(year=2020))] == [0.365]


@pytest.mark.parametrize(
    ("changed", "told_at"),
    [
        ({"settlement": 101}, {"settlement"}),
        ({"country": -1}, {"country"}),
        ({"district": 81}, {"district"}),
        ({"activity": 9}, {"activity"}),
        ({"modality": -1, "activity": 15}, {"modality"}),
        ({"clear": 50}, {"strong"}),
        ({"clear": 0}, {"clear"}),
        ({"opens_case": 51}, {"opens_case"}),
        ({"strong": 101}, {"strong"}),
        ({"note": " "}, {"note"}),
        ({"settlement": None, "activity": 11, "clear": 90}, {"settlement", "activity", "strong"}),
    ],
)
def test_faults_are_told_at_their_fields_and_the_database_keeps_no_such_row(
    database: Database, changed: dict[str, int | str | None], told_at: set[str]
) -> None:
    row = row_of(USUAL)
    assert row.all_faults() == []
    for name, value in changed.items():
        setattr(row, name, value)
    assert {fault.field for fault in row.all_faults()} == told_at
    if "note" not in changed:
        with pytest.raises(IntegrityError), database.atomic():
            row.save()
