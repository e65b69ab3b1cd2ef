"""The words for areas in headers, and which level each of them is: "Province" is the first in one country, the
second in another.

A word has the level of the country at hand where that is known, else the level it has in most countries.
"""

from functools import cache
from typing import NamedTuple

from tansiq.language.arabic import fold_tight

LEVELS = ("country", "adm1", "adm2", "adm3", "settlement")
"""The levels by number; the last holds all that lies below the third."""

# Words that say their level themselves, in any country.
_NUMBERED = {
    "country": "country|pays|الدولة|البلد|دولة|adm0|admin0|admin level 0",
    "adm1": "admin level 1|adm1|admin1|administrative level 1|admin 1|niveau admin 1|niveau administratif 1|"
    "المستوى الإداري الأول|المستوى الإداري 1",
    "adm2": "admin level 2|adm2|admin2|administrative level 2|admin 2|niveau admin 2|niveau administratif 2|"
    "المستوى الإداري الثاني|المستوى الإداري 2",
    "adm3": "admin level 3|adm3|admin3|administrative level 3|admin 3|niveau admin 3|niveau administratif 3|"
    "المستوى الإداري الثالث|المستوى الإداري 3",
    "settlement": "adm4|admin4|admin level 4|admin 4|niveau admin 4|niveau administratif 4",
}
# The others: the level they mostly have, each by a name of its own with the ways it is written.
_USUAL = {
    "adm1": {
        "governorate": "governorate|governorates|gouvernorat|gouvernorats|muhafaza|mohafaza|المحافظة|محافظة|المحافظات",
        "region": "region|regions|région|régions|إقليم|الإقليم",
        "province": "province|provinces",
        "state": "state|states|état fédéré|الولاية|ولاية|الولايات",
        "wilaya": "wilaya|wilayah",
        "division": "division",
        "oblast": "oblast",
    },
    "adm2": {
        "district": "district|districts|المديرية|مديرية|المديريات|المنطقة|القسم",
        "qada": "القضاء|قضاء|qada|caza",
        "markaz": "المركز|مركز|markaz",
        "department": "department|departement|departments|départements",
        "cercle": "cercle|cercles|دائرة",
        "zone": "zone|zones",
        "prefecture": "prefecture|préfectures",
        "territoire": "territoire|territoires|territory|territories",
        "county": "county|counties",
        "lga": "lga|lgas|local government area|local government areas|local government",
        "mahalliya": "المحلية|محلية",
        "delegation": "délégation|معتمدية|المعتمدية",
        "moughataa": "moughataa|مقاطعة|المقاطعة",
        "daira": "daira",
        "raion": "raion",
        "mantika": "mantika|baladiya region",
    },
    "adm3": {
        "sub district": "sub district|subdistrict|sub districts|sous district|العزلة|عزلة|الناحية|ناحية|الشياخة|"
        "العزلة أو الناحية",
        "commune": "commune|communes|البلدية|بلدية",
        "woreda": "woreda|woredas|wereda",
        "municipality": "municipality|municipalities|municipalité",
        "sous prefecture": "sous préfecture|sous préfectures|sub prefecture",
        "arrondissement": "arrondissement|arrondissements",
        "health zone": "zone de santé|zones de santé|zone sanitaire|health zone|health zones|المنطقة الصحية",
        "sub county": "sub county|subcounty|sub counties",
        "payam": "payam|payams",
        "ward": "ward|wards",
        "township": "township|townships",
        "tehsil": "tehsil|tahsil|upazila|taluka",
        "chefferie": "chefferie|secteur chefferie|collectivité",
        "administrative unit": "administrative unit|الوحدة الإدارية",
        "hromada": "hromada",
        "posto": "posto administrativo|administrative post",
        "traditional authority": "traditional authority",
    },
    "settlement": {
        "village": "village|villages|village site|town|city|ville|villes|القرية|قرية|المدينة|القرية أو التجمع",
        "site": "settlement|site|sites|camp|camps|التجمع|المخيم|التجمع السكاني|اسم المخيم|التجمع أو المخيم",
        "locality": "locality|localities|localite|localites",
        "community": "community|quartier|quartiers|neighbourhood|neighborhood|الحي|groupement",
        "kebele": "kebele|kebeles",
        "boma": "boma|bomas",
        "colline": "colline|collines",
        "fokontany": "fokontany",
        "health area": "aire de santé|aires de santé|aire sanitaire|health area|health areas",
        "union": "union council|union|barangay|village tract|section communale|parish",
        "location": "location|locations|location name|lieu|lieux|الموقع|اسم الموقع",
    },
}
# The levels of countries whose words are not those of most: from the first down, two words of one level by a stroke.
_NATIONAL = {
    "AF": "province|district|village",
    "BD": "division|district|tehsil|union",
    "BF": "region|province|commune|village",
    "BI": "province|commune|zone|colline",
    "CD": "province|territoire/village|health zone/chefferie/commune|health area/locality/site/community",
    "CF": "prefecture|sous prefecture|commune|village/locality",
    "CM": "region|department|arrondissement|village/locality",
    "DZ": "wilaya/state|daira|commune|village",
    "ET": "region|zone|woreda|kebele",
    "GN": "region|prefecture|sous prefecture|village/locality",
    "HT": "department|arrondissement|commune|union/locality",
    "KE": "county|sub county|ward|village",
    "LY": "region|mantika/district|municipality/commune|community",
    "MA": "region|province/prefecture|commune|village",
    "MG": "region|district|commune|fokontany",
    "ML": "region|cercle|commune|village",
    "MM": "state/region|district|township|union/village",
    "MR": "wilaya/state|moughataa/department|commune|village",
    "MZ": "province|district|posto|locality",
    "NE": "region|department|commune|village",
    "NG": "state|lga|ward|village",
    "NP": "province|district|municipality|ward",
    "PH": "region|province|municipality|union",
    "PK": "province|district|tehsil|union",
    "SD": "state/wilaya|locality/mahalliya|administrative unit|village",
    "SN": "region|department|arrondissement|commune",
    "SO": "region|district",
    "SS": "state|county|payam|boma",
    "TD": "province|department|sous prefecture|locality",
    "TG": "region|prefecture|commune|village",
    "UA": "oblast|raion|hromada|site",
    "ZW": "province|district|ward",
}
_GENERAL = frozenset({"region", "location"})
"""Words for a group of areas or for any place: they give way to every other word of their level."""


class AreaWord(NamedTuple):
    """The level that a word of a header names, and whether it gives way to another word of that level."""

    level: str
    is_numbered: bool = False
    gives_way: bool = False


def area_word(tight: str, country: str = "") -> AreaWord | None:
    """What a folded word without spaces says of areas in a country (its two-letter code, "" where not known)."""
    if tight in _numbered():
        return AreaWord(_numbered()[tight], is_numbered=True)
    if tight not in _usual():
        return None
    level, word = _usual()[tight]
    national = _national(country)
    if word in national:
        return AreaWord(national[word])
    return AreaWord(level, gives_way=bool(national) or word in _GENERAL)


@cache
def _numbered() -> dict[str, str]:
    return {fold_tight(form): level for level, forms in _NUMBERED.items() for form in forms.split("|")}


@cache
def _usual() -> dict[str, tuple[str, str]]:
    return {
        fold_tight(form): (level, word)
        for level, words in _USUAL.items()
        for word, forms in words.items()
        for form in forms.split("|")
    }


@cache
def _national(country: str) -> dict[str, str]:
    levels = enumerate(_NATIONAL.get(country, "").split("|"), 1)
    return {word: LEVELS[number] for number, words in levels for word in words.split("/") if word}
