"""The countries of the demonstration, each with a register and plans of its own."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """One country: its P-code, how its record ids begin, the words for a district of it in Arabic and in English.

    Works are invented in its `governorates` and of its kinds of `activities`; empty means in and of all. Of a country
    that `has_needs` people in need are invented too.
    """

    pcode: str
    prefix: str
    district_ar: str = "مديرية "
    district_en: str = " district"
    governorates: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    has_needs: bool = True


YEMEN = Country("YE", "DEMO")
SYRIA = Country("SY", "DEMO-SY", district_ar="منطقة ")
EGYPT = Country(
    "EG",
    "DEMO-EG",
    district_ar="",
    district_en="",
    governorates=("EG28",),
    activities=(
        "NON_FORMAL_EDUCATION", "TEACHER_TRAINING_AND_INCENTIVES", "CLASSROOMS", "SUPPORT_TO_HEALTH_FACILITIES",
        "MATERNAL_HEALTH", "WATER_NETWORK", "WASTE_COLLECTION", "IRRIGATION_REHABILITATION", "SMALL_BUSINESS_GRANTS",
        "SMALL_LOANS_AND_SAVINGS_GROUPS", "VOCATIONAL_SKILLS_TRAINING", "CAPACITY_BUILDING",
    ),
    has_needs=False,
)  # fmt: skip

COUNTRIES: Mapping[str, Country] = {"yemen": YEMEN, "syria": SYRIA, "egypt": EGYPT}
"""By the names that `tansiq reference load` knows."""
