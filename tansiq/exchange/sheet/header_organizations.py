"""Headers of the organisation that does the work: a word for its part ("implementing partner", "NGO") and one for
what is told of it ("acronym", "type"), in either order, so the pairs are put together, not listed.
"""

import re

from tansiq.language.arabic import fold

_OF = r"(?: (?:of|de|du|des|d))?(?: (?:the|la|le|les|l))?"
_ASPECTS = {
    "organization_acronym": "acronym|acronyms|acronyme|accronyme|abbreviation|abbreviated name|abbr|sigle|short name|"
    "initials|nom abrégé|الاختصار|اختصار|الاسم المختصر|اسم مختصر",
    "organization_kind": "type|types|kind|category|typology|typologie|catégorie|نوع|تصنيف|فئة|طبيعة",
    "registration_number": "registration number|registration no|numéro d'enregistrement|رقم تسجيل|رقم ترخيص",
}


def _pattern(words: str) -> re.Pattern[str]:
    aspect = "|".join(map(fold, words.split("|")))
    return re.compile(rf"^(?:{aspect}){_OF} (?P<after>.+)$|^(?P<before>.+?) (?:{aspect})$")


_PATTERNS = {field: _pattern(words) for field, words in _ASPECTS.items()}


def aspect_of_organization(text: str) -> tuple[str, str] | None:
    """The field that a header asks of an organisation, and the words for the organisation itself.

    >>> aspect_of_organization("Implementing Partner Acronym")
    ('organization_acronym', 'implementing partner')
    """
    words = fold(text)
    for field, pattern in _PATTERNS.items():
        found = pattern.match(words)
        if found:
            return field, found["after"] or found["before"]
    return None
