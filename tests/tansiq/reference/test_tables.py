"""The facts of the packaged tables."""

import re
from collections import Counter

import pytest

from tansiq.language.arabic import fold
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.reference import tables
from tansiq.reference.recognition import spellings

ROWS_BY_LEVEL = {
    "yemen": {0: 1, 1: 22, 2: 335, 3: 2149},
    "syria": {0: 1, 1: 14, 2: 62, 3: 272},
    "egypt": {0: 1, 1: 27, 2: 351, 3: 5716},
}
BOX = {"yemen": (12, 20, 41, 55), "syria": (32, 38, 35, 43), "egypt": (21, 32, 24, 37)}
"""South, north, west and east of each country, in whole degrees."""

each_country = pytest.mark.parametrize("country", list(tables.COUNTRIES))


def by_pcode(country: str) -> dict[str, tables.AreaFacts]:
    return {area.pcode: area for area in tables.areas(country)}


@each_country
def test_every_level_of_a_country_is_whole(country: str) -> None:
    assert Counter(area.level for area in tables.areas(country)) == ROWS_BY_LEVEL[country]


@each_country
def test_every_area_but_the_country_has_its_parent_one_level_above_and_before_it(country: str) -> None:
    seen: dict[str, int] = {}
    for area in tables.areas(country):
        assert seen.get(area.parent_pcode, -1) == area.level - 1
        seen[area.pcode] = area.level
    assert next(iter(seen)) == tables.COUNTRIES[country]


@each_country
def test_no_pcode_comes_twice(country: str) -> None:
    assert max(Counter(area.pcode for area in tables.areas(country)).values()) == 1


@each_country
def test_siblings_have_different_names(country: str) -> None:
    names = Counter((area.parent_pcode, fold(area.name_ar)) for area in tables.areas(country))
    assert [name for name, count in names.items() if count > 1] == []


@each_country
def test_arabic_names_are_clean(country: str) -> None:
    soiled = re.compile(r"[A-Za-z\u0640\u064b-\u0652\u00a0_?*+]|\s\s|^\s|\s$|^$")
    assert [area.pcode for area in tables.areas(country) if soiled.search(area.name_ar)] == []


@each_country
def test_final_letters_are_arabic_not_keyboard_habits(country: str) -> None:
    """Words such as وادى, بنى, مدينه are typed so, but not written so."""
    habit = re.compile(r"(?<!\S)(وادى|بنى|ذى|سيدى|مدينه|ال|ابو|احمد|اول)(?!\S)")
    assert [area.name_ar for area in tables.areas(country) if habit.search(area.name_ar)] == []


@each_country
def test_english_names_are_latin_and_missing_only_below_districts(country: str) -> None:
    for area in tables.areas(country):
        assert re.fullmatch(r"[A-Za-z0-9'()\- ]*", area.name_en), area
        assert area.name_en or area.level == 3, area


@each_country
def test_names_fit_their_columns(country: str) -> None:
    for area in tables.areas(country):
        assert max(len(area.name_ar), len(area.name_en), len(area.population_source)) <= 200


@each_country
def test_centre_points_lie_in_the_country(country: str) -> None:
    south, north, west, east = BOX[country]
    for area in tables.areas(country):
        if area.latitude is None or area.longitude is None:
            assert (country, area.level) == ("egypt", 3)
        else:
            assert south < area.latitude < north
            assert west < area.longitude < east


@each_country
def test_every_population_tells_its_year_and_source(country: str) -> None:
    for area in tables.areas(country):
        facts = [area.population is not None, area.population_year is not None, area.population_source != ""]
        assert len(set(facts)) == 1, area


def test_khanfar() -> None:
    khanfar = by_pcode("yemen")["YE1211"]
    assert (khanfar.name_ar, khanfar.name_en, khanfar.parent_pcode, khanfar.level) == ("خنفر", "Khanfar", "YE12", 2)
    assert "جعار" in khanfar.aliases.split("|")


@pytest.mark.parametrize(
    ("pcode", "name"),
    [
        ("YE1809", "الضحى"),
        ("YE1817", "بيت الفقيه"),
        ("YE32", "سقطرى"),
        ("YE11", "إب"),
        ("YE26", "مأرب"),
        ("YE1303", "آزال"),
        ("YE2804", "الغيظة"),
        ("YE1415", "ولد ربيع"),
        ("YE110521", "الأملوك"),
        ("YE140221", "آل سودان"),
        ("YE230221", "بني علي"),
        ("YE111625", "بني عبدالله"),
    ],
)
def test_yemeni_names_are_spelt_as_people_write_them(pcode: str, name: str) -> None:
    assert by_pcode("yemen")[pcode].name_ar == name


