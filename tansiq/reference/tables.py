"""The reference tables, read from the files of this package into typed, immutable rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COUNTRIES = {"yemen": "YE", "syria": "SY", "egypt": "EG"}
"""The countries whose areas are packaged, each with the P-code of its level 0."""


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """One area. Level 0 is the country, 3 the sub-district; `population` counts persons.

    A latitude, longitude or area (square kilometres) that nobody published is None. `population_source`
    names the census, or says that the figure is an estimate, in Arabic and English.
    """

    level: int
    pcode: str
    parent_pcode: str
    name_ar: str
    name_en: str
    aliases: str
    latitude: float | None
    longitude: float | None
    area_km2: float | None
    population: int | None
    population_year: int | None
    population_source: str


@dataclass(frozen=True, slots=True)
class SectorFacts:
    """A cluster or sector, or a sub-sector if it has a parent.

    `dac_codes` are purpose codes (five digits) and categories (three) of the OECD's Development Assistance
    Committee that mean this sector; the first is the one to write into an export.
    """

    code: str
    parent_code: str
    name_ar: str
    name_en: str
    name_fr: str
    aliases: str
    dac_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """A kind of activity within a sector."""

    code: str
    sector_code: str
    name_ar: str
    name_en: str
    aliases: str


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code with its names and the spellings by which sheets call it."""

    code: str
    name_ar: str
    name_en: str
    aliases: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A Sustainable Development Goal, "6", or one of its targets: "6.1", "6.a"."""

    code: str
    name_ar: str
    name_en: str

    @property
    def parent_code(self) -> str:
        """The code of the goal of a target; "" of a goal."""
        return self.code.partition(".")[0] if "." in self.code else ""


@cache
def areas(country: str) -> tuple[AreaFacts, ...]:
    """All areas of one of COUNTRIES ("yemen", "syria", "egypt"), parents before children.

    Raises KeyError for a country that is not packaged.
    """
    if country not in COUNTRIES:
        raise KeyError(country)
    return tuple(_area(line) for line in _lines(f"areas/{country}.csv"))


@cache
def sectors() -> tuple[SectorFacts, ...]:
    """Sectors with their sub-sectors, in the order in which lists show them; parents before children."""
    return tuple(_sector(line) for line in _lines("sectors.csv"))


@cache
def activity_types() -> tuple[ActivityFacts, ...]:
    """Common kinds of activity."""
    return tuple(ActivityFacts(**line) for line in _lines("activity_types.csv"))


@cache
def population_groups() -> tuple[NamedCode, ...]:
    """Groups of people; ALL stands for everybody and for "not said"."""
    return tuple(NamedCode(**line) for line in _lines("population_groups.csv"))


@cache
def goals() -> tuple[GoalFacts, ...]:
    """The 17 Sustainable Development Goals, each followed by its targets in their order."""
    return tuple(GoalFacts(**line) for line in _lines("goals.csv"))


@cache
def organization_kinds() -> tuple[NamedCode, ...]:
    """Kinds of organisations, by the codes of tansiq.language.vocabulary, with the spellings met in sheets."""
    return tuple(NamedCode(**line) for line in _lines("organization_kinds.csv"))


def _lines(name: str) -> Iterator[dict[str, str]]:
    text = files("tansiq.reference").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _area(line: dict[str, str]) -> AreaFacts:
    return AreaFacts(
        level=int(line["level"]),
        pcode=line["pcode"],
        parent_pcode=line["parent_pcode"],
        name_ar=line["name_ar"],
        name_en=line["name_en"],
        aliases=line["aliases"],
        latitude=_decimal(line["latitude"]),
        longitude=_decimal(line["longitude"]),
        area_km2=_decimal(line["area_km2"]),
        population=_whole(line["population"]),
        population_year=_whole(line["population_year"]),
        population_source=line["population_source"],
    )


def _sector(line: dict[str, str]) -> SectorFacts:
    codes = tuple(code for code in line.pop("dac_codes").split("|") if code)
    return SectorFacts(**line, dac_codes=codes)


def _decimal(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None
