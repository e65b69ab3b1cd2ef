"""What follows from the area that a row lies in."""

import numpy as np

from tansiq.copied_columns.rows import STANDS, CopiedRows
from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.models.area import ANCESTORS


class Places:
    """What follows from an area, by its id: its level and ancestors. Ids that no area has lie nowhere."""

    def __init__(self, areas: CopiedRows) -> None:
        self._areas = areas
        self._stands = areas.column(STANDS) == 1
        self._ids = areas.column("id")[self._stands]
        self._by_id: dict[str, Numbers] = {}

    def laid_out(self) -> "Places":
        """The same with all that it tells at hand: from then on it looks into no copy, which others may change."""
        for name in ("level", *ANCESTORS):
            self._by_id.setdefault(name, self._laid_out(name))
        return self

    def of(self, name: str, areas: Numbers) -> Numbers:
        """The `name` (level, or one of ANCESTORS) of each of these areas, NONE where it has none."""
        by_id = self._by_id[name] if name in self._by_id else self._laid_out(name)
        found: Numbers = by_id[areas]
        return found

    def cell(self, level: int, areas: Numbers) -> Numbers:
        """The ancestor of each area at a level; a settlement is what lies below all ancestors."""
        if level < len(ANCESTORS):
            return self.of(ANCESTORS[level], areas)
        above = self.of(ANCESTORS[0], areas)
        for name in ANCESTORS[1:]:
            nearer = self.of(name, areas)
            above = np.where(nearer == NONE, above, nearer)
        return np.where((above == NONE) | (above == areas), NONE, areas)

    def _laid_out(self, name: str) -> Numbers:
        # One place more than ids: NONE is -1, and leads to the last.
        by_id = np.full(int(self._ids.max(initial=0)) + 2, NONE, np.int32)
        by_id[self._ids] = self._areas.column(name)[self._stands]
        self._by_id[name] = by_id
        return by_id
