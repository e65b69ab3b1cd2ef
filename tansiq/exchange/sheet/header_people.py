"""Headers that count people: "Total Femmes adultes ciblées (>18)", "# of girls reached", "النساء المستهدفات".

Nobody writes these twice the same way, so a header is understood word by word: one measure, at most one
group, and nothing that we do not know. "Targeted location" holds an unknown word and is no count.
"""

import re

from tansiq.language.arabic import fold

_MEASURES = {
    "targeted": "targeted target targets cible cibles ciblee ciblees vise vises planned مستهدف مستهدفة "
    "مستهدفين مستهدفون مستهدفات",
    "reached": "reached reach assisted served atteint atteints atteinte atteintes assistes servis وصول اليهم",
    "in_need": "need needs pin besoin besoins محتاج محتاجين محتاجون محتاجه محتاجات احتياج",
}
_GROUPS = {
    "women": "women woman femme femmes نساء",
    "men": "men man homme hommes رجال",
    "girls": "girls girl fille filles بنات فتيات",
    "boys": "boys boy garcon garcons أولاد فتيان صبيان",
    "female": "female females feminin إناث أنثى",
    "male": "male males masculin ذكور ذكر",
    "children": "children child enfant enfants أطفال",
    "adult": "adult adults adulte adultes بالغ بالغين بالغون بالغات",
    "elderly": "elderly older agee agees age ages aines مسن مسنين مسنون مسنات كبار سن",
    "disabled": "disabled disability disabilities handicap handicapes pwd pwds إعاقة معاق معاقين معاقون",
    "households": "household households hh hhs family families menage menages famille familles أسر أسرة عائلة عائلات",
}
_PERSONS = (
    "people person persons personne personnes beneficiary beneficiaries beneficiaire beneficiaires "
    "individual individuals individus population أشخاص شخص أفراد فرد مستفيدين مستفيدون مستفيد سكان ناس"
)
_NEUTRAL = (
    "total totals number no nb nbre num nombre of the in with de des du d les la le dans en situation and et "
    "living vivant avec by to par direct directs عدد إجمالي مجموع من في الذين تم ذوي ذوو إلى x "
    "جرى years year ans an yrs y o during this reporting month period week mois cours au ce خلال هذا شهر فتره"
)
# Whom a count is of, where it is not of everybody; no field is of them.
_CIRCLES = (
    "idp idps displaced pdi deplaces deplacees refugee refugees refugies returnee returnees retournes rapatries "
    "migrants host hotes hote pregnant lactating plw pbw enceintes allaitantes infants infant orphans adolescents "
    "youth staff teachers students patients survivors unique distinct "
    "نازح نازحين نازحون لاجئ لاجئين لاجئون عائدين عائدون "
    "مهاجرين مضيف مضيفه حوامل حامل مرضعات رضع أيتام شباب معلمين طلاب"
)
_AGES = "year years yr yrs yo month months an ans mois سنة سنوات عام أعوام شهر أشهر"
# These alone do not say people: an indicator has a target, a row has needs.
_BARE = "target targets cible reach need needs besoin besoins احتياج planned"

_SPLITS = {
    "": "",
    "women": "women", "adult women": "women", "adult female": "women",
    "men": "men", "adult men": "men", "adult male": "men",
    "girls": "girls", "children female": "girls",
    "boys": "boys", "children male": "boys",
    "female": "female", "male": "male", "children": "children",
    "elderly women": "elderly_women", "elderly female": "elderly_women",
    "elderly men": "elderly_men", "elderly male": "elderly_men",
    "disabled": "disabled", "households": "households",
}  # fmt: skip


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


def _index(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in _folded(words)}


_MEASURE_OF = _index(_MEASURES)
_GROUP_OF = _index(_GROUPS)
_PERSON_WORDS = _folded(_PERSONS)
_BARE_WORDS = _folded(_BARE)
_CIRCLE_WORDS, _AGE_WORDS = _folded(_CIRCLES), _folded(_AGES)
_LONGEST_WORD = 40
_KNOWN = _MEASURE_OF.keys() | _GROUP_OF.keys() | _PERSON_WORDS | _folded(_NEUTRAL)


def field_of_people(header: str) -> str | None:
    """The count a header names, such as `targeted_women` or `households_reached`; None where it is none."""
    words = _words(header)
    if words is None:
        return None
    measures = {_MEASURE_OF[word] for word in words if word in _MEASURE_OF}
    groups = " ".join(sorted({_GROUP_OF[word] for word in words if word in _GROUP_OF}))
    if len(measures) != 1 or groups not in _SPLITS or _says_nobody(words, groups) or _of_an_age(header, groups):
        return None
    return _compose(measures.pop(), _SPLITS[groups])


def counts_everybody(header: str) -> bool:
    """Whether a header says people and nothing more of them: "Beneficiaries", "عدد المستفيدين"."""
    words = _words(header) or []
    is_more = any(word in _MEASURE_OF or word in _GROUP_OF for word in words)
    return not is_more and any(word in _PERSON_WORDS for word in words)


def groups_people(text: str) -> bool:
    """Whether a text names some people among others: a sex, an age, the displaced..."""
    return names_sex_or_age(text) or any(word in _CIRCLE_WORDS for word in _bare_words(text))


def names_sex_or_age(text: str) -> bool:
    """Whether a text names a sex, an age, people with disabilities or households."""
    return _names_an_age(text) or any(word in _GROUP_OF for word in _bare_words(text))


def _bare_words(text: str) -> list[str]:
    return [word for raw in fold(text).split() for word in (raw, raw.removeprefix("ال"))]


def _of_an_age(header: str, groups: str) -> bool:
    """Whether it counts people by an age in years alone, for which there is no field: "Reached (0-5 years)"."""
    return not groups and _names_an_age(header)


def _names_an_age(text: str) -> bool:
    words = fold(text).split()
    return any(word in _AGE_WORDS for word in words) and any(word.isdigit() for word in words)


def is_adult(header: str) -> bool:
    """Whether a header says adults outright, as "Femmes adultes" does and "Femmes" does not."""
    return any(_GROUP_OF.get(word) == "adult" for word in _words(header) or [])


def _words(header: str) -> list[str] | None:
    """The known words of a header, two that grew together parted again; None where one is unknown."""
    found: list[str] = []
    for word in re.sub(r"\d+", " ", fold(header)).split():
        parts = _part(word)
        if parts is None:
            return None
        found += parts
    return found


def _part(word: str) -> list[str] | None:
    for known in (word, word.removeprefix("ال"), word.removeprefix("و").removeprefix("ال")):
        if known in _KNOWN:
            return [known]
    for cut in range(3, len(word) - 2) if len(word) <= _LONGEST_WORD else ():
        if word[:cut] in _KNOWN and word[cut:] in _KNOWN:
            return [word[:cut], word[cut:]]
    return None


def _says_nobody(words: list[str], groups: str) -> bool:
    persons = any(word in _PERSON_WORDS for word in words)
    return not groups and not persons and any(word in _BARE_WORDS for word in words)


def _compose(measure: str, group: str) -> str | None:
    if group == "households":
        return None if measure == "in_need" else f"households_{measure}"
    if not group:
        return measure
    return None if measure == "in_need" else f"{measure}_{group}"
