"""Sectors, kinds of activity and groups of people as a sheet may call them: by code, name or alias, folded."""

from difflib import get_close_matches
from typing import Any

from tansiq.language.arabic import fold
from tansiq.language.bilingual import pick
from tansiq.models import ActivityType, PopulationGroup, Record, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


class Listed:
    """The standing rows of one short list (sectors, activities or groups), found by any of their spellings."""

    def __init__(self, viewer: Viewer, model: type[Record]) -> None:
        table: Any = model
        query = visible(model, viewer).where(table.archived_at.is_null()).order_by(table.id)
        self.rows: list[Any] = list(query)
        self.by_id: dict[int, Any] = {row.id: row for row in self.rows}
        self._by_key: dict[str, list[Any]] = {}
        for row in self.rows:
            for key in {fold(text) for text in _spellings(row)} - {""}:
                self._by_key.setdefault(key, []).append(row)

    def find(self, *texts: str) -> Any:
        """The one row that the first telling text means, else None; a text that means several means none."""
        for text in texts:
            found = self._by_key.get(fold(text), []) if text else []
            if len(found) == 1:
                return found[0]
        return None

    def find_in(self, sector_ids: set[int], *texts: str) -> Any:
        """The same among activities, those of the given sectors first."""
        for text in texts:
            found = self._by_key.get(fold(text), []) if text else []
            inside = [row for row in found if row.sector_id in sector_ids]
            if len(inside) == 1 or len(found) == 1:
                return (inside or found)[0]
        return None

    def nearest(self, text: str) -> str:
        """Names of the rows that a text comes near to, for messages; the first few of the list if none."""
        keys = get_close_matches(fold(text), self._by_key, n=4, cutoff=0.5)
        rows = dict.fromkeys(row for key in keys for row in self._by_key[key]) or self.rows[:6]
        return ", ".join(f"{pick(row, 'name')} ({row.code})" for row in rows)


def _spellings(row: Any) -> list[str]:
    return [row.code, row.name_ar, row.name_en, getattr(row, "name_fr", ""), *row.aliases.split("|")]


class Lists:
    """The three short lists at one moment."""

    def __init__(self, viewer: Viewer) -> None:
        self.sectors = Listed(viewer, Sector)
        self.activities = Listed(viewer, ActivityType)
        self.groups = Listed(viewer, PopulationGroup)
