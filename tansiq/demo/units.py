"""The administrative units of Syria: a ministry, its governorates, and the towns where districts have their seat.

    Ministry of Local Administration ---- 14 governorates ---- the town of each district's seat

The areas are real; that units of these names stand there is invented.
"""

from tansiq.demo.countries import SYRIA, Country
from tansiq.models import Area, Unit
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk

_SEAT, _SEAT_AR = "00", "مركز "
"""How the P-code of the sub-district ends in which a district has its seat, and how its Arabic name begins."""
MINISTRY = "SY-MLA"


def enter_units(viewer: Viewer, country: Country) -> int:
    """Enter them as `viewer`; how many, 0 for another country and where they stand already."""
    if country != SYRIA or Unit.select().where(Unit.code == MINISTRY).exists():
        return 0
    areas = list(visible(Area, viewer).where(Area.pcode.startswith(SYRIA.pcode), Area.archived_at.is_null()))
    by_level = {level: [area for area in areas if area.level == level] for level in (0, 1, 3)}
    names = {"name_ar": "وزارة الإدارة المحلية", "name_en": "Ministry of Local Administration"}
    ministry = Unit(unit_kind="MINISTRY", code=MINISTRY, area=by_level[0][0].id, **names)
    bulk.enter(viewer, [ministry])
    governorates: dict[int | None, Unit] = {area.id: _governorate(area, ministry) for area in by_level[1]}
    bulk.enter(viewer, list(governorates.values()))
    towns = [_town(area, governorates[area.governorate_id]) for area in by_level[3] if area.pcode.endswith(_SEAT)]
    bulk.enter(viewer, towns)
    return 1 + len(governorates) + len(towns)


def _governorate(area: Area, ministry: Unit) -> Unit:
    names = {"name_ar": f"محافظة {area.name_ar}", "name_en": f"{area.name_en} governorate"}
    return Unit(unit_kind="GOVERNORATE", code=f"U-{area.pcode}", area=area.id, parent=ministry.id, **names)


def _town(area: Area, governorate: Unit) -> Unit:
    town = area.name_ar.removeprefix(_SEAT_AR)
    names = {"name_ar": f"مجلس مدينة {town}", "name_en": f"City council of {area.name_en}"}
    return Unit(unit_kind="MUNICIPALITY", code=f"U-{area.pcode}", area=area.id, parent=governorate.id, **names)
