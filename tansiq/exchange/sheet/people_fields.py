"""The counts of people: in need, targeted, reached, and the same split by sex and age.

`women` and `men` are adults; `female` and `male` are of every age; households are never persons.
"""

from tansiq.exchange.sheet.field import Field
from tansiq.language.words import Sentence, say

# fmt: off
# What is counted, with the words that open a header: name, HXL tag, Arabic, English, French, sentence.
_MEASURES: tuple[tuple[str, str, str, str, str, Sentence], ...] = (
    ("targeted", "#targeted", "المستهدفون", "Targeted", "Ciblés",
     say("People whom the work plans to reach.")),
    ("reached", "#reached", "تم الوصول إليهم", "Reached", "Atteints",
     say("People whom the work did reach.")),
)
# Which of them: name, HXL attributes, Arabic, English, French, sentence.
_GROUPS: tuple[tuple[str, str, str, str, str, Sentence], ...] = (
    ("women", "+f+adults", "نساء", "women", "femmes adultes", say("Women, adults.")),
    ("men", "+m+adults", "رجال", "men", "hommes adultes", say("Men, adults.")),
    ("girls", "+f+children", "فتيات", "girls", "filles", say("Girls under 18.")),
    ("boys", "+m+children", "فتيان", "boys", "garçons", say("Boys under 18.")),
    ("elderly_women", "+f+elderly", "نساء مسنات", "elderly women", "femmes âgées", say("Elderly women.")),
    ("elderly_men", "+m+elderly", "رجال مسنون", "elderly men", "hommes âgés", say("Elderly men.")),
    ("disabled", "+disabled", "ذوو إعاقة", "with disabilities", "en situation de handicap",
     say("People with disabilities, of any sex and age.")),
    ("female", "+f", "إناث", "female", "féminin", say("Women and girls of every age.")),
    ("male", "+m", "ذكور", "male", "masculin", say("Men and boys of every age.")),
    ("children", "+children", "أطفال", "children", "enfants", say("Girls and boys under 18.")),
)
_HOUSEHOLDS = (
    Field("households_targeted", "count", "#targeted+hh #targeted+households", "الأسر المستهدفة",
          "Households targeted", "Ménages ciblés",
          say("Households, not persons, that the work plans to reach.")),
    Field("households_reached", "count", "#reached+hh #reached+households", "الأسر التي تم الوصول إليها",
          "Households reached", "Ménages atteints",
          say("Households, not persons, that the work did reach.")),
)
_IN_NEED = Field(
    "in_need", "count", "#inneed", "المحتاجون", "People in need", "Personnes dans le besoin",
    say("People in need of help of this sector."))
# fmt: on


def _measured() -> list[Field]:
    """Every measure alone, then every measure for every group."""
    rows = []
    for name, tag, ar, en, fr, about in _MEASURES:
        rows.append(Field(name, "count", tag, ar, f"People {en.lower()}", f"Personnes {fr.lower()}", about))
        for group, attributes, group_ar, group_en, group_fr, who in _GROUPS:
            sentence = say("%(measure)s %(group)s", measure=about, group=who)
            headers = (f"{ar}: {group_ar}", f"{en}: {group_en}", f"{fr}: {group_fr}")
            rows.append(Field(f"{name}_{group}", "count", tag + attributes, *headers, sentence))
    return rows


PEOPLE: tuple[Field, ...] = (*_HOUSEHOLDS, _IN_NEED, *_measured())
