"""Texts of the libraries: ours come first, theirs where we have none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.support import NullTranslations

from admin.borrowed import Borrowed
from tansiq import words


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
