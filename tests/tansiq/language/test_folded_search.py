"""A word is found within folded text on both databases, and its letters mean nothing but themselves."""

import pytest

from tansiq.language.arabic import fold
from tansiq.language.folded_search import folded, holds
from tansiq.models import Organization
from tests.register import Register


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("أحمد", True), ("احمد", True), ("إغاثه", True), ("RELIEF", True), ("elie", True), ("١٢", True), ("xyz", False)],
)
def test_a_typed_word_is_found_as_it_is_folded(register: Register, typed: str, is_found: bool) -> None:
    register.organization("NRA", name_ar="جمعية أحمد للإغاثة ١٢", name_en="Ahmad Relief 12")
    query = Organization.select().where(holds(Organization.search, fold(typed)))
    assert query.exists() == is_found


@pytest.mark.parametrize("sign", ["%", "_", "\\", "*", "?", "["])
def test_signs_of_patterns_are_plain_letters(register: Register, sign: str) -> None:
    register.organization("NRA", name_en="Ahmad Relief")
    assert not Organization.select().where(holds(Organization.search, f"a{sign}f")).exists()


@pytest.mark.parametrize(
    "text", ["بِئْرُ الأَمَلِ القديمة، ١٢", "Café ÉLAN İzmir", "مؤسّسة ﻷمل ۀ ی ک ټ ۱۲", "الأملـــ إلى آل ى", ""]
)
def test_the_database_folds_a_text_as_the_program_does(register: Register, text: str) -> None:
    row = register.organization("NRA", name_ar=text)
    found = str(Organization.select(folded(Organization.name_ar)).where(Organization.id == row.id).scalar())
    # Punctuation is between words for the program, and stays for the database.
    assert fold(text) == " ".join(found.replace("،", " ").split())
