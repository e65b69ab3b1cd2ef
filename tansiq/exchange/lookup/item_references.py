"""What the cells of a plan's sheet refer to: sectors, areas, organisations, goals, items of the plan above.

Each is read when the first cell asks for it.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tansiq.exchange.lookup.code_lists import CodeList
from tansiq.exchange.lookup.geocoder import Geocoder
from tansiq.exchange.lookup.organization_index import OrganizationEntry, OrganizationIndex, organization_index
from tansiq.exchange.lookup.place_steps import steps
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.problems import Severity
from tansiq.exchange.values.text import plain
from tansiq.language.arabic import fold
from tansiq.language.area_names import keys_of
from tansiq.language.words import Sentence, say
from tansiq.models import Area, Goal, Plan, PlanItem, Sector
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_EVERYWHERE = frozenset(
    map(fold, ("all", "all areas", "all districts", "everywhere", "toutes", "tous", "كل المديريات", "جميع المديريات",
               "كل المناطق", "جميع المناطق", "الكل", "الجميع", "عموم المحافظة", "كافة المديريات")),
)  # fmt: skip
_PARTED = re.compile(r"\s*[,،/+&]\s*|\s+و(?:\s+|(?=[\u0600-\u06ff]{3}))")
_CODED = re.compile(r"[A-Z]{2,3}\d{2,}", re.IGNORECASE)


@dataclass
class OutOfList(Exception):  # noqa: N818  It is a text of a cell that is told, and no error of the program.
    """A text that means no row, or several."""

    severity: Severity
    code: str
    sentence: Sentence


class ItemReferences:
    """Finds what texts mean, as `viewer` may see it, for the items of one plan."""

    def __init__(self, viewer: Viewer, plan: Plan) -> None:
        self._viewer, self._plan = viewer, plan

    def find(self, field: str, text: str) -> list[int]:
        """The ids that a text in a listing field means; several where it names several. Raises OutOfList."""
        one = self._finders[field]
        try:
            return one(text)
        except OutOfList:
            parts = [part for part in _PARTED.split(text) if part]
            if len(parts) < 2:
                raise
            return [row_id for part in parts for row_id in one(part)]

    @property
    def _finders(self) -> dict[str, Callable[[str], list[int]]]:
        return {
            "item_sectors": self._sector,
            "item_area_codes": self._area_of_code,
            "item_areas": self._area_of_name,
            "supporters": self._supporter,
            "goals": self._goal,
        }

    def organizations(self, text: str) -> list[int]:
        """The standing organisations that are called exactly this, by number, acronym or whole name."""
        registered = self._organizations.registered(plain(text))
        found = [registered] if registered else self._organizations.by_names([text])
        found = found or self._organizations.by_acronym(text)
        return list(dict.fromkeys(one.stands_for or 0 for one in found if _stands(one)))

    def served(self, text: str) -> int | None:
        """The item of the plan above that a code means, with or without the number of the plan."""
        number, _, code = _tight(text).rpartition("/")
        return self._served.get(code) if number in ("", f"p{self._plan.parent_id}") else None

    def says_where(self, reading: Reading) -> bool:
        """Whether columns of governorates, districts and so on say where an item is."""
        return bool(steps(reading.values))

    def place(self, reading: Reading) -> int | None:
        """The area that these columns mean; what is wrong is told at their cells."""
        place = self._geocoder.locate(reading)
        if place is None:
            return None
        if place.id is None:
            name = next(iter(step for step in reading.values if step.startswith(("settlement", "adm"))), "adm1_name")
            reading.tell("error", "area-unknown", name, _NO_AREA)
        return place.id

    def prepare(self, readings: list[Reading]) -> None:
        """Take note of the rows, where any says where by such columns."""
        if any(map(self.says_where, readings)):
            self._geocoder.prepare(readings)

    def _sector(self, text: str) -> list[int]:
        row = self._sectors.find(text)
        if row is None:
            near = self._sectors.nearest(text)
            raise OutOfList("error", "sector-unknown", say("No sector is called this. Nearest: %(near)s.", near=near))
        return [row.id]

    def _area_of_code(self, text: str) -> list[int]:
        said = _CODED.search(text)
        found = self._areas_by_code.get((said[0] if said else text).upper())
        if found is None:
            raise OutOfList("error", "area-unknown", _NO_AREA)
        return [found]

    def _area_of_name(self, text: str) -> list[int]:
        if fold(text) in _EVERYWHERE:
            return []
        if _CODED.search(text):
            return self._area_of_code(text)
        found = {row_id for key in keys_of([text]) for row_id in self._areas_by_name.get(key, ())}
        if len(found) == 1:
            return list(found)
        raise OutOfList("error", "area-unknown", _SEVERAL_AREAS if found else _NO_AREA)

    def _supporter(self, text: str) -> list[int]:
        found = self.organizations(text)
        if len(found) != 1:
            told = say("No organisation of the register, or more than one, is called “%(name)s”: it is left out. Enter "
                       "it there, and import the sheet again.", name=text)  # fmt: skip
            raise OutOfList("warning", "supporter-unknown", told)
        return found

    def _goal(self, text: str) -> list[int]:
        found = self._goals.get(_tight(text).removeprefix("sdg").removeprefix("odd"))
        if found is None:
            told = say("There is no such goal or target. Write its number, such as 6.1.")
            raise OutOfList("error", "goal-unknown", told)
        return [found]

    @cached_property
    def _sectors(self) -> CodeList:
        return CodeList(self._viewer, Sector)

    @cached_property
    def _organizations(self) -> OrganizationIndex:
        return organization_index(self._viewer)

    @cached_property
    def _goals(self) -> dict[str, int]:
        rows = visible(Goal, self._viewer).where(Goal.archived_at.is_null())
        return {key: row.id for row in rows for key in (_tight(row.code), fold(row.name_ar), fold(row.name_en))}

    @cached_property
    def _served(self) -> dict[str, int]:
        if self._plan.parent_id is None:
            return {}
        rows: Any = visible(PlanItem, self._viewer).where(
            PlanItem.plan == self._plan.parent_id, PlanItem.archived_at.is_null()
        )
        return {_tight(code): item_id for item_id, code in rows.select(PlanItem.id, PlanItem.code).tuples()}

    @cached_property
    def _areas(self) -> list[Area]:
        return list(visible(Area, self._viewer).where(Area.archived_at.is_null()))

    @cached_property
    def _areas_by_code(self) -> dict[str, int]:
        return {area.pcode.upper(): area.id for area in self._areas}

    @cached_property
    def _areas_by_name(self) -> dict[str, list[int]]:
        """By each of its names: the areas within that of the plan; of those of one name the highest alone."""
        above = self._plan.area
        column = f"{ANCESTORS[above.level]}_id" if above.level < len(ANCESTORS) else "id"
        inside = [area for area in self._areas if getattr(area, column) == above.id]
        found: dict[str, list[int]] = defaultdict(list)
        levels: dict[str, int] = {}
        for area in sorted(inside, key=lambda area: area.level):
            for key in keys_of([area.name_ar, area.name_en, *area.aliases.split("|")]):
                if levels.setdefault(key, area.level) == area.level:
                    found[key].append(area.id)
        return found

    @cached_property
    def _geocoder(self) -> Geocoder:
        country = self._plan.area.country
        return Geocoder(self._viewer, (country or self._plan.area).pcode)


def _stands(organization: OrganizationEntry) -> bool:
    return not organization.is_archived and organization.id is not None


def _tight(text: str) -> str:
    return plain(text).replace(" ", "").replace("٫", ".").casefold().rstrip(".")


_NO_AREA = say("No area of the register is called this. Write its P-code, or its name as the register has it.")
_SEVERAL_AREAS = say("Several areas of the plan are called this. Write the P-code of the one that is meant.")
