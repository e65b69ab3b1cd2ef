"""What the overlap check is given: interventions as they stand in a form, some of them with overlaps."""

import pytest

from tansiq.duplication.interventions import overlaps_of
from tansiq.models import Area
from tansiq.policy.viewer import OPERATOR
from tests.bench.generator import Generated
from tests.bench.overlap import CHECKS, being_entered


@pytest.mark.parametrize("place", CHECKS)
def test_they_are_not_saved_and_some_have_overlaps(loaded: Generated, place: str) -> None:
    levels, checks = CHECKS[place]
    entered = being_entered(place)
    assert len(entered) == checks
    assert not any("id" in row.__data__ for pair in entered for row in pair)
    assert {Area.get_by_id(site.area_id).level for _, site in entered} <= set(levels)
    found = [len(overlaps_of(OPERATOR, intervention, [site])) for intervention, site in entered]
    assert max(found) > 0
