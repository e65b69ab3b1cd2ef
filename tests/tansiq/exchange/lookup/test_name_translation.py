"""Names of two languages are paired word by word: what means the same is told, a telling word that differs is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.lookup.name_likeness import name_keys, name_sign
from tansiq.exchange.lookup.name_tables import WordRow, word_rows
from tansiq.exchange.lookup.name_translation import TRANSLATED, translation
from tansiq.exchange.lookup.name_vocabulary import understood
from tansiq.language.arabic import fold

TOLD = {"TRANSLATED", "SAME_SOUND"}


def _rows(*kinds: str) -> list[WordRow]:
    return [row for row in word_rows() if row.kind in kinds and " " not in f"{row.english[0]}{row.arabic[0]}"]


def _named(words: list[WordRow]) -> tuple[str, str]:
    """A name in each language: Arabic begins with the form, English ends with it."""
    form, *others = words
    arabic = " ".join([form.arabic[0], *(f"ال{word.arabic[0]}" for word in others)])
    return arabic, " ".join([*(word.english[0] for word in others), form.english[0]]).title()


def _is_only_a_country(row: WordRow) -> bool:
    """Whether its Arabic name means nothing else: «مالي» is Mali and financial."""
    return understood(fold(row.arabic[0])).kinds <= {"country", "donor", "place"}


def _meanings(row: WordRow) -> frozenset[str]:
    """What its words mean in a name, of other rows too: «مناصرة» is advocacy and support."""
    return understood(fold(row.english[0])).meanings | understood(fold(row.arabic[0])).meanings


FORMS = st.sampled_from(_rows("form"))
# No name says one word twice, in either language.
ONCE = (lambda row: row.english[0], lambda row: fold(row.arabic[0]))
WORDS = st.lists(st.sampled_from(_rows("word")), min_size=2, max_size=3, unique_by=ONCE)
COUNTRIES = st.sampled_from([row for row in _rows("country", "donor") if _is_only_a_country(row)])


@given(FORMS, WORDS, st.lists(COUNTRIES, max_size=1))
def test_a_name_that_is_translated_word_by_word_is_always_told(
    form: WordRow, words: list[WordRow], country: list[WordRow]
) -> None:
    arabic, english = _named([form, *words, *country])
    assert name_sign(arabic, english) == name_sign(english, arabic) == "TRANSLATED"
    assert set(name_keys(arabic)) & set(name_keys(english))


def test_a_word_that_means_two_things_leaves_one_to_the_word_that_means_nothing_else() -> None:
    assert name_sign("منظمة الفكر والتفكير", "Thought and Think Organization") == "TRANSLATED"


@given(FORMS, WORDS, st.sampled_from(_rows("word")))
def test_a_name_with_another_telling_word_is_not_told(form: WordRow, words: list[WordRow], another: WordRow) -> None:
    arabic, _english = _named([form, *words])
    _arabic, english = _named([form, *words[:-1], another])
    if not any(_meanings(another) & _meanings(word) for word in words):
        assert name_sign(arabic, english) not in TOLD


@given(FORMS, WORDS, COUNTRIES, COUNTRIES)
def test_a_name_with_another_country_is_not_told(
    form: WordRow, words: list[WordRow], country: WordRow, another: WordRow
) -> None:
    arabic, _english = _named([form, *words, country])
    _arabic, english = _named([form, *words, another])
    if not _meanings(another) & _meanings(country):
        assert name_sign(arabic, english) not in TOLD


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("مركز الأمل لحقوق الإنسان", "Al-Amal Human Rights Center"),
        ("جمعية الهلال الأحمر اليمني", "Yemen Red Crescent Society"),
        ("إم تي إن اليمن", "MTN Yemen"),
        ("يونيسف - اليمن", "United Nations Children's Fund"),
        ("ديب روت للاستشارات", "DeepRoot Consulting"),
        ("الجهاز المركزي للاحصاء", "Central Statistical Organization (CSO) Yemen"),
        ("وزارة التجارة والصناعة", "Ministry of Trade"),
        ("مؤسسة تمكين المراه الريفيه", "Foundation for Empowerment of Rural Wommen"),
        ("مؤسسة تمكيين المرأة الريفة", "Foundation for the Empowerment of Rural Women"),
        ("السلطة المحلية بمديرية التواهي", "Local Authority in At Tawahi District"),
        ("مكتب الصحة العامة والسكان م/تعز", "Taiz Public Health and Population Office"),
        ("نقابة عمال شركة النفط اليمنية", "Yemen Oil Company Workers Union"),
        ("جمعية تأهيل المعاقين حركياً", "Association for Rehabilitating the Physically Disabled"),
        ("مؤسسة العون", "Al-Awn Foundation"),
        ("مؤسسة نظيف للمرأة", "Nazif Foundation for Women"),
        ("مبادرة عبد الرحمن الشبابية", "Abdul-Rahman Youth Initiative"),
        ("المنظمة الدولية للفرنكوفونية", "International Organization of La Francophonie"),
        ("الهيئة العامة للزكاة", "Yemen Zakat Authority"),
        ("مجموعة الزمات الدولية", "International Crisis Group"),
    ],
)
def test_a_translation_is_told_by_meaning_sound_letters_and_known_names(arabic: str, english: str) -> None:
    assert name_sign(arabic, english) in TOLD


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وزارة الصحة", "Health Association"),
        ("وزارة التعليم", "Ministry of Higher Education"),
        ("وزارة المالية", "Ministry of Finance - IRG"),
        ("مدرسة السلام الثانية", "Peace School Three"),
        ("مؤسسة شمال اليمن للتنمية", "South Yemen Development Foundation"),
        ("المجلس النرويجي للاجئين", "Danish Refugee Council"),
        ("مؤسسة الوفاء للمرأة", "Al-Amal Foundation for Women"),
        ("وزارة التخطيط والتعاون الدولي", "Plan International"),
        ("وزارة الكهرباء والطاقة المتجددة", "Ministry of Electricity and Water"),
        ("مركز الأطراف الصناعية", "Prosthetics Society"),
        ("المجلس المحلي بمديرية صيرة", "At Tawahi District Local Council"),
        ("مديرية زراعة طرطوس", "Hama Agriculture Directorate"),
        ("شبكة تمكين المرأة السورية", "Syrian Youth Empowerment Network"),
        ("مؤسسة", "Foundation for Peace"),
        ("", "Foundation"),
    ],
)
def test_another_kind_field_government_number_region_or_name_is_not_told(arabic: str, english: str) -> None:
    assert name_sign(arabic, english) == name_sign(english, arabic) == ""


def test_the_share_is_that_of_the_weight_that_is_paired_and_names_without_words_have_none() -> None:
    whole = translation("المجلس النرويجي للاجئين", "Norwegian Refugee Council")
    part = translation("مجلس اللاجئين", "Refugee Council for Return")
    assert (whole.share, whole.by_sound) == (1.0, 0.0)
    assert 0 < part.share < TRANSLATED
    assert translation("", "").share == 0
