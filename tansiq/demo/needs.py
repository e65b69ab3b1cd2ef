"""How many people need what, where: every district by sector, and the settlements of Khanfar for water.

Population of a governorate (reference) -> split over its districts by sub-districts and chance
-> persons affected and in need by sector, the more the harder the district is hit -> severity 1-5.
"""

from collections.abc import Iterator
from math import sqrt

from tansiq.demo.countries import YEMEN
from tansiq.demo.places import Places
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.demo.specs import NeedSpec
from tansiq.models import Area

SHARES = {"FSC": 0.46, "WSH": 0.43, "HEA": 0.47, "NUT": 0.20, "EDU": 0.25, "PRO": 0.38, "SHL": 0.19, "LIV": 0.30}
"""The share of the people of a district of middling hardship who are in need, by sector."""
URBAN_KM2 = 130
"""A district of fewer square kilometres is a town: more people live in it than in others."""
UNKNOWN = 0.03
"""The share of districts and sectors of which no assessment tells."""
LEFT_OUT = {"YE1821": 5, "YE1822": 5, "YE1823": 5}
"""The severity of livelihoods in Hodeidah's three districts, whatever chance says."""
WATER = {
    "YE121121-D01": 3, "YE121121-D02": 3, "YE121121-D03": 4, "YE121121-D04": 5, "YE121121-D05": 5,
    "YE121121-D06": 4, "YE121121-D07": 3, "YE121121-D08": 5, "YE121121-D09": 4, "YE121121-D10": 3,
    "YE121121-D11": 4, "YE121121-D12": 4,
}  # fmt: skip
"""The severity of the need for water in each settlement of Khanfar."""


def needs(places: Places) -> list[NeedSpec]:
    """All needs of the year, districts by P-code, then Khanfar's settlements; [] of a country without any."""
    if not places.country.has_needs:
        return []
    people = district_people(places)
    found = [need for district in places.districts for need in _of_district(district, people[district.pcode])]
    return found + (_of_khanfar(places) if places.country == YEMEN else [])


def district_people(places: Places) -> dict[str, int]:
    """Persons living in each district by P-code: the governorate's population, split by invented weights."""
    found = {}
    for governorate in places.at_level(1):
        districts = places.inside.get(governorate.id, [])
        weights = {district.pcode: _weight(places, district) for district in districts}
        for pcode, weight in weights.items():
            found[pcode] = round((governorate.population or 0) * weight / sum(weights.values()))
    return found


def _weight(places: Places, district: Area) -> float:
    towns = 2.5 if (district.area_km2 or URBAN_KM2) < URBAN_KM2 else 1.0
    inside = len(places.inside.get(district.id, []))
    return towns * (1.0 + sqrt(inside)) * Dice(f"people {district.pcode}").around(1.0)


def _of_district(district: Area, people: int) -> Iterator[NeedSpec]:
    dice = Dice(f"needs {district.pcode}")
    hardship = min(max(dice.gauss(3.0, 0.8), 1.2), 4.8)
    for sector, share in SHARES.items():
        own = min(max(hardship + dice.gauss(0, 0.6), 1.0), 5.0)
        severity = LEFT_OUT.get(district.pcode, round(own)) if sector == "LIV" else round(own)
        in_need = people * min(share * (0.4 + severity / 5), 0.9)
        is_known = not dice.happens(UNKNOWN) or district.pcode in LEFT_OUT
        # Khanfar's need for water is told settlement by settlement, and would be counted twice.
        if is_known and (district.pcode, sector) != ("YE1211", "WSH"):
            affected = min(in_need * 1.2, people)
            yield NeedSpec(district.pcode, sector, int(in_need), int(affected), severity)


def _of_khanfar(places: Places) -> list[NeedSpec]:
    found = []
    for pcode, severity in WATER.items():
        people = places[pcode].population or 0
        in_need = rounded(people * (0.35 + 0.11 * severity))
        found.append(NeedSpec(pcode, "WSH", in_need, min(rounded(in_need * 1.1), people), severity))
    return found
