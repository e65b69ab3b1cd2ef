"""Documents cannot rot: what the program has is told in README, and said in Arabic."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from tansiq.commands import ALL as COMMANDS
from tansiq.language import catalogues, vocabulary
from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import gettext, speaking
from tansiq.platform.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
VARIABLES = {"is_demo": "TANSIQ_DEMO"}


def _command_names() -> Iterator[str]:
    for command in COMMANDS:
        below = command.commands if isinstance(command, click.Group) else {}
        yield from (f"flask {command.name} {name}" for name in below)
        if not below:
            yield f"flask {command.name}"


@pytest.mark.parametrize("name", list(_command_names()))
def test_every_command_is_told_in_the_readme(name: str) -> None:
    noun, _, verb = name.removeprefix("flask ").partition(" ")
    assert re.search(rf"flask {noun}\b.*\b{verb}\b", README), name


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_told_in_the_readme(name: str) -> None:
    assert f"`{VARIABLES.get(name, f'TANSIQ_{name.upper()}')}`" in README


@pytest.mark.parametrize("line", re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
def test_every_word_of_make_is_told_in_the_readme(line: str) -> None:
    assert f"make {line}" in README or f"`{line}`" in README


def _vocabularies() -> list[Vocabulary]:
    return [value for value in vars(vocabulary).values() if isinstance(value, Vocabulary)]


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
