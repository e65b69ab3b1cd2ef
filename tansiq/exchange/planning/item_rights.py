"""What the sender of a plan's sheet may do with each item: enter it, send it for review, or neither.

New items that stand under each other are reviewed together: one cannot be approved without the other.
"""

from collections.abc import Iterable, Iterator

from tansiq.exchange.planning.item_draft import ItemDraft, ItemsPlan
from tansiq.exchange.planning.item_facts import as_row
from tansiq.language.words import say
from tansiq.models import Plan
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import MOST_STEPS

_NOT_YOURS = say("You may not change this item. Leave the row as it was exported, or take it out.")
_TOO_MANY = say(
    "These new items stand under each other. More than %(most)s records cannot be reviewed at once. Send the branch in "
    "parts, or have its upper items entered first.",
    most=MOST_STEPS,
)


def judge(viewer: Viewer, plan: Plan, drafts: list[ItemDraft]) -> list[ItemDraft]:
    """The drafts that the viewer may enter or propose, each noted as what it is; of known ones nothing changes else."""
    if viewer.is_admin:
        return drafts
    known: dict[tuple[str, int | None], bool] = {}

    def is_allowed(act: str, draft: ItemDraft) -> bool:
        row = as_row(draft)
        key = (act, row.organization_id)
        if key not in known:
            row.plan = plan
            known[key] = may(viewer, act, row)
        return known[key]

    for draft in drafts:
        if draft.is_change and not is_allowed("CREATE" if draft.is_new else "CHANGE", draft):
            draft.is_proposed = is_allowed("PROPOSE", draft)
            if not draft.is_proposed:
                draft.tell("error", "item-not-yours", draft.name_field, _NOT_YOURS)
    return list(_kept(drafts))


def _kept(drafts: Iterable[ItemDraft]) -> Iterator[ItemDraft]:
    """Without new items that are refused, or stand under such; an item under a proposed new one is proposed as well."""
    gone = set[int]()
    for draft in drafts:
        above = draft.above
        if above is not None and id(above) in gone:
            draft.is_wrong = True
        if draft.is_wrong and draft.is_new:
            gone.add(id(draft))
            continue
        if draft.is_wrong:
            draft.changes, draft.parts = {}, {}
        if above is not None and above.is_new and above.is_proposed and draft.is_change:
            draft.is_proposed = True
        yield draft


def review_sets(drafts: list[ItemDraft]) -> list[ItemDraft]:
    """The drafts without branches that are too large to be reviewed, which are told at their rows."""
    gone = set[int]()
    for together in _sets(drafts):
        if len(together) > MOST_STEPS:
            for draft in together:
                draft.tell("error", "too-many-to-review", draft.name_field, _TOO_MANY)
                gone.add(id(draft))
                draft.changes, draft.parts = {}, {}
    return [draft for draft in drafts if id(draft) not in gone or not draft.is_new]


def parts_to_propose(made: ItemsPlan) -> list[list[ItemDraft]]:
    """What goes to review, in sets that are decided on by themselves, in the order of the outline."""
    return _sets(made.drafts)


def part_to_enter(made: ItemsPlan) -> list[ItemDraft]:
    """What its sender enters."""
    return [draft for draft in made.writes if not draft.is_proposed]


def _sets(drafts: Iterable[ItemDraft]) -> list[list[ItemDraft]]:
    """Proposed drafts: new ones with all new ones under them, others by themselves; parents first."""
    found: dict[int, list[ItemDraft]] = {}
    leader: dict[int, int] = {}
    for draft in drafts:
        if draft.is_change and draft.is_proposed:
            above = draft.above
            first = leader.get(id(above), id(draft)) if above is not None and above.is_new else id(draft)
            leader[id(draft)] = first
            found.setdefault(first, []).append(draft)
    return list(found.values())
