"""What a person decides about two interventions that overlap."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import Case, ModelSelect, fn

from tansiq.duplication.decided_facts import facts_now, facts_of
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import say
from tansiq.models import Intervention, OverlapDecision, Site
from tansiq.models.record import now
from tansiq.notices.mentions import tell_mentioned
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, visible
from tansiq.records import bulk, changes


def decide(viewer: Viewer, one: Intervention, other: Intervention, decision: str, note: str = "") -> OverlapDecision:
    """Remember a decision (a code of DECISIONS) on a pair, in place of an earlier one.

    Unless it is LATER, the pair leaves the lists until the facts of one of the two (decided_facts) change. Raises
    Refused: NOT_FOUND, FORBIDDEN, UNKNOWN_CODE, SAME_INTERVENTION, or as `changes.save` does.
    """
    changes.require(viewer, "CREATE", OverlapDecision)
    if decision not in DECISIONS:
        raise Refused(Fault("UNKNOWN_CODE", "decision", say("Choose one of the listed decisions.")))
    if one.id == other.id:
        raise Refused(Fault("SAME_INTERVENTION", "second", say("An intervention does not overlap with itself.")))
    with changes.together():
        first, second = (changes.find(viewer, Intervention, row_id) for row_id in sorted((one.id, other.id)))
        row = _remembered(viewer, first, second)
        row.decision, row.note = decision, note
        row.first_version, row.second_version = _change_count_now(first), _change_count_now(second)
        row.first_facts, row.second_facts = facts_now(first), facts_now(second)
        row.account_id, row.decided_at = viewer.account_id, now()
        changes.save(viewer, row)
        tell_mentioned(viewer, note, row)
        return row


def decide_all(viewer: Viewer, pairs: Iterable[tuple[int, int]], decision: str, note: str = "") -> None:
    """Remember one decision on many pairs of ids, the lower one first; a few statements, however many.

    Raises Refused: UNKNOWN_CODE, NOT_FOUND (the viewer does not see one of them), or as `bulk.enter` does.
    """
    if decision not in DECISIONS:
        raise Refused(Fault("UNKNOWN_CODE", "decision", say("Choose one of the listed decisions.")))
    wanted = sorted(set(pairs))
    with changes.together():
        works = _Works.of(viewer, {row_id for pair in wanted for row_id in pair})
        rows = _stored(viewer, wanted)
        before = [row.values() for row in rows.values()]
        for first, second in wanted:
            row = rows.get((first, second)) or OverlapDecision(first=first, second=second)
            row.decision, row.note, row.account_id, row.decided_at = decision, note, viewer.account_id, now()
            row.first_version, row.second_version = works.counts[first], works.counts[second]
            row.first_facts, row.second_facts = works.facts[first], works.facts[second]
            rows[first, second] = row
        stored = list(rows.values())[: len(before)]
        bulk.change(viewer, stored, before)
        bulk.enter(viewer, list(rows.values())[len(before) :])


class _Works(NamedTuple):
    """By id of interventions: how often each has changed with its sites, and its facts."""

    counts: dict[int, int]
    facts: dict[int, str]

    @classmethod
    def of(cls, viewer: Viewer, ids: set[int]) -> "_Works":
        """Raises Refused(NOT_FOUND) where the viewer does not see one of them."""
        sites = Site.select(fn.COALESCE(fn.SUM(Site.version), 0)).where(Site.intervention == Intervention.id)
        seen: Any = visible(Intervention, viewer).where(Intervention.id.in_(sorted(ids)))
        rows: Any = seen.select(Intervention.id, Intervention.version, sites, facts_of(Intervention)).tuples()
        found = list(iter(rows.execute())) if ids else []
        if len(found) != len(ids):
            raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
        return cls({row[0]: row[1] + int(row[2]) for row in found}, {row[0]: str(row[3]) for row in found})


def _stored(viewer: Viewer, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], OverlapDecision]:
    """The rows of those pairs on which somebody decided before, out of the archive if these were taken back."""
    ids = sorted({first for first, _second in pairs})
    found: Any = OverlapDecision.select().where(OverlapDecision.first.in_(ids)) if ids else ()
    rows = {(row.first_id, row.second_id): row for row in found}
    kept = {pair: rows[pair] for pair in pairs if pair in rows}
    bulk.restore(viewer, [row for row in kept.values() if row.archived_at is not None])
    return kept


def take_back(viewer: Viewer, row: OverlapDecision) -> None:
    """Forget a decision as it was read: the pair returns to the lists. It stays in the history.

    Raises Refused: FORBIDDEN, CHANGED_MEANWHILE.
    """
    if row.archived_at is None:
        changes.archive(viewer, row)


def decisions_taken(viewer: Viewer, decision: str = "") -> "ModelSelect[OverlapDecision]":
    """The decisions that stand (of one code of DECISIONS, if given), newest first.

    `holds` is added to each: whether both interventions are still what was decided on.
    """
    first, second = Intervention.alias("first_work"), Intervention.alias("second_work")
    is_same = (OverlapDecision.first_facts == facts_of(first)) & (OverlapDecision.second_facts == facts_of(second))
    query: Any = visible(OverlapDecision, viewer).select_extend(Case(None, [(is_same, 1)], 0).alias("holds"))
    query = query.join(first, on=(first.id == OverlapDecision.first)).switch(OverlapDecision)
    query = query.join(second, on=(second.id == OverlapDecision.second)).where(OverlapDecision.archived_at.is_null())
    if decision:
        query = query.where(OverlapDecision.decision == decision)
    newest: ModelSelect[OverlapDecision] = query.order_by(OverlapDecision.decided_at.desc(), OverlapDecision.id.desc())
    return newest


def decisions_on(viewer: Viewer, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], OverlapDecision]:
    """By pair (lower id first): the decision that stands on it, with `holds` as in `decisions_taken`."""
    wanted = set(pairs)
    ids = [first for first, _second in wanted]
    found = decisions_taken(viewer).where(OverlapDecision.first.in_(ids)) if wanted else ()
    return {(row.first_id, row.second_id): row for row in found if (row.first_id, row.second_id) in wanted}


def pairs_to_decide(viewer: Viewer, pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of pairs of interventions on which the viewer may decide; a few statements, however many."""
    rows = [OverlapDecision(first=first, second=second) for first, second in pairs]
    return {(row.first_id, row.second_id) for row in among(viewer, "CREATE", rows)}


