"""Random small registers for hypothesis: plain descriptions first, entered through `changes` afterwards."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st
from peewee import Model

from tansiq.models import ActivityType, Area, Intervention, Need, Partnership, Sector, Site
from tansiq.models.reached_figure import this_month
from tansiq.records import changes
from tests.people import SALMA
from tests.register import AREAS, Register

FIRST_DAY = date(2026, 1, 1)
PCODES = [pcode for pcode, *_ in AREAS] + ["YE12112101"]
MAYBE_COUNT = st.none() | st.integers(0, 9)


@dataclass(frozen=True)
class SiteToEnter:
    """A site to be entered; `figures` are people reached by month, counted from FIRST_DAY's, before `reached`."""

    pcode: str
    group: str
    targeted: int | None
    reached: int | None
    is_distinct_people: bool
    figures: tuple[tuple[int, int | None], ...] = ()

    @property
    def series(self) -> dict[date, int | None]:
        """All that is told of the people reached, by the first day of the month."""
        told = {date(FIRST_DAY.year, FIRST_DAY.month + month, 1): people for month, people in self.figures}
        return told if self.reached is None else {**told, this_month(): self.reached}

    def reached_as_of(self, day: date | None) -> int | None:
        """People reached as the last month until that of a day tells, or the last of all."""
        known = [month for month in self.series if day is None or month <= day]
        return self.series[max(known)] if known else None


@dataclass(frozen=True)
class Work:
    """An intervention to be entered; days count from FIRST_DAY, codes name the rest."""

    organization: str
    sector: str
    subsector: str | None
    activity: str | None
    modality: str | None
    status: str
    begins: int | None
    ends: int | None
    partners: tuple[tuple[str, str], ...]
    is_archived: bool
    is_published: bool
    places: tuple[SiteToEnter, ...]

    @property
    def starts_on(self) -> date | None:
        return None if self.begins is None else FIRST_DAY + timedelta(self.begins)

    @property
    def ends_on(self) -> date | None:
        return None if self.ends is None else FIRST_DAY + timedelta((self.begins or 0) + self.ends)


@dataclass(frozen=True)
class Lack:
    """A need to be entered."""

    pcode: str
    sector: str
    group: str
    people: int
    severity: int | None
    begins: int
    source: str


groups = st.sampled_from(["ALL", "IDP", "HOST"])
months = st.tuples(st.integers(0, 3), MAYBE_COUNT)
figures = st.just(()) | st.lists(months, max_size=3, unique_by=lambda told: told[0]).map(tuple)
places = st.builds(SiteToEnter, st.sampled_from(PCODES), groups, MAYBE_COUNT, MAYBE_COUNT, st.booleans(), figures)
organizations = st.sampled_from(["NRA", "ADR", "BKC", "GOV"])
works = st.builds(
    Work,
    organization=organizations,
    sector=st.sampled_from(["WSH", "WSH", "FSC"]),
    subsector=st.sampled_from([None, None, "WSH-W", "WSH-S"]),
    activity=st.sampled_from([None, "WATER_TRUCKING", "LATRINES"]),
    modality=st.sampled_from([None, "CASH", "IN_KIND"]),
    status=st.sampled_from(["PLANNED", "ONGOING", "ONGOING", "COMPLETED", "SUSPENDED", "CANCELLED"]),
    begins=st.none() | st.integers(0, 30),
    ends=st.none() | st.integers(0, 30),
    partners=st.lists(
        st.tuples(organizations, st.sampled_from(["FUNDING", "PROGRAMMING", "IMPLEMENTING"])), max_size=1
    ).map(tuple),
    is_archived=st.sampled_from([False, False, False, True]),
    is_published=st.sampled_from([True, True, True, False]),
    places=st.lists(places, min_size=1, max_size=3).map(tuple),
)
lacks = st.builds(
    Lack,
    pcode=st.sampled_from(PCODES),
    sector=st.sampled_from(["WSH", "FSC"]),
    group=groups,
    people=st.integers(0, 9),
    severity=st.none() | st.integers(1, 5),
    begins=st.integers(0, 30),
    source=st.sampled_from(["one", "other"]),
)


def enter_more_codes(register: Register) -> None:
    """A settlement, two sub-sectors, a second activity and a government office, beside what `register` has."""
    water = register.sectors["WSH"].id
    for code in ("WSH-W", "WSH-S"):
        names = {"name_ar": code, "name_en": code}
        register.sectors[code] = changes.save(SALMA, Sector(code=code, parent=water, **names))
    changes.save(SALMA, ActivityType(code="LATRINES", sector=water, name_ar="مراحيض", name_en="Latrines"))
    register.organization("GOV", kind="GOVERNMENT")
    above = register.areas["YE121121"].id
    hamlet = Area(level=4, pcode="YE12112101", parent=above, name_ar="حي", name_en="Hamlet")
    register.areas["YE12112101"] = changes.save(SALMA, hamlet)


def enter_all(register: Register, described: Iterable[Work], lacking: Iterable[Lack] = ()) -> Register:
    """A copy of the register with more codes, and with these interventions and needs entered."""
    mine = deepcopy(register)
    enter_more_codes(mine)
    for work in described:
        enter_work(mine, work)
    for lack in lacking:
        enter_lack(mine, lack)
    return mine


def enter_work(register: Register, work: Work) -> tuple[Intervention, list[Site]]:
    """Enter one intervention with its sites and partners."""
    intervention = register.intervention(
        work.organization,
        work.sector,
        subsector=_id(Sector, work.subsector) if work.sector == "WSH" else None,
        activity_type=_id(ActivityType, work.activity),
        modality=work.modality,
        status=work.status,
        starts_on=work.starts_on,
        ends_on=work.ends_on,
        is_published=work.is_published,
    )
    partners = [{"organization": register.organization(name).id, "role": role} for name, role in work.partners]
    changes.replace_parts(SALMA, intervention, Partnership, partners)
    sites = [
        register.site(
            intervention,
            place.pcode,
            place.group,
            targeted=place.targeted,
            figures_by_month=place.series,
            is_distinct_people=place.is_distinct_people,
        )
        for place in work.places
    ]
    if work.is_archived:
        changes.archive(SALMA, intervention)
    return intervention, sites


def enter_lack(register: Register, lack: Lack) -> Need:
    """Enter one need, of ten days."""
    begins = FIRST_DAY + timedelta(lack.begins)
    return register.need(
        lack.pcode,
        lack.sector,
        lack.people,
        population_group=register.groups[lack.group].id,
        severity=lack.severity,
        starts_on=begins,
        ends_on=begins + timedelta(10),
        source=lack.source,
    )


def _id(table: type[Model], code: str | None) -> int | None:
    if code is None:
        return None
    found: int = table.get(table.code == code).id  # type: ignore[attr-defined]  # Both tables have codes.
    return found
