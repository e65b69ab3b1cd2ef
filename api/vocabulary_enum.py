"""Enums of GraphQL whose members are the codes of a vocabulary, with its sentences."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

import strawberry

from tansiq.language.vocabulary import Vocabulary

E = TypeVar("E", bound=type[Enum])


def vocabulary_enum(words: Vocabulary, description: str) -> Callable[[E], E]:
    """Make an enum of GraphQL whose members are the codes of `words`. Raises LookupError where they differ."""

    def make(codes: E) -> E:
        if tuple(code.value for code in codes) != words.codes:
            raise LookupError(f"{codes.__name__} does not list the vocabulary of {words.name}.")
        made = strawberry.enum(codes, description=description)
        for value, word in zip(made.__strawberry_definition__.values, words, strict=True):  # type: ignore[attr-defined]
            value.description = word.sentence
        return made

    return make
