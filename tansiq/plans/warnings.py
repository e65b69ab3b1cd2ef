"""What looks wrong in a plan and is told rather than refused: days outside of those above, weights that are not 100."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tansiq.language.words import Sentence, say
from tansiq.models import Plan, PlanItem

WHOLE = Decimal(100)
"""What the weights of siblings should sum to."""


class ItemWarning(NamedTuple):
    """A warning about one item, or with `item_id` None about the roots of the plan."""

    item_id: int | None
    code: str
    sentence: Sentence


def item_warnings(plan: Plan, items: Iterable[PlanItem]) -> list[ItemWarning]:
    """All that looks wrong among standing items of a plan; whose parent is not among them is held against the plan."""
    known = {item.id: item for item in items}
    return [*_of_days(plan, known), *_of_weights(known)]


def _of_days(plan: Plan, known: dict[int, PlanItem]) -> Iterator[ItemWarning]:
    for item in known.values():
        above = known.get(item.parent_id or 0)
        begins, ends = _days_above(plan, known, item)
        is_early = item.starts_on is not None and item.starts_on < begins
        is_late = item.ends_on is not None and item.ends_on > ends
        if is_early or is_late:
            where = say("The days lie outside of those of the plan.")
            if above is not None:
                where = say("The days lie outside of those of the item above.")
            yield ItemWarning(item.id, "DAYS_OUTSIDE", where)


def _days_above(plan: Plan, known: dict[int, PlanItem], item: PlanItem) -> tuple[date, date]:
    """The nearest first and last days above an item: its parent's, or of those above that, or of the plan."""
    begins: date | None = None
    ends: date | None = None
    above = known.get(item.parent_id or 0)
    while above is not None and (begins is None or ends is None):
        begins, ends = begins or above.starts_on, ends or above.ends_on
        above = known.get(above.parent_id or 0)
    return begins or plan.starts_on, ends or plan.ends_on


def _of_weights(known: dict[int, PlanItem]) -> Iterator[ItemWarning]:
    given: dict[int | None, list[Decimal | None]] = {}
    for item in known.values():
        if item.item_state != "CANCELLED":
            given.setdefault(item.parent_id, []).append(item.weight)
    for parent_id, weights in given.items():
        told = [weight for weight in weights if weight is not None]
        total = sum(told, Decimal(0))
        # Those without a weight share what the others leave of 100.
        is_shared = len(told) < len(weights) and total < WHOLE
        if told and total != WHOLE and not is_shared:
            text = say(
                "The weights under this item sum to %(total)s, not to 100: each counts by its share.",
                total=f"{total.normalize():f}",
            )
            if parent_id is None:
                text = say(
                    "The weights of the first level sum to %(total)s, not to 100: each counts by its share.",
                    total=f"{total.normalize():f}",
                )
            yield ItemWarning(parent_id, "WEIGHTS_NOT_100", text)
