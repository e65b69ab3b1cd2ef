"""Words of cells: text, codes, several names, and coded words in three languages."""

import pytest

from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.words import read_code, read_modality, read_names, read_status, read_text, read_yes_no
from tansiq.language.vocabulary import MODALITIES, STATUSES
from tansiq.language.words import speaking


def _code(found: object) -> str:
    assert isinstance(found, Problem), found
    return found.code


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Relief\u00a0of\nAbyan ", "Relief of Abyan"),
        ("\u200fإغاثة أبين", "إغاثة أبين"),
        ("a\x00b\x07", "a b"),
        (5.0, "5"),
        (2.5, "2.5"),
        (7, "7"),
        ("مركز ٤", "مركز ٤"),
        ("-", None),
        ("N/A", None),
        ("", None),
        (None, None),
    ],
)
def test_text_is_rid_of_what_surrounds_it(raw: object, text: str | None) -> None:
    assert read_text(raw, "Data!A4") == text


def test_a_code_has_no_spaces_and_latin_digits() -> None:
    assert read_code(" YE 12١١ ", "Data!A4") == "YE1211"
    assert read_code(1201.0, "Data!A4") == "1201"
    assert read_code(None, "Data!A4") is None


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("UNICEF; ECHO ; UNICEF", ["UNICEF", "ECHO"]),
        ("UNICEF/ECHO", ["UNICEF/ECHO"]),
        ("ECHO | BHA", ["ECHO", "BHA"]),
        ("الصندوق؛ الهلال", ["الصندوق", "الهلال"]),
        ("الصندوق، الهلال", ["الصندوق، الهلال"]),
        ("Foreign, Commonwealth Office; ECHO", ["Foreign, Commonwealth Office", "ECHO"]),
        ("UNICEF\nECHO", ["UNICEF", "ECHO"]),
        ("N/A", []),
        (None, []),
    ],
)
def test_donors_are_parted_where_a_mark_says_so_for_certain(raw: str | None, names: list[str]) -> None:
    assert read_names(raw, "Data!A4") == names


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Planned", "PLANNED"),
        ("مخطط", "PLANNED"),
        ("En cours", "ONGOING"),
        ("قيد التنفيذ", "ONGOING"),
        ("On-going", "ONGOING"),
        ("مُكتمل", "COMPLETED"),
        ("Terminé", "COMPLETED"),
        ("on hold", "SUSPENDED"),
        ("ملغي", "CANCELLED"),
        ("ملغى", "CANCELLED"),
        ("canceled", "CANCELLED"),
        ("CANCELLED", "CANCELLED"),
    ],
)
def test_a_status_is_known_in_three_languages(raw: str, code: str) -> None:
    assert read_status(raw, "Data!A4") == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("In-kind", "IN_KIND"),
        ("عيني", "IN_KIND"),
        ("نقدي", "CASH"),
        ("Multi-purpose cash", "CASH"),
        ("قسائم", "VOUCHER"),
        ("Services", "SERVICE"),
        ("Cash & in-kind", "MIXED"),
        ("نقدي وعيني", "MIXED"),
        ("Cash / Voucher", "MIXED"),
        ("cash, cash", "CASH"),
        ("in_kind", "IN_KIND"),
    ],
)
def test_a_modality_is_known_in_three_languages(raw: str, code: str) -> None:
    assert read_modality(raw, "Data!A4") == code


def test_an_unknown_word_lists_the_known_ones() -> None:
    found = read_status("perhaps", "Data!A4")
    assert isinstance(found, Problem)
    assert str(found.sentence).endswith("Planned, Ongoing, Completed, Suspended, or Cancelled.")
    with speaking("ar"):
        assert "مخطط" in str(found.sentence)
    assert _code(read_modality("Cash & hope", "Data!A4")) == "unknown-word"


@pytest.mark.parametrize(
    ("raw", "answer"), [("Oui", True), ("نعم", True), (True, True), (1.0, True), ("لا", False), ("0", False)]
)
def test_yes_and_no_in_three_languages(raw: object, answer: bool) -> None:
    assert read_yes_no(raw, "Data!A4") is answer


def test_yes_or_no_may_be_absent_or_neither() -> None:
    assert read_yes_no(None, "Data!A4") is None
    assert _code(read_yes_no("maybe", "Data!A4")) == "unknown-word"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_label_that_we_write_is_read_back(language: str) -> None:
    with speaking(language):
        for words, reader in ((STATUSES, read_status), (MODALITIES, read_modality)):
            for code, label in words.choices():
                assert reader(label, "Data!A4") == reader(code, "Data!A4") == code


@pytest.mark.parametrize("reader", [read_text, read_code, read_names, read_status, read_modality, read_yes_no])
def test_a_failed_formula_is_a_problem_for_every_reader(reader: object) -> None:
    assert callable(reader)
    assert _code(reader(CellError("#REF!"), "Data!A4")) == "cell-error"


@pytest.mark.parametrize(
    "raw", ["Temporarily suspended", "Suspended temporarily", "4. Suspended", "Temporairement suspendu", "معلق مؤقتا",
            "متوقفة حاليا", "Suspended / Suspendu", "Status: on hold"],
)  # fmt: skip
def test_a_decorated_status_is_understood(raw: str) -> None:
    assert read_status(raw, "Data!A4") == "SUSPENDED"


@pytest.mark.parametrize("raw", ["Planned / Ongoing", "Not suspended", "Partially suspended"])
def test_a_status_that_is_two_or_none_is_not_guessed(raw: str) -> None:
    assert _code(read_status(raw, "Data!A4")) == "unknown-word"
