"""The tree that a plan will be: circles and depth told, siblings put in order, codes held against those of the program.

drafts --> require_tree (circles, what stands under wrong rows, too many levels) --> in_order (places, codes)
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tansiq.exchange.export.item_rendering import beginnings
from tansiq.exchange.planning.item_draft import ItemDraft
from tansiq.exchange.planning.item_layout import code_key
from tansiq.language.words import Sentence, say
from tansiq.models.item_rules import MOST_LEVELS

_CIRCLE = say("This item would stand under itself, over others. Say under which item it stands.")
_ABOVE_WRONG = say("The item that this one stands under is wrong. Correct that one first.")
_TOO_DEEP = say("A plan has at most %(most)s levels; this would make more.", most=MOST_LEVELS)
_LAST = re.compile(r"(?:.*\.)?(\d+)")


def require_tree(drafts: Sequence[ItemDraft]) -> list[ItemDraft]:
    """The drafts that form a tree, what is wrong told; a known item whose row is wrong stays as it is stored."""
    for draft in _in_circles(drafts):
        draft.tell("error", "under-itself", "item_under" if draft.under else "item_code", _CIRCLE)
    by_item = {draft.stored.id: draft for draft in drafts if draft.stored is not None}
    for draft in drafts:
        if draft.is_wrong:
            draft.above = by_item.get(draft.stored.parent_id or 0) if draft.stored is not None else None
    kept = list[ItemDraft]()
    depths: dict[int, int] = {}
    for draft in _parents_first(drafts):
        above = draft.above
        if above is not None and id(above) not in depths and not draft.is_wrong:
            draft.tell("error", "above-wrong", draft.name_field, _ABOVE_WRONG)
        depth = depths.get(id(above), 0) + 1 if above is not None else 1
        if depth > MOST_LEVELS and not draft.is_wrong:
            draft.tell("error", "too-deep", draft.name_field, _TOO_DEEP)
        if not draft.is_wrong or draft.stored is not None:
            depths[id(draft)] = depth
            kept.append(draft)
    return kept


def _in_circles(drafts: Iterable[ItemDraft]) -> list[ItemDraft]:
    """The drafts that lead back to themselves; each is walked over once."""
    done, found = set[int](), list[ItemDraft]()
    for draft in drafts:
        way: dict[int, ItemDraft] = {}
        at: ItemDraft | None = draft
        while at is not None and id(at) not in done and id(at) not in way:
            way[id(at)] = at
            at = at.above
        if at is not None and id(at) in way:
            ids = list(way)
            found += [way[key] for key in ids[ids.index(id(at)) :]]
        done |= way.keys()
    return found


def _parents_first(drafts: Sequence[ItemDraft]) -> Iterator[ItemDraft]:
    under = children_of(drafts)
    waiting = list(reversed(under.get(0, [])))
    while waiting:
        draft = waiting.pop()
        yield draft
        waiting += reversed(under.get(id(draft), []))


def children_of(drafts: Iterable[ItemDraft]) -> dict[int, list[ItemDraft]]:
    """By the identity of a draft, 0 for the first level: the drafts right under it."""
    found: dict[int, list[ItemDraft]] = defaultdict(list)
    for draft in drafts:
        found[id(draft.above) if draft.above is not None else 0].append(draft)
    return found


def in_order(drafts: Sequence[ItemDraft]) -> list[ItemDraft]:
    """The same in the order of the outline, with their places and codes; what moves is noted as a change.

    Codes are kept as an item's own where the program would give another one.
    """
    under = children_of(drafts)
    found = list[ItemDraft]()
    waiting: list[ItemDraft] = []

    def number(children: list[ItemDraft], above: ItemDraft | None) -> None:
        line = _line(children)
        for position, draft in enumerate(line, 1):
            draft.told["position"] = position
        _note_moves(line)
        for position, draft in enumerate(line, 1):
            _note_code(draft, f"{above.number}.{position}" if above else str(position))
            _tell_jump(draft)
        waiting.extend(reversed(line))

    number(under.get(0, []), None)
    while waiting:
        draft = waiting.pop()
        found.append(draft)
        if id(draft) in under:
            number(under[id(draft)], draft)
    _tell_taken(found)
    return list(_without_wrong(found))


def _without_wrong(drafts: Sequence[ItemDraft]) -> Iterator[ItemDraft]:
    """The drafts in their order but for new ones that are wrong, or stand under such; of known ones nothing changes."""
    gone = set[int]()
    for draft in drafts:
        if draft.above is not None and id(draft.above) in gone and not draft.is_wrong:
            draft.tell("error", "above-wrong", draft.name_field, _ABOVE_WRONG)
        if draft.is_wrong and draft.is_new:
            gone.add(id(draft))
            continue
        if draft.is_wrong:
            draft.changes, draft.parts = {}, {}
        yield draft


def _line(children: list[ItemDraft]) -> list[ItemDraft]:
    """Siblings in their order: as the sheet has them, those that it does not name after the one they followed."""
    named = _by_number([draft for draft in children if draft.told_by is not None])
    stored = [draft for draft in children if draft.stored is not None]
    stored.sort(key=lambda draft: draft.stored.order_key if draft.stored else "")
    following: dict[int, list[ItemDraft]] = defaultdict(list)
    last = 0
    for draft in stored:
        if draft.told_by is None:
            following[last].append(draft)
        else:
            last = id(draft)
    line = list(following[0])
    for draft in named:
        line += [draft, *following[id(draft)]]
    return line


def _by_number(named: list[ItemDraft]) -> list[ItemDraft]:
    """By the last part of their codes, where these count from 1 and any of them is new to its item; else the order of
    the sheet is the one that is meant."""
    keys = [code_key(draft.code) for draft in named]
    found = [_LAST.fullmatch(key) for key in keys]
    lasts = [int(one[1][:9]) if one else 0 for one in found]
    is_as_stored = all(
        draft.stored is not None and code_key(draft.stored.code) == key for draft, key in zip(named, keys, strict=True)
    )
    heads = {key.rpartition(".")[0] for key in keys}
    if is_as_stored or len(heads) != 1 or sorted(lasts) != list(range(1, len(named) + 1)):
        return named
    return [draft for _, draft in sorted(zip(lasts, named, strict=True), key=lambda pair: pair[0])]


def _note_moves(line: Sequence[ItemDraft]) -> None:
    """Note what came from elsewhere, and as few as possible of the siblings whose order is another one now."""
    stayed = list[ItemDraft]()
    for draft in line:
        item = draft.stored
        if item is None:
            continue
        above = draft.above.stored if draft.above is not None else None
        was_root = draft.above is None and draft.was_root
        if was_root or (draft.above is not None and above is not None and above.id == item.parent_id):
            stayed.append(draft)
        else:
            draft.changes["parent"] = [item.parent_id, draft.above]
    kept = _longest_rise([draft.stored.order_key for draft in stayed if draft.stored])
    places = [[draft.stored.position, draft.told["position"]] for draft in stayed if draft.stored]
    moved = [at for at in range(len(stayed)) if at not in kept]
    if any(places[at][0] == places[at][1] for at in moved):
        # One of these has the number that it had, of which the history would keep nothing: all others are told.
        moved = [at for at, (old, new) in enumerate(places) if old != new]
    for at in moved:
        stayed[at].changes["position"] = places[at]


def _longest_rise(keys: Sequence[str]) -> set[int]:
    """The places of a longest series of keys that rises."""
    ends: list[str] = []
    at_end: list[int] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        length = bisect_left(ends, key)
        before.append(at_end[length - 1] if length else -1)
        ends[length : length + 1], at_end[length : length + 1] = [key], [place]
    found, place = set[int](), at_end[-1] if at_end else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def _note_code(draft: ItemDraft, number: str) -> None:
    """Settle the code of an item; `number` is the one that the program gives it."""
    item = draft.stored
    own = item.own_code if item is not None else ""
    is_said = draft.told_by is not None and bool(draft.code) and not draft.is_wrong
    if is_said and (item is None or code_key(draft.code) != code_key(item.code)):
        own = "" if code_key(draft.code) in _usual(draft, number) else draft.code
        if own:
            text = say("The program would number this item %(number)s. Its own code is kept.", number=number)
            draft.tell("notice", "own-code", "item_code", text)
        if item is not None and own != item.own_code:
            draft.changes["own_code"] = [item.own_code, own]
    draft.told["own_code"], draft.number = own, own or number


def _usual(draft: ItemDraft, number: str) -> tuple[str, str]:
    """The codes that are none of an item's own: the program's, and the same by how the sheet calls the item above."""
    above = code_key(draft.above.code) if draft.above is not None else ""
    return code_key(number), f"{above}.{draft.told['position']}" if above else ""


def _tell_jump(draft: ItemDraft) -> None:
    """Warn of a code whose item above has no row: where the item stands is told, and nothing is made up between."""
    head = next(beginnings(code_key(draft.code)), "")
    is_settled = draft.stored is not None and "parent" not in draft.changes
    if not head or draft.under or draft.told_by is None or is_settled:
        return
    above = draft.above
    if above is None or code_key(above.code or above.number) != head:
        where: Sentence | str = say("on the first level") if above is None else f"{above.number}"
        text = say("No item has the code %(code)s, so this one stands here: %(where)s.", code=head, where=where)
        draft.tell("warning", "code-jumps", "item_code", text)


def _tell_taken(drafts: Iterable[ItemDraft]) -> None:
    """Refuse codes of their own that another item has."""
    by_number: dict[str, list[ItemDraft]] = defaultdict(list)
    for draft in drafts:
        by_number[draft.number].append(draft)
    for number, same in by_number.items():
        for draft in same if len(same) > 1 else ():
            if draft.told_by is not None and draft.told["own_code"] and (draft.is_new or "own_code" in draft.changes):
                text = say("Another item of the plan has the code %(code)s. Give this one another.", code=number)
                draft.tell("error", "code-taken", "item_code", text)
