"""A small register for tests: real P-codes of Abyan, invented organisations; all written through `changes`.

YE  YE12 Abyan  YE1211 Khanfar     YE121121 Ja'ar, YE121122 al-Kawd (invented)
                YE1210 Zinjibar    YE121001 Zinjibar town (invented)
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tansiq.models import (
    ActivityType,
    Area,
    Intervention,
    Need,
    Organization,
    Plan,
    PlanItem,
    PopulationGroup,
    Sector,
    Site,
    Unit,
)
from tansiq.records import changes
from tests.people import SALMA

AREAS = [
    ("YE", 0, None, "اليمن", "Yemen"),
    ("YE12", 1, "YE", "أبين", "Abyan"),
    ("YE1211", 2, "YE12", "خنفر", "Khanfar"),
    ("YE1210", 2, "YE12", "زنجبار", "Zinjibar"),
    ("YE121121", 3, "YE1211", "جعار", "Ja'ar"),
    ("YE121122", 3, "YE1211", "الكود", "al-Kawd"),
    ("YE121001", 3, "YE1210", "مدينة زنجبار", "Zinjibar town"),
    ("YE19", 1, "YE", "حضرموت", "Hadramawt"),
    ("YE1927", 2, "YE19", "مدينة المكلا", "Al Mukalla City"),
]
SECTORS = [("WSH", "المياه والإصحاح", "Water and sanitation"), ("FSC", "الأمن الغذائي", "Food security"),
           ("HEA", "الصحة", "Health")]  # fmt: skip
GROUPS = [("ALL", "الجميع", "Everybody"), ("IDP", "النازحون", "Displaced persons"), ("HOST", "المجتمع المضيف", "Hosts")]


@dataclass
class Register:
    """What was entered, by code. Rows may be such as came with a sheet or before a rule: `is_asked` lets them be."""

    areas: dict[str, Area] = field(default_factory=dict)
    sectors: dict[str, Sector] = field(default_factory=dict)
    groups: dict[str, PopulationGroup] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)

    def organization(self, acronym: str, **values: Any) -> Organization:
        """The organisation with this acronym, entered on first mention."""
        if acronym not in self.organizations:
            facts = {"acronym": acronym, "name_en": f"{acronym} Aid", "name_ar": f"إغاثة {acronym}", "kind": "NNGO"}
            self.organizations[acronym] = changes.save(SALMA, Organization(**(facts | values)))
        return self.organizations[acronym]

    def intervention(self, acronym: str, sector: str = "WSH", **values: Any) -> Intervention:
        """An intervention of an organisation, ongoing through March 2026 unless said otherwise."""
        facts: dict[str, Any] = {
            "organization": self.organization(acronym).id,
            "sector": self.sectors[sector].id,
            "title_en": f"{acronym} {sector}",
            "status": "ONGOING",
            "starts_on": date(2026, 3, 1),
            "ends_on": date(2026, 3, 31),
        }
        return changes.save(SALMA, Intervention(**(facts | values)), is_asked=True)

    def site(self, intervention: Intervention, pcode: str = "YE121121", group: str = "ALL", **values: Any) -> Site:
        """A site of an intervention; targeted and reached are persons."""
        facts = {"intervention": intervention.id, "area": self.areas[pcode].id}
        return changes.save(SALMA, Site(population_group=self.groups[group].id, **facts, **values), is_asked=True)

    def need(self, pcode: str, sector: str, people: int, **values: Any) -> Need:
        """People in need through 2026, as an invented assessment says."""
        facts: dict[str, Any] = {
            "area": self.areas[pcode].id,
            "sector": self.sectors[sector].id,
            "population_group": self.groups["ALL"].id,
            "people_in_need": people,
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "source": "invented assessment",
        }
        return changes.save(SALMA, Need(**(facts | values)))

    def plan(self, pcode: str = "YE1211", **values: Any) -> Plan:
        """A published recovery plan for 2026, still being drafted unless said otherwise."""
        facts: dict[str, Any] = {
            "area": self.areas[pcode].id,
            "name_en": "Recovery plan",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "is_published": True,
        }
        return changes.save(SALMA, Plan(**(facts | values)))

    def item(self, plan: Plan, name: str, under: PlanItem | None = None, **values: Any) -> PlanItem:
        """An item of a plan, the last under another one or among the roots unless said otherwise."""
        facts: dict[str, Any] = {"plan": plan.id, "parent": under.id if under else None, "name_en": name}
        return changes.save(SALMA, PlanItem(**(facts | values)))

    def unit(self, name: str, under: Unit | None = None, pcode: str = "YE1211", **values: Any) -> Unit:
        """A directorate under another unit, since ever and until further notice unless said otherwise."""
        facts: dict[str, Any] = {
            "name_en": name,
            "unit_kind": "DIRECTORATE",
            "area": self.areas[pcode].id,
            "parent": None if under is None else under.id,
        }
        return changes.save(SALMA, Unit(**(facts | values)))


def enter_register() -> Register:
    """Enter the areas, sectors and groups above into the database in use."""
    register = Register()
    for pcode, level, parent, name_ar, name_en in AREAS:
        above = register.areas[parent].id if parent else None
        area = Area(level=level, pcode=pcode, parent=above, name_ar=name_ar, name_en=name_en)
        register.areas[pcode] = changes.save(SALMA, area)
    for position, (code, name_ar, name_en) in enumerate(SECTORS):
        sector = Sector(code=code, name_ar=name_ar, name_en=name_en, position=position)
        register.sectors[code] = changes.save(SALMA, sector)
    for code, name_ar, name_en in GROUPS:
        register.groups[code] = changes.save(SALMA, PopulationGroup(code=code, name_ar=name_ar, name_en=name_en))
    water = {"sector": register.sectors["WSH"].id, "name_ar": "نقل المياه بالصهاريج", "name_en": "Water trucking"}
    changes.save(SALMA, ActivityType(code="WATER_TRUCKING", **water))
    return register
