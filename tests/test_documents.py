"""Documents cannot rot: what the program has is told in README and said in Arabic, and what they name is there."""

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from tansiq.commands import ALL as COMMANDS
from tansiq.language import catalogues, plan_vocabulary, vocabulary
from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import LANGUAGES, gettext, speaking
from tansiq.platform.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
VARIABLES = {"is_demo": "TANSIQ_DEMO", "ministry": "TANSIQ_MINISTRY_AR"}


def _command_names() -> Iterator[str]:
    for command in COMMANDS:
        below = command.commands if isinstance(command, click.Group) else {}
        yield from (f"tansiq {command.name} {name}" for name in below)
        if not below:
            yield f"tansiq {command.name}"


@pytest.mark.parametrize("name", list(_command_names()))
def test_every_command_is_told_in_the_readme(name: str) -> None:
    noun, _, verb = name.removeprefix("tansiq ").partition(" ")
    assert re.search(rf"tansiq {noun}\b.*\b{verb}\b", README), name


def _commands_told(path: Path) -> set[str]:
    typed = re.findall(r"(?:`|^ {4}|\$\(RUN\))(?:tansiq|flask) ([a-z]+ [a-z-]+)\b", path.read_text("utf-8"), re.M)
    return {f"tansiq {words}" for words in typed}


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "Makefile"])
def test_every_command_that_a_document_tells_of_is_there(name: str) -> None:
    told = _commands_told(ROOT / name)
    assert told
    assert told <= set(_command_names())


def test_every_command_that_a_decision_tells_of_is_there() -> None:
    told = set[str]().union(*map(_commands_told, (ROOT / "docs").rglob("*.md")))
    assert told
    assert told <= set(_command_names())


@pytest.mark.parametrize("name", ["messages.pot", *(f"{code}/LC_MESSAGES/messages.po" for code in LANGUAGES)])
def test_every_command_that_a_text_tells_of_is_called_as_the_readme_calls_it(name: str) -> None:
    text = (ROOT / "locale" / name).read_text("utf-8")
    nouns = "|".join({command.split()[1] for command in _command_names()})
    told = re.findall(rf"\b(\w+) ({nouns}) (load|import|up|token|undo|run|create|update|check|person)\b", text)
    named = {f"{program} {noun} {verb}" for program, noun, verb in told if program in ("flask", "tansiq")}
    assert named
    assert named <= set(_command_names())


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_told_in_the_readme(name: str) -> None:
    assert f"`{VARIABLES.get(name, f'TANSIQ_{name.upper()}')}`" in README


@pytest.mark.parametrize("line", re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
def test_every_word_of_make_is_told_in_the_readme(line: str) -> None:
    assert f"make {line}" in README or f"`{line}`" in README


def _vocabularies() -> list[Vocabulary]:
    known = vars(vocabulary) | vars(plan_vocabulary)
    return [value for value in known.values() if isinstance(value, Vocabulary)]


@pytest.mark.parametrize("words", _vocabularies(), ids=lambda words: words.name)
def test_every_coded_word_has_a_label_and_a_sentence_in_arabic(words: Vocabulary) -> None:
    with speaking("ar"):
        for word in words:
            for text in (word.label, word.sentence):
                assert re.search("[\u0600-\u06ff]", gettext(text)) or text == "GraphQL", text


def test_every_word_of_the_glossary_has_its_arabic() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", README.split("## Glossary")[1].split("\n## ")[0], re.M)
    assert len(rows) > 20
    for word, arabic, _meaning in rows[2:]:
        assert re.search("[\u0600-\u06ff]", arabic), word


def test_the_catalogues_are_complete() -> None:
    assert list(catalogues.faults()) == []


# Names of our own in a document: files and folders, names to import, and "package: name" for a name somewhere in it.
FILE = re.compile(r"(?<![\w/.-])(?:(?:admin|api|docs|locale|migrations|tansiq|tests)/[\w./-]*|app\.py)")
DOTTED = re.compile(r"(?<![\w/.-])(?:admin|api|tansiq|tests)(?:\.\w+)+")
WITHIN = re.compile(rf"(?P<package>{DOTTED.pattern}|tansiq|api|admin): (?P<name>\w+)")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")
LIVING = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {ROOT / "CHANGELOG.md"})
"""CHANGELOG tells of times when files had other names."""


def _unknown_names(text: str) -> list[str]:
    """The names in a document that nothing in the tree has."""
    files = [name for name in FILE.findall(text) if not (ROOT / name.rstrip("./")).exists()]
    dotted = [name for name in DOTTED.findall(text) if not _is_importable(name)]
    within = [found.group() for found in WITHIN.finditer(text) if not _is_defined(**found.groupdict())]
    return [*files, *dotted, *within]


def _is_importable(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def _is_defined(package: str, name: str) -> bool:
    modules = ROOT.joinpath(*package.split(".")).rglob("*.py")
    return any(re.search(rf"^\s*(?:def|class) {name}\b", module.read_text("utf-8"), re.M) for module in modules)


def _document(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", LIVING, ids=_document)
def test_whatever_a_document_names_is_there(path: Path) -> None:
    assert _unknown_names(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", LIVING, ids=_document)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    assert [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    "name",
    [
        "tansiq/lost.py",
        "tansiq.records.lost.save",
        "tansiq.records.changes.lost",
        "tansiq.exchange: lost",
        "tests/lost",
    ],
)
def test_a_name_that_nothing_has_is_noticed(name: str) -> None:
    assert _unknown_names(f"as `{name}` says") == [name]


def test_ten_questions_about_the_tree_are_answered_by_places_in_it() -> None:
    answers = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Where is the code that")[1]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", answers, re.M)[2:]
    assert len(rows) >= 10
    assert [question for question, answer in rows if not FILE.search(answer)] == []


def test_every_file_of_decisions_stands_in_their_index() -> None:
    index = (ROOT / "DECISIONS.md").read_text("utf-8")
    files = {f"docs/decisions/{path.name}" for path in (ROOT / "docs" / "decisions").glob("*.md")}
    assert {link for link in LINK.findall(index) if link.startswith("docs/decisions/")} == files


def test_the_licence_that_the_package_names_is_there_in_full() -> None:
    assert "license = AGPL-3.0-or-later" in (ROOT / "setup.cfg").read_text("utf-8")
    lines = (ROOT / "LICENSE").read_text("utf-8").splitlines()
    assert lines[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    numbered = [line for line in lines if re.match(r"  \d+\. ", line)]
    assert [int(line.split(".")[0]) for line in numbered] == list(range(18))
    assert lines[-1] == "<https://www.gnu.org/licenses/>."
