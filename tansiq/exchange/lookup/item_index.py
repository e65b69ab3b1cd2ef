"""Items of plans as sheets name them: by the number of the plan and the code, P12/1.2.3, or by the code alone.

A code alone is read where one plan of those that the sender sees has it.
"""

import unicodedata
from collections import defaultdict
from typing import Any

from tansiq.models import PlanItem
from tansiq.plans.item_codes import item_codes
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


class ItemIndex:
    """The items that `viewer` may see, by what a cell may say of them."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._by_text: dict[str, list[int]] | None = None
        self._codes: dict[int, str] = {}

    def find(self, text: str) -> list[int]:
        """The ids of the items that a code means: one, none, or several where plans have the same code."""
        if self._by_text is None:
            self._by_text = self._read()
        return self._by_text.get(_plain(text), [])

    def code(self, item_id: int) -> str:
        """How a sheet names an item that was found; "" for any other."""
        return self._codes.get(item_id, "")

    def _read(self) -> dict[str, list[int]]:
        self._codes = item_codes(self._viewer)
        rows = visible(PlanItem, self._viewer).where(PlanItem.archived_at.is_null())
        ids: Any = rows.select(PlanItem.id).tuples()
        standing = {item_id for (item_id,) in ids}
        found: dict[str, list[int]] = defaultdict(list)
        for item_id, name in self._codes.items():
            if item_id in standing:
                found[_plain(name)].append(item_id)
                found[_plain(name.partition("/")[2])].append(item_id)
        return dict(found)


def _plain(text: str) -> str:
    """A code as it is compared: in Latin digits and small letters, without spaces."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in "".join(text.split())).casefold().rstrip(".")
