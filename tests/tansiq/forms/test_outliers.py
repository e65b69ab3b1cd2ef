"""What jumps out of what a unit reported before is found; one earlier slip does not hide the next."""

from math import inf

import pytest

from tansiq.forms.filling import keep, submit
from tansiq.forms.outliers import jumps, modified_z_score
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register


@pytest.mark.parametrize(
    ("value", "series", "score"),
    [
        # Iglewicz and Hoaglin: .6745 times the distance from the median, in median deviations.
        (9.0, [1.0, 2.0, 3.0, 4.0, 5.0], 4.047),
        (3.0, [1.0, 2.0, 3.0, 4.0, 5.0], 0.0),
        (-3.0, [1.0, 2.0, 3.0, 4.0, 5.0], -4.047),
        # Where more than half are the same, mean deviations are counted.
        (5.0, [2.0, 2.0, 2.0, 2.0, 7.0], 2.394),
        (3.0, [2.0, 2.0, 2.0], inf),
        (1.0, [2.0, 2.0, 2.0], -inf),
        (2.0, [2.0, 2.0, 2.0], 0.0),
    ],
)
def test_the_score_is_measured_from_the_median(value: float, series: list[float], score: float) -> None:
    assert modified_z_score(value, series) == pytest.approx(score, abs=0.001)


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Seven quarters of waste, one of which had a slip of the finger."""
    made = municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))
    for back, dry in zip(range(8, 1, -1), (410, 395, 4300, 402, 418, 405, 399), strict=True):
        report = made.begun(back=back)
        submit(SALMA.giving("It is so."), report, made.values(vehicles=12, waste={"DRY": dry, "WET": 1}))
    return made


def test_what_jumps_is_told_with_what_is_usual(municipal: FilledForm) -> None:
    report = keep(SALMA, municipal.begun(), municipal.values(vehicles=12, working=3, waste={"DRY": 4180}))
    found = jumps(report)
    assert list(found) == [municipal.number("waste")]
    assert (found[municipal.number("waste")].value, found[municipal.number("waste")].usual) == (4180, 406)


def test_what_is_usual_is_not_asked_about(municipal: FilledForm) -> None:
    report = keep(SALMA, municipal.begun(), municipal.values(vehicles=13, waste={"DRY": 411, "WET": 2}))
    assert jumps(report) == {}


@pytest.mark.parametrize(("vehicles", "is_asked"), [(12, False), (22, False), (23, True), (1, True), (2, False)])
def test_what_is_counted_varies_by_its_root(municipal: FilledForm, vehicles: int, is_asked: bool) -> None:
    report = keep(SALMA, municipal.begun(), municipal.values(vehicles=vehicles))
    assert (municipal.number("vehicles") in jumps(report)) == is_asked


def test_without_a_past_nothing_is_usual(municipal: FilledForm) -> None:
    report = keep(SALMA, municipal.begun(unit=1), municipal.values(vehicles=12_000, waste={"DRY": 4180}))
    assert jumps(report) == {}
