"""How much an overlap weighs: the weights and limits of the score, as the ministry has set them.

    OverlapWeights (one row, or none: its defaults) --in_use--> Weights --> SQL (score), columns (column_pairs), words

Whoever asks about overlaps is answered by one set of weights, from the first pair to the last: a question names those
it is asked with.
"""

import math
from dataclasses import astuple, dataclass
from datetime import date

from tansiq.models import OverlapWeights
from tansiq.models.data_stamps import stamp_of_now, table_name
from tansiq.models.overlap_weights import MOST, PLACES, TWENTIETHS
from tansiq.platform.database import db, is_in_use
from tansiq.platform.lru import LruCache

POINTS = 10_000
"""The points of a score of 1."""
DOUBLED = 2 * POINTS // (MOST * 2 * TWENTIETHS)
"""Twice the points of one hundredth of place and one fortieth of likeness: what is unknown counts half a twentieth."""

FOREVER = date(9999, 12, 31)
"""Stands for an open end where days are compared."""


@dataclass(frozen=True)
class Weights:
    """What a score is made of, and what it is called.

    `place` are hundredths by the level (0-4) of the coarser of the two places. Two organisations in one settlement meet
    the same people; in one sub-district most likely, in one district perhaps; a governorate or a country only says that
    they ought to talk to each other. None weighs more than a finer one.

    `activity`, `group` and `modality` are twentieths of likeness, 20 together. The same activity is what makes a
    duplicate; other people can make it none; goods here and cash there may still be the same help.

    `case`, `clear` and `strong` are the hundredths from which on a pair opens a case, is clear and is strong.
    """

    place: tuple[int, ...]
    activity: int
    group: int
    modality: int
    case: int
    clear: int
    strong: int

    @classmethod
    def of(cls, row: OverlapWeights) -> "Weights":
        """Those of a row, stored or not."""
        place = tuple(getattr(row, name) for name in PLACES)
        return cls(place, row.activity, row.population_group, row.modality, row.opens_case, row.clear, row.strong)

    @property
    def least(self) -> dict[str, float]:
        """By code of OVERLAP_STRENGTHS, the strongest first: the least score (0 to 1) of an overlap called so."""
        return {"STRONG": self.strong / MOST, "CLEAR": self.clear / MOST, "WEAK": 0.0}

    @property
    def case_points(self) -> int:
        """The points from which on a pair makes a case: what is weaker is nobody's work."""
        return self.case * POINTS // MOST

    @property
    def clear_points(self) -> int:
        """The points from which on a pair is clear."""
        return self.clear * POINTS // MOST

    def most_points(self, level: int) -> int:
        """The most points that a pair has whose coarser place is of a level."""
        return self.place[level] * POINTS // MOST

    def coarsest(self, points: int) -> int:
        """The coarsest level of place of which a pair may have so many points; 5 where none has."""
        reaching = (level for level in range(len(self.place)) if self.most_points(level) >= points)
        return next(reaching, len(self.place))

    def strength(self, score: float) -> str:
        """The code of OVERLAP_STRENGTHS for a score of 0 to 1."""
        return next(code for code, least in self.least.items() if score >= least)

    @property
    def text(self) -> str:
        """All of them in one line, by which others remember with which they were made."""
        place, *others = astuple(self)
        return " ".join(map(str, (*place, *others)))


USUAL = Weights.of(OverlapWeights())
"""Those of a register where nobody has changed any."""

_kept: LruCache[Weights] = LruCache(4)


def in_use() -> Weights:
    """The weights that hold now; read anew after each change of them, which every process hears of by their stamp."""
    number = stamp_of_now(table_name(OverlapWeights)) if is_in_use() else None
    return USUAL if number is None else _kept.get((id(db.obj), number), as_stored)


def as_stored() -> Weights:
    """The same, read from the database."""
    row = stored_row()
    return USUAL if row is None or row.archived_at is not None else Weights.of(row)


def stored_row() -> OverlapWeights | None:
    """The row that holds them; None before the first change."""
    row: OverlapWeights | None = OverlapWeights.select().order_by(OverlapWeights.id).first()
    return row


def strength(score: float) -> str:
    """The code of OVERLAP_STRENGTHS for a score of 0 to 1, as it is called now."""
    return in_use().strength(score)


def least_points(score: float) -> int:
    """The points from which on a pair has a score of at least 0 to 1."""
    return math.ceil(round(score * POINTS, 6))
