"""The generator: the same register every time, of the shape that is asked for."""

import numpy as np

from tests.bench.generator import ACTIVITIES, ORGANIZATIONS, SECTORS, Generated, generate

ROWS = 2_000


def _columns(generated: Generated) -> list[object]:
    columns = [*vars(generated.interventions).values(), *vars(generated.sites).values(), generated.needs]
    return [column.tolist() for column in columns]


def test_two_runs_give_the_same_register() -> None:
    first, second = generate(ROWS, 500), generate(ROWS, 500)
    assert first.geography.places == second.geography.places
    assert _columns(first) == _columns(second)


def test_the_areas_do_not_depend_on_the_size() -> None:
    assert generate(10, 500).geography.places == generate(20, 500).geography.places


def test_yemen_is_whole_and_settlements_lie_in_sub_districts() -> None:
    land = generate(10, 500).geography
    assert [len(land.at_level(level)) for level in range(5)] == [1, 22, 335, 2149, 500]
    levels = {place.id: place.level for place in land.places}
    assert all(place.level == 0 or levels[place.parent_id or 0] == place.level - 1 for place in land.places)
    assert [place.id for place in land.places] == list(range(1, len(land.places) + 1))


def test_every_area_has_all_its_ancestors_in_the_closure() -> None:
    land = generate(10, 500).geography
    assert len(list(land.closure())) == sum(place.level + 1 for place in land.places)


def test_numbers_lie_within_their_tables() -> None:
    made = generate(ROWS, 500)
    assert len(made.interventions) == ROWS
    assert 1.2 * ROWS < len(made.sites) < 1.4 * ROWS
    assert set(made.interventions.sector.tolist()) == set(range(1, SECTORS + 1))
    assert made.interventions.activity.max() <= ACTIVITIES
    assert made.interventions.organization.max() <= ORGANIZATIONS
    assert (made.interventions.ends > made.interventions.starts).all()


def test_every_intervention_has_a_first_site_and_nobody_is_their_own_partner() -> None:
    made = generate(ROWS, 500)
    assert made.sites.intervention[made.sites.number == 1].tolist() == list(range(ROWS))
    assert (np.diff(made.sites.intervention) >= 0).all()
    assert (made.interventions.partner != made.interventions.organization).all()
