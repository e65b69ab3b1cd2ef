"""What of a plan's sheet waits for review already: sending a workbook once more proposes only what differs.

what would be proposed, in sets -> tried -> equal to what an open proposal holds -> left out, and told
                                         -> more than it holds, and all of that  -> the proposal is amended
                                         -> a part of it, and different          -> told at its rows

It is asked only where such a proposal is open: trying costs as much as proposing does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.exchange.planning.item_draft import ItemDraft, ItemsPlan
from tansiq.exchange.planning.item_rights import parts_to_propose
from tansiq.language.words import say
from tansiq.models import PlanItem, Proposal
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import OPEN, Draft
from tansiq.proposals.steps import Step, read_steps

Key = tuple[Any, ...]
"""Which item: its id, or where a new one stands and what it is called."""

_PLACED = frozenset({"parent", "position"})
"""Where a new item stands is said by its key; its place among others is settled when it is entered."""

_AMENDS = say("An earlier proposal of yours on this waits for review; it is replaced by what this row says.")
_PART_WAITS = say(
    "This stands in a proposal that waits for review, together with items that the sheet does not name. Send them all, "
    "or wait until it is decided."
)


@dataclass(frozen=True)
class _Said:
    """What a proposal says of an item, and which proposal does."""

    proposal_id: int
    what: dict[str, Any]


def leave_waiting(viewer: Viewer, made: ItemsPlan, tried: Callable[[list[ItemDraft]], Draft | None]) -> None:
    """Take out of `made` what waits for review already, and note there which proposals are amended by the rest.

    `tried` gives what a set of drafts would propose.
    """
    parts = parts_to_propose(made)
    waiting = _waiting(viewer, made) if parts else {}
    if not waiting:
        return
    for part in parts:
        draft = tried(part)
        if draft is not None:
            _settle(viewer, made, part, _keyed(0, draft.steps), waiting)


def _waiting(viewer: Viewer, made: ItemsPlan) -> dict[Key, _Said]:
    """What open proposals say of items of the plan, the newest where several speak of one."""
    found: dict[Key, _Said] = {}
    about = visible(Proposal, viewer).where(Proposal.record_type == table_name(PlanItem), Proposal.state.in_(OPEN))
    ids = PlanItem.select(PlanItem.id).where(PlanItem.plan == made.plan.id)
    own = frozenset(row_id for (row_id,) in iter(ids.tuples().execute()))
    for proposal in about.order_by(Proposal.id):
        steps = read_steps(proposal.steps)
        if _is_of_plan(steps[0], made.plan.id, own):
            found |= _keyed(proposal.id, steps)
    return found


def _is_of_plan(step: Step, plan_id: int, own: frozenset[int]) -> bool:
    return step.id in own or (step.id < 0 and step.fields.get("plan", [None, None])[1] == plan_id)


def _keyed(proposal_id: int, steps: Sequence[Step]) -> dict[Key, _Said]:
    """What steps say, item by item; new ones are known by their names and those above them."""
    keys: dict[int, Key] = {}
    found: dict[Key, _Said] = {}
    for step in steps:
        new = {name: pair[1] for name, pair in step.fields.items()}
        keys[step.id] = key = (step.id,) if step.id > 0 else _key_of_new(new, keys)
        if "parent" in new:
            new["parent"] = keys.get(new["parent"], (new["parent"],))
        left_out = _PLACED if step.id < 0 else frozenset()
        told = {name: value for name, value in new.items() if name not in left_out}
        found[key] = _Said(proposal_id, {"act": step.act, **told})
    return found


def _key_of_new(new: dict[str, Any], keys: dict[int, Key]) -> Key:
    above = new.get("parent")
    return (*keys.get(above or 0, (above or 0,)), (new.get("name_ar", ""), new.get("name_en", "")))


def _settle(
    viewer: Viewer, made: ItemsPlan, part: list[ItemDraft], said: dict[Key, _Said], waiting: dict[Key, _Said]
) -> None:
    known = {key: waiting[key] for key in said if key in waiting}
    proposals = {one.proposal_id for one in known.values()}
    if len(known) == len(said) and all(said[key].what == known[key].what for key in said):
        _leave_out(made, part, max(proposals))
    elif proposals and _holds_all(said, waiting, proposals) and _may_amend(viewer, proposals):
        made.amends[id(part[0])] = max(proposals)
        part[0].tell("notice", "proposal-amended", part[0].name_field, _AMENDS)
    elif proposals:
        _refuse(made, part)


def _holds_all(said: dict[Key, _Said], waiting: dict[Key, _Said], proposals: set[int]) -> bool:
    """Whether nothing of the one proposal is missing in what would be put in its place."""
    held = {key for key, one in waiting.items() if one.proposal_id in proposals}
    return len(proposals) == 1 and held <= said.keys()


def _may_amend(viewer: Viewer, proposals: set[int]) -> bool:
    return all(may(viewer, "CHANGE", proposal) for proposal in Proposal.select().where(Proposal.id.in_(proposals)))


def _leave_out(made: ItemsPlan, part: list[ItemDraft], proposal_id: int) -> None:
    made.waiting += [(draft.row_number, proposal_id) for draft in part if draft.told_by is not None]
    _drop(made, part)


def _refuse(made: ItemsPlan, part: list[ItemDraft]) -> None:
    for draft in part:
        draft.tell("error", "part-waits", draft.name_field, _PART_WAITS)
    _drop(made, part)


def _drop(made: ItemsPlan, part: list[ItemDraft]) -> None:
    """Let nothing of a set be proposed: new items go, known ones stay as they are stored."""
    gone = set(map(id, part))
    for draft in part:
        draft.changes, draft.parts, draft.is_left_out = {}, {}, True
    made.drafts = list(_without_new(made.drafts, gone))


def _without_new(drafts: Sequence[ItemDraft], gone: set[int]) -> Iterator[ItemDraft]:
    return (draft for draft in drafts if not (draft.is_new and id(draft) in gone))
