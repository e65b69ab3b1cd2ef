"""The annual plans of Syria's fourteen governorates for the story of Damascus: the workbooks as their offices keep
them, and what a matrix of them has to say, reckoned here by counting one activity after the other.

12 workbooks in three layouts under Arabic or English headers, 2 governorates that take over the export of another
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment

from tansiq.exchange.export.plan_layouts import LAYOUTS, PlanLayout
from tansiq.language.plan_vocabulary import ITEM_KINDS, ITEM_STATES
from tansiq.language.words import speaking
from tansiq.models import Area, Plan
from tansiq.records import changes
from tansiq.reference.tables import areas
from tests.people import SALMA

COUNTRY, *GOVERNORATES = [facts for facts in areas("syria") if facts.level <= 1]
PCODES = [facts.pcode for facts in GOVERNORATES]
TAKEN_OVER: dict[str, tuple[str, PlanLayout]] = {"SY13": ("SY01", "numbering"), "SY14": ("SY02", "columns")}
"""By governorate: whose plan it takes over as the register saves it, and in which layout."""
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)
TOLERANCE = 10
"""Points of 100 by which an activity may lag, as plans have it unless they say otherwise."""

WORKS, HEALTH, EDUCATION, ALONE = "المياه والطرق", "الصحة", "التعليم", ""
AXES = (WORKS, HEALTH, EDUCATION)
WATER, ROADS, CENTRES = "شبكة مياه الشرب", "صيانة الطرق", "تأهيل المراكز الصحية"
VACCINES, SCHOOLS, TEACHERS, STOCK = "حملة التلقيح", "ترميم المدارس", "تدريب المعلمين", "مخزون الطوارئ"
ENGLISH = {
    WORKS: "Water and roads", HEALTH: "Health", EDUCATION: "Education", WATER: "Drinking water network",
    ROADS: "Road repairs", CENTRES: "Health centres", VACCINES: "Vaccination", SCHOOLS: "School repairs",
    TEACHERS: "Training of teachers", STOCK: "Emergency stock",
}  # fmt: skip
_MODEL = (
    (WORKS, WATER, date(2026, 1, 10), date(2026, 6, 10), 60),
    (WORKS, ROADS, date(2026, 3, 1), date(2026, 11, 30), 40),
    (HEALTH, CENTRES, date(2026, 2, 1), date(2026, 5, 31), None),
    (HEALTH, VACCINES, date(2026, 5, 1), date(2026, 12, 15), None),
    (EDUCATION, SCHOOLS, date(2026, 1, 15), date(2026, 9, 15), None),
    (EDUCATION, TEACHERS, date(2026, 9, 1), date(2026, 12, 20), None),
)


class Activity(NamedTuple):
    """What a workbook says of one activity: its axis ("" where it has none), its days, its share of the axis in per
    cent (None: alike), how far it is, 0 to 100."""

    axis: str
    name: str
    starts: date
    ends: date
    weight: int | None
    progress: int

    @property
    def state(self) -> str:
        """The code of its state."""
        return "DONE" if self.progress == 100 else "UNDER_WAY" if self.progress else "NOT_STARTED"


def activities_of(pcode: str) -> list[Activity]:
    """The activities of a governorate, by the model of all, with days and progress of its own."""
    number = int(TAKEN_OVER.get(pcode, (pcode,))[0][2:])
    moved = timedelta(days=number - 7)
    found = [
        Activity(axis, name, starts + moved, ends + moved, weight, _progress(number, place, name))
        for place, (axis, name, starts, ends, weight) in enumerate(_MODEL)
        # Raqqa plans nothing for education.
        if not (pcode == "SY11" and axis == EDUCATION)
    ]
    # What Homs keeps for emergencies stands beside its axes.
    return [*found, Activity(ALONE, STOCK, FIRST_DAY, LAST_DAY, None, 30)] if pcode == "SY04" else found


def _progress(number: int, place: int, name: str) -> int:
    if name == TEACHERS:
        return 0
    return 100 if (number + place) % 6 == 0 else (3 * number + 7 * place) % 20 * 5


class Sheet(NamedTuple):
    """How an office keeps its workbook: what tells the levels, and the language of headers and of names."""

    layout: PlanLayout
    headers: str
    names: str


def sheet_of(pcode: str) -> Sheet:
    """Every layout under headers of both languages; Hama alone names its items in English."""
    place = PCODES.index(pcode)
    return Sheet(LAYOUTS[place % 3], ("ar", "en")[place // 3 % 2], "en" if pcode == "SY05" else "ar")


_HEADERS = {
    "ar": {"code": "رمز البند", "kind": "نوع البند", "name": "البند", "english": "البند (بالإنجليزية)",
           "axis": "المحور", "activity": "النشاط", "starts": "تاريخ البدء", "ends": "تاريخ الانتهاء",
           "weight": "الوزن النسبي", "progress": "نسبة الإنجاز", "state": "حالة التنفيذ", "owner": "الجهة المسؤولة"},
    "en": {"code": "No.", "kind": "Kind of item", "name": "Item", "axis": "Axis", "activity": "Activity",
           "starts": "Start date", "ends": "End date", "weight": "Weight", "progress": "Progress", "state": "Status",
           "owner": "Responsible"},
}  # fmt: skip
_SAID = ("starts", "ends", "weight", "progress", "state", "owner")


def write_sheet(folder: Path, pcode: str, owner: str) -> Path:
    """The workbook of a governorate; `owner` answers for its drinking water, an office for all else."""
    sheet = sheet_of(pcode)
    rows = list(_rows(pcode, sheet, owner))
    book = Workbook()
    page: Any = book.active
    names = list(rows[0])
    page.append([_HEADERS[sheet.headers][name] for name in names])
    for row in rows:
        page.append([row[name] for name in names])
        if sheet.layout == "indentation" and row["kind"] != rows[0]["kind"]:
            page.cell(page.max_row, names.index("name") + 1).alignment = Alignment(indent=1)
    path = folder / f"{pcode}.xlsx"
    book.save(path)
    return path


def _rows(pcode: str, sheet: Sheet, owner: str) -> Iterable[dict[str, Any]]:
    """By column: the cells of each row. Where a column tells the axis, it has no row of its own."""
    axes, number = list[str](), 0
    with speaking(sheet.headers):
        for activity in activities_of(pcode):
            said = _said(activity, sheet.headers, owner)
            if sheet.layout == "columns":
                yield {"axis": _called(activity.axis, sheet), "activity": _called(activity.name, sheet), **said}
                continue
            if activity.axis not in axes:
                axes, number = [*axes, activity.axis], 0
                if activity.axis:
                    yield _line(sheet, pcode, "AXIS", activity.axis, f"{len(axes)}")
            number += 1
            code = f"{len(axes)}.{number}" if activity.axis else f"{len(axes)}"
            yield _line(sheet, pcode, "ACTIVITY", activity.name, code) | said


def _called(name: str, sheet: Sheet) -> str:
    return ENGLISH[name] if sheet.names == "en" else name


def _line(sheet: Sheet, pcode: str, kind: str, *named: str) -> dict[str, Any]:
    """The beginning of a row: what it is, how it is called, and its code."""
    name, code = named
    told = {"code": code} if sheet.layout == "numbering" else {}
    # Damascus names its items in both languages, by which an axis of either is known to be the same.
    english = {"english": ENGLISH[name]} if pcode == "SY01" else {}
    return {**told, "kind": ITEM_KINDS.label(kind), "name": _called(name, sheet), **english, **dict.fromkeys(_SAID)}


def _said(activity: Activity, language: str, owner: str) -> dict[str, Any]:
    days = (activity.starts, activity.ends)
    first, last = (datetime.combine(day, time.min) if language == "ar" else day.isoformat() for day in days)
    office = {"ar": "مديرية الخدمات الفنية", "en": "Directorate of technical services"}[language]
    values = (first, last, activity.weight, activity.progress, ITEM_STATES.label(activity.state),
              owner if activity.name == WATER else office)  # fmt: skip
    return dict(zip(_SAID, values, strict=True))


def enter_syria() -> dict[str, Area]:
    """The country and its governorates, by P-code."""
    found = dict[str, Area]()
    for facts in (COUNTRY, *GOVERNORATES):
        above = found[facts.parent_pcode].id if facts.parent_pcode else None
        names = {"name_ar": facts.name_ar, "name_en": facts.name_en}
        found[facts.pcode] = changes.save(SALMA, Area(pcode=facts.pcode, level=facts.level, parent=above, **names))
    return found


def annual_plan(area: Area) -> Plan:
    """The plan of a governorate for 2026, without items and not yet saved."""
    named = {"name_ar": f"الخطة السنوية لمحافظة {area.name_ar}", "name_en": f"Annual plan of {area.name_en}"}
    days: dict[str, Any] = {"starts_on": FIRST_DAY, "ends_on": LAST_DAY}
    return Plan(area=area.id, plan_kind="ANNUAL", is_published=True, **named, **days)


class Cell(NamedTuple):
    """What a cell of the matrix has to say: numbers of items, progress in hundredths, change in points."""

    items: int
    done: int
    late: int
    progress: float | None
    change: float | None


EMPTY = Cell(0, 0, 0, None, None)
Told = Mapping[str, list[Activity]]
"""By governorate: its activities as they stand."""


def reported(told: Told, reports: Mapping[tuple[str, str], int]) -> Told:
    """The activities once (governorate, name) stands at a progress of its own."""
    return {
        pcode: [one._replace(progress=reports.get((pcode, one.name), one.progress)) for one in listed]
        for pcode, listed in told.items()
    }


def cell(pcode: str, axis: str, now: Told, before: Told | None, today: date) -> Cell:
    """The cell of a governorate and an axis on a day; `before` is how all stood when last month ended."""
    listed = [one for one in now[pcode] if one.axis == axis]
    if not listed:
        return EMPTY
    progress = _mean(listed)
    change = None if before is None else progress - _mean([one for one in before[pcode] if one.axis == axis])
    done = sum(one.progress == 100 for one in listed)
    late = sum(is_late(one, today) for one in listed)
    return Cell(len(listed), done, late, round(float(progress), 2), None if change is None else round(float(change), 2))


def whole(pcode: str, now: Told) -> float:
    """How far a governorate is with all its axes, which count alike, as does what stands beside them."""
    roots = list(dict.fromkeys(one.axis for one in now[pcode]))
    means = [_mean([one for one in now[pcode] if one.axis == axis]) for axis in roots]
    return float(sum(means, Fraction()) / len(means))


def _mean(listed: list[Activity]) -> Fraction:
    weights = [Fraction(one.weight or 1) for one in listed]
    weighed = [weight * one.progress for weight, one in zip(weights, listed, strict=True)]
    return sum(weighed, Fraction()) / sum(weights, Fraction())


def is_late(one: Activity, today: date) -> bool:
    """Past its last day and not done, or behind the straight line between its days by more than the tolerance."""
    if one.progress == 100 or today <= one.starts:
        return False
    gone = Fraction((today - one.starts).days, (one.ends - one.starts).days) * 100
    return today > one.ends or gone - one.progress > TOLERANCE