def test_the_spelling_of_the_source_is_an_alias() -> None:
    assert "الضحي" in by_pcode("yemen")["YE1809"].aliases.split("|")
    assert "الحديده" in by_pcode("yemen")["YE18"].aliases.split("|")


def test_yemens_population_says_that_it_is_approximate() -> None:
    sources = {area.population_source for area in tables.areas("yemen") if area.population is not None}
    assert all("approximate" in source and "تقري" in source for source in sources)


def test_countries_are_the_sum_of_their_governorates() -> None:
    for country, pcode in tables.COUNTRIES.items():
        parts = [area.population or 0 for area in tables.areas(country) if area.level == 1]
        assert by_pcode(country)[pcode].population == sum(parts)


def test_egypts_placeholders_are_left_out() -> None:
    assert not [area.pcode for area in tables.areas("egypt") if re.fullmatch(r"EG\d\d00", area.pcode)]
    assert by_pcode("egypt")["EG29"].name_ar == "الأقصر"


def test_an_unknown_country_is_an_error() -> None:
    with pytest.raises(KeyError):
        tables.areas("atlantis")


def test_sectors_come_after_their_parents_and_have_two_levels() -> None:
    parents: set[str] = set()
    for sector in tables.sectors():
        assert not sector.parent_code or sector.parent_code in parents
        if not sector.parent_code:
            parents.add(sector.code)


def test_no_dac_code_means_two_sectors() -> None:
    codes = Counter(code for sector in tables.sectors() for code in sector.dac_codes)
    assert [code for code, count in codes.items() if count > 1] == []


def test_activity_types_belong_to_known_sectors() -> None:
    known = {sector.code for sector in tables.sectors()}
    assert {activity.sector_code for activity in tables.activity_types()} <= known


def test_population_groups_are_the_six_of_the_register() -> None:
    assert [group.code for group in tables.population_groups()] == ["ALL", "IDP", "RET", "HOST", "REF", "MIG"]


def test_organization_kinds_are_those_of_the_vocabulary() -> None:
    assert tuple(kind.code for kind in tables.organization_kinds()) == ORGANIZATION_KINDS.codes


@pytest.mark.parametrize(
    "rows", [tables.sectors(), tables.activity_types(), tables.population_groups(), tables.organization_kinds()]
)
def test_no_spelling_means_two_codes(rows: tuple[tables.NamedCode, ...]) -> None:
    meanings: dict[str, set[str]] = {}
    for row in rows:
        for name in spellings(row):
            meanings.setdefault(fold(name), set()).add(row.code)
    assert {name: codes for name, codes in meanings.items() if len(codes) > 1} == {}


GOAL_TARGETS = {
    1: (5, 2), 2: (5, 3), 3: (9, 4), 4: (7, 3), 5: (6, 3), 6: (6, 2), 7: (3, 2), 8: (10, 2), 9: (5, 3), 10: (7, 3),
    11: (7, 3), 12: (8, 3), 13: (3, 2), 14: (7, 3), 15: (9, 3), 16: (10, 2), 17: (19, 0),
}  # fmt: skip
"""By Sustainable Development Goal: its targets with a number, then those with a letter (resolution 71/313)."""


def test_all_seventeen_goals_and_169_targets_are_there_in_their_order() -> None:
    wanted: list[str] = []
    for goal, (numbered, lettered) in GOAL_TARGETS.items():
        ends = [*map(str, range(1, numbered + 1)), *"abcd"[:lettered]]
        wanted += [str(goal), *(f"{goal}.{end}" for end in ends)]
    assert [goal.code for goal in tables.goals()] == wanted
    assert len([goal for goal in tables.goals() if goal.parent_code]) == 169


def test_each_goal_and_target_has_an_arabic_and_an_english_name_of_its_own() -> None:
    found = tables.goals()
    assert all(re.search("[ء-ي]", goal.name_ar) and not re.search("[A-Za-z]", goal.name_ar) for goal in found)
    assert all(re.search("[A-Za-z]", goal.name_en) and not re.search("[ء-ي]", goal.name_en) for goal in found)
    assert len({fold(goal.name_ar) for goal in found}) == len({goal.name_en for goal in found}) == 186


def test_a_target_belongs_to_the_goal_of_its_number() -> None:
    by_code = {goal.code: goal for goal in tables.goals()}
    assert [by_code[code].parent_code for code in ("8", "8.1", "8.10", "8.a", "1.b")] == ["", "8", "8", "8", "1"]
    assert by_code["6.1"].name_ar == "مياه شرب مأمونة وميسورة للجميع"
