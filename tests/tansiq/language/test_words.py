"""Words: the right language, the right plural, for whoever reads."""

import pytest

from tansiq.language.words import catalogue, gettext, language, listed, ngettext, say, say_count, speaking


def test_arabic_is_the_default_and_unknown_languages_mean_arabic() -> None:
    with speaking("fr"):
        assert language() == "ar"
        assert gettext("Planned") == "مخطط"


def test_a_language_ends_with_its_block() -> None:
    with speaking("en"):
        with speaking("ar"):
            assert gettext("Planned") == "مخطط"
        assert gettext("Planned") == "Planned"


def test_a_sentence_is_said_in_the_language_of_its_reader() -> None:
    sentence = say("The parts add up to %(parts)s, the whole is %(whole)s.", parts=20, whole=say("Planned"))
    with speaking("ar"):
        assert str(sentence) == "مجموع الأجزاء 20 بينما الإجمالي مخطط."
    with speaking("en"):
        assert str(sentence) == "The parts add up to 20, the whole is Planned."


@pytest.mark.parametrize(
    ("count", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (103, 3)]
)
def test_arabic_has_six_plural_forms_in_gettexts_order(count: int, form: int) -> None:
    assert catalogue("ar").plural(count) == form


def test_a_counted_sentence_always_knows_its_count() -> None:
    with speaking("en"):
        assert ngettext("%(count)s invented row", "%(count)s invented rows", 1) == "1 invented row"
        assert str(say_count("%(count)s invented row", "%(count)s invented rows", 3)) == "3 invented rows"


def test_names_are_joined_as_the_language_joins_them() -> None:
    names = ["one", "two", "three"]
    assert listed([]) == ""
    assert listed(["one"]) == "one"
    assert listed(names) == "one, two, and three"
    assert listed(names, "or") == "one, two, or three"
    with speaking("ar"):
        assert listed(["أ", "ب", "ج"]) == "أ وب وج"
