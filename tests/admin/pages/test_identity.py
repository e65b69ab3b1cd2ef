"""Whose register it is: the ministry's name and emblem in the head of every page and on what is printed."""

import re
from pathlib import Path

from peewee import Database

from tests.admin.conftest import Reader
from tests.applications import application

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


def _reader(tmp_path: Path, **names: str) -> Reader:
    (tmp_path / "emblem.svg").write_bytes(SVG)
    made = application(emblem=str(tmp_path / "emblem.svg"), ministry=names, log_level="ERROR")
    return Reader(made.test_client())


def test_the_ministry_is_named_in_the_readers_language(database: Database, tmp_path: Path) -> None:
    reader = _reader(tmp_path, ar="وزارة التخطيط", en="Ministry of Planning")
    page = reader.get("sign-in").text
    assert page.count("<bdi>Ministry of Planning</bdi>") == 2
    assert "وزارة التخطيط" not in page


def test_a_name_that_is_missing_in_a_language_is_told_in_another(database: Database, tmp_path: Path) -> None:
    assert "<bdi>وزارة الزراعة</bdi>" in _reader(tmp_path, ar="وزارة الزراعة").get("sign-in").text


def test_the_emblem_is_served_as_the_picture_it_is(database: Database, tmp_path: Path) -> None:
    reader = _reader(tmp_path, ar="وزارة النقل")
    found = re.search(r'<img src="(/admin/emblem\?v=\w+)"', reader.get("sign-in").text)
    assert found is not None
    answer = reader.client.get(found[1])
    assert (answer.data, answer.content_type) == (SVG, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_without_settings_the_register_stands_for_itself(nobody: Reader) -> None:
    page = nobody.get("sign-in").text
    assert "/admin/emblem" not in page
    assert "<strong>Tansiq</strong>" in page
    assert nobody.get("emblem").status_code == 404
