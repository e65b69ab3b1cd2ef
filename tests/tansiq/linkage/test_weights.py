"""Weights as a file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tansiq.linkage.scoring import probabilities
from tansiq.linkage.weights import read_weights
from tests.tansiq.linkage.conftest import ComparedList


def test_weights_read_again_tell_the_same(invented: ComparedList, tmp_path: Path) -> None:
    kept = tmp_path / "weights.json"
    told = replace(invented.weights, learned_from={"list": "invented", "entries": 6000})
    kept.write_text(told.written(), encoding="utf-8")
    again = read_weights(kept)
    assert again.learned_from == told.learned_from
    assert probabilities(invented.patterns, again) == pytest.approx(
        probabilities(invented.patterns, invented.weights), abs=1e-3
    )


def test_weights_of_another_comparison_are_refused(invented: ComparedList, tmp_path: Path) -> None:
    kept = tmp_path / "weights.json"
    kept.write_text(json.dumps({**json.loads(invented.weights.written()), "version": 0}), encoding="utf-8")
    with pytest.raises(ValueError, match="version 0"):
        read_weights(kept)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "fields": {"size": [1]}}'])
def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path, text: str) -> None:
    kept = tmp_path / "weights.json"
    kept.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights\.json|Expecting value"):
        read_weights(kept)
