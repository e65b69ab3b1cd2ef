"""The short lists on which the demonstration stands, as the database has them, by code."""

from dataclasses import dataclass
from typing import Any, TypeVar

from tansiq.models import ActivityType, PopulationGroup, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

C = TypeVar("C", Sector, ActivityType, PopulationGroup)


@dataclass(frozen=True)
class Codes:
    """Sectors, kinds of activity and population groups."""

    sectors: dict[str, Sector]
    activities: dict[str, ActivityType]
    groups: dict[str, PopulationGroup]

    def sectors_of(self, activity: str) -> tuple[int, int | None]:
        """The ids of the top-level sector of a kind of activity, and of its sub-sector if it has one."""
        sector_id = self.activities[activity].sector_id
        above = self._parents().get(sector_id)
        return (sector_id, None) if above is None else (above, sector_id)

    def top_sectors(self) -> dict[str, str]:
        """The code of the top-level sector of every kind of activity."""
        codes = {sector.id: sector.code for sector in self.sectors.values()}
        return {activity: codes[self.sectors_of(activity)[0]] for activity in self.activities}

    def _parents(self) -> dict[int, int | None]:
        return {sector.id: sector.parent_id for sector in self.sectors.values()}


def read_codes(viewer: Viewer) -> Codes:
    """The short lists as `viewer` sees them; empty where they were not loaded yet."""
    return Codes(
        _by_code(viewer, Sector),
        _by_code(viewer, ActivityType),
        _by_code(viewer, PopulationGroup),
    )


def _by_code(viewer: Viewer, model: type[C]) -> dict[str, C]:
    rows: Any = visible(model, viewer)
    return {row.code: row for row in rows}
