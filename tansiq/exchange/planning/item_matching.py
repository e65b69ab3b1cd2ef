"""Which items of the register the rows of a plan's sheet mean.

1. the one with the same code and the same name, in either language
2. one of the same name under the same item: it was numbered anew, or the sheet has no codes
3. the one with the same code: it was renamed; none that a row means already

A name alone never leads out of its branch. What no row means stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tansiq.exchange.planning.item_draft import ItemDraft
from tansiq.exchange.planning.item_layout import code_key
from tansiq.language.arabic import fold
from tansiq.models import PlanItem


def standing_drafts(items: Sequence[PlanItem]) -> dict[int, ItemDraft]:
    """By id: the items of a plan as they stand, each with the one above it; parents come before what is under them."""
    found: dict[int, ItemDraft] = {}
    for item in items:
        draft = ItemDraft(stored=item, names=(item.name_ar, item.name_en), code=item.code)
        draft.above = found.get(item.parent_id or 0)
        draft.was_root = draft.above is None
        found[item.id] = draft
    return found


def match(drafts: Sequence[ItemDraft], standing: Mapping[int, ItemDraft]) -> list[ItemDraft]:
    """Give drafts the items they mean, and return all items of the plan as it will be: theirs, and those left alone."""
    matching = _Matching(standing)
    matching.by_code_and_name(drafts)
    for level in by_level(drafts):
        matching.by_name(level)
        matching.by_code(level)
    replaced = {id(standing[draft.stored.id]): draft for draft in drafts if draft.stored is not None}
    left = [draft for draft in standing.values() if id(draft) not in replaced]
    for draft in (*drafts, *left):
        if draft.above is not None:
            draft.above = replaced.get(id(draft.above), draft.above)
    return [*left, *drafts]


class _Matching:
    """The items of a plan that no row means so far."""

    def __init__(self, standing: Mapping[int, ItemDraft]) -> None:
        self._standing = standing
        self._taken: set[int] = set()
        self._by_code: dict[str, PlanItem] = {}
        self._under: dict[int, list[PlanItem]] = defaultdict(list)
        for draft in standing.values():
            if draft.stored is not None:
                self._by_code.setdefault(code_key(draft.code), draft.stored)
                above = draft.above.stored if draft.above else None
                self._under[above.id if above else 0].append(draft.stored)

    def by_code_and_name(self, drafts: Iterable[ItemDraft]) -> None:
        for draft in drafts:
            item = self._coded(draft)
            if item is not None and _are_alike(draft, item):
                self._take(draft, item)

    def by_name(self, drafts: Iterable[ItemDraft]) -> None:
        for draft in drafts:
            above = draft.above
            if draft.stored is not None or (above is not None and above.stored is None):
                continue
            around = self._under[above.stored.id if above is not None and above.stored is not None else 0]
            same = (item for item in around if item.id not in self._taken and _are_alike(draft, item))
            self._take(draft, next(same, None))

    def by_code(self, drafts: Iterable[ItemDraft]) -> None:
        for draft in drafts:
            if draft.stored is None:
                self._take(draft, self._coded(draft))

    def _coded(self, draft: ItemDraft) -> PlanItem | None:
        item = self._by_code.get(code_key(draft.code)) if draft.code else None
        return item if item is not None and item.id not in self._taken else None

    def _take(self, draft: ItemDraft, item: PlanItem | None) -> None:
        if item is not None:
            draft.stored, draft.was_root = item, self._standing[item.id].was_root
            self._taken.add(item.id)


def by_level(drafts: Iterable[ItemDraft]) -> list[list[ItemDraft]]:
    """Drafts by how deep they stand; of those that stand in a circle each counts once."""
    depths: dict[int, int] = {}
    found: dict[int, list[ItemDraft]] = defaultdict(list)
    for draft in drafts:
        found[_depth(draft, depths)].append(draft)
    return [found[depth] for depth in sorted(found)]


def _depth(draft: ItemDraft, depths: dict[int, int]) -> int:
    way, seen, at = list[ItemDraft](), set[int](), draft
    while id(at) not in depths and id(at) not in seen and at.above is not None:
        way.append(at)
        seen.add(id(at))
        at = at.above
    depth = depths.setdefault(id(at), 0)
    for one in reversed(way):
        depth += 1
        depths[id(one)] = depth
    return depths[id(draft)]


def _are_alike(draft: ItemDraft, item: PlanItem) -> bool:
    """Whether an item is called what a row says, in either language."""
    pairs = zip(draft.names, (item.name_ar, item.name_en), strict=True)
    return any(told and known and (fold(told) or told) == (fold(known) or known) for told, known in pairs)
