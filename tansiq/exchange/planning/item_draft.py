"""What the import of a plan's sheet would do, before anything is written: the shapes that planning fills.

ItemsPlan
  ItemDraft (an item of the sheet, new or known and perhaps changed; or one that the sheet leaves as it is)
"""

from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.planning.rows_plan import RowsPlan, texts_of
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.problems import Severity
from tansiq.language.words import Sentence
from tansiq.models import Plan, PlanItem

Change = list[Any]
"""[old, new]"""


@dataclass(eq=False, slots=True)
class ItemDraft:
    """One item. `reading` is its row; None for one that other rows merely stand under, or that no row names.

    `names` are what it is called, (Arabic, English), `code` and `under` as the sheet says them; `kind` where it says.
    `above` is the item above; `stored` the item it changes, None for a new one. `told` are the values of a new item,
    or what changes of a known one as {column: [old, new]}; `parts` the ids that a list of it holds from now on, by
    field. `seen` is the row that names an item without a row of its own. `number` is the code it has in the end;
    `was_root` says that the known item stands on the first level; `is_left_out` that what its row says is part of an
    open proposal, and goes no further.
    """

    reading: Reading | None = None
    seen: Reading | None = None
    names: tuple[str, str] = ("", "")
    code: str = ""
    under: str = ""
    kind: str = ""
    name_field: str = "item_name"
    above: "ItemDraft | None" = None
    stored: PlanItem | None = None
    told: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    parts: dict[str, Change] = field(default_factory=dict)
    number: str = ""
    was_root: bool = False
    is_wrong: bool = False
    is_proposed: bool = False
    is_left_out: bool = False
    row: PlanItem | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is to be entered."""
        return self.stored is None

    @property
    def is_change(self) -> bool:
        """Whether anything of it is to be written."""
        return self.is_new or bool(self.changes or self.parts)

    @property
    def told_by(self) -> Reading | None:
        """The row that names it first."""
        return self.reading or self.seen

    @property
    def row_number(self) -> int:
        """The number of that row, 0 where no row names it."""
        return self.told_by.row.number if self.told_by else 0

    def tell(self, severity: Severity, code: str, name: str, sentence: Sentence) -> None:
        """Note a problem at the cell of a field; an error leaves the item out."""
        self.is_wrong = self.is_wrong or severity == "error"
        if self.told_by is not None:
            self.told_by.tell(severity, code, name, sentence)


@dataclass
class ItemsPlan(RowsPlan[ItemDraft]):
    """All that an import would do to the items of a plan, and tell. `untouched` counts the items that no row names.

    `drafts` are all items of the plan as it will be, parents before what stands under them, but for wrong ones.
    """

    plan: Plan
    layout: str = ""
    untouched: int = 0

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same to a person's eye."""
        told = [
            [
                draft.row_number,
                draft.number,
                draft.names,
                *(texts_of(values) for values in (draft.told, draft.changes, draft.parts)),
            ]
            for draft in self.writes
        ]
        return self.digested(self.plan.id, told)
