"""An expression's letters as a tree of parts, each of which knows where it stands; nothing is known of fields yet."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tansiq.expressions.expression_fault import ExpressionFault, at
from tansiq.expressions.limits import NAME, size_fault
from tansiq.faults import Refused
from tansiq.language.words import Sentence, say

if TYPE_CHECKING:
    from lark import Lark

_GRAMMAR = Path(__file__).with_name("grammar.lark")
_STRANGE_SIGNS = "&|^%/!~?:;[]{}\\"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an expression: `word` is number, text, name, own, call, negative, or a sign between two parts.

    `text` is what stands there, of a call the function's name in small letters. `start` and `end` are letters from 0.
    """

    word: str
    start: int
    end: int
    text: str = ""
    arguments: tuple["Part", ...] = ()

    def walk(self) -> "list[Part]":
        """This part and all parts below it, as they are written."""
        return [self, *(below for argument in self.arguments for below in argument.walk())]


@lru_cache(maxsize=512)
def parse(text: str) -> Part:
    """The tree of `text`; Refused where it is too long, too deep or no expression. Takes a tenth of a millisecond.

    Trees never change, so that of a text is kept: each definition that is saved has all others read again.
    """
    from lark.exceptions import UnexpectedInput, UnexpectedToken

    if fault := size_fault(text):
        raise Refused(fault)
    try:
        return _parser().parse(text)  # type: ignore[return-value]  # The parser builds Parts instead of its own trees.
    except UnexpectedInput as error:
        is_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        raise Refused(_not_understood(text, len(text) if is_end else error.pos_in_stream or 0)) from None


@cache
def _parser() -> "Lark":
    """Built when first asked for: it takes as long as a request."""
    from lark import Lark, Transformer

    class Parts(Transformer[Any, Part]):
        """What the parser makes of each rule of the grammar."""

        def _leaf(self, found: list[Any]) -> Part:
            token = found[0]
            return Part(token.type.lower(), token.start_pos, token.end_pos, str(token))

        number = text = name = own = _leaf

        def joined(self, found: list[Any]) -> Part:
            left, sign, right = found
            return Part(sign.lower(), left.start, right.end, arguments=(left, right))

        def negative(self, found: list[Any]) -> Part:
            return Part("negative", found[0].start_pos, found[1].end, arguments=(found[1],))

        def bracketed(self, found: list[Any]) -> Part:
            return found[1]  # type: ignore[no-any-return]

        def call(self, found: list[Any]) -> Part:
            function, *rest, close = found
            arguments = tuple(one for one in rest if isinstance(one, Part))
            return Part("call", function.start_pos, close.end_pos, function.lower(), arguments)

    return Lark(_GRAMMAR.read_text("utf-8"), parser="lalr", transformer=Parts())


def _not_understood(text: str, start: int) -> ExpressionFault:
    """What is wrong at the first letter that does not fit."""
    rest = text[start:]
    if not rest.strip():
        return at(
            len(text), "ENDS_EARLY", say("The expression ends too early. End it with a value, and close all brackets.")
        )
    code, told = _told_of(rest)
    return at(start, code, told)


def _told_of(rest: str) -> tuple[str, Sentence]:
    """What is wrong where `rest` begins, and how to mend it."""
    first = rest[0]
    if first in "'\"" and first not in rest[1:]:
        return "OPEN_TEXT", say("This text has no end. Close it with the same mark: '…' or \"…\".")
    if rest.startswith("${") and "}" not in rest:
        return "OPEN_NAME", say("This name has no end. The name of a field is written as ${name}.")
    if first == "$" and not NAME.match(rest):
        return "NO_NAME", say("The name of a field is written as ${name}.")
    if first.isalpha() or first == "_":
        return "BARE_WORD", say(
            "“%(word)s” does not fit here. Write a field as ${name}, a text as '…', and a sign between two values.",
            word=rest.split(maxsplit=1)[0][:60],
        )
    if first in _STRANGE_SIGNS:
        return "STRANGE_SIGN", say(
            "“%(sign)s” is no sign here. There are + - * div mod, = != < <= > >=, and, or, not().", sign=first
        )
    return "OUT_OF_PLACE", say(
        "“%(sign)s” does not fit here. A sign stands between two values, and “and” between two comparisons.", sign=first
    )
