"""Headers that name an area: "Cercle", "RegionPcode", "admin2name_en", "رمز المديرية" and their kin.

A header is a level word with or without a word for code or name, so the pairs are put together, not listed.
"""

import re

from tansiq.language.arabic import fold_tight

_LEVELS = {
    "country": "country|pays|الدولة|البلد|دولة|adm0|admin0",
    "adm1": "governorate|governorates|region|regions|province|provinces|state|wilaya|wilayah|gouvernorat|"
    "muhafaza|mohafaza|المحافظة|محافظة|المحافظات|الولاية|ولاية|admin level 1|adm1|admin1|admin 1|"
    "administrative level 1|niveau admin 1|المستوى الإداري الأول",
    "adm2": "district|districts|department|departement|departments|cercle|zone|prefecture|"
    "المديرية|مديرية|المديريات|القضاء|قضاء|المنطقة|المركز|مركز|القسم|adm2|admin2|admin level 2|"
    "administrative level 2|niveau admin 2|المستوى الإداري الثاني",
    "adm3": "sub district|subdistrict|sub districts|commune|communes|woreda|municipality|sous préfecture|"
    "sous district|العزلة|عزلة|الناحية|ناحية|الشياخة|العزلة أو الناحية|البلدية|adm3|admin3|"
    "admin level 3|administrative level 3|niveau admin 3|المستوى الإداري الثالث",
    "settlement": "settlement|village|villages|town|city|location|locations|location name|site|sites|camp|"
    "community|locality|localite|localites|quartier|neighbourhood|neighborhood|village site|"
    "lieu|القرية|قرية|التجمع|الموقع|المخيم|المدينة|الحي|التجمع السكاني|اسم الموقع|اسم المخيم|"
    "التجمع أو المخيم|القرية أو التجمع|adm4|admin4|admin level 4",
}
_CODE = re.compile(r"^(?:pcode|code|رمز|كود)(?:de|du|la)*|(?:pcode|pcod|pcodes|code|codes|الرمز|رمز|الكود)$")
_NAME = re.compile(r"^(?:nameof|name|nom|اسم)(?:de|du|la)*|(?:names|name|nom|الاسم)$")
_WORDS = {fold_tight(word): level for level, words in _LEVELS.items() for word in words.split("|")}


def field_of_place(tight: str) -> str | None:
    """The field of a folded header without spaces: "regionpcode" is `adm1_pcode`, "cercle" is `adm2_name`."""
    if tight in _WORDS:
        return _name(_WORDS[tight])
    for pattern, ending in ((_CODE, _code), (_NAME, _name)):
        bare = pattern.sub("", tight, count=1)
        if bare != tight and bare in _WORDS:
            return ending(_WORDS[bare])
    return None


def _name(level: str) -> str:
    return level if level == "country" else f"{level}_name"


def _code(level: str) -> str:
    return f"{level}_pcode"