def decisions_on_work(viewer: Viewer, row: Intervention) -> "ModelSelect[OverlapDecision]":
    """The decisions that stand on an intervention and others, newest first, with `holds` as in `decisions_taken`."""
    return decisions_taken(viewer).where((OverlapDecision.first == row.id) | (OverlapDecision.second == row.id))


def has_decisions(viewer: Viewer, row: Intervention) -> bool:
    """Whether any decision stands on it: of most there is none, and whether each still holds is long to ask."""
    on_it = (OverlapDecision.first == row.id) | (OverlapDecision.second == row.id)
    return bool(visible(OverlapDecision, viewer).where(OverlapDecision.archived_at.is_null(), on_it).exists())


def _change_count_now(row: Intervention) -> int:
    """How often an intervention and its sites have changed: told in the history of a decision that is taken again."""
    counted = Site.select(fn.COALESCE(fn.SUM(Site.version), 0)).where(Site.intervention == row.id).scalar()
    return row.version + int(counted)


def _remembered(viewer: Viewer, first: Intervention, second: Intervention) -> OverlapDecision:
    """The row of the pair, out of the archive if it was taken back."""
    same = (OverlapDecision.first == first.id) & (OverlapDecision.second == second.id)
    found: OverlapDecision | None = OverlapDecision.select().where(same).first()
    if found is not None and found.archived_at is not None:
        changes.restore(viewer, found)
    return found or OverlapDecision(first=first.id, second=second.id)
