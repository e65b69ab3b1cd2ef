"""Which of two names is shown."""

from tansiq.language.bilingual import pick
from tansiq.language.words import speaking
from tansiq.models import Area


def test_the_language_now_spoken_is_shown_and_the_other_where_it_is_empty() -> None:
    both, arabic = Area(name_ar="خنفر", name_en="Khanfar"), Area(name_ar="جعار")
    with speaking("en"):
        assert (pick(both, "name"), pick(arabic, "name")) == ("Khanfar", "جعار")
    with speaking("ar"):
        assert pick(both, "name") == "خنفر"


def test_a_language_may_be_asked_for_by_name() -> None:
    assert pick(Area(name_ar="خنفر", name_en="Khanfar"), "name", "ar") == "خنفر"
    assert pick(Area(name_en="Khanfar"), "name", "ar") == "Khanfar"
    assert pick(Area(), "name") == ""
