"""How an item of a plan stands, on its own page and beside the form of a commitment: required, committed, open."""

from dataclasses import dataclass
from decimal import Decimal

from admin.current_viewer import viewer
from admin.panel.save_or_propose import may_act
from admin.words.formatting import number_text
from tansiq.language.plan_vocabulary import COVERAGE_OF_ITEMS
from tansiq.language.units import unit_text
from tansiq.language.words import gettext
from tansiq.models import Commitment, PlanItem
from tansiq.plans.coverage_of_items import ItemCoverage, coverage_of_items
from tansiq.plans.open_items import asks_for_something


@dataclass(frozen=True)
class ItemStanding:
    """An item, how it stands, whether it asks for anything still, and whether the reader is offered to commit to it."""

    item: PlanItem
    coverage: ItemCoverage
    asks: bool
    is_offered: bool

    @property
    def state(self) -> str:
        """The state in words."""
        return COVERAGE_OF_ITEMS.label(self.coverage.state)

    @property
    def in_numbers(self) -> str:
        """Required, committed and open in the item's unit, in words; "" where it asks for no quantity."""
        if self.item.required is None or self.coverage.open is None:
            return ""
        return gettext(
            "%(required)s required, %(committed)s committed, %(open)s open (%(unit)s)",
            required=_number(self.item.required), committed=_number(self.coverage.sums.committed),
            open=_number(self.coverage.open), unit=unit_text(self.item.unit),
        )  # fmt: skip


def standing(item: PlanItem) -> ItemStanding:
    """How a visible item stands for whoever reads the page; three statements."""
    asks = PlanItem.select().where(PlanItem.id == item.id, asks_for_something(PlanItem)).exists()
    coverage = coverage_of_items(viewer(), [item])[item.id]
    return ItemStanding(item, coverage, bool(asks), bool(asks) and may_act("CREATE", Commitment))


def _number(value: Decimal) -> str:
    return number_text(value)
