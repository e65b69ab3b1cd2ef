"""Which cells differ: the clusters found there are not the cases that stand there, told by their marks and members.

found   area, sector, mark, members, their sum  +1 each     the sum of equal rows is not 0: something was found that
stands  area, sector, mark, members, their sum  -1 each     does not stand, or stands and was not found
"""

from typing import Any

import numpy as np
from peewee import JOIN, fn

from tansiq.cases.clusters import Cell
from tansiq.cases.column_clusters import Clusters
from tansiq.copied_columns.tables import Numbers
from tansiq.models import CaseMember, OverlapCase
from tansiq.platform.database import db


def differing(found: Clusters) -> set[Cell]:
    """The cells whose standing cases have other marks or members than what was found."""
    rows = np.concatenate([_found(found), _standing()])
    order = np.lexsort(rows.T)
    rows, sign = rows[order], np.where(order < len(found), 1, -1)
    starts = np.flatnonzero(np.append(True, (rows[1:] != rows[:-1]).any(axis=1)))[: len(rows)]
    unlike = starts[np.add.reduceat(sign, starts) != 0] if len(rows) else starts
    return {Cell(area, sector) for area, sector in rows[unlike, :2].tolist()}


def _found(found: Clusters) -> Numbers:
    sizes = np.diff(found.first, append=len(found.member))
    sums = np.add.reduceat(found.member.astype(np.int64), found.first) if len(found) else sizes
    return np.column_stack([found.area, found.sector, found.mark, sizes, sums])


def _standing() -> Numbers:
    """A row for each case that stands. Its members are counted anew: the mark tells what they were when it was kept."""
    of_it = (CaseMember.case == OverlapCase.id) & CaseMember.left_on.is_null()
    # SQLite holds whatever it was given; what is no number is no mark that was found.
    mark: Any = OverlapCase.mark.cast("BIGINT")
    members = (fn.COUNT(CaseMember.id), fn.COALESCE(fn.SUM(CaseMember.intervention), 0).cast("BIGINT"))
    query: Any = OverlapCase.select(OverlapCase.area, OverlapCase.sector, mark, *members)
    query = query.join(CaseMember, JOIN.LEFT_OUTER, on=of_it).group_by(OverlapCase.id)
    query = query.where(OverlapCase.ended_on.is_null(), OverlapCase.archived_at.is_null())
    rows = db.execute(query).fetchall()
    return np.array(rows, np.int64).reshape(len(rows), 5)
