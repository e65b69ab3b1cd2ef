"""The written part of the demonstration: kinds of work with their titles, organisations, settlements."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """How one kind of activity usually goes: `people` and `days` are medians, titles hold {place}.

    `dollars` are United States dollars a person; all of it is invented.
    """

    activity: str
    modality: str
    people: int
    days: int
    dollars: int
    weight: int
    title_ar: str
    title_en: str


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """One organisation, known within the demonstration by `key`; `works_in` holds codes of sectors."""

    key: str
    acronym: str
    kind: str
    name_ar: str
    name_en: str
    acronym_ar: str
    registration_number: str
    home: str
    works_in: tuple[str, ...]

    @property
    def is_international(self) -> bool:
        return self.kind in {"UN", "INGO"}


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """A settlement in a real sub-district; `population` counts persons, and is invented.

    The places that the recovery plan of Khanfar names (YE121121-K..) are real, their points are approximate; all
    others are invented.
    """

    pcode: str
    parent_pcode: str
    name_ar: str
    name_en: str
    latitude: float
    longitude: float
    population: int


@cache
def activities() -> dict[str, ActivityFacts]:
    """By code of the kind of activity."""
    return {line["activity"]: _activity(line) for line in _lines("activities")}


@cache
def organizations() -> dict[str, OrganizationFacts]:
    """The organisations named one by one; tansiq.demo.organizations adds the invented rest."""
    return {line["key"]: _organization(line) for line in _lines("organizations")}


@cache
def settlements() -> tuple[SettlementFacts, ...]:
    """The settlements of the stories and of Khanfar's plan."""
    return tuple(_settlement(line) for line in _lines("settlements"))


def _activity(line: dict[str, str]) -> ActivityFacts:
    return ActivityFacts(
        activity=line["activity"],
        modality=line["modality"],
        people=int(line["people"]),
        days=int(line["days"]),
        dollars=int(line["dollars"]),
        weight=int(line["weight"]),
        title_ar=line["title_ar"],
        title_en=line["title_en"],
    )


def _organization(line: dict[str, str]) -> OrganizationFacts:
    sectors = tuple(code for code in line.pop("works_in").split("|") if code)
    return OrganizationFacts(**line, works_in=sectors)


def _settlement(line: dict[str, str]) -> SettlementFacts:
    return SettlementFacts(
        pcode=line["pcode"],
        parent_pcode=line["parent_pcode"],
        name_ar=line["name_ar"],
        name_en=line["name_en"],
        latitude=float(line["latitude"]),
        longitude=float(line["longitude"]),
        population=int(line["population"]),
    )


def _lines(name: str) -> list[dict[str, str]]:
    text = files("tansiq.demo").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
