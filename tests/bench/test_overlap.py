"""What the overlap check is given: interventions as they stand in a form, some of them with overlaps."""

from tansiq.duplication.interventions import overlaps_of
from tansiq.viewer import OPERATOR
from tests.bench.conftest import ROWS
from tests.bench.generator import Generated
from tests.bench.overlap import CHECKS, being_entered


def test_they_are_not_saved_and_some_have_overlaps(loaded: Generated) -> None:
    entered = list(being_entered(ROWS))
    assert len(entered) == CHECKS
    assert not any("id" in row.__data__ for pair in entered for row in pair)
    found = [len(overlaps_of(OPERATOR, intervention, [site])) for intervention, site in entered]
    assert max(found) > 0
