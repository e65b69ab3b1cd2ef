"""Pairs of interventions as people see them: both with their names and places, the score in words, the decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from babel.numbers import format_percent
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.timeline import Timeline, timeline
from admin.words.formatting import NO_VALUE, bdi, link
from admin.words.naming import name_of, paths_by_id, referenced_rows
from tansiq.cases.of_pairs import cases_of_pairs
from tansiq.duplication.decisions import decisions_on, pairs_to_decide
from tansiq.duplication.find_overlaps import tied_groups
from tansiq.duplication.overlap import GroupKey, Overlap, OverlapQuestion
from tansiq.duplication.weights import Weights, strength
from tansiq.language.case_vocabulary import OVERLAP_STRENGTHS
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import spoken_locale
from tansiq.models import Account, Intervention, Organization, OverlapDecision, Plan, PlanItem, Sector
from tansiq.plans.served_by_both import items_served_by_both, pairs_with_items
from tansiq.policy.visibility import among, visible


@dataclass(frozen=True)
class OverlapSide:
    """One of the two: its row, whose it is, and the way to its place."""

    row: Intervention
    organization: Organization | None
    path: str

    @property
    def name(self) -> str:
        return name_of(self.row)

    @property
    def owner_name(self) -> str:
        return name_of(self.organization) if self.organization else ""

    @property
    def title(self) -> Markup:
        return link(self.row, self.name)

    @property
    def owner(self) -> Markup:
        return link(self.organization, self.owner_name) if self.organization else NO_VALUE

    @property
    def place(self) -> Markup:
        return bdi(self.path)


@dataclass(frozen=True)
class SignedDecision:
    """A decision with whoever took it, as far as the viewer may know."""

    row: OverlapDecision
    by: Account | None
    may_take_back: bool = False

    @property
    def label(self) -> str:
        return DECISIONS.label(self.row.decision)

    @property
    def holds(self) -> bool:
        return bool(self.row.holds)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class OverlapPair:
    """Two interventions that overlap, ready for the page. `first` is the one with the lower id."""

    overlap: Overlap
    first: OverlapSide
    second: OverlapSide
    sector: Sector | None
    path: str
    decided: SignedDecision | None
    may_decide: bool
    shared: Sequence[PlanItem] = ()  # Items of plans to which both committed.
    case_id: int | None = None  # The case of duplication to which it belongs, for those who read cases.

    @property
    def strength(self) -> str:
        return strength(self.overlap.score)

    @property
    def sector_name(self) -> str:
        return name_of(self.sector) if self.sector else ""

    @property
    def timeline(self) -> Timeline | None:
        return timeline(self.first.row, self.second.row, self.overlap)


def strength_badge(score: float, weights: Weights | None = None) -> Markup:
    """A score in words, by the weights in use or by others, and in percent."""
    code = strength(score) if weights is None else weights.strength(score)
    return Markup('<span class="badge strength strength-{}">{} <bdi class="number">{}</bdi></span>').format(
        code, OVERLAP_STRENGTHS.label(code), format_percent(score, locale=spoken_locale())
    )


def pairs_of(overlaps: Sequence[Overlap]) -> list[OverlapPair]:
    """The overlaps with all that is shown of them, in a few statements; a hidden side leaves its pair out."""
    rows = rows_by_id(Intervention, (each for one in overlaps for each in (one.first_id, one.second_id)))
    owners = referenced_rows(list(rows.values()), ["organization"], viewer())["organization"]
    ways = paths_by_id(
        (each for one in overlaps for each in (one.area_id, one.first_area_id, one.second_area_id)), viewer()
    )
    sectors = rows_by_id(Sector, (one.sector_id for one in overlaps))
    pairs = [(one.first_id or 0, one.second_id) for one in overlaps]
    decided, open_to = decisions(pairs), pairs_to_decide(viewer(), pairs)
    shared = items_served_by_both(viewer(), pairs)
    cases = cases_of_pairs(viewer(), overlaps)

    def side(row_id: int | None, area: int) -> OverlapSide:
        row = rows[row_id or 0]
        return OverlapSide(row, owners.get(row.organization_id), ways.get(area, ""))

    return [
        OverlapPair(
            one, side(one.first_id, one.first_area_id), side(one.second_id, one.second_area_id),
            sectors.get(one.sector_id), ways.get(one.area_id, ""), decided.get(pair), pair in open_to,
            shared.get(pair, ()), cases.get(pair),
        )
        for pair, one in zip(pairs, overlaps, strict=True) if one.first_id in rows and one.second_id in rows
    ]  # fmt: skip


class ItemOfPairs(NamedTuple):
    """An item of a plan, with its plan, and how many pairs of a group serve it with both sides."""

    item: PlanItem
    pair_count: int


def items_of_groups(question: OverlapQuestion, level: int) -> dict[GroupKey, list[ItemOfPairs]]:
    """By area and sector of a group: the items that both sides of pairs serve, most pairs first; two statements."""
    tied = tied_groups(viewer(), question, level, pairs_with_items(viewer()))
    ids = {one.by for group in tied.values() for one in group}
    query = visible(PlanItem, viewer()).select(PlanItem, Plan).join(Plan).where(PlanItem.id.in_(sorted(ids)))
    items = {row.id: row for row in query} if ids else {}
    return {
        key: sorted((ItemOfPairs(items[one.by], one.pair_count) for one in group if one.by in items), key=_most)
        for key, group in tied.items()
    }


def _most(one: ItemOfPairs) -> tuple[int, int, str]:
    return -one.pair_count, one.item.plan_id, one.item.order_key


def decisions(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], SignedDecision]:
    """The decisions on pairs that the viewer may see, by pair."""
    found = decisions_on(viewer(), pairs)
    return dict(zip(found, signed_decisions(list(found.values())), strict=True))


def signed_decisions(rows: Sequence[OverlapDecision]) -> list[SignedDecision]:
    """Decisions with whoever took them."""
    accounts = rows_by_id(Account, (row.account_id for row in rows))
    own = {row.id for row in among(viewer(), "ARCHIVE", rows)}
    return [SignedDecision(row, accounts.get(row.account_id), row.id in own) for row in rows]


def rows_by_id(model: Any, ids: Iterable[int | None]) -> dict[Any, Any]:
    """The visible rows of a table with these ids, by id."""
    wanted = {each for each in ids if each}
    return {row.id: row for row in visible(model, viewer()).where(model.id.in_(wanted))} if wanted else {}
