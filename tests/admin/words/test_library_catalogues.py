"""Texts of the libraries: ours come first, theirs where we have none."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from babel.support import NullTranslations

from admin.words.library_catalogues import FROM_FLASK_SECURITY, Borrowed
from tansiq.language import words
from tansiq.language.words import catalogue, speaking
from tests.admin.conftest import Reader
from tests.register import Register


class Theirs(NullTranslations):
    """What a library says."""

    def ugettext(self, message: str) -> str:
        return {"Cancel": "إالغاء", "Apply": "تطبيق"}.get(message, message)

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        return f"{num} عنصر"


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue that corrects one text and one count."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    )
    said = 'msgid "Cancel"\nmsgstr "إلغاء"\n\nmsgid "one row"\nmsgid_plural "%(num)s rows"\nmsgstr[0] "%(num)s سجل"\n'
    (folder / "messages.po").write_text(f"{head}\n{said}", "utf-8")
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    words.catalogue.cache_clear()
    yield
    words.catalogue.cache_clear()


@pytest.mark.usefixtures("ours")
def test_our_words_come_first_and_theirs_fill_in() -> None:
    spoken = Borrowed("ar", Theirs())
    assert [spoken.ugettext(text) for text in ("Cancel", "Apply", "Neither")] == ["إلغاء", "تطبيق", "Neither"]
    assert spoken.ungettext("one row", "%(num)s rows", 3) == "%(num)s سجل"
    assert spoken.ungettext("one thing", "%(num)s things", 3) == "3 عنصر"


FOR_PROGRAMMERS = {"Invalid field name '%s'.", "Choices cannot be None."}
"""Texts that only a mistake in the program brings up."""

NOT_ARABIC = ("إالغ", "الإسم", "مسح?", "؟?", "پ", "علي")
"""Mistaken words of Flask-Admin's and WTForms' Arabic: misspelt, with Latin marks, or for another word."""

WORDS = {"gettext": None, "lazy_gettext": None, "_l": None, "_": None, "ngettext": (1, 2)}


def texts(library: str) -> set[str | tuple[str, str]]:
    """Every text in the modules of a library that the panel loads; counted ones with their plural."""
    files = [
        str(one.__file__) for name, one in list(sys.modules.items()) if name.split(".")[0] == library and one.__file__
    ]
    found: set[str | tuple[str, str]] = set()
    for path in files:
        for _line, said, *_rest in extract_from_file("python", path, keywords=WORDS):
            found.add(said if isinstance(said, str) else (str(said[0]), str(said[1])))
    return found


@pytest.mark.parametrize("library", ["flask_admin", "wtforms"])
def test_every_text_of_the_loaded_modules_is_said_in_our_words(library: str) -> None:
    ours = catalogue("ar")
    found = texts(library) - FOR_PROGRAMMERS
    assert len(found) > 20
    for said in found:
        spoken = ours.ugettext(said) if isinstance(said, str) else ours.ungettext(*said, 3)
        assert spoken not in (said, *said), said
        assert not any(mistake in spoken.split() or mistake in spoken for mistake in NOT_ARABIC[:-1]), said


def test_texts_of_signing_in_are_said_in_our_words() -> None:
    ours = catalogue("ar")
    assert [text for text in FROM_FLASK_SECURITY if ours.ugettext(text) == text] == []


def test_no_page_shows_a_mistaken_word(salma: Reader, register: Register) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    row = register.intervention("NRA")
    addresses = [
        "",
        "intervention/",
        "intervention/new/",
        f"intervention/edit/?id={row.id}",
        "history/",
        "need/new/",
        "nothing/",
    ]
    for address in (*addresses, f"intervention/archive/?id={row.id}", f"intervention/details/?id={row.id}"):
        page = salma.get(address).text
        assert not [mistake for mistake in NOT_ARABIC[:4] if mistake in page], address
        assert not re.search(r"[\u0600-\u06ff]\?", page), address


def test_the_library_still_makes_the_mistakes_that_ours_stand_before() -> None:
    import flask_admin

    theirs = Path(flask_admin.__file__).parent / "translations" / "ar" / "LC_MESSAGES" / "admin.po"
    with theirs.open("rb") as source:
        said = {str(message.id): message.string for message in read_po(source)}
    assert said["Cancel"] == "إالغاء"
    with speaking("ar"):
        assert words.gettext("Cancel") == "إلغاء"
