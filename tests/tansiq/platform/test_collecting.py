"""While a sheet is read Python looks for rubbish seldom, and as before afterwards, however it ends."""

import gc

import pytest

from tansiq.platform.collecting import collected_seldom


def test_rubbish_is_looked_for_seldom_within_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with collected_seldom():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > 10 * before[0]
    assert gc.get_threshold() == before


def test_it_is_as_before_after_a_refusal_too() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="refused"), collected_seldom():
        raise ValueError("refused")
    assert gc.get_threshold() == before
