"""The areas on which the demonstration stands, as the database has them, by P-code."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tansiq.demo.countries import YEMEN, Country
from tansiq.models import Area
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

STORIES = {"YE1211": "WSH", "YE1926": "FSC", "YE1927": "FSC", "YE1821": "LIV", "YE1822": "LIV", "YE1823": "LIV"}
"""The districts of the stories, each with the sector whose work is told by hand alone."""


@dataclass(frozen=True)
class Places:
    """All areas of one country that are in force."""

    by_pcode: dict[str, Area]
    country: Country = YEMEN

    def __getitem__(self, pcode: str) -> Area:
        return self.by_pcode[pcode]

    def at_level(self, level: int) -> list[Area]:
        """The areas of a level, by P-code."""
        return [area for _, area in sorted(self.by_pcode.items()) if area.level == level]

    @cached_property
    def governorates(self) -> list[Area]:
        """The governorates in which works are invented, by P-code."""
        wanted = self.country.governorates
        return [area for area in self.at_level(1) if not wanted or area.pcode in wanted]

    @cached_property
    def districts(self) -> list[Area]:
        """The districts of these, by P-code."""
        within = {area.id for area in self.governorates}
        return [area for area in self.at_level(2) if area.governorate_id in within]

    @cached_property
    def inside(self) -> dict[int, list[Area]]:
        """The children of each area, by its id, in the order of their P-codes."""
        found: dict[int, list[Area]] = {}
        for _, area in sorted(self.by_pcode.items()):
            if area.parent_id is not None:
                found.setdefault(area.parent_id, []).append(area)
        return found

    @cached_property
    def _by_id(self) -> dict[int | None, Area]:
        return {area.id: area for area in self.by_pcode.values()}

    def parent(self, area: Area) -> Area:
        """The area that a settlement, sub-district, district or governorate lies in."""
        return self._by_id[area.parent_id]

    def governorate(self, area: Area) -> Area:
        """The governorate of an area below the country."""
        return self._by_id[area.governorate_id]

    def written(self, area: Area) -> tuple[str, str]:
        """An area as a title names it, in Arabic and in English: with the district or governorate it lies in.

        A sub-district of the same name as its district is named once.
        """
        if area.level <= 1:
            return f"محافظة {area.name_ar}", f"{area.name_en} governorate"
        above = self.parent(area)
        if area.name_ar == above.name_ar:
            return self.written(above)
        if area.level == 2:
            word_ar, word_en = self.country.district_ar, self.country.district_en
            return f"{word_ar}{area.name_ar}، محافظة {above.name_ar}", f"{area.name_en}{word_en}, {above.name_en}"
        return f"{area.name_ar}، {above.name_ar}", f"{area.name_en}, {above.name_en}"


def read_places(viewer: Viewer, country: Country = YEMEN) -> Places:
    """The areas of a country as `viewer` sees them; empty where they were not loaded yet."""
    whole = Area.alias()
    of_country = Area.country.in_(whole.select(whole.id).where(whole.pcode == country.pcode))
    in_force: Any = visible(Area, viewer).where(of_country & Area.valid_until.is_null() & Area.archived_at.is_null())
    return Places({area.pcode: area for area in in_force}, country)
