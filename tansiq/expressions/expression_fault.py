"""What is wrong with an expression, and at which letter."""

from dataclasses import dataclass
from typing import Any

from tansiq.faults import Fault
from tansiq.language.words import Sentence, listed, say


@dataclass(frozen=True)
class ExpressionFault(Fault):
    """A fault at a letter of the expression as it was typed; `column` counts letters from 1."""

    column: int = 1


@dataclass(frozen=True)
class OneOf(Sentence):
    """Several names, one of which is meant: "a number, a day or a month"."""

    several: tuple[Sentence, ...] = ()

    def __str__(self) -> str:
        return listed([str(one) for one in self.several], "or")


def at(start: int, code: str, text: Sentence) -> ExpressionFault:
    """A fault at the letter `start`, counted from 0; the field is said by whoever asked for the expression."""
    return ExpressionFault(code, "", say("Letter %(column)s: %(fault)s", column=start + 1, fault=text), start + 1)


def quoted(values: Any) -> str:
    """Codes or names of a list in one line, the first ten of them."""
    told = [str(value) for value in values]
    return ", ".join(told[:10]) + (" …" if len(told) > 10 else "")
