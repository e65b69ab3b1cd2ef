"""Words: the right language, the right plural, for whoever reads."""

from pathlib import Path

import pytest
from markupsafe import Markup

from tansiq.language.words import (
    AsWritten,
    catalogue,
    gettext,
    isolated,
    language,
    listed,
    ngettext,
    say,
    say_count,
    speaking,
)


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


MARKED = "\u2068{}\u2069"


@pytest.mark.parametrize(
    ("language", "name", "is_isolated"),
    [
        ("en", "خنفر", True),
        ("en", "Khanfar", False),
        ("en", "Khanfar خنفر", True),
        ("en", "12", False),
        ("ar", "Khanfar", True),
        ("ar", "خنفر", False),
        ("ar", "P12/1.2", True),
        ("ar", "١٢", False),
    ],
)
def test_what_is_written_the_other_way_is_isolated_in_a_sentence(language: str, name: str, is_isolated: bool) -> None:
    expected = MARKED.format(name) if is_isolated else name
    with speaking(language):
        nested = say("There is no area with the P-code %(pcode)s.", pcode=name)
        told = (
            gettext("There is no area with the P-code %(pcode)s.", pcode=name),
            str(nested),
            str(say("There is no area with the P-code %(pcode)s.", pcode=nested)),
            ngettext("%(name)s: %(count)s pair", "%(name)s: %(count)s pairs", 3, name=name),
            listed([name, name]),
        )
        assert [one.count(expected) for one in told] == [1, 1, 1, 1, 2]
        assert [one.count("\u2068") for one in told] == [one * is_isolated for one in (1, 1, 1, 1, 2)]
        assert [one.count("\u2069") for one in told] == [one * is_isolated for one in (1, 1, 1, 1, 2)]


def test_what_is_isolated_or_ready_for_a_page_already_stays_as_it_is() -> None:
    with speaking("en"):
        assert isolated("\u2068خنفر\u2069") == "\u2068خنفر\u2069"
        assert gettext("Under %(code)s", code=Markup("<bdi>خنفر</bdi>")) == "Under <bdi>خنفر</bdi>"


def test_what_somebody_copies_out_of_a_sentence_has_no_mark() -> None:
    with speaking("ar"):
        assert "\u2068" not in gettext("Sign in with the password %(password)s as one of these:",
                                       password=AsWritten("demo-2026"))  # fmt: skip
        assert "\u2068" not in gettext("The marked sheet is in %(file)s.", file=Path("out/marked.xlsx"))
