"""Organisations made up in two languages from the table of words, with bodies that differ in one word, and misspelled.

Recall on it says what misspellings cost, and precision what is held apart; how many words of real names stand in the
table is said by the lists that people wrote down.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from tansiq.demo.random_numbers import Dice
from tansiq.exchange.lookup.name_tables import WordRow, word_rows
from tests.bench.spellings import mistyped

SEED = "translations"
Made = TypeVar("Made")
Make = Callable[[str, str, str, str, str], Made]
BODIES = 150
_MISTYPED, _PLACED = 0.3, 0.4


def translated(make: Make[Made], seed: str = SEED, bodies: int = BODIES) -> Iterator[Made]:
    """Mentions as `make(body, acronym, name_ar, name_en, kind)`: of every body one in each language.

    Every third body differs from the one before it in one telling word, every sixth one in its country.
    """
    dice = Dice(seed)
    words: list[WordRow] = []
    for number in range(bodies):
        words = _changed(dice, words, number) if words and number % 3 == 2 else _drawn(dice)
        arabic, english = (_mistyped(dice, name) for name in (_arabic(words), _english(words)))
        yield make(f"t{number:04}", "", arabic, "", "")
        yield make(f"t{number:04}", "", "", english, "")


def _drawn(dice: Dice) -> list[WordRow]:
    """A form, two or three telling words, and sometimes a country last."""
    telling = dice.sample(_rows("word"), dice.randint(2, 3))
    country = [dice.choice(_rows("country"))] if dice.happens(_PLACED) else []
    return [dice.choice(_rows("form")), *telling, *country]


def _changed(dice: Dice, words: list[WordRow], number: int) -> list[WordRow]:
    """Another body, by its last telling word or country."""
    kind = words[-1].kind if number % 6 == 5 else "word"
    at = max(place for place, word in enumerate(words) if word.kind == kind)
    other = dice.choice([row for row in _rows(kind) if not _phrases(row) & _phrases(words[at])])
    return [*words[:at], other, *words[at + 1 :]]


def _rows(kind: str) -> list[WordRow]:
    return [row for row in word_rows() if row.kind == kind]


def _phrases(row: WordRow) -> set[str]:
    return {*row.english, *row.arabic}


def _arabic(words: list[WordRow]) -> str:
    form, *others = words
    return " ".join([form.arabic[0], *(_with_article(word) for word in others)])


def _with_article(word: WordRow) -> str:
    """A word as it stands in a name; countries and phrases are written in the table as they are."""
    phrase = word.arabic[0]
    return phrase if word.kind == "country" or " " in phrase or phrase.startswith("ال") else f"ال{phrase}"


def _english(words: list[WordRow]) -> str:
    form, *others = words
    return " ".join([*(word.english[0].title() for word in others), form.english[0].title()])


def _mistyped(dice: Dice, name: str) -> str:
    return mistyped(dice, name) if dice.happens(_MISTYPED) else name
