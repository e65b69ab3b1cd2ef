"""Which cells differ: the clusters found there are not the cases that stand there, told by their marks.

found   area, sector, mark  +1 each     the sum of equal rows is not 0: something was found that does not stand, or
stands  area, sector, mark  -1 each     stands and was not found
"""

from typing import Any

import numpy as np

from tansiq.cases.clusters import Cell
from tansiq.cases.column_clusters import Clusters
from tansiq.copied_columns.tables import Numbers
from tansiq.models import OverlapCase
from tansiq.platform.database import db


def differing(found: Clusters) -> set[Cell]:
    """The cells whose standing cases have other marks than what was found."""
    stands = _standing()
    rows = np.concatenate([np.column_stack([found.area, found.sector, found.mark]), stands])
    order = np.lexsort(rows.T)
    rows, sign = rows[order], np.where(order < len(found), 1, -1)
    starts = np.flatnonzero(np.append(True, (rows[1:] != rows[:-1]).any(axis=1)))[: len(rows)]
    unlike = starts[np.add.reduceat(sign, starts) != 0] if len(rows) else starts
    return {Cell(area, sector) for area, sector in rows[unlike, :2].tolist()}


def _standing() -> Numbers:
    """Area, sector and mark of each case that stands, a row each."""
    # SQLite holds whatever it was given; what is no number is no mark that was found.
    columns: Any = (OverlapCase.area, OverlapCase.sector, OverlapCase.mark.cast("BIGINT"))
    query = OverlapCase.select(*columns).where(OverlapCase.ended_on.is_null(), OverlapCase.archived_at.is_null())
    rows = db.execute(query).fetchall()
    return np.array(rows, np.int64).reshape(len(rows), 3)
