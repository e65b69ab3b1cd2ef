"""Weights learned from pairs of which nobody said which are one household: expectation and maximisation.

Each pattern is first guessed at by what hardly errs (one identity number and a given name, or all names, place and
year). Then by turns: how often each level occurs among the likely ones and among the others; how likely each pattern
is, by that. Fellegi and Sunter (1969) with two changes, for kin who live beside each other and share names, places and
telephones:

* given name, lineage and place are one comparison, so that brothers are not taken for a man and himself;
* pairs of the neighbourhood are learned from alone, as chance is another one there. What these fields tell is then
  held fixed, and for pairs that met from afar only the odds of each way of meeting are learned.
"""

from collections.abc import Mapping

import numpy as np

from tansiq.linkage.patterns import FIELDS, Codes, Numbers, Patterns
from tansiq.linkage.weights import Weights

ROUNDS = 200
_ENOUGH = 1e-6
_PRIOR = 0.5  # Pairs added to each level, so that what was never seen is not impossible.
_PRIOR_AFAR = 0.02
_GUESSED, _OTHERS = 0.9, 0.01
_AFAR_AT_FIRST = 0.05
_SURELY = 0.999


def trained(patterns: Patterns) -> Weights:
    """The weights of `patterns`, in natural logarithms of odds."""
    fields, here = _learned_here(patterns)
    evidence = evidence_of(patterns, fields)
    return Weights(fields=fields, ways={**here, **_learned_afar(patterns, evidence)})


def evidence_of(patterns: Patterns, fields: Mapping[str, Mapping[int, float]]) -> Numbers:
    """What the fields of each pattern say together, beside name and place."""
    evidence = np.zeros(len(patterns.pairs))
    for name, told in fields.items():
        levels = patterns.columns[name]
        by_level = np.zeros(int(levels.max(initial=0)) + 2)
        for level, weight in told.items():
            if level + 1 < len(by_level):
                by_level[level + 1] = weight
        evidence += np.where(patterns.tells(name), by_level[levels + 1], 0.0)
    return evidence


def _learned_here(patterns: Patterns) -> tuple[dict[str, dict[int, float]], dict[int, float]]:
    here = Patterns(
        {name: codes[patterns.here] for name, codes in patterns.columns.items()}, patterns.pairs[patterns.here]
    )
    likely = _first_guess(here)
    fields: dict[str, dict[int, float]] = {}
    ways: dict[int, float] = {}
    for _ in range(ROUNDS):
        fields = {name: _told_by(here, name, likely) for name in FIELDS}
        odds = _odds_of_ways(here, likely, _PRIOR)
        ways = dict(zip(*odds, strict=True))
        again = _probability(evidence_of(here, fields) + odds[1][np.searchsorted(odds[0], here.ways)])
        moved = np.abs(again - likely).max(initial=0)
        likely = again
        if moved < _ENOUGH:
            break
    return fields, {int(way): float(odd) for way, odd in ways.items()}


def _first_guess(here: Patterns) -> Numbers:
    known = here.columns
    same_number = (known["national_id"] == 2) & (known["given"] > 0)
    names = (known["given"] >= 4) & (known["lineage"] >= 2) & (known["lineage"] >= known["lineage_compared"])
    return np.where(same_number | (names & (known["birth_year"] >= 3)), _GUESSED, _OTHERS)


def _told_by(here: Patterns, name: str, likely: Numbers) -> dict[int, float]:
    """What each level of a field tells: the logarithm of its share among the same over its share among others."""
    known = here.tells(name)
    levels, pairs, sure = here.columns[name][known], here.pairs[known], likely[known]
    same, others = np.bincount(levels, pairs * sure), np.bincount(levels, pairs * (1 - sure))
    seen = np.bincount(levels, pairs) > 0
    shares = [(count + _PRIOR)[seen] / (count.sum() + _PRIOR * seen.sum()) for count in (same, others)]
    return {
        int(level): float(told) for level, told in zip(np.flatnonzero(seen), np.log(shares[0] / shares[1]), strict=True)
    }


def _odds_of_ways(patterns: Patterns, likely: Numbers, prior: float) -> tuple[Codes, Numbers]:
    """The ways in their order, and the logarithm of the odds that a pair of each is one household."""
    ways, at = np.unique(patterns.ways, return_inverse=True)
    same = np.bincount(at, patterns.pairs * likely)
    others = np.bincount(at, patterns.pairs) - same
    return ways, np.log((same + prior) / (others + prior))


def _learned_afar(patterns: Patterns, evidence: Numbers) -> dict[int, float]:
    afar = ~patterns.here
    if not afar.any():
        return {}
    ways, at = np.unique(patterns.ways[afar], return_inverse=True)
    pairs, told = patterns.pairs[afar], evidence[afar]
    whole = np.bincount(at, pairs)
    share = np.full(len(ways), _AFAR_AT_FIRST)
    for _ in range(ROUNDS):
        likely = _probability(told + np.log(share / (1 - share))[at])
        share = np.clip((np.bincount(at, pairs * likely) + _PRIOR_AFAR) / (whole + 1), 1e-7, _SURELY)
    return {int(way): float(odds) for way, odds in zip(ways, np.log(share / (1 - share)), strict=True)}


def _probability(odds: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-odds))
