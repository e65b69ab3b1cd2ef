"""The typeface: cut down, whole for what we write, and kept for a year by its mark."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from admin.words import typeface
from tansiq.language.words import catalogue
from tests.admin.conftest import Reader


def _letters(content: bytes) -> set[int]:
    return set(TTFont(BytesIO(content)).getBestCmap())


def test_every_letter_of_our_arabic_is_in_the_cut_down_font(tmp_path: Path) -> None:
    content = typeface.woff2("Regular", tmp_path)
    assert len(content) < 60_000
    texts = "".join(str(text) for text in catalogue("ar")._catalog.values())
    arabic = {ord(letter) for letter in texts if "\u0600" <= letter <= "\u06ff"}
    assert len(arabic) > 30
    assert arabic <= _letters(content)


def test_a_font_that_was_cut_down_once_is_read_from_its_folder(tmp_path: Path) -> None:
    typeface.woff2.cache_clear()
    (tmp_path / f"Bold-{typeface.font_digest()}.woff2").write_bytes(b"kept")
    assert typeface.woff2("Bold", tmp_path) == b"kept"
    typeface.woff2.cache_clear()


def test_the_sheet_names_files_that_are_served_for_a_year(nobody: Reader) -> None:
    sheet = nobody.get("font.css").text
    addresses = [part.split("'")[0] for part in sheet.split("url('")[1:]]
    assert len(addresses) == len(typeface.WEIGHTS)
    for address in addresses:
        answer = nobody.client.get(address)
        assert answer.content_type == "font/woff2"
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("weight", ["Thin", "..%2FRegular"])
def test_another_weight_does_not_exist(nobody: Reader, weight: str) -> None:
    assert nobody.get(f"font/{weight}.woff2").status_code == 404
