"""Weights of the score, whatever a ministry may set."""

from dataclasses import fields
from fractions import Fraction

from hypothesis import strategies as st

from tansiq.duplication.weights import USUAL, Weights, stored_row
from tansiq.models import OverlapWeights
from tansiq.models.overlap_weights import LIKENESS, LIMITS, PLACES
from tansiq.records import changes
from tests.people import SALMA


@st.composite
def _any_weights(draw: st.DrawFn) -> Weights:
    hundredths = st.integers(0, 100)
    place = sorted(draw(st.lists(hundredths, min_size=len(PLACES), max_size=len(PLACES))))
    one, other = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
    clear = draw(st.integers(1, 99))
    strong = draw(st.integers(clear + 1, 100))
    return Weights(tuple(place), one, other - one, 20 - other, draw(st.integers(1, strong)), clear, strong)


random_weights = st.just(USUAL) | _any_weights()


def row_of(weights: Weights) -> OverlapWeights:
    """A row that says so."""
    values = [*weights.place, *(getattr(weights, one.name) for one in fields(weights)[1:])]
    return OverlapWeights(**dict(zip((*PLACES, *LIKENESS, *LIMITS), values, strict=True)), note="Tried.")


def enter(weights: Weights) -> OverlapWeights:
    """Let these hold from now on."""
    row, said = stored_row() or OverlapWeights(), row_of(weights)
    for name in (*PLACES, *LIKENESS, *LIMITS, "note"):
        setattr(row, name, getattr(said, name))
    return changes.save(SALMA, row)


def score(weights: Weights, level: int, share: Fraction, alike: tuple[Fraction, Fraction, Fraction]) -> Fraction:
    """The score of a pair, 0 to 1 in ten-thousandths, from what is alike (activity, group, modality: 0, half or 1)."""
    parts = (weights.activity, weights.group, weights.modality)
    likeness = sum((part * one for part, one in zip(parts, alike, strict=True)), Fraction(0)) / 20
    exact = Fraction(weights.place[level], 100) * share * likeness
    return Fraction(int(exact * 10_000 + Fraction(1, 2)), 10_000)
