"""What is covered: who works where, in what and for how many people, and where nobody does."""

from tansiq.coverage.answer import CoverageAnswer, Gaps, coverage, gap_rank, gaps, ranked_gaps
from tansiq.coverage.cached_answers import cached_coverage
from tansiq.coverage.figures import (
    Cell,
    Figures,
    Totals,
    coverage_ratio,
    empty,
    gap,
    is_over_reached,
    projected_gap,
    reached_of_need_ratio,
    state,
    targeted_of_need_ratio,
    unmet_need,
)
from tansiq.coverage.question import CoverageQuestion

__all__ = [
    "Cell",
    "CoverageAnswer",
    "CoverageQuestion",
    "Figures",
    "Gaps",
    "Totals",
    "cached_coverage",
    "coverage",
    "coverage_ratio",
    "empty",
    "gap",
    "gap_rank",
    "gaps",
    "is_over_reached",
    "projected_gap",
    "ranked_gaps",
    "reached_of_need_ratio",
    "state",
    "targeted_of_need_ratio",
    "unmet_need",
]
