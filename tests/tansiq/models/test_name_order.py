"""Names are ordered by their folded letters, in both languages and on both databases."""

import pytest

from tansiq.models import Organization
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record_type import RecordType, record_types
from tansiq.policy.visibility import visible
from tests.people import SALMA
from tests.register import Register

ARABIC = [
    "إبداع الأطفال",
    "ابن رشد",
    "أثر",
    "آفاق البحر",
    "الأمان",
    "الوفاق",
    "آمنة",
    "بسمة",
    "مؤازرة",
    "ورد",
    "ؤلفة",
    "يسر",
]
ENGLISH = ["aid of Aden", "Élan", "embrace", "Zabid", "ZEST"]


def _by_code_points(names: list[str]) -> list[str]:
    return sorted(names)


@pytest.mark.parametrize(("language", "names"), [("ar", ARABIC), ("en", ENGLISH)])
def test_names_stand_in_the_order_of_their_letters(register: Register, language: str, names: list[str]) -> None:
    for number, name in enumerate(_by_code_points(names)):
        register.organization(f"O{number}", **{"name_ar": "", "name_en": "", f"name_{language}": name})
    key = getattr(Organization, f"name_order_{language}")
    found = visible(Organization, SALMA).where(Organization.acronym.startswith("O")).order_by(key)
    assert [getattr(row, f"name_{language}") for row in found] == names


def test_a_name_in_the_other_language_is_ordered_as_it_is_shown() -> None:
    assert order_keys("", "Alpha") == ("alpha", "alpha")
    assert order_keys("أمل", "Hope") == ("امل", "hope")
    assert order_keys("", "", "NRA") == ("nra", "nra")
    assert [len(key) for key in order_keys("ا" * 300, None)] == [LONGEST, LONGEST]


@pytest.mark.parametrize("kind", record_types(), ids=lambda kind: kind.model.__name__)
def test_whatever_has_a_name_in_two_languages_has_the_keys_of_its_order(kind: RecordType) -> None:
    fields = set(kind.model._meta.fields)
    for stem in ("name", "title"):
        if f"{stem}_ar" in fields:
            assert {f"{stem}_order_ar", f"{stem}_order_en"} <= fields
