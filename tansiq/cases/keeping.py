"""Bringing the cases of some cells to what overlaps there: opened, changed, ended, and returned, in one transaction.

clusters of a cell --matched--> new   OverlapCase(OPEN), CaseMember ...
                                same  counts, days and members; RETURNED where it differs from what was decided on
                                gone  ended: SETTLED where the records were changed, joined, or its days are over

Where the score is reckoned otherwise than before, a case that ends was settled by nobody: it keeps its state, and
stands again once the weights are those of before.

What the program finds is written without an entry of the history, as all that it keeps in step; that a case changes its
state is told there, as the operator's deed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import chunked

from tansiq.cases.clusters import Cell, Cluster
from tansiq.cases.matching import Known, matched
from tansiq.cases.what_changed import AGAIN, differences, facts_of_members, written
from tansiq.language.case_vocabulary import OPEN_STATES
from tansiq.models import CaseMember, OverlapCase
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.record import now
from tansiq.policy.viewer import OPERATOR
from tansiq.records import bulk, changes

_AT_ONCE = 300
"""Rows that one statement names."""
_DECIDED = ("SETTLED", "DISMISSED", "AGREED")


def keep_cells(found: Mapping[Cell, Sequence[Cluster]], day: date, is_rescored: bool = False) -> None:
    """Bring all cases of these cells to the clusters found there on a day; part of the caller's transaction. It
    `is_rescored` where the weights of the score may be what has changed."""
    known = known_in(found)
    opened: list[tuple[Cell, Cluster]] = []
    changed: dict[int, Cluster] = {}
    for cell in sorted(found):
        done = matched(found[cell], known.get(cell, ()))
        cases = {cluster: one for cluster, one in done.clusters if one is not None}
        opened += [(cell, cluster) for cluster, one in done.clusters if one is None]
        changed |= {one.row.id: cluster for cluster, one in cases.items()}
        _stand([(one, cluster) for cluster, one in cases.items()], day)
        ids = {cluster: one.row.id for cluster, one in cases.items()}
        joined = [(one, None if cluster is None else ids.get(cluster)) for one, cluster in done.ended]
        _end(joined, day, is_rescored)
    _open(opened, day)
    _judge(changed, [one for rows in known.values() for one in rows if one.row.id in changed], day)
    bump([table_name(OverlapCase), table_name(CaseMember)])


def known_in(cells: Iterable[Cell]) -> dict[Cell, list[Known]]:
    """By cell: its cases with those who take part, ended ones too; a few statements."""
    wanted = set(cells)
    rows = [
        row
        for piece in chunked(sorted({cell.area for cell in wanted}), _AT_ONCE)
        for row in OverlapCase.select().where(OverlapCase.area.in_(piece), OverlapCase.archived_at.is_null())
        if Cell(row.area_id, row.sector_id) in wanted
    ]
    members = _members([row.id for row in rows])
    found: dict[Cell, list[Known]] = {}
    for row in rows:
        those = members.get(row.id, [])
        decided = {work: facts for work, facts, _left in those}
        left = frozenset(work for work, _facts, left_on in those if left_on is not None)
        found.setdefault(Cell(row.area_id, row.sector_id), []).append(Known(row, decided, left))
    return found


def _members(case_ids: list[int]) -> dict[int, list[tuple[int, str | None, date | None]]]:
    found: dict[int, list[tuple[int, str | None, date | None]]] = {}
    columns = (CaseMember.case, CaseMember.intervention, CaseMember.facts, CaseMember.left_on)
    for piece in chunked(case_ids, _AT_ONCE):
        rows: Any = CaseMember.select(*columns).where(CaseMember.case.in_(piece)).tuples()
        for case_id, *member in rows:
            found.setdefault(case_id, []).append((member[0], member[1], member[2]))
    return found


def _facts(cluster: Cluster) -> dict[str, Any]:
    """What a case keeps of a cluster."""
    return {
        "points": cluster.points,
        "overlaps_from": cluster.overlaps_from,
        "overlaps_to": cluster.overlaps_to,
        "checked_until": cluster.until,
        "organization_count": cluster.organization_count,
        "intervention_count": len(cluster.members),
        "mark": cluster.mark,
    }


def _open(opened: Sequence[tuple[Cell, Cluster]], day: date) -> None:
    """Enter new cases with their members, all at once."""
    moment = now()
    ids = bulk.insert(
        OverlapCase,
        [
            {"area": cell.area, "sector": cell.sector, "opened_on": day, "created_at": moment, "changed_at": moment}
            | _facts(cluster)
            for cell, cluster in opened
        ],
    )
    taking_part = [
        {"case": case_id, "intervention": work}
        for case_id, (_cell, cluster) in zip(ids, opened, strict=True)
        for work in cluster.members
    ]
    bulk.insert(CaseMember, taking_part)


def _stand(cases: Sequence[tuple[Known, Cluster]], day: date) -> None:
    """Write what differs: of most nothing does."""
    for one, cluster in cases:
        row, there = one.row, set(cluster.members)
        if row.mark != cluster.mark or row.ended_on is not None:
            values = {**_facts(cluster), "ended_on": None, "end_kind": None}
            _write(row, values)
        _take_part(row.id, there - one.members, one.left & there)
        if gone := one.members - there:
            _of(row.id, gone, left_on=day)


def _take_part(case_id: int, come: Iterable[int], back: frozenset[int]) -> None:
    if back:
        _of(case_id, back, left_on=None)
    if new := sorted(set(come) - back):
        CaseMember.insert_many([{"case": case_id, "intervention": work} for work in new]).execute()


def _of(case_id: int, works: Iterable[int], **values: Any) -> None:
    here = (CaseMember.case == case_id) & CaseMember.intervention.in_(sorted(works))
    CaseMember.update(**values).where(here).execute()


def _write(row: OverlapCase, values: Mapping[str, Any]) -> None:
    """Write what the program keeps of a case, which is a change of it for whoever asks what has changed."""
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = now()
    OverlapCase.update(**values, changed_at=row.changed_at).where(OverlapCase.id == row.id).execute()


def _end(cases: Sequence[tuple[Known, int | None]], day: date, is_rescored: bool) -> None:
    for one, joined in cases:
        is_over = one.row.overlaps_to is not None and one.row.overlaps_to < day
        kind = "JOINED" if joined else "OVER" if is_over else "CHANGED"
        _write(one.row, {"ended_on": day, "end_kind": kind, "joined_into": joined})
        if kind == "CHANGED" and not is_rescored and one.row.case_state in OPEN_STATES:
            _turn(one.row, "SETTLED", settled_on=day)


def _judge(changed: Mapping[int, Cluster], known: Sequence[Known], day: date) -> None:
    """Return what was decided on and is not the same any more; settle again what is the same as before."""
    asked = [one for one in known if one.row.case_state in (*_DECIDED, "RETURNED")]
    facts = facts_of_members([one.row.id for one in asked]) if asked else {}
    for one in asked:
        now_there = {work: facts[work] for work in changed[one.row.id].members if work in facts}
        if not any(one.decided.values()):
            if one.row.case_state == "SETTLED":
                _turn(one.row, "RETURNED", returned_because=written(AGAIN))
            continue
        found = differences(one.decided, now_there)
        text = written(found) if found else ""
        if found and one.row.case_state != "RETURNED":
            _turn(one.row, "RETURNED", returned_because=text)
        elif found and text != one.row.returned_because:
            _write(one.row, {"returned_because": text})
        elif not found and one.row.case_state == "RETURNED" and one.row.settled_as:
            _turn(one.row, "DISMISSED" if one.row.settled_as == "NOT_SAME" else "SETTLED", returned_because="")


def _turn(row: OverlapCase, state: str, **kept: Any) -> None:
    """Let a case be in another state, as the history tells."""
    _write(row, kept)
    row.case_state = state
    changes.save(OPERATOR, row, is_asked=True)
