"""The gate of the catalogues: what is stale, missing, fuzzy or garbled does not pass."""

from pathlib import Path

import pytest

from tansiq.language import catalogues

ARABIC = """msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "Give %(what)s."
msgstr "أعط %(what)s."
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The locale folder of a project of one line of code, with complete catalogues."""
    (tmp_path / "tansiq").mkdir()
    (tmp_path / "tansiq" / "code.py").write_text('say("Give %(what)s.", what=1)\n', encoding="utf-8")
    locale = tmp_path / "locale"
    (locale / "ar" / "LC_MESSAGES").mkdir(parents=True)
    (locale / "babel.cfg").write_text("[python: tansiq/**.py]\n", encoding="utf-8")
    catalogues.po_path("ar", locale).write_text(ARABIC, encoding="utf-8")
    catalogues.write_all(locale)
    return locale


def _with_arabic(locale: Path, old: str, new: str) -> list[str]:
    path = catalogues.po_path("ar", locale)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return list(catalogues.faults(locale))


def test_complete_catalogues_have_no_faults(project: Path) -> None:
    assert list(catalogues.faults(project)) == []


def test_updating_keeps_what_is_translated_and_changes_nothing_else(project: Path) -> None:
    before = catalogues.po_path("ar", project).read_bytes()
    catalogues.write_all(project)
    assert catalogues.po_path("ar", project).read_bytes() == before
    assert "أعط %(what)s." in before.decode()


def test_translators_are_told_in_which_files_a_text_stands(project: Path) -> None:
    (project.parent / "tansiq" / "more.py").write_text('say("Give %(what)s.", what=2)\n' * 2, encoding="utf-8")
    catalogues.write_all(project)
    for path in (project / "messages.pot", catalogues.po_path("ar", project)):
        lines = path.read_text(encoding="utf-8").splitlines()
        told = [line for line in lines if line.startswith("#: ")]
        assert " ".join(told).replace("#: ", "") == "tansiq/code.py tansiq/more.py"


def test_a_new_text_makes_the_catalogues_stale(project: Path) -> None:
    (project.parent / "tansiq" / "more.py").write_text('gettext("New words")\n', encoding="utf-8")
    assert "messages.pot is stale: run make locale" in list(catalogues.faults(project))
    catalogues.write_all(project)
    assert list(catalogues.faults(project)) == ["ar: not translated: New words"]


def test_a_missing_translation_is_a_fault(project: Path) -> None:
    assert _with_arabic(project, "أعط %(what)s.", "") == ["ar: not translated: Give %(what)s."]


def test_other_placeholders_are_a_fault(project: Path) -> None:
    assert _with_arabic(project, "أعط %(what)s.", "أعط %(whom)s.") == ["ar: placeholders differ: Give %(what)s."]


def test_a_fuzzy_translation_is_a_fault(project: Path) -> None:
    found = _with_arabic(project, 'msgid "Give', '#, fuzzy\nmsgid "Give')
    assert "ar: fuzzy: Give %(what)s." in found
